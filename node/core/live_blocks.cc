#include "node/core/live_blocks.h"

#include <optional>
#include <string>

#include "core/observation/report.h"

namespace lontar::node {

std::vector<observation::Block> LiveBlocks(const fold::State& ahead, const fold::PartReader& parts,
                                           const fold::BlockKey& key) {
  std::vector<observation::Block> blocks;
  for (const fold::BlockStatement& statement : ahead.LiveAt(key, ahead.size())) {
    const std::optional<std::string> bytes = parts(statement.part);
    if (!bytes) continue;
    const absl::StatusOr<observation::Part> part = observation::DecodePart(*bytes);
    const auto* figures = part.ok() ? std::get_if<observation::Figures>(&part->content) : nullptr;
    if (figures == nullptr) continue;
    for (const observation::Block& block : figures->blocks) {
      if (block.measure == key.measure && block.period == key.period) blocks.push_back(block);
    }
  }
  return blocks;
}

}  // namespace lontar::node
