// Tiles of a list of leaves, computed one by one from the definition (C2SP tlog-tiles), so that
// what the audit reads was not written by the code that it is checked with.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/log/merkle.h"
#include "core/log/tile.h"
#include "tests/support/log_builder.h"

namespace lontar::support {
namespace {

// POSIX seconds: 2026-01-02 00:00 UTC.
constexpr uint64_t kCosignedAt = 1767312000;

using Hashes = std::vector<log::Hash>;

log::Hash RootOfHashes(const Hashes& hashes, size_t begin, size_t count) {
  log::Frontier frontier;
  for (size_t i = begin; i < begin + count; ++i) frontier.Append(hashes[i]);
  return frontier.Root();
}

void AddBundles(const std::vector<std::string>& leaves, MirrorMap* files) {
  for (size_t begin = 0; begin < leaves.size(); begin += log::kTileWidth) {
    const size_t end = std::min<size_t>(leaves.size(), begin + log::kTileWidth);
    const auto bytes = log::EncodeBundle({leaves.begin() + static_cast<ptrdiff_t>(begin),
                                          leaves.begin() + static_cast<ptrdiff_t>(end)});
    base::CheckInvariant(bytes.ok(), "leaves fit a bundle");
    const log::TileId id{-1, begin / log::kTileWidth, static_cast<int>(end - begin)};
    (*files)[log::TilePath(id)] = *bytes;
  }
}

void AddHashTiles(Hashes hashes, MirrorMap* files) {
  for (int level = 0; !hashes.empty(); ++level) {
    Hashes above;
    for (size_t begin = 0; begin < hashes.size(); begin += log::kTileWidth) {
      const size_t width = std::min<size_t>(hashes.size() - begin, log::kTileWidth);
      std::string content;
      for (size_t i = begin; i < begin + width; ++i) absl::StrAppend(&content, hashes[i].view());
      const log::TileId id{level, begin / log::kTileWidth, static_cast<int>(width)};
      (*files)[log::TilePath(id)] = content;
      if (width == log::kTileWidth) above.push_back(RootOfHashes(hashes, begin, width));
    }
    hashes = std::move(above);
  }
}

}  // namespace

MirrorMap MirrorOf(const std::vector<std::string>& leaves,
                   const std::vector<std::string>& witnesses) {
  MirrorMap files;
  Hashes hashes;
  for (const std::string& leaf : leaves) hashes.push_back(log::LeafHash(leaf));
  const log::Checkpoint checkpoint{std::string(kTestOrigin),
                                   log::LogSize(leaves.size()),
                                   RootOfHashes(hashes, 0, hashes.size()),
                                   {}};
  std::string note = log::SignCheckpoint(checkpoint, *KeyOf("log"));
  for (const std::string& member : witnesses) {
    const std::string name = absl::StrCat("witness.", member);
    absl::StrAppend(&note,
                    log::FormatNoteLine(log::Cosign(
                        checkpoint, name, *KeyOf(absl::StrCat(member, ".witness")), kCosignedAt)));
  }
  files["checkpoint"] = note;
  AddBundles(leaves, &files);
  AddHashTiles(std::move(hashes), &files);
  return files;
}

}  // namespace lontar::support
