#pragma once
// Reports and parts as protobuf messages, and the strict reader of both. The only place of this
// room that knows a message.
//
// Source: proto/lontar/v1/report.proto. Pure functions, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/observation/report.h"

namespace lontar::observation {

// The bytes of a record whose lists stand in their prescribed order already. Every row must have a
// code for each dimension of its block, otherwise the process ends: there is no such block.
std::string ReportToWire(const Report& report);
std::string PartToWire(const Part& part);

// The errors of DecodeReport and DecodePart (report.h) that concern the encoding: the columns of a
// block, lengths of hashes, enums. The rest is canonical.h's.
absl::StatusOr<Report> ReportFromWire(absl::string_view bytes);
absl::StatusOr<Part> PartFromWire(absl::string_view bytes);

}  // namespace lontar::observation
