#include "core/store/rocksdb/marker.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"

namespace lontar::store {

absl::Status CheckMarker(const Marker& marker, absl::string_view kind, absl::string_view folder) {
  uint64_t format = 0;
  if (!absl::SimpleAtoi(marker.format, &format) || format == 0) {
    return StoreDamaged(folder, absl::StrCat("\"", marker.format, "\" is no format number"));
  }
  if (format > kStoreFormat) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "STORE_NEWER",
                         absl::StrCat("the store in \"", folder, "\" has format ", format,
                                      ", this program knows formats up to ", kStoreFormat,
                                      "; install a newer version"));
  }
  if (marker.kind != kind) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "STORE_KIND",
                         absl::StrCat("the store in \"", folder, "\" was made for a ", marker.kind,
                                      ", not for a ", kind));
  }
  return absl::OkStatus();
}

absl::Status StoreDamaged(absl::string_view folder, absl::string_view why) {
  return base::Problem(absl::StatusCode::kDataLoss, "STORE_DAMAGED",
                       absl::StrCat("the store in \"", folder, "\" is damaged: ", why));
}

}  // namespace lontar::store
