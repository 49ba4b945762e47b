#include "node/core/held_back_cells.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace lontar::node {
namespace {

using nlohmann::json;

bool IsHeldBackRow(const observation::Row& row) {
  return row.status == observation::Status::kSuppressed ||
         row.confidentiality != observation::Confidentiality::kFree;
}

void AddHeldBack(const observation::Figures& figures, const std::string& indicator,
                 const std::string& code, json* cells) {
  for (const observation::Block& block : figures.blocks) {
    for (const observation::Row& row : block.rows) {
      if (!IsHeldBackRow(row) || cells->size() >= kHeldBackCellsMax) continue;
      cells->push_back(
          {{"indicator", indicator},
           {"code", code},
           {"at", absl::StrCat(block.measure, "/", block.period, row.codes.empty() ? "" : "/",
                               absl::StrJoin(row.codes, "."))},
           {"mark", std::string(observation::CodeOf(row.confidentiality))}});
    }
  }
}

}  // namespace

std::string HeldBackCellsJson(const observation::Report& report, const fold::PartReader& parts,
                              const catalogue::Catalogue* catalogue) {
  json cells = json::array();
  for (const observation::PartEntry& entry : report.parts) {
    if (entry.kind != observation::PartKind::kFigures) continue;
    const auto part = observation::DecodePart(parts(entry.part_hash).value_or(""));
    const auto* figures = part.ok() ? std::get_if<observation::Figures>(&part->content) : nullptr;
    if (figures == nullptr) continue;
    const auto* known = catalogue == nullptr ? nullptr : catalogue->FindIndicator(entry.indicator);
    AddHeldBack(*figures, entry.indicator, known == nullptr ? entry.indicator : known->code,
                &cells);
  }
  return cells.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace lontar::node
