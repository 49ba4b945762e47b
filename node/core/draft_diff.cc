#include "node/core/draft_diff.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/observation/percent.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using observation::Block;
using observation::Row;

CellCodes CodesOf(const Block& block, const Row& row) {
  CellCodes codes;
  for (size_t i = 0; i < block.dimensions.size(); ++i) {
    codes.emplace_back(block.dimensions[i], row.codes[i]);
  }
  return codes;
}

// A cell that stands already with something else is disputed from then on.
void AddBlock(const Block& block, SideBlock* side) {
  for (const Row& row : block.rows) {
    const auto [at, is_new] = side->cells.try_emplace(CodesOf(block, row), SideCell{row});
    if (is_new || observation::SameStatement(at->second.row, row)) continue;
    const bool same_number = observation::HasNumber(row.status) &&
                             observation::HasNumber(at->second.row.status) &&
                             observation::SameNumber(row.value, at->second.row.value);
    at->second = {row, at->second.is_disputed || !same_number};
  }
}

void Count(CellFate fate, FateCounts* counts) {
  switch (fate) {
    case CellFate::kAdded:
      ++counts->added;
      return;
    case CellFate::kChanged:
      ++counts->changed;
      return;
    case CellFate::kWithdrawn:
      ++counts->withdrawn;
      return;
  }
}

// Compares two blocks of one name.
class BlockDiff {
 public:
  BlockDiff(const BlockName& name, DraftDiff* diff)
      : name_(name), diff_(diff), counts_(&diff->blocks[name]) {}

  void Compare(const SideBlock& before, const SideBlock& after) {
    for (const auto& [codes, cell] : before.cells) {
      const auto found = after.cells.find(codes);
      if (found == after.cells.end()) {
        Add({name_, codes, CellFate::kWithdrawn, cell, std::nullopt});
      } else if (cell.is_disputed || found->second.is_disputed ||
                 !observation::SameStatement(cell.row, found->second.row)) {
        Add({name_, codes, CellFate::kChanged, cell, found->second});
      } else {
        ++counts_->unchanged;
        ++diff_->total.unchanged;
      }
    }
    for (const auto& [codes, cell] : after.cells) {
      if (before.cells.contains(codes)) continue;
      Add({name_, codes, CellFate::kAdded, std::nullopt, cell});
    }
  }

 private:
  void Add(CellChange change) {
    Count(change.fate, counts_);
    Count(change.fate, &diff_->total);
    diff_->cells.push_back(std::move(change));
  }

  const BlockName& name_;
  DraftDiff* diff_;
  FateCounts* counts_;
};

// Those of the figures' blocks that are asked for.
void AddFigures(const observation::Figures& figures, const std::set<BlockName>& wanted,
                Side* side) {
  for (const Block& block : figures.blocks) {
    const BlockName name{figures.indicator, block.measure, block.period};
    if (wanted.contains(name)) AddBlock(block, &(*side)[name]);
  }
}

}  // namespace

