#pragma once
// Whole files, for shells and the command line. Files are written whole or not at all.
//
// Errors name the path and what the system said. NotFound, PermissionDenied, ResourceExhausted
// (disk full) and Unavailable keep their meaning; what is longer than `bytes_max` is
// InvalidArgument with the reason FILE_TOO_LARGE.

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::base {

absl::StatusOr<std::string> ReadWholeFile(absl::string_view path, size_t bytes_max);

// Who may read a file that is written.
enum class FileMode { kEveryone = 0644, kOwnerOnly = 0600 };

// The steps of which a file is written durably, and reading: the door behind which a test puts a
// disk that fails. Any thread.
class FileSteps {
 public:
  virtual ~FileSteps() = default;
  virtual absl::StatusOr<std::string> Read(const std::string& path, size_t bytes_max) = 0;
  // Makes the file, which must not be there, writes it and syncs it.
  virtual absl::Status WriteNew(const std::string& path, absl::string_view bytes,
                                FileMode mode) = 0;
  virtual absl::Status Rename(const std::string& from, const std::string& to) = 0;
  // Makes durable which names the folder of `path` holds.
  virtual absl::Status SyncFolderOf(const std::string& path) = 0;
  // Nothing happens if it is not there.
  virtual void Remove(const std::string& path) = 0;
};
// Those of the system.
FileSteps& SystemFiles();

// Writes beside the target, syncs, renames over it, syncs the folder: after OK it survives a power
// cut. After an error the target is what it was, or, where only the last sync failed, may be
// either.
absl::Status WriteFileDurably(absl::string_view path, absl::string_view bytes,
                              FileMode mode = FileMode::kEveryone,
                              FileSteps& files = SystemFiles());

// As above, but FailedPrecondition with the reason FILE_EXISTS if the target is there.
absl::Status CreateFileDurably(absl::string_view path, absl::string_view bytes,
                               FileMode mode = FileMode::kEveryone);

// Writes beside the target and renames over it: whole or not at all, as long as the machine runs;
// after a power cut it may be anything. For many files: SyncDiskOf makes them durable at once.
absl::Status WriteFileWhole(absl::string_view path, absl::string_view bytes,
                            FileMode mode = FileMode::kEveryone);

// After OK everything that was written on the disk which holds `folder` survives a power cut. One
// wait, however many files.
absl::Status SyncDiskOf(absl::string_view folder);

// After it returns no file that these functions write is half written, and none is begun any more:
// for a program that is about to end itself on another thread. Whoever writes waits for ever.
void StopWriting();

// Makes the folder and those above it; fine if it is there. New ones are for the owner only.
absl::Status MakeFolders(absl::string_view path);

bool FileExists(absl::string_view path);

// The names in a folder, sorted, without "." and "..".
absl::StatusOr<std::vector<std::string>> ListFolder(absl::string_view path);

}  // namespace lontar::base
