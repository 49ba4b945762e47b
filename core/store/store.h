#pragma once
// Ordered durable bytes: what node and hub keep everything in.
//
// One implementation stands on RocksDB (core/store/rocksdb), one on a map with the same durability
// rules (map_store.h). Both pass tests/conformance/store_conformance.h. Keys and values are byte
// strings; order is that of unsigned bytes.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::store {

// Changes that become durable together or not at all. The last word on a key wins.
class Batch {
 public:
  void Put(absl::string_view key, absl::string_view value);
  void Delete(absl::string_view key);
  bool empty() const { return changes_.empty(); }
  // In the order in which they were said; no value = delete.
  const std::vector<std::pair<std::string, std::optional<std::string>>>& changes() const {
    return changes_;
  }
  // Puts the other batch's changes behind this one's.
  void Append(Batch other);

 private:
  std::vector<std::pair<std::string, std::optional<std::string>>> changes_;
};

// What can be read, at one moment.
class Reader {
 public:
  virtual ~Reader() = default;
  // The value, nothing if there is none. DataLoss: the engine found damage.
  virtual absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const = 0;
  // Calls `take` for the keys in [first, last) in ascending order, until it answers false. An empty
  // `last` has no end. `take` must not commit to the store that it reads.
  virtual absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)> take) const = 0;
  // As Scan over all keys that begin with `prefix`.
  absl::Status ScanPrefix(absl::string_view prefix,
                          absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const;
};

// Reading from any thread; one writer at a time.
class Store : public Reader {
 public:
  // All changes, atomically, on the disk before it answers OK. After an error none of them is to be
  // relied upon: the caller ends its core object and opens a new one. ResourceExhausted with the
  // reason DISK_FULL: no space, nothing lost. A store whose commit failed takes no other:
  // FailedPrecondition with STORE_FAILED until it is opened again.
  virtual absl::Status Commit(const Batch& batch) = 0;
  // What the store holds now, unaffected by later commits. Must not outlive the store.
  virtual std::unique_ptr<Reader> Snapshot() const = 0;
};

// The smallest key that is greater than every key with this prefix; empty if there is none.
std::string PrefixEnd(absl::string_view prefix);

// 8 bytes, big-endian: numbers in keys sort as numbers.
std::string KeyNumber(uint64_t number);
// InvalidArgument with KEY_NUMBER_INVALID if `bytes` is not 8 long.
absl::StatusOr<uint64_t> ReadKeyNumber(absl::string_view bytes);

}  // namespace lontar::store
