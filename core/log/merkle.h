#pragma once
// The Merkle tree of RFC 6962 section 2.1: hashes, and both kinds of proof, verified.
//
// SHA-256. Indexes count from 0. Pure functions: no I/O, no clock, any thread. Vectors:
// tests/unit/log.

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/digest.h"
#include "core/base/ids.h"

namespace lontar::log {

using base::Hash;
using base::LogIndex;
using base::LogSize;

Hash EmptyRoot();
Hash LeafHash(absl::string_view leaf_bytes);
Hash NodeHash(const Hash& left, const Hash& right);

// The roots of the complete subtrees that the bits of a size name, largest first, and the tree's
// root. Appends one by one.
class Frontier {
 public:
  LogSize size() const { return LogSize(size_); }
  void Append(const Hash& leaf_hash);
  Hash Root() const;
  const std::vector<Hash>& subtrees() const { return subtrees_; }
  // InvalidArgument if the number of subtrees is not the number of bits of `size`.
  static absl::StatusOr<Frontier> FromSubtrees(LogSize size, std::vector<Hash> subtrees);

 private:
  uint64_t size_ = 0;
  std::vector<Hash> subtrees_;
};

// Where the roots of complete subtrees come from: the root of the 2^level leaves that start at
// index * 2^level.
using SubtreeReader = absl::FunctionRef<absl::StatusOr<Hash>(int level, uint64_t index)>;

// The root of the first `size` leaves.
absl::StatusOr<Hash> RootOf(LogSize size, SubtreeReader subtree);

using Proof = std::vector<Hash>;  // lowest level first

// InvalidArgument unless index < size. Errors of the reader are passed on.
absl::StatusOr<Proof> ProveInclusion(LogIndex index, LogSize size, SubtreeReader subtree);
// InvalidArgument unless from <= to. Empty for from = 0 or from = to.
absl::StatusOr<Proof> ProveConsistency(LogSize from, LogSize to, SubtreeReader subtree);

// OK if it shows that `leaf_hash` stands at `index` under `root`; DataLoss with PROOF_INVALID if
// not. Never ignore it.
absl::Status VerifyInclusion(const Proof& proof, const Hash& leaf_hash, LogIndex index,
                             LogSize size, const Hash& root);
// OK if the tree of `from` leaves with `from_root` is the beginning of the other. Same size and
// other root is DataLoss with LOG_FORKED: keep both checkpoints as evidence; anything else that
// does not fit is DataLoss with PROOF_INVALID.
absl::Status VerifyConsistency(const Proof& proof, LogSize from, const Hash& from_root, LogSize to,
                               const Hash& to_root);

}  // namespace lontar::log
