#include "core/log/tree_store.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::log {
namespace {

constexpr int kHashBytes = Hash::kBytes;
constexpr size_t kFullTileBytes = kTileWidth * kHashBytes;
constexpr int kTileHeight = 8;
// Eight levels of 256 hold 2^64 leaves.
constexpr int kTileLevels = 8;

absl::Status LogDamaged(absl::string_view why) {
  return base::Problem(absl::StatusCode::kDataLoss, "LOG_DAMAGED",
                       absl::StrCat("the stored log is damaged: ", why));
}

absl::Status PastEnd(absl::string_view what, uint64_t size) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "LOG_PAST_END",
                       absl::StrCat(what, " is past the end of the log of size ", size));
}

Hash HashAt(absl::string_view tile, uint64_t place) {
  return *Hash::FromBytes(tile.substr(place * kHashBytes, kHashBytes));
}

// The root over the hashes of a tile, or of a part of it; their number is a power of two.
Hash RootOfHashes(absl::string_view hashes) {
  std::vector<Hash> row;
  for (size_t i = 0; i < hashes.size() / kHashBytes; ++i) row.push_back(HashAt(hashes, i));
  for (size_t width = row.size(); width > 1; width /= 2) {
    for (size_t i = 0; i < width / 2; ++i) row[i] = NodeHash(row[2 * i], row[2 * i + 1]);
  }
  return row.front();
}

// How many hashes a level has for a log of `size` leaves.
uint64_t HashesAt(int level, uint64_t size) { return size >> (kTileHeight * level); }

}  // namespace

std::string TreeStore::TileKey(int level, uint64_t index) const {
  return absl::StrCat(prefix_, "t", std::string(1, static_cast<char>(level)),
                      store::KeyNumber(index));
}

std::string TreeStore::LeafKey(uint64_t index) const {
  return absl::StrCat(prefix_, "l", store::KeyNumber(index));
}

absl::StatusOr<TreeStore> TreeStore::Open(const store::Reader* reader, std::string key_prefix) {
  TreeStore tree(reader, std::move(key_prefix));
  LONTAR_ASSIGN_OR_RETURN(const LogSize size, tree.CommittedSize());
  LONTAR_RETURN_IF_ERROR(tree.ReadRightEdge(size));
  LONTAR_RETURN_IF_ERROR(tree.CheckLastLeaf());
  return tree;
}

absl::Status TreeStore::ReadRightEdge(LogSize size) {
  edge_.resize(kTileLevels);
  std::vector<Hash> subtrees;
  // From the top: the bits of each level's width name its complete subtrees, largest first.
  for (int level = kTileLevels - 1; level >= 0; --level) {
    const uint64_t hashes = HashesAt(level, size.value());
    const int width = static_cast<int>(hashes % kTileWidth);
    if (width == 0) continue;
    const uint64_t index = hashes / kTileWidth;
    LONTAR_ASSIGN_OR_RETURN(const std::optional<std::string> tile,
                            reader_->Get(TileKey(level, index)));
    if (!tile.has_value() || tile->size() != static_cast<size_t>(width) * kHashBytes) {
      return LogDamaged(absl::StrCat("tile ", index, " of level ", level, " does not fit size ",
                                     size.value(), ", it ought to hold ", width, " hashes"));
    }
    edge_[level] = *tile;
    int begin = 0;
    for (int count = kTileWidth / 2; count > 0; count /= 2) {
      if ((width & count) == 0) continue;
      subtrees.push_back(
          RootOfHashes(absl::string_view(*tile).substr(begin * kHashBytes, count * kHashBytes)));
      begin += count;
    }
  }
  LONTAR_ASSIGN_OR_RETURN(frontier_, Frontier::FromSubtrees(size, std::move(subtrees)));
  return absl::OkStatus();
}

absl::Status TreeStore::CheckLastLeaf() const {
  const uint64_t end = size().value();
  LONTAR_ASSIGN_OR_RETURN(const std::optional<std::string> beyond, reader_->Get(LeafKey(end)));
  if (beyond.has_value()) {
    return LogDamaged(absl::StrCat("its size is ", end, ", but leaf ", end, " is there"));
  }
  if (end == 0) return absl::OkStatus();
  return LeafAt(LogIndex(end - 1)).status();
}

