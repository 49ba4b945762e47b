#pragma once
// The high-water register as a file beside the node's store; its text: core/chain/high_water.h.
//
// It must outlive the store's backups: whoever puts an old store back leaves this file alone, and
// is then told (sync design notes, section 7; invariants 19, 23 and 28). One node at a time, which
// the store's lock sees to. Thread-compatible.

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/files.h"
#include "core/chain/high_water.h"

namespace lontar::node {

class HighWaterFile : public chain::HighWaterRegister {
 public:
  // `files` must outlive it.
  explicit HighWaterFile(std::string path, base::FileSteps& files = base::SystemFiles())
      : path_(std::move(path)), files_(files) {}

  // Makes an empty register. FailedPrecondition with FILE_EXISTS: one is there, and stays.
  static absl::Status Create(absl::string_view path);

  // NotFound with REGISTER_ABSENT: a store without its register is not written to. DataLoss with
  // REGISTER_DAMAGED: the file holds something else.
  absl::StatusOr<std::optional<chain::HighWater>> Read() const override;
  // Compares what is on the disk with what was last read or written here, then writes and syncs.
  // DataLoss with REGISTER_CHANGED: somebody else wrote in between; nothing is written then.
  absl::Status Write(const chain::HighWater& mark) override;

 private:
  std::string path_;
  base::FileSteps& files_;
  mutable std::optional<std::string> last_seen_;
};

}  // namespace lontar::node
