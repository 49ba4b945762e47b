#include "cli/mirror.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/problem.h"

namespace lontar::cli {

absl::Status CheckMirrorPath(absl::string_view path) {
  bool is_inside = !path.empty();
  for (const absl::string_view step : absl::StrSplit(path, '/'))
    is_inside = is_inside && !step.empty() && step != "." && step != "..";
  if (is_inside) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kDataLoss, "MIRROR_PATH_WRONG",
                       absl::StrCat("\"", path, "\" is no file of a mirror; nothing was written"));
}

}  // namespace lontar::cli
