#include "core/fold/merge.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/base/status_macros.h"
#include "core/fold/part_shelf.h"
#include "core/observation/period.h"

namespace lontar::fold {
namespace {

using observation::HasNumber;
using observation::Row;

using CellAddress = std::tuple<std::string, std::vector<std::string>>;  // period, codes

bool SameNumberOrBothNone(const Row& a, const Row& b) {
  if (HasNumber(a.status) != HasNumber(b.status)) return false;
  return HasNumber(a.status) ? observation::SameNumber(a.value, b.value) : a.status == b.status;
}

// The candidates among which the current value is sought: those with a number if there are any.
std::vector<size_t> Contenders(const Cell& cell) {
  std::vector<size_t> with_number;
  std::vector<size_t> all;
  for (size_t i = 0; i < cell.candidates.size(); ++i) {
    all.push_back(i);
    if (HasNumber(cell.candidates[i].row.status)) with_number.push_back(i);
  }
  return with_number.empty() ? all : with_number;
}

DisputeReason ReasonFor(const Cell& cell, const std::vector<size_t>& contenders) {
  const bool same = std::ranges::all_of(contenders, [&](size_t i) {
    return cell.candidates[i].row.definition == cell.candidates[contenders.front()].row.definition;
  });
  return same ? DisputeReason::kSameDefinition : DisputeReason::kDefinitionsDiffer;
}

// Settles what is current: the lead's value; else the one value that all state; else nothing.
void Settle(const std::string& lead, Cell* cell) {
  std::vector<size_t> contenders = Contenders(*cell);
  std::vector<size_t> leads;
  std::ranges::copy_if(contenders, std::back_inserter(leads),
                       [&](size_t i) { return cell->candidates[i].provider == lead; });
  if (!leads.empty() && HasNumber(cell->candidates[leads.front()].row.status)) contenders = leads;
  const Row& first = cell->candidates[contenders.front()].row;
  const bool agree = std::ranges::all_of(
      contenders, [&](size_t i) { return SameNumberOrBothNone(cell->candidates[i].row, first); });
  if (agree) {
    cell->current = contenders.front();
  } else {
    cell->dispute = ReasonFor(*cell, contenders);
  }
}

bool IsOfYear(absl::string_view period, int year) {
  const auto parsed = observation::Period::Parse(period);
  return parsed.ok() && parsed->year() == year;
}

}  // namespace

std::string EnteredBy(const State& state, const base::PayloadId& report) {
  const ReportRecord* record = state.FindReport(report);
  const bool is_on_behalf = record != nullptr && record->report.on_behalf;
  return is_on_behalf ? record->report.on_behalf->signing_office : "";
}

bool CellQuery::Wants(const BlockKey& key) const {
  return key.collection == collection && (member.empty() || key.member == member) &&
         (indicator.empty() || key.indicator == indicator) &&
         (measure.empty() || key.measure == measure) && (!year || IsOfYear(key.period, *year));
}

absl::string_view NameOf(DisputeReason reason) {
  switch (reason) {
    case DisputeReason::kNone:
      return "none";
    case DisputeReason::kSameDefinition:
      return "same definition";
    case DisputeReason::kDefinitionsDiffer:
      return "definitions differ";
  }
  return "none";
}

namespace {

// The cells of one (member, indicator, measure).
class Merger {
 public:
  Merger(const State& state, LogSize as_of, const PartReader& parts)
      : state_(state), as_of_(as_of), shelf_(parts) {}

  // Adds the rows of one provider's live statements.
  absl::Status Gather(const BlockKey& key) {
    for (const BlockStatement& statement : state_.LiveAt(key, as_of_)) {
      LONTAR_ASSIGN_OR_RETURN(const observation::Block* block, shelf_.Find(statement));
      if (block == nullptr) {
        ++merged_.unreadable_blocks;
        continue;
      }
      const std::string entered_by = EnteredBy(state_, statement.report);
      // Rows are ascending: each stands right behind the one before, as a rule.
      auto behind = cells_.end();
      for (const Row& row : block->rows) {
        const auto at = cells_.try_emplace(behind, {key.period, row.codes});
        behind = std::next(at);
        Cell& cell = at->second;
        cell.member = key.member;
        cell.indicator = key.indicator;
        cell.measure = key.measure;
        cell.period = key.period;
        cell.dimensions = block->dimensions;
        cell.codes = row.codes;
        cell.candidates.push_back(
            {key.provider, statement.report, statement.index, row, entered_by});
      }
    }
    return absl::OkStatus();
  }

  MergedCells Settled(absl::string_view collection) {
    merged_.cells.reserve(cells_.size());
    std::string lead;
    while (!cells_.empty()) {
      Cell cell = std::move(cells_.extract(cells_.begin()).mapped());
      // One member and one indicator have one lead.
      if (merged_.cells.empty()) {
        lead = state_.LeadOf(collection, cell.member, cell.indicator, as_of_);
      }
      Settle(lead, &cell);
      merged_.cells.push_back(std::move(cell));
    }
    return std::move(merged_);
  }

 private:
  const State& state_;
  LogSize as_of_;
  PartShelf shelf_;
  std::map<CellAddress, Cell> cells_;
  MergedCells merged_;
};

bool AreOfOneGroup(const BlockKey& a, const BlockKey& b) {
  return a.member == b.member && a.indicator == b.indicator && a.measure == b.measure;
}

}  // namespace

absl::StatusOr<MergedCells> NextCells(const State& state, const PartReader& parts, CellWalk* walk) {
  Merger merger(state, walk->as_of, parts);
  const std::string& collection = walk->query.collection;
  const BlockKey* first = nullptr;
  auto at = state.blocks().lower_bound(walk->next);
  for (; at != state.blocks().end() && at->first.collection == collection; ++at) {
    const BlockKey& key = at->first;
    if (!walk->query.Wants(key)) continue;
    if (first == nullptr) first = &key;
    if (!AreOfOneGroup(*first, key)) {
      walk->next = key;
      return merger.Settled(collection);
    }
    LONTAR_RETURN_IF_ERROR(merger.Gather(key));
  }
  walk->is_at_end = true;
  return merger.Settled(collection);
}

absl::StatusOr<MergedCells> MergeCells(const State& state, const CellQuery& query, LogSize as_of,
                                       const PartReader& parts) {
  MergedCells all;
  for (CellWalk walk(query, as_of); !walk.is_at_end;) {
    LONTAR_ASSIGN_OR_RETURN(MergedCells group, NextCells(state, parts, &walk));
    all.unreadable_blocks += group.unreadable_blocks;
    std::ranges::move(group.cells, std::back_inserter(all.cells));
  }
  return all;
}

}  // namespace lontar::fold
