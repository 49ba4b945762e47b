#include "core/fold/threshold.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/observation/period.h"

namespace lontar::fold {
namespace {

using observation::BlockCount;

// What a member has reported of one indicator in one year.
struct YearEvidence {
  std::map<std::string, BlockCount> by_measure;  // sums over providers and periods
  bool is_as_specified = false;
};

bool CountsAtAll(const BlockCount& counts) {
  return counts.with_number > 0 || counts.held_back > 0;
}

// What every question about one evaluation needs.
struct Evaluation {
  const State& state;
  const RoundReference& reference;
  LogSize as_of;
};

// The year of a period that the rule admits.
std::optional<int> YearInside(const catalogue::YearRule& rule, absl::string_view period) {
  const auto parsed = observation::Period::Parse(period);
  if (!parsed.ok()) return std::nullopt;
  if (rule.from != 0 && parsed->year() < rule.from) return std::nullopt;
  if (rule.to.empty()) return parsed->year();
  const auto to = observation::ParseDate(rule.to);
  if (!to.ok() || parsed->last_day() > *to) return std::nullopt;
  return parsed->year();
}

std::map<int, YearEvidence> GatherYears(const Evaluation& at_size, absl::string_view member,
                                        absl::string_view indicator) {
  const State& state = at_size.state;
  const RoundReference& reference = at_size.reference;
  std::map<int, YearEvidence> years;
  const LogSize counted = reference.round->CountedUpTo(member, at_size.as_of);
  const std::string& collection = reference.collection->act.id;
  state.ForEachBlock(collection, member, indicator, [&](const BlockKey& key) {
    const std::optional<int> year = YearInside(reference.round->open.year_rule, key.period);
    if (!year) return;
    for (const BlockStatement& statement : state.LiveAt(key, counted)) {
      if (!CountsAtAll(statement.counts)) continue;
      BlockCount& sum = years[*year].by_measure[key.measure];
      sum.with_number += statement.counts.with_number;
      sum.held_back += statement.counts.held_back;
      years[*year].is_as_specified |= statement.counts.as_specified > 0;
    }
  });
  return years;
}

// True if something counts here that evaluation 1 has left out.
bool CountsMoreThanFirst(const Evaluation& at_size, absl::string_view member,
                         absl::string_view indicator) {
  const State& state = at_size.state;
  const RoundRecord& round = *at_size.reference.round;
  if (round.evaluation == 1) return false;
  const LogSize first_counted = round.CountedFirst(member, at_size.as_of);
  const LogSize counted = round.CountedUpTo(member, at_size.as_of);
  bool counts_more = false;
  state.ForEachBlock(
      at_size.reference.collection->act.id, member, indicator, [&](const BlockKey& key) {
        if (!YearInside(round.open.year_rule, key.period)) return;
        std::set<base::PayloadId> first;
        for (const BlockStatement& statement : state.LiveAt(key, first_counted)) {
          first.insert(statement.report);
        }
        for (const BlockStatement& statement : state.LiveAt(key, counted)) {
          counts_more |= CountsAtAll(statement.counts) && !first.contains(statement.report);
        }
      });
  return counts_more;
}

std::string HeadlineMeasure(const catalogue::Indicator& indicator, const YearEvidence& evidence) {
  for (const bool wants_number : {true, false}) {
    for (const catalogue::Measure& measure : indicator.measures) {
      const auto found = evidence.by_measure.find(measure.id);
      if (found == evidence.by_measure.end()) continue;
      if (!wants_number || found->second.with_number > 0) return measure.id;
    }
  }
  return evidence.by_measure.begin()->first;
}

// True if year `a` goes before year `b` as a base year.
bool IsNearer(const catalogue::YearRule& rule, const std::pair<const int, YearEvidence>& a,
              const std::pair<const int, YearEvidence>& b) {
  if (a.second.is_as_specified != b.second.is_as_specified) return a.second.is_as_specified;
  const int distance_a = std::abs(a.first - rule.target);
  const int distance_b = std::abs(b.first - rule.target);
  if (distance_a != distance_b) return distance_a < distance_b;
  return rule.tie == catalogue::Tie::kEarlier ? a.first < b.first : a.first > b.first;
}

using Years = std::map<int, YearEvidence>;

Years::const_iterator NearestYear(const catalogue::YearRule& rule, const Years& years) {
  return std::ranges::min_element(
      years, [&rule](const auto& a, const auto& b) { return IsNearer(rule, a, b); });
}

// The base year that the close of an earlier round has fixed: the first round in which the member
// reported the indicator, by the order of the closes.
std::optional<BaseYear> FixedYear(const Evaluation& evaluation,
                                  const catalogue::Indicator& indicator, absl::string_view member) {
  const auto& [state, reference, as_of] = evaluation;
  const LogSize counted = reference.round->CountedUpTo(member, as_of);
  std::optional<BaseYear> fixed;
  LogSize fixed_at = counted;
  for (const RoundRecord& round : reference.collection->rounds) {
    const LogSize closed = round.CountedUpTo(member, as_of);
    if (!(closed < fixed_at) || !(closed < as_of)) continue;
    const catalogue::Catalogue* catalogue =
        state.FindCatalogue(reference.collection->act.id, round.open.catalogue_version, as_of);
    const catalogue::Indicator* then =
        catalogue == nullptr ? nullptr : catalogue->FindIndicator(indicator.id);
    if (then == nullptr || then->list != round.open.list) continue;
    const RoundReference earlier{reference.collection, &round, catalogue};
    const Years years = GatherYears({state, earlier, as_of}, member, indicator.id);
    if (years.empty()) continue;
    const auto nearest = NearestYear(round.open.year_rule, years);
    fixed = BaseYear{nearest->first, HeadlineMeasure(*then, nearest->second),
                     nearest->second.is_as_specified, round.id, true};
    fixed_at = closed;
  }
  return fixed;
}

// The fixed year, with what stands of it now; else the year that the rule finds.
BaseYear BaseYearOf(const Evaluation& evaluation, const catalogue::Indicator& indicator,
                    absl::string_view member, const Years& years) {
  std::optional<BaseYear> fixed = FixedYear(evaluation, indicator, member);
  const auto found = fixed ? years.find(fixed->year)
                           : NearestYear(evaluation.reference.round->open.year_rule, years);
  if (found == years.end()) {
    fixed->is_live = false;
    return *fixed;
  }
  return BaseYear{found->first, HeadlineMeasure(indicator, found->second),
                  found->second.is_as_specified, fixed ? fixed->fixed_by : "", true};
}

MemberCoverage CoverMember(const Evaluation& evaluation, const catalogue::Indicator& indicator,
                           absl::string_view member) {
  MemberCoverage coverage;
  coverage.member = std::string(member);
  const Years years = GatherYears(evaluation, member, indicator.id);
  if (years.empty()) return coverage;
  coverage.is_reported = true;
  coverage.is_held_back_only = true;
  for (const auto& [year, evidence] : years) {
    coverage.is_as_specified |= evidence.is_as_specified;
    for (const auto& [measure, counts] : evidence.by_measure) {
      if (counts.with_number > 0) coverage.is_held_back_only = false;
    }
  }
  coverage.is_counted_late = CountsMoreThanFirst(evaluation, member, indicator.id);
  coverage.baseline = BaseYearOf(evaluation, indicator, member, years);
  return coverage;
}

IndicatorCoverage CoverIndicator(const State& state, const RoundReference& reference,
                                 const catalogue::Indicator& indicator,
                                 const ThresholdTable& table) {
  IndicatorCoverage coverage;
  coverage.id = indicator.id;
  coverage.code = indicator.code;
  coverage.name = indicator.name;
  coverage.short_name = indicator.short_name;
  coverage.is_guess = indicator.is_guess;
  for (const MemberAct& member : table.members) {
    coverage.members.push_back(
        CoverMember({state, reference, table.size}, indicator, member.member));
    if (coverage.members.back().is_reported) ++coverage.count;
    if (coverage.members.back().is_as_specified) ++coverage.as_specified;
  }
  coverage.is_met = coverage.count >= static_cast<int>(table.rule.threshold);
  return coverage;
}

absl::Status AbsentOnLog(absl::string_view reason, absl::string_view what, LogSize as_of) {
  return base::Problem(absl::StatusCode::kFailedPrecondition, reason,
                       absl::StrCat(what, " is not on this log at size ", as_of.value()));
}

}  // namespace

bool InsideYearRule(const catalogue::YearRule& rule, absl::string_view period) {
  return YearInside(rule, period).has_value();
}

absl::StatusOr<const CollectionRecord*> FindCollectionFor(const State& state,
                                                          absl::string_view collection,
                                                          LogSize as_of) {
  if (collection.empty() && state.collections().size() == 1) {
    collection = state.collections().begin()->first;
  }
  const CollectionRecord* record = state.FindCollection(collection);
  if (record == nullptr || !base::IsBefore(record->index, as_of)) {
    return AbsentOnLog("COLLECTION_ABSENT", absl::StrCat("collection \"", collection, "\""), as_of);
  }
  return record;
}

absl::StatusOr<RoundReference> FindRound(const State& state, absl::string_view collection,
                                         absl::string_view round, LogSize as_of) {
  RoundReference reference;
  LONTAR_ASSIGN_OR_RETURN(reference.collection, FindCollectionFor(state, collection, as_of));
  for (const RoundRecord& record : reference.collection->rounds) {
    if (!base::IsBefore(record.opened_at, as_of)) continue;
    if (round.empty() || record.id == round) reference.round = &record;
  }
  if (reference.round == nullptr) {
    return AbsentOnLog("ROUND_ABSENT", absl::StrCat("round \"", round, "\""), as_of);
  }
  reference.catalogue = state.FindCatalogue(reference.collection->act.id,
                                            reference.round->open.catalogue_version, as_of);
  if (reference.catalogue == nullptr) {
    return AbsentOnLog("CATALOGUE_ABSENT",
                       absl::StrCat("catalogue ", reference.round->open.catalogue_version), as_of);
  }
  return reference;
}

absl::StatusOr<ThresholdTable> ComputeThreshold(const State& state, const RoundReference& reference,
                                                LogSize as_of, const base::Hash& root) {
  if (state.size() < as_of) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "SIZE_UNKNOWN",
                         absl::StrCat("the log has ", state.size().value(),
                                      " leaves, asked is size ", as_of.value()));
  }
  ThresholdTable table;
  table.notice = state.trust_root()->notice;
  table.collection = reference.collection->act.id;
  const CollectionLead* lead = reference.collection->LeadAt(as_of);
  if (lead != nullptr) table.led_by = lead->name;
  table.catalogue_version = reference.round->open.catalogue_version;
  table.round = reference.round->id;
  table.rule = reference.round->open;
  table.members = state.MembersOn(table.rule.membership_date, as_of);
  table.size = as_of;
  table.root = root;
  table.evaluation = reference.round->evaluation;
  table.evaluations = LaterEvaluations(*reference.round, as_of);
  for (const catalogue::Indicator& indicator : reference.catalogue->indicators()) {
    if (indicator.list != table.rule.list) continue;
    table.indicators.push_back(CoverIndicator(state, reference, indicator, table));
  }
  return table;
}

}  // namespace lontar::fold
