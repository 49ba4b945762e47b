#pragma once
// A file that lies in memory only: for libraries that write to a path and nowhere else.
//
// Nothing of it reaches a disk, and nothing stays of it. Linux: memfd_create. One thread.

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"

namespace lontar::base {

class MemoryFile {
 public:
  // ResourceExhausted with MEMORY_FILE if the system has no descriptor left.
  static absl::StatusOr<MemoryFile> Make();
  MemoryFile(MemoryFile&& other) noexcept;
  MemoryFile& operator=(MemoryFile&& other) noexcept;
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();

  // Opens this file, in this process, as long as the object lives.
  const std::string& path() const { return path_; }
  // A folder in memory for what a library writes on the way; empty if the system has none.
  static std::string Folder();
  // What was written and closed. ResourceExhausted with MEMORY_FILE if it is longer than
  // `bytes_max` or cannot be read.
  absl::StatusOr<std::string> Bytes(size_t bytes_max) const;

 private:
  explicit MemoryFile(int descriptor);

  int descriptor_ = -1;
  std::string path_;
};

}  // namespace lontar::base
