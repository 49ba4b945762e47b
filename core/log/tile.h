#pragma once
// Tiles: how the log is stored and published (C2SP tlog-tiles; height 8).
//
// Paths, contents and which of them a size needs. Pure functions, any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/log/merkle.h"

namespace lontar::log {

inline constexpr int kTileWidth = 256;

// One tile. level -1 is an entry bundle. width is 1 .. 256; 256 is a full tile.
struct TileId {
  int level = 0;
  uint64_t index = 0;
  int width = kTileWidth;
  friend bool operator==(const TileId&, const TileId&) = default;
  friend auto operator<=>(const TileId&, const TileId&) = default;
};

// "tile/0/x001/000", "tile/1/000.p/17", "tile/entries/000.p/5".
std::string TilePath(const TileId& id);
// Strict: nothing for any other text (leading zeros, "..", a width of 0 or above 255, a number of
// 2^63 or more).
std::optional<TileId> ParseTilePath(absl::string_view path);

// All tiles and bundles of a log of this size, no empty ones, by level (bundles first) and index.
std::vector<TileId> TilesOf(LogSize size);

// An entry bundle: for each leaf a big-endian uint16 length and its bytes. InvalidArgument above
// 65,535 bytes a leaf.
absl::StatusOr<std::string> EncodeBundle(const std::vector<std::string>& leaves);
// DataLoss with BUNDLE_DAMAGED if the bytes do not hold exactly `count` leaves.
absl::StatusOr<std::vector<std::string>> DecodeBundle(absl::string_view bytes, int count);

}  // namespace lontar::log
