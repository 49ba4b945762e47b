#pragma once
// A file that is written in pieces, and is there whole or not at all. For files of any length; what
// fits in memory goes through files.h. One thread.

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::base {

class StreamedFile {
 public:
  // Begins beside the target ("figures.csv.part"); what an earlier run left there goes. Errors of
  // the system, as in files.h.
  static absl::StatusOr<std::unique_ptr<StreamedFile>> Begin(absl::string_view path);
  StreamedFile(const StreamedFile&) = delete;
  StreamedFile& operator=(const StreamedFile&) = delete;
  // What was not kept goes.
  ~StreamedFile();

  absl::Status Append(absl::string_view bytes);
  // Syncs and renames over the target: after OK it survives a power cut. Once.
  absl::Status Keep();
  uint64_t bytes() const { return bytes_; }

 private:
  StreamedFile(std::string path, int descriptor);

  std::string path_;
  std::string temporary_;
  int descriptor_;
  uint64_t bytes_ = 0;
};

}  // namespace lontar::base
