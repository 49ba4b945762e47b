#include "bench/limits/protobuf_parse.h"

#include "lontar/v1/entry.pb.h"
#include "lontar/v1/report.pb.h"

namespace lontar::bench {
namespace {

template <class Message>
bool Parses(absl::string_view bytes) {
  Message message;
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

bool ParsesAsReport(absl::string_view bytes) { return Parses<v1::Report>(bytes); }
bool ParsesAsPart(absl::string_view bytes) { return Parses<v1::Part>(bytes); }
bool ParsesAsLeaf(absl::string_view bytes) { return Parses<v1::Leaf>(bytes); }
bool ParsesAsHeader(absl::string_view bytes) { return Parses<v1::Header>(bytes); }

}  // namespace lontar::bench
