#include "cli/mapping_file.h"

#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::StatusOr<std::optional<formats::Mapping>> ReadMappingOf(const Call& call) {
  const std::string file = call.arguments.Text("mapping");
  if (file.empty()) return std::nullopt;
  LONTAR_ASSIGN_OR_RETURN(const std::string text,
                          base::ReadWholeFile(file, base::kConfigurationBytesMax));
  return formats::ReadMapping(text, file);
}

}  // namespace lontar::cli
