#include "core/audit/store_mirror.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/audit/raw_log.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/log/tile.h"
#include "core/store/key_space.h"

namespace lontar::audit {

absl::StatusOr<std::optional<std::string>> StoreMirror::Read(absl::string_view path) {
  if (absl::ConsumePrefix(&path, "payloads/")) return Payload(path);
  if (path == "checkpoint") return records_.checkpoint;
  const std::optional<log::TileId> id = log::ParseTilePath(path);
  if (!id) return std::optional<std::string>();
  if (id->level < 0) return Bundle(id->index * log::kTileWidth, id->width);
  const auto tile = records_.tiles.find({id->level, id->index});
  if (tile == records_.tiles.end()) return std::optional<std::string>();
  return std::optional<std::string>(tile->second);
}

absl::StatusOr<std::optional<std::string>> StoreMirror::Bundle(uint64_t first, int width) const {
  std::vector<std::string> leaves;
  for (uint64_t index = first; index < first + static_cast<uint64_t>(width); ++index) {
    const auto leaf = records_.leaves.find(index);
    if (leaf == records_.leaves.end()) {
      return base::Problem(absl::StatusCode::kDataLoss, "LOG_DAMAGED",
                           absl::StrCat("leaf ", index, " is missing"));
    }
    leaves.push_back(leaf->second);
  }
  LONTAR_ASSIGN_OR_RETURN(std::string bytes, log::EncodeBundle(leaves));
  return std::optional<std::string>(std::move(bytes));
}

absl::StatusOr<std::optional<std::string>> StoreMirror::Payload(absl::string_view hex) const {
  const std::optional<base::Hash> id = base::Hash::FromHex(hex);
  if (!id) return std::optional<std::string>();
  if (records_.payloads.contains(*id)) return store_.Get(store::PayloadKey(id->view()));
  if (records_.parts.contains(*id)) return store_.Get(store::PartKey(id->view()));
  return std::optional<std::string>();
}

absl::StatusOr<std::vector<std::string>> StoreMirror::List(absl::string_view folder) {
  std::vector<std::string> paths = folder == "tile" ? Tiles() : Payloads();
  std::ranges::sort(paths);
  return paths;
}

// How many leaves the tiles are for. A size that is far from the leaves that are there is a damaged
// record, which the auditor names; names are then made for what is there.
base::LogSize StoreMirror::SizeOfTiles() const {
  const uint64_t leaves = records_.leaves.size();
  const bool is_far = records_.log_size > leaves + log::kTileWidth;
  return base::LogSize(is_far ? leaves : records_.log_size);
}

// A store has one tile of each index: at its place it is read by the needed name, which says how
// wide it must be.
std::vector<std::string> StoreMirror::Tiles() const {
  std::set<std::pair<int, uint64_t>> needed;
  std::vector<std::string> paths;
  for (const log::TileId& id : log::TilesOf(SizeOfTiles())) {
    needed.insert({id.level, id.index});
    if (id.level < 0 || records_.tiles.contains({id.level, id.index})) {
      paths.push_back(log::TilePath(id));
    }
  }
  for (const auto& [place, bytes] : records_.tiles) {
    if (needed.contains(place)) continue;
    paths.push_back(log::TilePath({place.first, place.second, log::kTileWidth}));
  }
  return paths;
}

std::vector<std::string> StoreMirror::Payloads() const {
  std::vector<std::string> paths;
  for (const std::set<base::Hash>* ids : {&records_.payloads, &records_.parts}) {
    for (const base::Hash& id : *ids) {
      if (!aside_.contains(id)) paths.push_back(PayloadPath(id));
    }
  }
  return paths;
}

}  // namespace lontar::audit
