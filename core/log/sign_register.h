#pragma once
// The sign register: the highest checkpoint that a log key ever signed, kept outside the database.
//
// Source: DESIGN.md section 4; sync design notes, section 7. Compare, store and sync come before
// every checkpoint signature, so that a hub restored from an old backup signs no second history
// (threat T49, invariant 6).

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/log/merkle.h"

namespace lontar::log {

struct SignedHead {
  LogSize size;
  Hash root;
  friend bool operator==(const SignedHead&, const SignedHead&) = default;
};

// The door to it. Implemented by a file in the hub's service and by memory in tests.
class SignRegister {
 public:
  virtual ~SignRegister() = default;
  // Nothing for a register that never held a head.
  virtual absl::StatusOr<std::optional<SignedHead>> Read() const = 0;
  // Durable when it answers OK.
  virtual absl::Status Write(const SignedHead& head) = 0;
};

// The register as text: "<size> <root in hex>" and a line end; "none" and a line end for one that
// never held a head.
std::string FormatRegister(const std::optional<SignedHead>& head);
// DataLoss with REGISTER_DAMAGED for any other text.
absl::StatusOr<std::optional<SignedHead>> ParseRegister(absl::string_view text);

// Reads, compares, writes. OK: `head` may be signed. DataLoss with REGISTER_AHEAD: a larger head
// was signed before, so this log was rolled back; with REGISTER_CONFLICT: the same size with
// another root. Whether the register's smaller head is the beginning of this log is for the caller
// to check first (it has the tree).
absl::Status AdvanceRegister(SignRegister& sign_register, const SignedHead& head);

}  // namespace lontar::log
