#include "core/log/tile.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/log/strict_text.h"

namespace lontar::log {
namespace {

constexpr int kLevelMax = 63;

// The index in groups of three digits, all but the last with an x in front: "x001/x234/067".
std::string IndexPath(uint64_t index) {
  std::string path = absl::StrFormat("%03d", index % 1000);
  for (index /= 1000; index != 0; index /= 1000) {
    path = absl::StrFormat("x%03d/%s", index % 1000, path);
  }
  return path;
}

// Takes more spellings than there are: ParseTilePath compares with the one that is right.
std::optional<uint64_t> ReadIndex(absl::string_view path) {
  uint64_t index = 0;
  for (absl::string_view group : absl::StrSplit(path, '/')) {
    absl::ConsumePrefix(&group, "x");
    while (group.size() > 1 && group.front() == '0') group.remove_prefix(1);
    const std::optional<uint64_t> value = ReadDecimal(group);
    if (!value.has_value() || *value > 999) return std::nullopt;
    if (index > (base::kSizeMax - 1 - *value) / 1000) return std::nullopt;
    index = index * 1000 + *value;
  }
  return index;
}

std::optional<int> ReadSmall(absl::string_view text, uint64_t most) {
  const std::optional<uint64_t> value = ReadDecimal(text);
  if (!value.has_value() || *value > most) return std::nullopt;
  return static_cast<int>(*value);
}

}  // namespace

std::string TilePath(const TileId& id) {
  const std::string level = id.level < 0 ? "entries" : absl::StrCat(id.level);
  const std::string width = id.width == kTileWidth ? "" : absl::StrCat(".p/", id.width);
  return absl::StrCat("tile/", level, "/", IndexPath(id.index), width);
}

std::optional<TileId> ParseTilePath(absl::string_view path) {
  absl::string_view rest = path;
  if (!absl::ConsumePrefix(&rest, "tile/")) return std::nullopt;
  const size_t slash = rest.find('/');
  if (slash == absl::string_view::npos) return std::nullopt;
  TileId id;
  id.level = -1;
  if (rest.substr(0, slash) != "entries") {
    const std::optional<int> level = ReadSmall(rest.substr(0, slash), kLevelMax);
    if (!level.has_value()) return std::nullopt;
    id.level = *level;
  }
  rest.remove_prefix(slash + 1);
  const size_t partial = rest.find(".p/");
  if (partial != absl::string_view::npos) {
    const std::optional<int> width = ReadSmall(rest.substr(partial + 3), kTileWidth - 1);
    if (!width.has_value() || *width == 0) return std::nullopt;
    id.width = *width;
    rest = rest.substr(0, partial);
  }
  const std::optional<uint64_t> index = ReadIndex(rest);
  if (!index.has_value()) return std::nullopt;
  id.index = *index;
  if (TilePath(id) != path) return std::nullopt;
  return id;
}

std::vector<TileId> TilesOf(LogSize size) {
  std::vector<TileId> tiles;
  const auto add_level = [&tiles](int level, uint64_t hashes) {
    for (uint64_t index = 0; index < hashes / kTileWidth; ++index) {
      tiles.push_back({.level = level, .index = index});
    }
    const int width = static_cast<int>(hashes % kTileWidth);
    if (width != 0) {
      tiles.push_back({.level = level, .index = hashes / kTileWidth, .width = width});
    }
  };
  add_level(-1, size.value());
  uint64_t hashes = size.value();
  for (int level = 0; hashes != 0; ++level, hashes /= kTileWidth) add_level(level, hashes);
  return tiles;
}

absl::StatusOr<std::string> EncodeBundle(const std::vector<std::string>& leaves) {
  std::string bytes;
  for (const std::string& leaf : leaves) {
    if (leaf.size() > base::kBundleEntryBytesMax) {
      return base::Problem(absl::StatusCode::kInvalidArgument, "LEAF_TOO_LARGE",
                           absl::StrCat("a leaf of ", leaf.size(), " bytes; a bundle takes up to ",
                                        base::kBundleEntryBytesMax));
    }
    bytes.push_back(static_cast<char>(leaf.size() >> 8));
    bytes.push_back(static_cast<char>(leaf.size() & 0xff));
    bytes.append(leaf);
  }
  return bytes;
}

absl::StatusOr<std::vector<std::string>> DecodeBundle(absl::string_view bytes, int count) {
  const auto damaged = [count] {
    return base::Problem(absl::StatusCode::kDataLoss, "BUNDLE_DAMAGED",
                         absl::StrCat("the entry bundle does not hold exactly ", count, " leaves"));
  };
  std::vector<std::string> leaves;
  for (int i = 0; i < count; ++i) {
    if (bytes.size() < 2) return damaged();
    const size_t length = static_cast<size_t>(static_cast<unsigned char>(bytes[0])) << 8 |
                          static_cast<unsigned char>(bytes[1]);
    bytes.remove_prefix(2);
    if (bytes.size() < length) return damaged();
    leaves.emplace_back(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
  if (!bytes.empty()) return damaged();
  return leaves;
}

}  // namespace lontar::log
