#include "core/fold/region.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/base/status_macros.h"
#include "core/fold/region_kind.h"
#include "core/fold/region_rule.h"
#include "core/observation/percent.h"
#include "core/observation/sum.h"

namespace lontar::fold {
namespace {

constexpr std::array<absl::string_view, 8> kRegionStateNames = {
    "not-allowed", "no-denominators", "open",         "not-readable",
    "too-few",     "shows-a-member",  "parts-differ", "given"};
constexpr std::array<absl::string_view, 8> kLeftOutNames = {
    "disputed",    "held-back",    "not-public",  "other-kind",
    "other-years", "part-of-year", "broken-down", "no-number"};

// One evaluation of a closed round.
struct RegionPass {
  const State& state;
  const RoundReference& reference;
  LogSize size;
  const PartReader& every_part;
};

// What all members have of one indicator, and whether all of it is here.
struct GatheredCells {
  std::vector<std::pair<std::string, std::vector<Cell>>> of_members;  // in fixed order
  bool is_whole = true;
};

absl::StatusOr<GatheredCells> GatherCells(const RegionPass& pass,
                                          const std::vector<std::string>& members,
                                          const catalogue::Indicator& indicator) {
  GatheredCells gathered;
  for (const std::string& member : members) {
    const CellQuery query{pass.reference.collection->act.id, member, indicator.id, ""};
    const LogSize counted = pass.reference.round->CountedUpTo(member, pass.size);
    LONTAR_ASSIGN_OR_RETURN(MergedCells merged,
                            MergeCells(pass.state, query, counted, pass.every_part));
    gathered.is_whole &= merged.unreadable_blocks == 0;
    gathered.of_members.emplace_back(member, std::move(merged.cells));
  }
  return gathered;
}

// Whether others know the cell's figure, as its member had released it when the round closed. A
// part that hides a figure is shown to nobody all the same: it is taken for known, which is the
// stricter.
bool IsReleased(const RegionPass& pass, const Cell& cell) {
  const std::string& collection = pass.reference.collection->act.id;
  return std::ranges::any_of(cell.candidates, [&](const CellCandidate& candidate) {
    const auto block = pass.state.blocks().find(
        {collection, cell.member, cell.indicator, cell.measure, cell.period, candidate.provider});
    if (block == pass.state.blocks().end()) return false;
    return std::ranges::any_of(block->second.statements, [&](const BlockStatement& statement) {
      return statement.report == candidate.report &&
             pass.state.ReleaseOf(cell.member, statement.part, pass.size).audience !=
                 Audience::kNobody;
    });
  });
}

// Adds up what may be added, measure by measure.
class IndicatorSums {
 public:
  IndicatorSums(const RegionPass& pass, const catalogue::Indicator& indicator,
                const GatheredCells& cells)
      : pass_(pass), indicator_(indicator), cells_(cells) {}

  // A sum that passes joins `given`.
  RegionalFigure SumOf(const catalogue::Measure& measure, std::vector<RegionalSum>* given) const {
    RegionalFigure figure;
    figure.measure = &measure;
    const KindChoice choice = ChooseKind(
        {*pass_.reference.catalogue, indicator_, measure.id, pass_.reference.round->open.year_rule},
        cells_.of_members);
    figure.kind = choice.kind;
    figure.is_as_specified = choice.is_own_age;
    RegionalSum sum;
    sum.series = indicator_.id + " " + measure.id;
    observation::Decimal total;
    bool fits = true;
    for (const KindMember& member : choice.members) {
      if (!member.cell) {
        figure.left_out.push_back({member.member, member.left_out, member.other_codes});
        continue;
      }
      const observation::Row& row = member.cell->candidates[*member.cell->current].row;
      figure.covered.push_back({member.member, member.cell->period, row.deviations});
      // What is known anyhow hides nobody: the others are judged without it.
      if (!IsReleased(pass_, *member.cell)) {
        sum.parts.push_back({member.member, measure.unit, row.value});
      }
      const auto added = observation::Sum(total, row.value);
      fits &= added.ok();
      total = added.value_or(total);
    }
    // More than eighteen digits: no figure of ours, and nothing is given.
    if (!fits) sum.parts.clear();
    figure.state = StateOf(JudgeSum(sum, *given));
    if (figure.state != RegionState::kGiven) return figure;
    figure.value = total;
    given->push_back(std::move(sum));
    return figure;
  }

