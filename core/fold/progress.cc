#include "core/fold/progress.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_join.h"
#include "core/base/status_macros.h"
#include "core/fold/headline.h"
#include "core/observation/narrative_use.h"
#include "core/observation/period.h"
#include "core/observation/sum.h"

namespace lontar::fold {
namespace {

using observation::Row;
using observation::Status;

constexpr std::array<absl::string_view, 10> kProgressNames = {
    "no-baseline",     "baseline-withdrawn",
    "baseline-open",   "baseline-held-back",
    "no-later-figure", "later-disputed",
    "later-held-back", "not-alike",
    "break",           "compared"};

// Null: disputed.
const Row* CurrentRow(const Cell& cell) {
  return cell.current ? &cell.candidates[*cell.current].row : nullptr;
}

bool IsHeldBack(const Cell& cell) {
  const Row* row = CurrentRow(cell);
  return row != nullptr && row->status == Status::kSuppressed;
}

// A number, one that is held back, or several that do not agree.
bool IsFigure(const Cell& cell) {
  const Row* row = CurrentRow(cell);
  return row == nullptr || observation::HasNumber(row->status) || IsHeldBack(cell);
}

int YearOf(const Cell& cell) {
  const auto period = observation::Period::Parse(cell.period);
  return period.ok() ? period->year() : 0;
}

absl::CivilDay LastDayOf(const Cell& cell) {
  const auto period = observation::Period::Parse(cell.period);
  return period.ok() ? period->last_day() : absl::CivilDay();
}

// "year", or the letter of a part of one: "Q".
std::string LengthOf(const Cell& cell) {
  constexpr size_t kLetterAt = 5;
  return cell.period.size() <= kLetterAt ? "year" : cell.period.substr(kLetterAt, 1);
}

std::map<std::string, std::string> CodesOf(const Cell& cell) {
  std::map<std::string, std::string> codes;
  for (size_t i = 0; i < cell.dimensions.size(); ++i) codes[cell.dimensions[i]] = cell.codes[i];
  return codes;
}

bool IsOneSeries(const Cell& a, const Cell& b) {
  return a.measure == b.measure && LengthOf(a) == LengthOf(b) && CodesOf(a) == CodesOf(b);
}

std::string DeviationNamesOf(const Row& row) {
  std::vector<std::string> names;
  for (const observation::Deviation kind : observation::ListOf(row.deviations)) {
    names.emplace_back(observation::NameOf(kind));
  }
  return absl::StrJoin(names, ", ");
}

void AddUnlike(const std::string& what, const std::string& before, const std::string& after,
               std::vector<Unlike>* unlike) {
  if (before != after) unlike->push_back({what, before, after});
}

std::vector<Unlike> WhatDiffers(const Cell& before, const Cell& after) {
  std::vector<Unlike> unlike;
  AddUnlike("measure", before.measure, after.measure, &unlike);
  AddUnlike("period", LengthOf(before), LengthOf(after), &unlike);
  const auto codes = CodesOf(before);
  auto later_codes = CodesOf(after);
  for (const auto& [dimension, code] : codes) {
    AddUnlike(dimension, code, later_codes[dimension], &unlike);
    later_codes.erase(dimension);
  }
  for (const auto& [dimension, code] : later_codes) AddUnlike(dimension, "", code, &unlike);
  return unlike;
}

// The latest cells of one member after its base year: of the same series, and of any kind.
class LaterFigures {
 public:
  LaterFigures(const std::vector<Cell>& cells, const Cell& baseline) : baseline_(baseline) {
    for (const Cell& cell : cells) {
      if (YearOf(cell) > YearOf(baseline) && IsFigure(cell)) later_.push_back(&cell);
    }
  }

  const Cell* OfSameSeries() const {
    const Cell* latest = nullptr;
    for (const Cell* cell : later_) {
      if (!IsOneSeries(*cell, baseline_)) continue;
      if (latest == nullptr || LastDayOf(*latest) < LastDayOf(*cell)) latest = cell;
    }
    return latest;
  }

