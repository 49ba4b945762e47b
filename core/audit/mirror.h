#pragma once
// A mirror of a public log: what audit reads, and all that it reads.
//
// C2SP tlog-tiles at its root ("checkpoint", "tile/…") and "payloads/" with reports, acts and parts
// named by hash. Paths have "/" between their names, none in front, and stay inside the mirror.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::audit {

class MirrorFiles {
 public:
  virtual ~MirrorFiles() = default;
  // The file's bytes; nothing if there is no such file. An error: it is there and cannot be read.
  virtual absl::StatusOr<std::optional<std::string>> Read(absl::string_view path) = 0;
  // The paths of all files below `folder`, at any depth, from the mirror's root, ascending. None if
  // there is no such folder.
  virtual absl::StatusOr<std::vector<std::string>> List(absl::string_view folder) = 0;
};

// A folder on this machine. Reads regular files of at most base::kPartBytesMax bytes, the largest
// that a mirror holds. InvalidArgument with MIRROR_ODD_FILE, naming the path: a symbolic link, a
// device, a name that no mirror has, folders deeper than a tile's; nothing outside the folder is
// ever read.
class FolderMirror : public MirrorFiles {
 public:
  explicit FolderMirror(absl::string_view folder) : folder_(folder) {}
  absl::StatusOr<std::optional<std::string>> Read(absl::string_view path) override;
  absl::StatusOr<std::vector<std::string>> List(absl::string_view folder) override;

 private:
  std::string folder_;
};

}  // namespace lontar::audit
