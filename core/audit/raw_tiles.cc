#include "core/audit/raw_tiles.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/log/merkle.h"
#include "core/log/tile.h"

namespace lontar::audit {
namespace {

using log::Hash;
using log::kTileWidth;
using log::TileId;

constexpr absl::string_view kTileFolder = "tile";

// A file of the mirror; a finding and nothing if it cannot be had.
std::optional<std::string> ReadNeeded(MirrorFiles& files, const std::string& path,
                                      Findings* findings) {
  absl::StatusOr<std::optional<std::string>> bytes = files.Read(path);
  if (!bytes.ok()) {
    findings->Add(kFileUnreadable, path, bytes.status().message());
    return std::nullopt;
  }
  if (!*bytes) findings->Add(kFileMissing, path, "the checkpoint's size needs it");
  return *std::move(bytes);
}

void TakeLeaf(std::string bytes, RawLog* raw, Findings* findings) {
  raw->leaf_hashes.push_back(log::LeafHash(bytes));
  const std::string place = absl::StrCat("leaf ", raw->leaves.size());
  absl::StatusOr<chain::Leaf> leaf = chain::DecodeLeaf(std::move(bytes));
  if (leaf.ok()) {
    raw->leaves.push_back(*std::move(leaf));
  } else {
    findings->Add(kLeafMalformed, place, leaf.status().message());
    raw->leaves.push_back(std::nullopt);
  }
}

// Reads bundles up to the first that is missing or damaged: what a checkpoint claims of its size
// costs nothing before it is there.
void ReadBundles(MirrorFiles& files, RawLog* raw, Findings* findings) {
  const uint64_t size = raw->checkpoint->size.value();
  while (raw->leaves.size() < size) {
    const uint64_t begin = raw->leaves.size();
    const auto width = static_cast<int>(std::min<uint64_t>(size - begin, kTileWidth));
    const std::string path = log::TilePath({-1, begin / kTileWidth, width});
    const std::optional<std::string> bytes = ReadNeeded(files, path, findings);
    if (!bytes) return;
    absl::StatusOr<std::vector<std::string>> leaves = log::DecodeBundle(*bytes, width);
    if (!leaves.ok()) {
      findings->Add(kBundleMalformed, path, leaves.status().message());
      return;
    }
    for (std::string& leaf : *leaves) TakeLeaf(std::move(leaf), raw, findings);
  }
  raw->is_complete = true;
}

// The hashes of every level: the first are the leaves', and each further one is the root of 256 of
// the level below.
std::vector<std::vector<Hash>> HashLevels(const std::vector<Hash>& leaf_hashes) {
  std::vector<std::vector<Hash>> levels = {leaf_hashes};
  while (levels.back().size() >= static_cast<size_t>(kTileWidth)) {
    const std::vector<Hash>& below = levels.back();
    std::vector<Hash> level;
    for (size_t end = kTileWidth; end <= below.size(); end += kTileWidth) {
      log::Frontier frontier;
      for (size_t i = end - kTileWidth; i < end; ++i) frontier.Append(below[i]);
      level.push_back(frontier.Root());
    }
    levels.push_back(std::move(level));
  }
  return levels;
}

// Compares hash tiles with what the leaves give.
class TileCheck {
 public:
  TileCheck(MirrorFiles& files, const RawLog& raw, Findings* findings)
      : files_(files), raw_(raw), findings_(findings), levels_(HashLevels(raw.leaf_hashes)) {}

  void CheckRoot();
  void CheckNeeded();
  void CheckOthers();

 private:
  void CompareTile(const TileId& id, const std::string& bytes);
  void CompareBundle(const TileId& id, const std::string& bytes);
  // True for the beginning of a tile or bundle that the log has.
  bool IsEarlierPart(const TileId& id) const;
  std::vector<TileId> NeededTiles() const { return log::TilesOf(raw_.checkpoint->size); }

