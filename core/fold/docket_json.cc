// The docket's fields on every indicator of the list: docs/reference/json.md, lontar.docket.v1.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/fold/result_json.h"
#include "core/observation/block.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using observation::Deviation;

json ReasonJson(const std::optional<ReturnReason>& reason) {
  return reason ? json(std::string(NameOf(*reason))) : json();
}

json LateJson(const LateAnswer& late) {
  if (late.is_empty()) return nullptr;
  return {{"figures", late.has_figures},
          {"narrative", late.has_narrative},
          {"answer", late.answer ? json(std::string(NameOf(*late.answer))) : json()},
          {"reason", ReasonJson(late.reason)},
          {"index", late.index ? json(late.index->value()) : json()}};
}

// How many figures bear it, and how many have it.
json DeviationKindsJson(const MemberDeviations& found) {
  json kinds = json::array();
  for (const auto& [kind, figures] : found.deviations) {
    kinds.push_back({{"id", std::string(observation::IdOf(kind))},
                     {"name", std::string(observation::NameOf(kind))},
                     {"figures", figures}});
  }
  return kinds;
}

uint64_t FiguresWith(const MemberDeviations& found, observation::Status status) {
  const auto at = found.statuses.find(status);
  return at == found.statuses.end() ? 0 : at->second;
}

// What the figures that count say of themselves. Null of those who have none.
json FiguresJson(const IndicatorDeviations* line, const std::string& member) {
  if (line == nullptr) return nullptr;
  const auto found = std::ranges::find(line->members, member, &MemberDeviations::member);
  if (found == line->members.end()) return nullptr;
  return {{"with_number", found->with_number},
          {"held_back", found->held_back},
          {"as_specified", found->as_specified},
          {"unreadable_blocks", found->unreadable_blocks},
          {"figures_read", found->figures_read},
          {"deviations", DeviationKindsJson(*found)},
          {"provisional", FiguresWith(*found, observation::Status::kProvisional)},
          {"estimated", FiguresWith(*found, observation::Status::kEstimated)},
          {"ages", found->ages},
          {"concepts", found->concepts},
          {"definitions", found->definitions.Listed()},
          {"definitions_unlisted", found->definitions.unlisted()},
          {"sources", found->sources.Listed()},
          {"sources_unlisted", found->sources.unlisted()}};
}

size_t DisputedOf(const Docket& docket, const std::string& member, const std::string& indicator) {
  return static_cast<size_t>(std::ranges::count_if(docket.disputed, [&](const Cell& cell) {
    return cell.member == member && cell.indicator == indicator;
  }));
}

json AnswerJson(const Docket& docket, const DocketLine& line, const IndicatorDeviations* figures,
                size_t place) {
  const MemberAnswer& answer = line.answers[place];
  const std::optional<BaseYear>& base = line.coverage.members[place].baseline;
  return {{"member", answer.member},
          {"state", std::string(NameOf(answer.state))},
          {"words", WordsOf(answer)},
          {"reason", ReasonJson(answer.reason)},
          {"held_back_only", answer.is_held_back_only},
          {"on_behalf", answer.is_on_behalf},
          {"outside_year_rule", answer.has_outside_year_rule},
          {"providers", answer.providers},
          {"periods", answer.periods},
          {"base_year", base ? json(base->year) : json()},
          {"disputed", DisputedOf(docket, answer.member, line.coverage.id)},
          {"late", LateJson(answer.late)},
          {"counted_late", LateJson(answer.counted_late)},
          {"figures", FiguresJson(figures, answer.member)}};
}

const IndicatorDeviations* DeviationsOf(const Docket& docket, const std::string& indicator) {
  for (const IndicatorDeviations& line : docket.deviations.indicators) {
    if (line.indicator->id == indicator) return &line;
  }
  return nullptr;
}

// Of all members together: the docket is one for all, and whose questions they are is not for all.
json ClarifiedJson(const BeingClarified& clarified) {
  return {{"members", clarified.members.size()},
          {"questions", clarified.questions},
          {"dates", clarified.dates}};
}