void TreeStore::Push(absl::string_view leaf_bytes, store::Batch* batch) {
  base::CheckInvariant(leaf_bytes.size() <= base::kBundleEntryBytesMax,
                       "a leaf fits into an entry bundle");
  base::CheckInvariant(size().value() + 1 < base::kSizeMax, "sizes of logs are below 2^63");
  batch->Put(LeafKey(size().value()), leaf_bytes);
  Hash hash = LeafHash(leaf_bytes);
  frontier_.Append(hash);
  for (int level = 0; level < kTileLevels; ++level) {
    edge_[level].append(hash.view().data(), kHashBytes);
    changed_levels_ = std::max(changed_levels_, level + 1);
    if (edge_[level].size() < kFullTileBytes) return;
    // Full: it is written for good, and its root is a hash of the level above.
    batch->Put(TileKey(level, HashesAt(level, size().value()) / kTileWidth - 1), edge_[level]);
    hash = RootOfHashes(edge_[level]);
    edge_[level].clear();
  }
}

void TreeStore::PutRightEdge(store::Batch* batch) {
  for (int level = 0; level < changed_levels_; ++level) {
    if (edge_[level].empty()) continue;
    batch->Put(TileKey(level, HashesAt(level, size().value()) / kTileWidth), edge_[level]);
  }
  changed_levels_ = 0;
  batch->Put(absl::StrCat(prefix_, "s"), store::KeyNumber(size().value()));
}

LogIndex TreeStore::Append(absl::string_view leaf_bytes, store::Batch* batch) {
  const LogIndex index(size().value());
  Push(leaf_bytes, batch);
  PutRightEdge(batch);
  return index;
}

LogIndex TreeStore::AppendAll(std::span<const std::string> leaves, store::Batch* batch) {
  const LogIndex first(size().value());
  for (const std::string& leaf : leaves) Push(leaf, batch);
  if (!leaves.empty()) PutRightEdge(batch);
  return first;
}

absl::StatusOr<LogSize> TreeStore::CommittedSize() const {
  LONTAR_ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                          reader_->Get(absl::StrCat(prefix_, "s")));
  if (!bytes.has_value()) return LogSize(0);
  const absl::StatusOr<uint64_t> size = store::ReadKeyNumber(*bytes);
  if (!size.ok() || *size >= base::kSizeMax) return LogDamaged("its size cannot be read");
  return LogSize(*size);
}

absl::Status TreeStore::CheckCommitted() const {
  LONTAR_ASSIGN_OR_RETURN(const LogSize committed, CommittedSize());
  if (committed != size()) {
    return LogDamaged(
        absl::StrCat("its size reads ", committed.value(), " instead of ", size().value()));
  }
  LONTAR_ASSIGN_OR_RETURN(const Hash stored, RootAt(committed));
  if (stored == root()) return absl::OkStatus();
  return LogDamaged(
      absl::StrCat("its tiles make another root of size ", committed.value(), " than its leaves"));
}

absl::StatusOr<TreeStore::Kept> TreeStore::CutBack(const store::Reader& reader,
                                                   const std::string& key_prefix, LogSize size) {
  TreeStore tree(&reader, key_prefix);
  tree.edge_.resize(kTileLevels);
  Kept kept;
  store::Batch tiles;
  for (uint64_t index = 0; index < size.value(); ++index) {
    LONTAR_ASSIGN_OR_RETURN(std::optional<std::string> leaf, reader.Get(tree.LeafKey(index)));
    if (!leaf.has_value() || leaf->size() > base::kBundleEntryBytesMax) {
      return LogDamaged(absl::StrCat("leaf ", index, " is missing or longer than any leaf"));
    }
    store::Batch pushed;
    tree.Push(*leaf, &pushed);
    for (const auto& [key, value] : pushed.changes()) {
      if (key != tree.LeafKey(index)) tiles.Put(key, *value);
    }
    kept.leaves.push_back(*std::move(leaf));
  }
  kept.root = tree.root();
  const auto remove = [&kept](absl::string_view key, absl::string_view) {
    kept.batch.Delete(key);
    return true;
  };
  LONTAR_RETURN_IF_ERROR(reader.Scan(tree.LeafKey(size.value()),
                                     store::PrefixEnd(absl::StrCat(key_prefix, "l")), remove));
  LONTAR_RETURN_IF_ERROR(reader.ScanPrefix(absl::StrCat(key_prefix, "t"), remove));
  tree.PutRightEdge(&tiles);
  kept.batch.Append(std::move(tiles));
  return kept;
}

absl::Status TreeStore::CheckSize(LogSize size) const {
  LONTAR_ASSIGN_OR_RETURN(const LogSize committed, CommittedSize());
  if (size <= committed) return absl::OkStatus();
  return PastEnd(absl::StrCat("size ", size.value()), committed.value());
}

