#pragma once
// The high-water register: how far a node's store ever got, kept outside of it.
//
// Source: sync design notes, section 7. A store that was rolled back, lost the end of its
// write-ahead log or was copied from elsewhere looks whole; only something outside of it can tell.
// Written after every commit of the store, read when it is opened (invariants 19, 23 and 28). The
// hub has a sign register instead (core/log/sign_register.h). Values, any thread.

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/chain/entry.h"

namespace lontar::chain {

// Drawn when a store is made, and kept both in it and in its register.
using InstanceToken = base::FixedBytes<struct InstanceTokenTag, 16>;

struct HighWater {
  std::string member;  // two capital letters
  base::Incarnation incarnation;
  InstanceToken instance;
  uint64_t commits = 0;      // of this store, from its making on
  std::optional<Head> head;  // the last own entry
  base::LogSize log_size;    // of the log as pulled and verified
  base::Hash log_root;
  friend bool operator==(const HighWater&, const HighWater&) = default;
};

// The door to it. Implemented by a file in the node's service and by memory in tests.
class HighWaterRegister {
 public:
  virtual ~HighWaterRegister() = default;
  // Nothing for a register that was made and never written.
  virtual absl::StatusOr<std::optional<HighWater>> Read() const = 0;
  // Durable when it answers OK.
  virtual absl::Status Write(const HighWater& mark) = 0;
};

// What one store says of itself against what its register says. OK: the store is at the mark or
// beyond it, which is what a crash between commit and register leaves. DataLoss with STORE_COPIED:
// the store belongs to another register; with REGISTER_AHEAD: the store had more commits, entries
// or leaves before; with REGISTER_CONFLICT: as many, but others. Entries and leaves below the
// store's own are for the caller to compare (it has chain and tree).
absl::Status CheckHighWater(const HighWater& mark, const HighWater& store);

// The register as text, one line a value, the last one a SHA-256 over those before it:
//
//   lontar high-water 1
//   member KH
//   incarnation 32 hex digits
//   instance 32 hex digits
//   commits 12
//   entry 5 64 hex digits        "entry 0" without any
//   log 25 64 hex digits
//   sum 64 hex digits
//
// "none" and a line end for one that was never written.
std::string FormatHighWater(const std::optional<HighWater>& mark);
// DataLoss with REGISTER_DAMAGED for any other text.
absl::StatusOr<std::optional<HighWater>> ParseHighWater(absl::string_view text);

}  // namespace lontar::chain