  // Of sums that are given over the same figures of the same members.
  RegionalFigure QuotientOf(const catalogue::Measure& measure,
                            const std::vector<RegionalFigure>& sums) const {
    RegionalFigure figure;
    figure.measure = &measure;
    const RegionalFigure* numerator = FindSum(sums, measure.regional_numerator);
    const RegionalFigure* denominator = FindSum(sums, measure.regional_denominator);
    figure.kind = numerator->kind;
    figure.is_as_specified = numerator->is_as_specified;
    figure.covered = numerator->covered;
    figure.left_out = numerator->left_out;
    figure.state = RegionState::kPartsDiffer;
    const bool are_given = numerator->value && denominator->value;
    if (!are_given || !AreOfTheSame(*numerator, *denominator)) return figure;
    if (denominator->value->mantissa == 0) return figure;
    const catalogue::Unit* unit = pass_.reference.catalogue->FindUnit(measure.unit);
    constexpr int kWhole = 100;
    const bool is_percent = unit != nullptr && unit->maximum == kWhole;
    figure.state = RegionState::kGiven;
    figure.numerator = numerator->value;
    figure.denominator = denominator->value;
    figure.quotient =
        observation::Quotient(*numerator->value, *denominator->value, is_percent ? kWhole : 1);
    return figure;
  }

 private:
  static RegionState StateOf(RegionVerdict verdict) {
    switch (verdict) {
      case RegionVerdict::kMayBeGiven:
        return RegionState::kGiven;
      case RegionVerdict::kTooFew:
        return RegionState::kTooFew;
      case RegionVerdict::kShowsAMember:
        return RegionState::kShowsAMember;
    }
    return RegionState::kShowsAMember;
  }

  // The catalogue's reader has seen that there is one.
  static const RegionalFigure* FindSum(const std::vector<RegionalFigure>& sums,
                                       const std::string& measure) {
    return &*std::ranges::find_if(
        sums, [&measure](const RegionalFigure& sum) { return sum.measure->id == measure; });
  }

  static bool AreOfTheSame(const RegionalFigure& a, const RegionalFigure& b) {
    return a.kind == b.kind &&
           std::ranges::equal(
               a.covered, b.covered, [](const CoveredMember& one, const CoveredMember& other) {
                 return std::tie(one.member, one.period) == std::tie(other.member, other.period);
               });
  }

