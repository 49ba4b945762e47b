#include "core/base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "core/base/file_problem.h"
#include "core/base/mutex.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::base {
namespace {

// Held while a file is written. The only state of a whole process here, because a signal is the
// process'.
Mutex writing;

// Closes a descriptor when it goes out of scope.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

absl::Status WriteAll(int fd, absl::string_view path, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemProblem(path, errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

// The file must not be there.
absl::Status WriteNewFile(const std::string& path, absl::string_view bytes, FileMode mode,
                          bool is_synced) {
  const Descriptor file(
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, static_cast<mode_t>(mode)));
  if (file.get() < 0) return SystemProblem(path, errno);
  LONTAR_RETURN_IF_ERROR(WriteAll(file.get(), path, bytes));
  if (is_synced && fsync(file.get()) != 0) return SystemProblem(path, errno);
  return absl::OkStatus();
}

std::string TemporaryFor(absl::string_view path) {
  return absl::StrCat(path, ".", getpid(), ".part");
}

class SystemFileSteps : public FileSteps {
 public:
  absl::StatusOr<std::string> Read(const std::string& path, size_t bytes_max) override {
    return ReadWholeFile(path, bytes_max);
  }
  absl::Status WriteNew(const std::string& path, absl::string_view bytes, FileMode mode) override {
    return WriteNewFile(path, bytes, mode, /*is_synced=*/true);
  }
  absl::Status Rename(const std::string& from, const std::string& to) override {
    if (rename(from.c_str(), to.c_str()) != 0) return SystemProblem(to, errno);
    return absl::OkStatus();
  }
  absl::Status SyncFolderOf(const std::string& path) override {
    std::string folder = std::filesystem::path(path).parent_path().string();
    if (folder.empty()) folder = ".";
    const Descriptor handle(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (handle.get() < 0) return SystemProblem(folder, errno);
    if (fsync(handle.get()) != 0) return SystemProblem(folder, errno);
    return absl::OkStatus();
  }
  void Remove(const std::string& path) override { unlink(path.c_str()); }
};

}  // namespace

void StopWriting() ABSL_NO_THREAD_SAFETY_ANALYSIS { writing.Lock(); }

FileSteps& SystemFiles() {
  static SystemFileSteps steps;
  return steps;
}

absl::StatusOr<std::string> ReadWholeFile(absl::string_view path, size_t bytes_max) {
  const std::string name(path);
  const Descriptor file(open(name.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return SystemProblem(name, errno);
  std::string bytes;
  std::string buffer(64 * 1024, '\0');
  while (true) {
    const ssize_t got = read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemProblem(name, errno);
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<size_t>(got));
    if (bytes.size() > bytes_max) {
      return Problem(absl::StatusCode::kInvalidArgument, "FILE_TOO_LARGE",
                     absl::StrCat(name, ": longer than ", bytes_max, " bytes"));
    }
  }
}

absl::Status WriteFileDurably(absl::string_view path, absl::string_view bytes, FileMode mode,
                              FileSteps& files) {
  const MutexLock whole(&writing);
  const std::string name(path);
  const std::string temporary = TemporaryFor(name);
  files.Remove(temporary);
  absl::Status written = files.WriteNew(temporary, bytes, mode);
  if (written.ok()) written = files.Rename(temporary, name);
  if (!written.ok()) {
    files.Remove(temporary);
    return written;
  }
  return files.SyncFolderOf(name);
}

absl::Status CreateFileDurably(absl::string_view path, absl::string_view bytes, FileMode mode) {
  const MutexLock whole(&writing);
  const std::string name(path);
  const std::string temporary = TemporaryFor(name);
  FileSteps& files = SystemFiles();
  files.Remove(temporary);
  absl::Status written = files.WriteNew(temporary, bytes, mode);
  // link(2) fails if the target is there, where rename(2) would replace it.
  if (written.ok() && link(temporary.c_str(), name.c_str()) != 0) {
    written = SystemProblem(name, errno);
  }
  files.Remove(temporary);
  if (!written.ok()) return written;
  return files.SyncFolderOf(name);
}

absl::Status WriteFileWhole(absl::string_view path, absl::string_view bytes, FileMode mode) {
  const MutexLock whole(&writing);
  const std::string name(path);
  const std::string temporary = TemporaryFor(name);
  FileSteps& files = SystemFiles();
  files.Remove(temporary);
  absl::Status written = WriteNewFile(temporary, bytes, mode, /*is_synced=*/false);
  if (written.ok()) written = files.Rename(temporary, name);
  if (!written.ok()) files.Remove(temporary);
  return written;
}

absl::Status SyncDiskOf(absl::string_view folder) {
  const std::string name(folder);
  const Descriptor handle(open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (handle.get() < 0) return SystemProblem(name, errno);
  if (syncfs(handle.get()) != 0) return SystemProblem(name, errno);
  return absl::OkStatus();
}

absl::Status MakeFolders(absl::string_view path) {
  std::filesystem::path so_far;
  for (const auto& step : std::filesystem::path(std::string(path))) {
    so_far /= step;
    if (so_far.empty() || std::filesystem::is_directory(so_far)) continue;
    if (mkdir(so_far.c_str(), 0700) != 0 && errno != EEXIST) {
      return SystemProblem(so_far.string(), errno);
    }
  }
  return absl::OkStatus();
}

bool FileExists(absl::string_view path) {
  std::error_code error;
  return std::filesystem::exists(std::string(path), error);
}

absl::StatusOr<std::vector<std::string>> ListFolder(absl::string_view path) {
  std::error_code error;
  std::filesystem::directory_iterator entries(std::string(path), error);
  if (error) return SystemProblem(path, error.value());
  std::vector<std::string> names;
  for (const auto& entry : entries) names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

}  // namespace lontar::base
