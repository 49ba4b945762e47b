#include "core/base/fingerprint.h"

#include "absl/strings/str_cat.h"

namespace lontar::base {

std::string ShortFingerprint(absl::string_view hex) {
  return absl::StrCat(hex.substr(0, 4), "-", hex.substr(4, 4));
}

}  // namespace lontar::base