  bool HasBreakUpTo(const Cell& latest) const {
    return std::ranges::any_of(later_, [&](const Cell* cell) {
      const Row* row = CurrentRow(*cell);
      return row != nullptr && row->status == Status::kBreak && IsOneSeries(*cell, baseline_) &&
             LastDayOf(*cell) <= LastDayOf(latest);
    });
  }

  // The headline of the latest year: of the baseline's measure, else of the first that has any.
  std::optional<Cell> OfAnotherKind(const catalogue::Catalogue& catalogue,
                                    const catalogue::Indicator& indicator) const {
    std::vector<std::string> measures = {baseline_.measure};
    for (const catalogue::Measure& measure : indicator.measures) measures.push_back(measure.id);
    for (const std::string& measure : measures) {
      int year = 0;
      for (const Cell* cell : later_) {
        if (cell->measure == measure) year = std::max(year, YearOf(*cell));
      }
      std::vector<Cell> cells;
      for (const Cell* cell : later_) {
        if (cell->measure == measure && YearOf(*cell) == year) cells.push_back(*cell);
      }
      std::optional<Cell> headline = HeadlineCell(catalogue, indicator, cells);
      if (headline) return headline;
    }
    return std::nullopt;
  }

 private:
  const Cell& baseline_;
  std::vector<const Cell*> later_;
};

void CompareAlike(const Cell& baseline, const Cell& later, bool has_break,
                  MemberProgress* progress) {
  progress->later = later;
  if (later.is_disputed()) {
    progress->state = ProgressState::kLaterDisputed;
    return;
  }
  if (IsHeldBack(later)) {
    progress->state = ProgressState::kLaterHeldBack;
    return;
  }
  if (has_break) {
    progress->state = ProgressState::kBreak;
    return;
  }
  const Row& before = *CurrentRow(baseline);
  const Row& after = *CurrentRow(later);
  AddUnlike("deviations", DeviationNamesOf(before), DeviationNamesOf(after), &progress->unlike);
  if (!progress->unlike.empty()) {
    progress->state = ProgressState::kNotAlike;
    return;
  }
  progress->state = ProgressState::kCompared;
  const auto difference = observation::Difference(after.value, before.value);
  if (difference.ok()) progress->difference = *difference;
}

// `cells`: all that the member has of the indicator.
void Compare(const catalogue::Catalogue& catalogue, const catalogue::Indicator& indicator,
             const std::vector<Cell>& cells, MemberProgress* progress) {
  std::vector<Cell> of_base_year;
  for (const Cell& cell : cells) {
    const bool is_of_it = cell.measure == progress->base->measure &&
                          YearOf(cell) == progress->base->year && IsFigure(cell);
    if (is_of_it) of_base_year.push_back(cell);
  }
  progress->baseline = HeadlineCell(catalogue, indicator, of_base_year);
  if (!progress->baseline) {
    progress->state = ProgressState::kBaselineWithdrawn;
    return;
  }
  const Cell& baseline = *progress->baseline;
  if (baseline.is_disputed()) {
    progress->state = ProgressState::kBaselineOpen;
    return;
  }
  if (IsHeldBack(baseline)) {
    progress->state = ProgressState::kBaselineHeldBack;
    return;
  }
  const LaterFigures figures(cells, baseline);
  if (const Cell* later = figures.OfSameSeries()) {
    CompareAlike(baseline, *later, figures.HasBreakUpTo(*later), progress);
    return;
  }
  progress->later = figures.OfAnotherKind(catalogue, indicator);
  if (!progress->later) {
    progress->state = ProgressState::kNoLaterFigure;
    return;
  }
  progress->state = ProgressState::kNotAlike;
  progress->unlike = WhatDiffers(baseline, *progress->later);
}

// The words of one member and provider on an indicator that came last.
struct LastWords {
  LogIndex index;
  base::PayloadId report;
  std::string text;
};

// By member, indicator and provider; and of which member and indicator some are not at hand.
struct GatheredWords {
  std::map<std::tuple<std::string, std::string, std::string>, LastWords> last;
  std::set<std::pair<std::string, std::string>> not_readable;
};

GatheredWords GatherWords(const State& state, const ProgressScope& scope, const PartReader& parts) {
  GatheredWords words;
  for (const auto& [id, record] : state.reports()) {
    const observation::Report& report = record.report;
    const LogIndex index = record.acceptances.front().index;
    if (report.collection != scope.reference.collection->act.id) continue;
    if (!scope.member.empty() && report.member != scope.member) continue;
    if (!base::IsBefore(index, scope.as_of)) continue;
    for (const observation::PartEntry& entry : report.parts) {
      if (entry.kind != observation::PartKind::kNarrative || entry.indicator.empty()) continue;
      const std::optional<std::string> bytes = parts(entry.part_hash);
      if (!bytes) words.not_readable.emplace(report.member, entry.indicator);
      const auto part = bytes ? observation::DecodePart(*bytes) : absl::NotFoundError("");
      const auto* told = part.ok() ? std::get_if<observation::Narrative>(&part->content) : nullptr;
      if (told == nullptr || observation::UseOf(told->text) != observation::NarrativeUse::kWords) {
        continue;
      }
      LastWords& last = words.last[{report.member, entry.indicator, report.provider}];
      if (last.text.empty() || last.index < index) last = {index, id, told->text};
    }
  }
  return words;
}

std::vector<StatedLevel> LevelsIn(const State& state, const GatheredWords& words,
                                  const std::string& member, const std::string& indicator) {
  std::vector<StatedLevel> levels;
  auto at = words.last.lower_bound({member, indicator, ""});
  for (; at != words.last.end(); ++at) {
    const auto& [of_member, of_indicator, provider] = at->first;
    if (of_member != member || of_indicator != indicator) break;
    const std::string level = observation::StatedLevelOf(at->second.text);
    if (level.empty()) continue;
    const base::PayloadId& report = at->second.report;
    levels.push_back({level, provider, EnteredBy(state, report), report, at->second.index});
  }
  return levels;
}

// What one pass over members and indicators needs.
struct ProgressPass {
  const State& state;
  const ProgressScope& scope;
  const PartReader& parts;
  GatheredWords words;
};

absl::Status AddMember(const ProgressPass& pass, const MemberCoverage& coverage,
                       IndicatorProgress* line) {
  const RoundReference& reference = pass.scope.reference;
  const CellQuery query{reference.collection->act.id, coverage.member, line->indicator->id, ""};
  LONTAR_ASSIGN_OR_RETURN(const MergedCells merged,
                          MergeCells(pass.state, query, pass.scope.as_of, pass.parts));
  const bool has_unread_words =
      pass.words.not_readable.contains({coverage.member, line->indicator->id});
  if (merged.unreadable_blocks > 0 || (merged.cells.empty() && has_unread_words)) {
    line->not_readable.push_back(coverage.member);
    return absl::OkStatus();
  }
  MemberProgress progress;
  progress.member = coverage.member;
  progress.base = coverage.baseline;
  progress.stated = LevelsIn(pass.state, pass.words, coverage.member, line->indicator->id);
  if (merged.cells.empty() && progress.stated.empty() && !progress.base) {
    line->without.push_back(coverage.member);
    return absl::OkStatus();
  }
  if (progress.base) {
    Compare(*reference.catalogue, *line->indicator, merged.cells, &progress);
  }
  line->members.push_back(std::move(progress));
  return absl::OkStatus();
}

}  // namespace

absl::string_view NameOf(ProgressState state) {
  return kProgressNames.at(static_cast<size_t>(state));
}

absl::StatusOr<std::vector<IndicatorProgress>> FindProgress(const State& state,
                                                            const ProgressScope& scope,
                                                            const ThresholdTable& table,
                                                            const PartReader& parts) {
  const ProgressPass pass{state, scope, parts, GatherWords(state, scope, parts)};
  std::vector<IndicatorProgress> lines;
  for (const IndicatorCoverage& coverage : table.indicators) {
    if (!scope.indicator.empty() && coverage.id != scope.indicator) continue;
    IndicatorProgress& line = lines.emplace_back();
    line.indicator = scope.reference.catalogue->FindIndicator(coverage.id);
    for (const MemberCoverage& member : coverage.members) {
      if (!scope.member.empty() && member.member != scope.member) continue;
      LONTAR_RETURN_IF_ERROR(AddMember(pass, member, &line));
    }
  }
  return lines;
}

}  // namespace lontar::fold
