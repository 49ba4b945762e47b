#include "core/sdmx/area_number.h"

#include <unicode/region.h>

#include "absl/strings/str_format.h"

namespace lontar::sdmx {

std::string AreaNumber(absl::string_view code) {
  UErrorCode error = U_ZERO_ERROR;
  const std::string text(code);
  const icu::Region* region = icu::Region::getInstance(text.c_str(), error);
  const bool is_country =
      U_SUCCESS(error) && region != nullptr && region->getType() == URGN_TERRITORY;
  if (!is_country || code.size() != 2 || region->getNumericCode() <= 0) return "";
  return absl::StrFormat("%03d", region->getNumericCode());
}

}  // namespace lontar::sdmx
