#include "tests/support/failing_files.h"

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"

namespace lontar::support {
namespace {

// As core/base/files.cc says it.
absl::Status ToStatus(DiskError error, const std::string& path) {
  switch (error) {
    case DiskError::kNone:
      return absl::OkStatus();
    case DiskError::kNotFound:
      return base::Problem(absl::StatusCode::kNotFound, "FILE_NOT_FOUND", path);
    case DiskError::kReadOnly:
      return base::Problem(absl::StatusCode::kPermissionDenied, "FILE_NOT_PERMITTED", path);
    case DiskError::kNoSpace:
      return base::Problem(absl::StatusCode::kResourceExhausted, "DISK_FULL", path);
    case DiskError::kExists:
      return base::Problem(absl::StatusCode::kFailedPrecondition, "FILE_EXISTS", path);
    case DiskError::kDead:
    case DiskError::kInputOutput:
      return base::Problem(absl::StatusCode::kUnavailable, "FILE_ERROR", path);
  }
  return absl::InternalError(path);
}

}  // namespace

absl::StatusOr<std::string> FailingFiles::Read(const std::string& path, size_t bytes_max) {
  FailingDisk::Handle handle;
  DiskError error = disk_->OpenToRead(path, &handle);
  std::string bytes;
  if (error == DiskError::kNone) error = disk_->Read(handle, 0, bytes_max + 1, &bytes);
  if (error != DiskError::kNone) return ToStatus(error, path);
  return bytes;
}

absl::Status FailingFiles::WriteNew(const std::string& path, absl::string_view bytes,
                                    base::FileMode /*mode*/) {
  if (disk_->Exists(path)) return ToStatus(DiskError::kExists, path);
  FailingDisk::Handle handle;
  DiskError error = disk_->Create(path, &handle);
  if (error == DiskError::kNone) error = disk_->Append(handle, bytes.data(), bytes.size());
  if (error == DiskError::kNone) error = disk_->Sync(handle);
  return ToStatus(error, path);
}

absl::Status FailingFiles::Rename(const std::string& from, const std::string& to) {
  return ToStatus(disk_->Rename(from, to), to);
}

absl::Status FailingFiles::SyncFolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return ToStatus(disk_->SyncFolder(slash == std::string::npos ? "" : path.substr(0, slash)), path);
}

// As unlink(2) whose error nobody looks at.
void FailingFiles::Remove(const std::string& path) {
  if (disk_->Exists(path)) (void)disk_->Remove(path);
}

}  // namespace lontar::support
