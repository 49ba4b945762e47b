#include "core/base/space.h"

#include <sys/statvfs.h>

#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::base {

namespace {

struct Need {
  uint64_t bytes;
  uint64_t files;
  absl::string_view why;
};

Need NeedOf(SpaceFor purpose) {
  switch (purpose) {
    case SpaceFor::kNewWork:
      return {kFreeBytesMin, kFreeFilesMin, "are kept for the database's own work"};
    case SpaceFor::kOpenedStore:
      return {kFreeBytesToOpenMin, kFreeFilesToOpenMin, "are needed to open a database"};
  }
  return {};
}

}  // namespace

absl::Status CheckSpace(absl::string_view folder, SpaceFor purpose, const FreeSpace& free) {
  constexpr uint64_t kMiB = 1024 * 1024;
  const Need need = NeedOf(purpose);
  if (free.bytes < need.bytes) {
    return Problem(absl::StatusCode::kResourceExhausted, "DISK_FULL",
                   absl::StrCat("no space for \"", folder, "\": ", free.bytes / kMiB,
                                " MiB are free, and ", need.bytes / kMiB, " MiB ", need.why,
                                "; nothing that was answered is lost, make space and try again"));
  }
  if (free.files < need.files) {
    return Problem(absl::StatusCode::kResourceExhausted, "DISK_FULL",
                   absl::StrCat("no space for \"", folder, "\": its disk takes only ", free.files,
                                " more files, and ", need.files, " ", need.why,
                                "; nothing that was answered is lost, remove files and try again"));
  }
  return absl::OkStatus();
}

absl::Status CheckSpaceOf(absl::string_view folder, SpaceFor purpose) {
  struct statvfs disk = {};
  if (statvfs(std::string(folder).c_str(), &disk) != 0) return absl::OkStatus();
  FreeSpace free;
  free.bytes = uint64_t{disk.f_bavail} * disk.f_frsize;
  // Some file systems make what they need and count nothing.
  free.files = disk.f_files == 0 ? std::numeric_limits<uint64_t>::max() : disk.f_favail;
  return CheckSpace(folder, purpose, free);
}

}  // namespace lontar::base
