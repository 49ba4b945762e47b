#pragma once
// What hub and node are asked to write as a file.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace lontar::net {

// As core/sdmx/export.h has them; an empty text is the default there.
struct ExportQuestion {
  std::string collection;
  std::string member;
  std::string indicator;
  std::optional<uint64_t> as_of;
  std::string format;
  bool is_structure = false;
  std::string labels;
  std::string keys;
  std::string time_format;
  std::string agency;
  std::string separator;
  std::string decimal;
  std::string view;
};

// Takes the next bytes of a file. Its first error ends the call.
using TakeBytes = std::function<absl::Status(absl::string_view bytes)>;

}  // namespace lontar::net
