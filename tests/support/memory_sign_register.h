#pragma once
// A hub's sign register in memory: of the machine, not of the program on it.

#include <optional>

#include "core/log/sign_register.h"

namespace lontar::support {

class MemorySignRegister : public log::SignRegister {
 public:
  absl::StatusOr<std::optional<log::SignedHead>> Read() const override { return head; }
  absl::Status Write(const log::SignedHead& next) override {
    head = next;
    return absl::OkStatus();
  }

  std::optional<log::SignedHead> head;
};

}  // namespace lontar::support
