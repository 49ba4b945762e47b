#pragma once
// The log's leaves and hash tiles in a Store: append within a batch, read, prove, publish.
//
// Keys begin with the prefix given, so that a node can keep the log that it pulled beside its own
// records: prefix + "s" holds the size, "l" + index a leaf, "t" + level byte + index a hash tile.
// Numbers are 8 bytes, big-endian. The tile at a level's right edge grows; a full one never
// changes.

#include <span>
#include <string>
#include <utility>
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
  // Reads size and right edge. DataLoss with LOG_DAMAGED: tiles, leaves and size do not fit.
  // `reader` must outlive it.
  static absl::StatusOr<TreeStore> Open(const store::Reader* reader, std::string key_prefix);

  // How the stored log is brought back to its first `size` leaves, whatever stands behind them:
  // later leaves and tiles go, the tiles are made again from the leaves that stay. Only for leaves
  // that nobody has been told of (docs/decisions/0010). The caller compares `root` with the one
  // that was signed before it commits, and opens anew after it. DataLoss with LOG_DAMAGED: a leaf
  // that is to stay is missing.
  struct Kept {
    std::vector<std::string> leaves;
    Hash root;
    store::Batch batch;
  };
  static absl::StatusOr<Kept> CutBack(const store::Reader& reader, const std::string& key_prefix,
                                      LogSize size);

  LogSize size() const { return frontier_.size(); }
  Hash root() const { return frontier_.Root(); }

  // Appends a leaf and adds leaf, changed tiles and size to `batch`. Returns its index. A leaf has
  // at most base::kBundleEntryBytesMax bytes: the caller has checked that.
  LogIndex Append(absl::string_view leaf_bytes, store::Batch* batch);
  // The same for many leaves, with one copy of each changed tile in the batch. Returns the first
  // index.
  LogIndex AppendAll(std::span<const std::string> leaves, store::Batch* batch);

  // What is committed. InvalidArgument past the end, DataLoss if a stored leaf or tile is missing
  // or damaged.
  absl::StatusOr<std::string> LeafAt(LogIndex index) const;
  absl::StatusOr<Hash> RootAt(LogSize size) const;
  // OK if size and root of what is committed are those in memory. DataLoss with LOG_DAMAGED.
  absl::Status CheckCommitted() const;
  absl::StatusOr<Proof> Inclusion(LogIndex index, LogSize size) const;
  absl::StatusOr<Proof> Consistency(LogSize from, LogSize to) const;
  // The content of a tile or bundle, for a log of at least the size that it implies: a partial one
  // is the beginning of what is stored. InvalidArgument with LOG_PAST_END for a smaller log.
  absl::StatusOr<std::string> TileContent(const TileId& id) const;

 private:
  TreeStore(const store::Reader* reader, std::string prefix)
      : reader_(reader), prefix_(std::move(prefix)) {}
  absl::Status ReadRightEdge(LogSize size);
  absl::Status CheckLastLeaf() const;
  absl::StatusOr<Hash> Subtree(int level, uint64_t index) const;
  absl::StatusOr<LogSize> CommittedSize() const;
  // InvalidArgument if the committed log is smaller.
  absl::Status CheckSize(LogSize size) const;
  // The first `width` hashes of a tile as bytes.
  absl::StatusOr<std::string> Tile(int level, uint64_t index, int width) const;
  absl::StatusOr<std::vector<std::string>> Leaves(uint64_t first, int count) const;
  void Push(absl::string_view leaf_bytes, store::Batch* batch);
  void PutRightEdge(store::Batch* batch);
  std::string TileKey(int level, uint64_t index) const;
  std::string LeafKey(uint64_t index) const;

  const store::Reader* reader_;
  std::string prefix_;
  Frontier frontier_;
  // The unfinished right-most tile of each level, as bytes; and up to which level they are not yet
  // in a batch.
  std::vector<std::string> edge_;
  int changed_levels_ = 0;
};

}  // namespace lontar::log
