#pragma once
// The sign register as a file beside the hub's database: "<size> <root in hex>", one line.
//
// It must outlive the database's backups: whoever restores the database leaves this file alone
// (DESIGN.md section 4; threat T49, invariant 6). One hub at a time, which the store's lock sees
// to. Thread-compatible.

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/files.h"
#include "core/log/sign_register.h"

namespace lontar::hub {

class SignRegisterFile : public log::SignRegister {
 public:
  // `files` must outlive it.
  explicit SignRegisterFile(std::string path, base::FileSteps& files = base::SystemFiles())
      : path_(std::move(path)), files_(files) {}

  // Makes an empty register. FailedPrecondition with FILE_EXISTS: one is there, and stays.
  static absl::Status Create(absl::string_view path);

  // NotFound with REGISTER_ABSENT: a hub without its register signs nothing. DataLoss with
  // REGISTER_DAMAGED: the file holds something else.
  absl::StatusOr<std::optional<log::SignedHead>> Read() const override;
  // Compares what is on the disk with what was last read or written here, then writes and syncs.
  // DataLoss with REGISTER_CHANGED: somebody else wrote in between; nothing is written then.
  absl::Status Write(const log::SignedHead& head) override;

 private:
  std::string path_;
  base::FileSteps& files_;
  mutable std::optional<std::string> last_seen_;
};

}  // namespace lontar::hub