absl::string_view NameOf(CellFate fate) {
  switch (fate) {
    case CellFate::kAdded:
      return "added";
    case CellFate::kChanged:
      return "changed";
    case CellFate::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

DraftDiff DiffSides(const Side& before, const Side& after) {
  static const SideBlock kAbsent;
  std::set<BlockName> names;
  for (const auto& [name, block] : before) names.insert(name);
  for (const auto& [name, block] : after) names.insert(name);
  DraftDiff diff;
  for (const BlockName& name : names) {
    const auto old_block = before.find(name);
    const auto new_block = after.find(name);
    BlockDiff(name, &diff)
        .Compare(old_block == before.end() ? kAbsent : old_block->second,
                 new_block == after.end() ? kAbsent : new_block->second);
  }
  // Within a block those on both sides came first.
  std::ranges::stable_sort(diff.cells, [](const CellChange& a, const CellChange& b) {
    return std::tie(a.block, a.codes) < std::tie(b.block, b.codes);
  });
  return diff;
}

absl::StatusOr<Side> SideOf(const observation::Report& report, const fold::PartReader& parts) {
  Side side;
  for (const observation::PartEntry& entry : report.parts) {
    if (entry.kind != observation::PartKind::kFigures) continue;
    for (const observation::BlockCount& counts : entry.blocks) {
      side[{entry.indicator, counts.measure, counts.period}].withdrawn = counts.withdrawn;
    }
    const std::optional<std::string> bytes = parts(entry.part_hash);
    if (!bytes) {
      return Unreadable(absl::StrCat("the part of ", entry.indicator),
                        "its bytes are lost; drop the draft and import again");
    }
    LONTAR_ASSIGN_OR_RETURN(const observation::Part part, observation::DecodePart(*bytes));
    const auto* figures = std::get_if<observation::Figures>(&part.content);
    if (figures == nullptr) continue;
    for (const Block& block : figures->blocks) {
      AddBlock(block, &side[{figures->indicator, block.measure, block.period}]);
    }
  }
  return side;
}

CurrentSide CurrentOf(const fold::State& ahead, const fold::PartReader& parts,
                      const observation::Report& report) {
  CurrentSide current;
  // A part holds many blocks and is read once.
  std::map<base::PartHash, std::set<BlockName>> wanted;
  for (const observation::PartEntry& entry : report.parts) {
    if (entry.kind != observation::PartKind::kFigures) continue;
    for (const observation::BlockCount& counts : entry.blocks) {
      const BlockName name{entry.indicator, counts.measure, counts.period};
      const fold::BlockKey key{report.collection, report.member, entry.indicator,
                               counts.measure,    counts.period, report.provider};
      for (const fold::BlockStatement& statement : ahead.LiveAt(key, ahead.size())) {
        wanted[statement.part].insert(name);
      }
    }
  }
  for (const auto& [hash, names] : wanted) {
    const std::optional<std::string> bytes = parts(hash);
    absl::StatusOr<observation::Part> part;
    if (bytes) part = observation::DecodePart(*bytes);
    const auto* figures = part.ok() ? std::get_if<observation::Figures>(&part->content) : nullptr;
    if (figures == nullptr) {
      current.unreadable += static_cast<int>(names.size());
    } else {
      AddFigures(*figures, names, &current.side);
    }
  }
  return current;
}

bool IsHeldBack(const SideCell& cell) {
  return cell.row.status == observation::Status::kSuppressed ||
         cell.row.confidentiality != observation::Confidentiality::kFree;
}

std::string PercentOf(const CellChange& change) {
  for (const std::optional<SideCell>* cell : {&change.before, &change.after}) {
    if (!*cell || (*cell)->is_disputed || IsHeldBack(**cell)) return "-";
    if (!observation::HasNumber((*cell)->row.status)) return "-";
  }
  return observation::PercentChange(change.before->row.value, change.after->row.value);
}

std::vector<std::string> FieldsOf(const CellChange& change) {
  std::vector<std::string> fields;
  if (!change.before || !change.after) return fields;
  const Row& before = change.before->row;
  const Row& after = change.after->row;
  if (change.before->is_disputed || change.after->is_disputed ||
      observation::HasNumber(before.status) != observation::HasNumber(after.status) ||
      !observation::SameNumber(before.value, after.value)) {
    fields.emplace_back("value");
  }
  if (before.status != after.status) fields.emplace_back("status");
  if (before.confidentiality != after.confidentiality) fields.emplace_back("confidentiality");
  if (before.deviations != after.deviations) fields.emplace_back("deviations");
  if (before.source != after.source) fields.emplace_back("source");
  if (before.definition != after.definition) fields.emplace_back("definition");
  if (before.comment != after.comment) fields.emplace_back("comment");
  return fields;
}

void OrderBy(const catalogue::Catalogue* catalogue, DraftDiff* diff) {
  if (catalogue == nullptr) return;
  std::map<absl::string_view, size_t> places;
  for (const catalogue::Indicator& indicator : catalogue->indicators()) {
    places.emplace(indicator.id, places.size());
  }
  const auto place = [&places](const CellChange& change) {
    const auto found = places.find(change.block.indicator);
    return found == places.end() ? places.size() : found->second;
  };
  std::ranges::stable_sort(diff->cells, {}, place);
}

}  // namespace lontar::node