  const RegionPass& pass_;
  const catalogue::Indicator& indicator_;
  const GatheredCells& cells_;
};

bool HasQuotient(const catalogue::Measure& measure) { return !measure.regional_numerator.empty(); }

// What can be said without a single figure: by the catalogue, or because the round is open.
RegionState StateBefore(const catalogue::Measure& measure, RegionState otherwise) {
  if (measure.is_summed || HasQuotient(measure)) return otherwise;
  return measure.kind == catalogue::MeasureKind::kNumber ? RegionState::kNotAllowed
                                                         : RegionState::kNoDenominators;
}

RegionalIndicator WithoutFigures(const catalogue::Indicator& indicator, RegionState otherwise) {
  RegionalIndicator line{&indicator, {}};
  for (const catalogue::Measure& measure : indicator.measures) {
    if (measure.kind == catalogue::MeasureKind::kAssessment) continue;
    RegionalFigure& figure = line.figures.emplace_back();
    figure.measure = &measure;
    figure.state = StateBefore(measure, otherwise);
  }
  return line;
}

RegionalIndicator AddUp(const RegionPass& pass, const catalogue::Indicator& indicator,
                        const GatheredCells& cells, std::vector<RegionalSum>* given) {
  if (!cells.is_whole) return WithoutFigures(indicator, RegionState::kNotReadable);
  RegionalIndicator line = WithoutFigures(indicator, RegionState::kGiven);
  const IndicatorSums sums(pass, indicator, cells);
  for (RegionalFigure& figure : line.figures) {
    if (figure.measure->is_summed) figure = sums.SumOf(*figure.measure, given);
  }
  for (RegionalFigure& figure : line.figures) {
    if (HasQuotient(*figure.measure)) figure = sums.QuotientOf(*figure.measure, line.figures);
  }
  return line;
}

bool HasSums(const catalogue::Indicator& indicator) {
  return std::ranges::any_of(indicator.measures, &catalogue::Measure::is_summed);
}

std::vector<std::string> CodesOfMembers(const State& state, const RoundRecord& round,
                                        LogSize size) {
  std::vector<std::string> codes;
  for (const MemberAct& act : state.MembersOn(round.open.membership_date, size)) {
    codes.push_back(act.member);
  }
  return codes;
}

absl::StatusOr<std::vector<RegionalIndicator>> Evaluate(const RegionPass& pass,
                                                        std::vector<RegionalSum>* given) {
  const RoundRecord& round = *pass.reference.round;
  const std::vector<std::string> members = CodesOfMembers(pass.state, round, pass.size);
  std::vector<RegionalIndicator> lines;
  for (const catalogue::Indicator& indicator : pass.reference.catalogue->indicators()) {
    if (indicator.list != round.open.list) continue;
    GatheredCells cells;
    if (HasSums(indicator)) {
      LONTAR_ASSIGN_OR_RETURN(cells, GatherCells(pass, members, indicator));
    }
    lines.push_back(AddUp(pass, indicator, cells, given));
  }
  return lines;
}

// The rounds of the collection that had closed by `until`, in the order of their closes; two that
// closed with one entry as they were opened.
std::vector<std::pair<LogSize, const RoundRecord*>> ClosedRounds(const State& state,
                                                                 const CollectionRecord& collection,
                                                                 LogSize until) {
  std::vector<std::pair<LogSize, const RoundRecord*>> closed;
  for (const RoundRecord& round : collection.rounds) {
    const std::optional<LogSize> size = ClosedAt(state, round, until);
    if (size) closed.emplace_back(*size, &round);
  }
  std::ranges::stable_sort(closed, {}, &std::pair<LogSize, const RoundRecord*>::first);
  return closed;
}

}  // namespace

absl::string_view NameOf(RegionState state) {
  return kRegionStateNames.at(static_cast<size_t>(state));
}

absl::string_view NameOf(LeftOut reason) { return kLeftOutNames.at(static_cast<size_t>(reason)); }

std::optional<LogSize> ClosedAt(const State& state, const RoundRecord& round, LogSize as_of) {
  for (const RoundRecord::Close& close : round.closes) {
    const LogSize size(close.index.value() + 1);
    if (as_of < size) break;
    const std::vector<std::string> members = CodesOfMembers(state, round, size);
    const bool is_for_all = std::ranges::all_of(
        members, [&](const std::string& member) { return round.CountedUpTo(member, size) < size; });
    if (is_for_all) return size;
  }
  return std::nullopt;
}

absl::StatusOr<RegionTable> FindRegion(const State& state, const RoundReference& reference,
                                       LogSize as_of, const PartReader& every_part) {
  RegionTable table;
  table.evaluated_at = ClosedAt(state, *reference.round, as_of);
  table.members = CodesOfMembers(state, *reference.round, table.evaluated_at.value_or(as_of));
  if (!table.evaluated_at) {
    for (const catalogue::Indicator& indicator : reference.catalogue->indicators()) {
      if (indicator.list != reference.round->open.list) continue;
      table.indicators.push_back(WithoutFigures(indicator, RegionState::kOpen));
    }
    return table;
  }
  std::vector<RegionalSum> given;
  const std::string& collection = reference.collection->act.id;
  for (const auto& [size, round] :
       ClosedRounds(state, *reference.collection, *table.evaluated_at)) {
    const RoundReference closed{
        reference.collection, round,
        state.FindCatalogue(collection, round->open.catalogue_version, size)};
    LONTAR_ASSIGN_OR_RETURN(table.indicators, Evaluate({state, closed, size, every_part}, &given));
    if (round == reference.round) break;
  }
  return table;
}

}  // namespace lontar::fold
