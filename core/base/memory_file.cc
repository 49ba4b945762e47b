#include "core/base/memory_file.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"

namespace lontar::base {
namespace {

absl::Status MemoryProblem(absl::string_view sentence) {
  return Problem(absl::StatusCode::kResourceExhausted, "MEMORY_FILE", sentence);
}

}  // namespace

absl::StatusOr<MemoryFile> MemoryFile::Make() {
  const int descriptor = memfd_create("lontar", MFD_CLOEXEC);
  if (descriptor < 0) return MemoryProblem("the system gives no file in memory");
  return MemoryFile(descriptor);
}

MemoryFile::MemoryFile(int descriptor)
    : descriptor_(descriptor), path_(absl::StrCat("/proc/self/fd/", descriptor)) {}

MemoryFile::MemoryFile(MemoryFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

MemoryFile& MemoryFile::operator=(MemoryFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  return *this;
}

MemoryFile::~MemoryFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

std::string MemoryFile::Folder() {
  constexpr char kFolder[] = "/dev/shm";
  return access(kFolder, W_OK | X_OK) == 0 ? kFolder : "";
}

absl::StatusOr<std::string> MemoryFile::Bytes(size_t bytes_max) const {
  struct stat state;
  if (fstat(descriptor_, &state) != 0) return MemoryProblem("a file in memory cannot be read");
  const size_t size = static_cast<size_t>(state.st_size);
  if (size > bytes_max) {
    return MemoryProblem(
        absl::StrCat("what is written has ", size, " bytes; at most ", bytes_max, " are allowed"));
  }
  std::string bytes(size, '\0');
  for (size_t done = 0; done < size;) {
    const ssize_t count =
        pread(descriptor_, bytes.data() + done, size - done, static_cast<off_t>(done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return MemoryProblem("a file in memory cannot be read");
    done += static_cast<size_t>(count);
  }
  return bytes;
}

}  // namespace lontar::base
