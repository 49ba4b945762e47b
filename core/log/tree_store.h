#pragma once
// The log's leaves and hash tiles in a Store: append within a batch, read, prove, publish.
//
// Keys begin with the prefix given, so that a node can keep the log that it pulled beside its own
// records.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/log/merkle.h"
#include "core/log/tile.h"
#include "core/store/store.h"

namespace lontar::log {

// Appends to the log in memory and says what must be committed. After a failed commit throw it away
// and open a new one. Thread-compatible; no I/O but reads of `reader`.
class TreeStore {
 public:
  // Reads size and right edge. DataLoss: tiles and size do not fit. `reader` must outlive it.
  static absl::StatusOr<TreeStore> Open(const store::Reader* reader, std::string key_prefix);

  LogSize size() const { return frontier_.size(); }
  Hash root() const { return frontier_.Root(); }

  // Appends a leaf and adds leaf, changed tiles and size to `batch`. Returns its index.
  LogIndex Append(absl::string_view leaf_bytes, store::Batch* batch);

  // What is committed. InvalidArgument past the end, DataLoss if a stored leaf or tile is missing
  // or damaged.
  absl::StatusOr<std::string> LeafAt(LogIndex index) const;
  absl::StatusOr<Hash> RootAt(LogSize size) const;
  absl::StatusOr<Proof> Inclusion(LogIndex index, LogSize size) const;
  absl::StatusOr<Proof> Consistency(LogSize from, LogSize to) const;
  // The content of a tile or bundle, for a log of at least the size that it implies.
  absl::StatusOr<std::string> TileContent(const TileId& id) const;

 private:
  TreeStore(const store::Reader* reader, std::string prefix)
      : reader_(reader), prefix_(std::move(prefix)) {}
  absl::StatusOr<Hash> Subtree(int level, uint64_t index) const;

  const store::Reader* reader_;
  std::string prefix_;
  Frontier frontier_;
  // The unfinished right-most tile of each level, as bytes.
  std::vector<std::string> edge_;
};

}  // namespace lontar::log
