// lontar.diff.v1, see docs/reference/json.md.

#include <nlohmann/json.hpp>

#include "core/base/limits.h"
#include "node/core/draft_diff.h"

namespace lontar::node {
namespace {

using nlohmann::json;

json CodeJson(const catalogue::Catalogue* catalogue, const std::string& id) {
  const auto* indicator = catalogue == nullptr ? nullptr : catalogue->FindIndicator(id);
  return indicator == nullptr ? json() : json(indicator->code);
}

json CountsJson(const FateCounts& counts) {
  return {{"added", counts.added},
          {"changed", counts.changed},
          {"withdrawn", counts.withdrawn},
          {"unchanged", counts.unchanged}};
}

// No value where the cell is held back or disputed.
json SideJson(const std::optional<SideCell>& cell) {
  if (!cell) return nullptr;
  json side = {{"state", "number"},
               {"value", nullptr},
               {"status", std::string(observation::CodeOf(cell->row.status))}};
  if (cell->is_disputed) {
    side["state"] = "disputed";
  } else if (IsHeldBack(*cell)) {
    side["state"] = "held back";
  } else if (!observation::HasNumber(cell->row.status)) {
    side["state"] = "missing";
  } else {
    side["value"] = observation::ToText(cell->row.value);
  }
  return side;
}

json ChangeObject(const CellChange& change, const catalogue::Catalogue* catalogue) {
  json dimensions = json::object();
  for (const auto& [dimension, code] : change.codes) dimensions[dimension] = code;
  return {{"indicator", change.block.indicator},
          {"code", CodeJson(catalogue, change.block.indicator)},
          {"measure", change.block.measure},
          {"period", change.block.period},
          {"dimensions", dimensions},
          {"change", std::string(NameOf(change.fate))},
          {"before", SideJson(change.before)},
          {"after", SideJson(change.after)},
          {"percent", PercentOf(change)},
          {"fields", FieldsOf(change)}};
}

json WithdrawnBlocks(const observation::Report& report) {
  json withdrawn = json::array();
  for (const observation::PartEntry& entry : report.parts) {
    for (const observation::BlockCount& counts : entry.blocks) {
      if (!counts.withdrawn) continue;
      withdrawn.push_back({{"indicator", entry.indicator},
                           {"measure", counts.measure},
                           {"period", counts.period},
                           {"reason", std::string(observation::NameOf(*counts.withdrawn))}});
    }
  }
  return withdrawn;
}

}  // namespace

std::string ChangeJson(const CellChange& change, const catalogue::Catalogue* catalogue) {
  return ChangeObject(change, catalogue).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string DiffJson(const DiffHeading& heading, const DraftDiff& diff) {
  json blocks = json::array();
  for (const auto& [name, counts] : diff.blocks) {
    json block = CountsJson(counts);
    block["indicator"] = name.indicator;
    block["measure"] = name.measure;
    block["period"] = name.period;
    blocks.push_back(std::move(block));
  }
  const size_t most = static_cast<size_t>(base::kDiffCellsListedMax);
  json cells = json::array();
  for (const CellChange& change : diff.cells) {
    if (cells.size() == most) break;
    cells.push_back(ChangeObject(change, heading.catalogue));
  }
  const json result = {{"schema", "lontar.diff.v1"},
                       {"draft", heading.draft},
                       {"against", heading.against},
                       {"member", heading.report->member},
                       {"provider", heading.report->provider},
                       {"collection", heading.report->collection},
                       {"counts", CountsJson(diff.total)},
                       {"blocks", blocks},
                       {"withdrawn_blocks", WithdrawnBlocks(*heading.report)},
                       {"cells_left_out", diff.cells.size() - cells.size()},
                       {"cells", cells},
                       {"unreadable", heading.unreadable}};
  return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace lontar::node