  MirrorFiles& files_;
  const RawLog& raw_;
  Findings* findings_;
  std::vector<std::vector<Hash>> levels_;
  bool is_root_right_ = false;
};

void TileCheck::CheckRoot() {
  log::Frontier frontier;
  for (const Hash& hash : raw_.leaf_hashes) frontier.Append(hash);
  is_root_right_ = frontier.Root() == raw_.checkpoint->root;
  if (is_root_right_) return;
  findings_->Add(kRootDiffers, "checkpoint",
                 absl::StrCat("the leaves' root is ", frontier.Root().hex(),
                              ", the checkpoint signs ", raw_.checkpoint->root.hex()));
}

void TileCheck::CompareTile(const TileId& id, const std::string& bytes) {
  const std::string path = log::TilePath(id);
  const auto width = static_cast<size_t>(id.width);
  if (bytes.size() != width * Hash::kBytes) {
    findings_->Add(kTileDiffers, path,
                   absl::StrCat("it has ", bytes.size(), " bytes, ", id.width, " hashes have ",
                                width * Hash::kBytes));
    return;
  }
  const std::vector<Hash>& level = levels_[static_cast<size_t>(id.level)];
  for (size_t i = 0; i < width; ++i) {
    const size_t place = id.index * kTileWidth + i;
    const absl::string_view there = absl::string_view(bytes).substr(i * Hash::kBytes, Hash::kBytes);
    if (level[place].view() == there) continue;
    if (id.level == 0 && !is_root_right_) {
      findings_->Add(kLeafDiffers, absl::StrCat("leaf ", place),
                     absl::StrCat("its hash is not the one in ", path,
                                  ": one of the two was altered, and the root is neither's"));
    } else {
      findings_->Add(kTileDiffers, path,
                     absl::StrCat("hash ", i, " of the tile is not that of what stands below it"));
    }
  }
}

void TileCheck::CompareBundle(const TileId& id, const std::string& bytes) {
  std::vector<std::string> leaves;
  const size_t begin = id.index * kTileWidth;
  for (size_t i = begin; i < begin + static_cast<size_t>(id.width); ++i) {
    if (!raw_.leaves[i]) return;
    leaves.push_back(raw_.leaves[i]->leaf_bytes);
  }
  const absl::StatusOr<std::string> right = log::EncodeBundle(leaves);
  if (right.ok() && *right == bytes) return;
  findings_->Add(kTileDiffers, log::TilePath(id),
                 "this earlier bundle holds other leaves than the present one");
}

void TileCheck::CheckNeeded() {
  for (const TileId& id : NeededTiles()) {
    if (id.level < 0) continue;
    const std::optional<std::string> bytes = ReadNeeded(files_, log::TilePath(id), findings_);
    if (bytes) CompareTile(id, *bytes);
  }
}

bool TileCheck::IsEarlierPart(const TileId& id) const {
  const auto level = static_cast<size_t>(std::max(0, id.level));
  if (id.width == kTileWidth || level >= levels_.size()) return false;
  const uint64_t count = levels_[level].size();
  return id.index <= count / kTileWidth &&
         static_cast<uint64_t>(id.width) <= count - id.index * kTileWidth;
}

void TileCheck::CheckOthers() {
  const absl::StatusOr<std::vector<std::string>> paths = files_.List(kTileFolder);
  if (!paths.ok()) {
    findings_->Add(kFileUnreadable, kTileFolder, paths.status().message());
    return;
  }
  std::set<std::string> needed;
  for (const TileId& id : NeededTiles()) needed.insert(log::TilePath(id));
  for (const std::string& path : *paths) {
    if (needed.contains(path)) continue;
    const std::optional<TileId> id = log::ParseTilePath(path);
    if (!id || !IsEarlierPart(*id)) {
      findings_->Add(kFileUnexpected, path, "a log of the checkpoint's size has no such tile");
      continue;
    }
    const std::optional<std::string> bytes = ReadNeeded(files_, path, findings_);
    if (bytes && id->level < 0) CompareBundle(*id, *bytes);
    if (bytes && id->level >= 0) CompareTile(*id, *bytes);
  }
}

}  // namespace

void CheckTiles(MirrorFiles& files, RawLog* raw, Findings* findings) {
  ReadBundles(files, raw, findings);
  // Without all leaves neither root nor tiles can be computed; the finding above says why.
  if (!raw->is_complete) return;
  TileCheck check(files, *raw, findings);
  check.CheckRoot();
  check.CheckNeeded();
  check.CheckOthers();
}

}  // namespace lontar::audit
