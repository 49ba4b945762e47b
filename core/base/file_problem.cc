#include "core/base/file_problem.h"

#include <cerrno>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"

namespace lontar::base {

absl::Status SystemProblem(absl::string_view path, int error) {
  const std::string message = absl::StrCat(path, ": ", std::strerror(error));
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return Problem(absl::StatusCode::kNotFound, "FILE_NOT_FOUND", message);
    case EACCES:
    case EPERM:
    case EROFS:
      return Problem(absl::StatusCode::kPermissionDenied, "FILE_NOT_PERMITTED", message);
    case ENOSPC:
    case EDQUOT:
      return Problem(absl::StatusCode::kResourceExhausted, "DISK_FULL", message);
    case EEXIST:
      return Problem(absl::StatusCode::kFailedPrecondition, "FILE_EXISTS", message);
    default:
      return Problem(absl::StatusCode::kUnavailable, "FILE_ERROR", message);
  }
}

}  // namespace lontar::base
