#pragma once
// Files that stand outside of a store, on a FailingDisk: base::FileSteps for tests.

#include "core/base/files.h"
#include "tests/support/failing_disk.h"

namespace lontar::support {

class FailingFiles : public base::FileSteps {
 public:
  explicit FailingFiles(FailingDisk* disk) : disk_(disk) {}

  absl::StatusOr<std::string> Read(const std::string& path, size_t bytes_max) override;
  absl::Status WriteNew(const std::string& path, absl::string_view bytes,
                        base::FileMode mode) override;
  absl::Status Rename(const std::string& from, const std::string& to) override;
  absl::Status SyncFolderOf(const std::string& path) override;
  void Remove(const std::string& path) override;

 private:
  FailingDisk* const disk_;
};

}  // namespace lontar::support
