#pragma once
// The mapping that --mapping names.

#include <optional>

#include "absl/status/statusor.h"
#include "cli/command.h"
#include "core/formats/mapping.h"

namespace lontar::cli {

// Nothing without --mapping. Errors of base::ReadWholeFile and formats::ReadMapping.
absl::StatusOr<std::optional<formats::Mapping>> ReadMappingOf(const Call& call);

}  // namespace lontar::cli
