#pragma once
// What an export wrote, for people and for scripts. Pure functions of the documented JSON.

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "cli/answer.h"

namespace lontar::cli {

// lontar.export.v1 with the file and its length. Internal with ANSWER_UNREADABLE if it is no JSON.
absl::StatusOr<std::string> WithFile(absl::string_view json, absl::string_view path,
                                     uint64_t bytes);

// Of lontar.export.v1.
std::string ExportText(const Answer& answer);

}  // namespace lontar::cli