absl::StatusOr<std::string> TreeStore::Tile(int level, uint64_t index, int width) const {
  LONTAR_ASSIGN_OR_RETURN(std::optional<std::string> tile, reader_->Get(TileKey(level, index)));
  const size_t bytes = static_cast<size_t>(width) * kHashBytes;
  if (!tile.has_value() || tile->size() < bytes || tile->size() % kHashBytes != 0 ||
      tile->size() > kFullTileBytes) {
    return LogDamaged(absl::StrCat("tile ", index, " of level ", level,
                                   " is missing or does not hold ", width, " hashes"));
  }
  tile->resize(bytes);
  return *std::move(tile);
}

absl::StatusOr<Hash> TreeStore::Subtree(int level, uint64_t index) const {
  const int tile_level = level / kTileHeight;
  const int height = level % kTileHeight;
  // In hashes of the tile's level.
  const uint64_t first = index << height;
  const int count = 1 << height;
  const int begin = static_cast<int>(first % kTileWidth);
  LONTAR_ASSIGN_OR_RETURN(const std::string tile,
                          Tile(tile_level, first / kTileWidth, begin + count));
  return RootOfHashes(absl::string_view(tile).substr(begin * kHashBytes));
}

absl::StatusOr<std::vector<std::string>> TreeStore::Leaves(uint64_t first, int count) const {
  std::vector<std::string> leaves;
  uint64_t expected = first;
  LONTAR_RETURN_IF_ERROR(
      reader_->Scan(LeafKey(first), LeafKey(first + count),
                    [this, &leaves, &expected](absl::string_view key, absl::string_view value) {
                      if (key != LeafKey(expected)) return false;
                      ++expected;
                      leaves.emplace_back(value);
                      return true;
                    }));
  if (leaves.size() != static_cast<size_t>(count)) {
    return LogDamaged(absl::StrCat("leaf ", expected, " is missing"));
  }
  const int begin = static_cast<int>(first % kTileWidth);
  LONTAR_ASSIGN_OR_RETURN(const std::string tile, Tile(0, first / kTileWidth, begin + count));
  for (int i = 0; i < count; ++i) {
    if (LeafHash(leaves[i]) == HashAt(tile, begin + i)) continue;
    return LogDamaged(absl::StrCat("leaf ", first + i, " has another hash than its tile says"));
  }
  return leaves;
}

absl::StatusOr<std::string> TreeStore::LeafAt(LogIndex index) const {
  LONTAR_ASSIGN_OR_RETURN(const LogSize committed, CommittedSize());
  if (!base::IsBefore(index, committed)) {
    return PastEnd(absl::StrCat("index ", index.value()), committed.value());
  }
  LONTAR_ASSIGN_OR_RETURN(std::vector<std::string> leaves, Leaves(index.value(), 1));
  return std::move(leaves.front());
}

absl::StatusOr<Hash> TreeStore::RootAt(LogSize size) const {
  LONTAR_RETURN_IF_ERROR(CheckSize(size));
  return RootOf(size, [this](int level, uint64_t index) { return Subtree(level, index); });
}

absl::StatusOr<Proof> TreeStore::Inclusion(LogIndex index, LogSize size) const {
  LONTAR_RETURN_IF_ERROR(CheckSize(size));
  return ProveInclusion(index, size,
                        [this](int level, uint64_t index) { return Subtree(level, index); });
}

absl::StatusOr<Proof> TreeStore::Consistency(LogSize from, LogSize to) const {
  LONTAR_RETURN_IF_ERROR(CheckSize(to));
  return ProveConsistency(from, to,
                          [this](int level, uint64_t index) { return Subtree(level, index); });
}

absl::StatusOr<std::string> TreeStore::TileContent(const TileId& id) const {
  LONTAR_ASSIGN_OR_RETURN(const LogSize committed, CommittedSize());
  const bool is_tile = id.level >= -1 && id.width >= 1 && id.width <= kTileWidth;
  const int level = std::max(id.level, 0);
  const uint64_t hashes = level < kTileLevels ? HashesAt(level, committed.value()) : 0;
  // Divided, not multiplied: the index may be any number.
  const uint64_t full = hashes / kTileWidth;
  const bool is_there =
      is_tile && (id.index < full ||
                  (id.index == full && static_cast<uint64_t>(id.width) <= hashes % kTileWidth));
  if (!is_there) return PastEnd(TilePath(id), committed.value());
  if (id.level >= 0) return Tile(id.level, id.index, id.width);
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> leaves,
                          Leaves(id.index * kTileWidth, id.width));
  return EncodeBundle(leaves);
}

}  // namespace lontar::log
