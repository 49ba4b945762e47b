#pragma once
// A zip file whose bytes depend on its parts alone: stored without compression, all of one date.
// Pure, any thread.

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace lontar::formats {

// Names and contents, in the order of the file.
using ZipContents = std::vector<std::pair<std::string, std::string>>;

// ResourceExhausted with ZIP_UNWRITABLE: libzip has no memory for it, or a name stands twice.
absl::StatusOr<std::string> WriteZip(const ZipContents& parts);

}  // namespace lontar::formats
