#include "core/base/streamed_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/file_problem.h"
#include "core/base/files.h"
#include "core/base/status_macros.h"

namespace lontar::base {
namespace {

constexpr absl::string_view kUnfinished = ".part";

}  // namespace

StreamedFile::StreamedFile(std::string path, int descriptor)
    : path_(std::move(path)),
      temporary_(absl::StrCat(path_, kUnfinished)),
      descriptor_(descriptor) {}

absl::StatusOr<std::unique_ptr<StreamedFile>> StreamedFile::Begin(absl::string_view path) {
  const std::string temporary = absl::StrCat(path, kUnfinished);
  const int descriptor = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                              static_cast<mode_t>(FileMode::kEveryone));
  if (descriptor < 0) return SystemProblem(path, errno);
  return std::unique_ptr<StreamedFile>(new StreamedFile(std::string(path), descriptor));
}

StreamedFile::~StreamedFile() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  unlink(temporary_.c_str());
}

absl::Status StreamedFile::Append(absl::string_view bytes) {
  bytes_ += bytes.size();
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemProblem(path_, errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status StreamedFile::Keep() {
  if (fsync(descriptor_) != 0) return SystemProblem(path_, errno);
  LONTAR_RETURN_IF_ERROR(SystemFiles().Rename(temporary_, path_));
  close(std::exchange(descriptor_, -1));
  return SystemFiles().SyncFolderOf(path_);
}

}  // namespace lontar::base