json LineJson(const Docket& docket, const DocketLine& line) {
  const IndicatorCoverage& coverage = line.coverage;
  const IndicatorDeviations* figures = DeviationsOf(docket, coverage.id);
  json members = json::array();
  for (size_t i = 0; i < line.answers.size(); ++i) {
    members.push_back(AnswerJson(docket, line, figures, i));
  }
  json options = json::array();
  if (!coverage.is_met) {
    options.push_back("stay");
    for (const std::string& other : docket.other_lists) options.push_back(other);
  }
  return {{"code", coverage.code},
          {"id", coverage.id},
          {"name", coverage.name},
          {"short_name", coverage.short_name},
          {"definition", figures == nullptr ? "" : figures->indicator->definition},
          {"age", figures == nullptr ? "" : figures->indicator->age_code},
          {"is_guess", coverage.is_guess},
          {"count", coverage.count},
          {"as_specified", coverage.as_specified},
          {"count_without_held_back", line.count_without_held_back},
          {"status", coverage.is_met ? "met" : "below"},
          {"options", options},
          {"being_clarified", ClarifiedJson(line.clarified)},
          {"members", members}};
}

json ChangesJson(const Docket& docket, const Edition& edition) {
  json changes = json::array();
  for (const EditionChange& change : edition.changes) {
    const auto line =
        std::ranges::find(docket.lines, change.indicator,
                          [](const DocketLine& candidate) { return candidate.coverage.id; });
    changes.push_back({{"indicator", change.indicator},
                       {"code", line == docket.lines.end() ? json() : json(line->coverage.code)},
                       {"member", change.member},
                       {"before", change.before},
                       {"after", change.after}});
  }
  return changes;
}

json EditionsJson(const Docket& docket) {
  json editions = json::array();
  int number = 0;
  for (const Edition& edition : docket.editions) {
    editions.push_back({{"number", ++number},
                        {"log_size", edition.size.value()},
                        {"changes", ChangesJson(docket, edition)}});
  }
  return editions;
}

json ClosesJson(const Docket& docket) {
  json closes = json::array();
  for (const RoundRecord::Close& close : docket.round.closes) {
    if (!base::IsBefore(close.index, docket.table.size)) continue;
    closes.push_back({{"index", close.index.value()}, {"except_members", close.except_members}});
  }
  return closes;
}

// Null where the decision does not say it.
json EvaluationOf(const DecisionAct& act) {
  return act.evaluation == 0 ? json() : json(act.evaluation);
}

json MadeDecisionsJson(const Docket& docket) {
  json decisions = json::array();
  for (const DecisionRecord& decision : docket.decisions) {
    decisions.push_back({{"index", decision.index.value()},
                         {"indicator", decision.act.indicator},
                         {"from", decision.act.from_list},
                         {"to", decision.act.to_list},
                         {"meeting", decision.act.meeting},
                         {"date", decision.act.date},
                         {"document", decision.act.document},
                         {"evaluation", EvaluationOf(decision.act)},
                         {"reason", decision.act.reason}});
  }
  return decisions;
}

}  // namespace

std::string DocketLinesJson(const Docket& docket) {
  json result = {{"origin", docket.origin},
                 {"collection_name", docket.collection_name},
                 {"cut_off", docket.round.CutOffFor("", docket.table.size)},
                 {"extensions", docket.extensions},
                 {"decisions", MadeDecisionsJson(docket)},
                 {"closes", ClosesJson(docket)},
                 {"edition", docket.editions.empty() ? json() : json(docket.editions.size())},
                 {"editions", EditionsJson(docket)},
                 {"lines", json::array()}};
  json names = json::object();
  for (const MemberAct& member : docket.table.members) names[member.member] = member.name;
  result["member_names"] = names;
  for (const DocketLine& line : docket.lines) result["lines"].push_back(LineJson(docket, line));
  return result.dump();
}

}  // namespace lontar::fold
