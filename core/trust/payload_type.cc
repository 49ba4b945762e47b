#include "core/trust/payload_type.h"

#include "absl/strings/str_cat.h"
#include "core/trust/sha256.h"

namespace lontar::trust {
namespace {

constexpr PayloadType kAllPayloadTypes[] = {
    PayloadType::kReport,    PayloadType::kPart,  PayloadType::kAct,    PayloadType::kEntry,
    PayloadType::kTrustRoot, PayloadType::kHello, PayloadType::kBundle,
};

// What stands before the body: the body itself need not be copied to be hashed.
std::string PaeFront(absl::string_view type, size_t body_bytes) {
  return absl::StrCat("DSSEv1 ", type.size(), " ", type, " ", body_bytes, " ");
}

}  // namespace

absl::string_view ShortName(PayloadType type) {
  switch (type) {
    case PayloadType::kReport:
      return "report";
    case PayloadType::kPart:
      return "part";
    case PayloadType::kAct:
      return "act";
    case PayloadType::kEntry:
      return "entry";
    case PayloadType::kTrustRoot:
      return "trust-root";
    case PayloadType::kHello:
      return "hello";
    case PayloadType::kBundle:
      return "bundle";
  }
  return "";
}

std::optional<PayloadType> PayloadTypeOf(absl::string_view short_name) {
  for (const PayloadType type : kAllPayloadTypes) {
    if (ShortName(type) == short_name) return type;
  }
  return std::nullopt;
}

std::string MediaType(PayloadType type) {
  return absl::StrCat("application/vnd.lontar.", ShortName(type), ".v1+protobuf");
}

std::string Pae(absl::string_view type, absl::string_view body) {
  return absl::StrCat(PaeFront(type, body.size()), body);
}

std::string Pae(PayloadType type, absl::string_view body) { return Pae(MediaType(type), body); }

base::Hash Identity(PayloadType type, absl::string_view bytes) {
  return Sha256({PaeFront(MediaType(type), bytes.size()), bytes});
}

base::PayloadId PayloadIdOf(PayloadType type, absl::string_view bytes) {
  return base::PayloadId(Identity(type, bytes).array());
}

base::PartHash PartHashOf(absl::string_view part_bytes) {
  return base::PartHash(Identity(PayloadType::kPart, part_bytes).array());
}

base::EntryHash EntryHashOf(absl::string_view header_bytes) {
  return base::EntryHash(Identity(PayloadType::kEntry, header_bytes).array());
}

}  // namespace lontar::trust
