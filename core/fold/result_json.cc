#include "core/fold/result_json.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/calendar.h"
#include "core/fold/coverage.h"
#include "core/fold/decisions.h"
#include "core/fold/decisions_json.h"
#include "core/fold/deviations.h"
#include "core/fold/progress_json.h"
#include "core/fold/region_json.h"
#include "core/fold/releases_json.h"
#include "core/fold/returns_json.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using observation::Row;

constexpr const char* kConceptDimension = "concept";

std::string Text(absl::string_view text) { return std::string(text); }

json NullIfEmpty(const std::string& text) { return text.empty() ? json() : json(text); }

// "estimated", "provisional", …: what a reader has to know besides the deviations.
std::string FlagOf(observation::Status status) {
  switch (status) {
    case observation::Status::kNormal:
      return "";
    case observation::Status::kEstimated:
      return "estimated";
    case observation::Status::kProvisional:
      return "provisional";
    case observation::Status::kLowReliability:
      return "low reliability";
    case observation::Status::kBreak:
      return "break in the series";
    case observation::Status::kNotAvailable:
      return "not available";
    case observation::Status::kNotCollected:
      return "not collected";
    case observation::Status::kNotApplicable:
      return "not applicable";
    case observation::Status::kSuppressed:
      return "held back";
  }
  return "";
}

json FlagsJson(const Row& row) {
  json flags = json::array();
  for (const observation::Deviation deviation : observation::ListOf(row.deviations)) {
    flags.push_back(Text(observation::NameOf(deviation)));
  }
  if (const std::string flag = FlagOf(row.status); !flag.empty()) flags.push_back(flag);
  return flags;
}

json ValueJson(const Row& row) {
  return observation::HasNumber(row.status) ? json(observation::ToText(row.value)) : json();
}

// Who entered it for the provider, or null.
json OfficeJson(const CellCandidate& candidate) {
  return candidate.on_behalf.empty() ? json() : json(candidate.on_behalf);
}

json CandidateJson(const CellCandidate& candidate) {
  return {{"provider", candidate.provider},
          {"on_behalf", OfficeJson(candidate)},
          {"value", ValueJson(candidate.row)},
          {"status", Text(observation::CodeOf(candidate.row.status))},
          {"confidentiality", Text(observation::CodeOf(candidate.row.confidentiality))},
          {"definition", candidate.row.definition},
          {"source", candidate.row.source},
          {"comment", candidate.row.comment},
          {"flags", FlagsJson(candidate.row)},
          {"report", candidate.report.hex()},
          {"index", candidate.index.value()}};
}

json CandidatesJson(const Cell& cell) {
  json candidates = json::array();
  for (const CellCandidate& candidate : cell.candidates)
    candidates.push_back(CandidateJson(candidate));
  return candidates;
}

json DimensionsJson(const Cell& cell) {
  json dimensions = json::object();
  for (size_t i = 0; i < cell.dimensions.size(); ++i)
    dimensions[cell.dimensions[i]] = cell.codes[i];
  return dimensions;
}

json CellJson(const Cell& cell, const catalogue::Catalogue* catalogue) {
  const catalogue::Indicator* indicator =
      catalogue == nullptr ? nullptr : catalogue->FindIndicator(cell.indicator);
  json result = {{"member", cell.member},
                 {"indicator", cell.indicator},
                 {"code", indicator == nullptr ? json() : json(indicator->code)},
                 {"measure", cell.measure},
                 {"period", cell.period},
                 {"dimensions", DimensionsJson(cell)},
                 {"state", cell.is_disputed() ? "disputed" : "current"},
                 {"value", nullptr},
                 {"candidates", CandidatesJson(cell)}};
  if (cell.current) {
    const CellCandidate& current = cell.candidates[*cell.current];
    result["value"] = ValueJson(current.row);
    result["status"] = Text(observation::CodeOf(current.row.status));
    result["provider"] = current.provider;
    result["on_behalf"] = OfficeJson(current);
    result["flags"] = FlagsJson(current.row);
  } else if (cell.is_disputed()) {
    result["reason"] = Text(NameOf(cell.dispute));
  } else {
    result["state"] = "past";
  }
  return result;
}

json PastJson(const PastCandidate& past) {
  json result = CandidateJson(past.candidate);
  result["entry"] = {{"author", past.entry.author},
                     {"incarnation", past.entry.incarnation.hex()},
                     {"number", past.entry.number.value()}};
  result["from"] = past.stood.from.value();
  result["until"] = past.stood.until ? json(past.stood.until->value()) : json();
  return result;
}

json BaselineJson(const BaselineValue& baseline) {
  json result = {{"year", baseline.base.year},
                 {"measure", baseline.base.measure},
                 {"as_specified", baseline.base.is_as_specified},
                 {"fixed_by", NullIfEmpty(baseline.base.fixed_by)},
                 {"value", nullptr},
                 {"concept", nullptr},
                 {"flags", json::array()}};
  if (!baseline.cell) {
    result["state"] = baseline.base.is_live ? "not readable" : "withdrawn";
    return result;
  }
  const Cell& cell = *baseline.cell;
  for (size_t i = 0; i < cell.dimensions.size(); ++i) {
    if (cell.dimensions[i] == kConceptDimension) result["concept"] = cell.codes[i];
  }
  result["dimensions"] = DimensionsJson(cell);
  result["state"] = cell.is_disputed() ? "disputed" : "current";
  if (cell.current) {
    const CellCandidate& current = cell.candidates[*cell.current];
    result["value"] = ValueJson(current.row);
    result["provider"] = current.provider;
    result["flags"] = FlagsJson(current.row);
  } else {
    result["reason"] = Text(NameOf(cell.dispute));
    result["candidates"] = CandidatesJson(cell);
    result["flags"].push_back("disputed");
  }
  return result;
}

json CoverageJson(const IndicatorCoverage& coverage, const std::string& list) {
  json reported = json::array();
  json comparable = json::array();
  json held_back = json::array();
  json counted_late = json::array();
  for (const MemberCoverage& member : coverage.members) {
    if (member.is_reported) reported.push_back(member.member);
    if (member.is_as_specified) comparable.push_back(member.member);
    if (member.is_held_back_only) held_back.push_back(member.member);
    if (member.is_counted_late) counted_late.push_back(member.member);
  }
  return {{"code", coverage.code},
          {"id", coverage.id},
          {"list", list},
          {"name", coverage.name},
          {"short_name", coverage.short_name},
          {"is_guess", coverage.is_guess},
          {"reported", reported},
          {"comparable", comparable},
          {"held_back_only", held_back},
          {"counted_late", counted_late},
          {"count", coverage.count},
          {"status", coverage.is_met ? "met" : "below"}};
}

// The parameters by which anyone can recompute the result.
json ParametersJson(const ThresholdTable& table) {
  json members = json::array();
  for (const MemberAct& member : table.members) members.push_back(member.member);
  const catalogue::YearRule& rule = table.rule.year_rule;
  json parameters = json::parse(EvaluationJson(table.evaluation, table.evaluations));
  parameters.update({{"notice", NullIfEmpty(table.notice)},
                     {"collection", table.collection},
                     {"led_by", NullIfEmpty(table.led_by)},
                     {"catalogue_version", table.catalogue_version},
                     {"round", table.round},
                     {"title", table.rule.title},
                     {"list", table.rule.list},
                     {"year_rule",
                      {{"target", rule.target},
                       {"tie", rule.tie == catalogue::Tie::kEarlier ? "earlier" : "later"},
                       {"from", rule.from == 0 ? json() : json(rule.from)},
                       {"to", NullIfEmpty(rule.to)}}},
                     {"membership_date", table.rule.membership_date},
                     {"members", members},
                     {"threshold", table.rule.threshold},
                     {"counts", table.counts_as_specified ? "as-specified" : "reported"},
                     {"what_if", table.what_if.empty() ? json() : json(table.what_if)},
                     {"log_size", table.size.value()},
                     {"root", table.root.hex()}});
  return parameters;
}

json CountsJson(const observation::BlockCount& counts) {
  return {{"with_number", counts.with_number},
          {"held_back", counts.held_back},
          {"missing", counts.missing},
          {"as_specified", counts.as_specified}};
}

json EvidenceJson(const Evidence& evidence) {
  return {{"member", evidence.member},
          {"provider", evidence.provider},
          {"on_behalf", evidence.is_on_behalf},
          {"measure", evidence.measure},
          {"period", evidence.period},
          {"inside_year_rule", evidence.is_inside_year_rule},
          {"counts", CountsJson(evidence.counts)}};
}

std::string Written(const json& value) { return value.dump(2) + "\n"; }

}  // namespace

std::string ThresholdJson(const ThresholdTable& table,
                          const std::vector<BaselineValue>& baselines) {
  json result = ParametersJson(table);
  result["schema"] = "lontar.threshold.v1";
  result["indicators"] = json::array();
  for (const IndicatorCoverage& coverage : table.indicators) {
    json line = CoverageJson(coverage, table.rule.list);
    line["baseline"] = json::object();
    for (const BaselineValue& baseline : baselines) {
      if (baseline.indicator == coverage.id)
        line["baseline"][baseline.member] = BaselineJson(baseline);
    }
    result["indicators"].push_back(std::move(line));
  }
  return Written(result);
}

std::string DocketJson(const Docket& docket) {
  json result = ParametersJson(docket.table);
  result["schema"] = "lontar.docket.v1";
  result.update(json::parse(DocketLinesJson(docket)));
  result["indicators_on_list"] = docket.table.indicators.size();
  result["unreadable_blocks"] = docket.unreadable_blocks;
  result["below"] = json::array();
  for (const DocketItem& item : docket.below) {
    json line = CoverageJson(item.coverage, docket.table.rule.list);
    line["options"] = json::array({"stay"});
    for (const std::string& other : docket.other_lists) line["options"].push_back(other);
    line["evidence"] = json::array();
    for (const Evidence& evidence : item.evidence)
      line["evidence"].push_back(EvidenceJson(evidence));
    result["below"].push_back(std::move(line));
  }
  result["disputed"] = json::array();
  for (const Cell& cell : docket.disputed) result["disputed"].push_back(CellJson(cell, nullptr));
  return Written(result);
}

namespace {

json CellsHead(const CellsContext& context, int unreadable_blocks) {
  return {{"schema", "lontar.cells.v1"},
          {"notice", NullIfEmpty(context.notice)},
          {"collection", context.collection},
          {"log_size", context.size.value()},
          {"root", context.root.hex()},
          {"unreadable_blocks", unreadable_blocks},
          {"cells", json::array()}};
}

}  // namespace

std::string CellsJson(const CellsContext& context, const catalogue::Catalogue* catalogue,
                      const MergedCells& cells) {
  json result = CellsHead(context, cells.unreadable_blocks);
  for (const Cell& cell : cells.cells) result["cells"].push_back(CellJson(cell, catalogue));
  return Written(result);
}

std::string HistoryJson(const CellsContext& context, const catalogue::Catalogue* catalogue,
                        const CellHistories& histories) {
  json result = CellsHead(context, histories.unreadable_blocks);
  for (const CellHistory& history : histories.cells) {
    json cell = CellJson(history.cell, catalogue);
    cell["history"] = json::array();
    for (const PastCandidate& past : history.past) cell["history"].push_back(PastJson(past));
    result["cells"].push_back(std::move(cell));
  }
  return Written(result);
}

namespace {

// One log at one size, as it is asked.
struct Asked {
  const State& state;
  LogSize as_of;
  base::Hash root;
  const PartReader& parts;
};

absl::StatusOr<std::string> AnswerRound(const Asked& asked, const Question& question) {
  LONTAR_ASSIGN_OR_RETURN(RoundReference reference,
                          FindRound(asked.state, question.collection, question.round, asked.as_of));
  LONTAR_ASSIGN_OR_RETURN(const RoundRecord evaluated,
                          AsEvaluation(*reference.round, question.evaluation, asked.as_of));
  reference.round = &evaluated;
  if (question.subject == "returns") {
    return ReturnsJson(asked.state, reference, asked.as_of, asked.root);
  }
  if (question.subject == "progress") {
    return ProgressJson(asked.state, {reference, asked.as_of, question.member, question.indicator},
                        asked.root, asked.parts);
  }
  LONTAR_ASSIGN_OR_RETURN(const SupposedRound supposed,
                          Suppose(*reference.round, question.what_if));
  reference.round = &supposed.round;
  LONTAR_ASSIGN_OR_RETURN(ThresholdTable table,
                          ComputeThreshold(asked.state, reference, asked.as_of, asked.root));
  MarkSupposed(supposed, question.what_if, &table);
  if (question.subject == "coverage") {
    const DisputeSources disputes{asked.state, reference, question.viewer, asked.parts};
    LONTAR_ASSIGN_OR_RETURN(DisputeMarks disputed, MarkDisputes(disputes, table));
    const CoverageView view{MarkCoverage(asked.state, reference, table),
                            OpenQuestions(asked.state, table.collection, table.size),
                            question.viewer, std::move(disputed)};
    return CoverageJson(reference, table, view);
  }
  if (question.subject == "docket") {
    const PartReader none = [](const base::PartHash&) { return std::nullopt; };
    LONTAR_ASSIGN_OR_RETURN(
        const Docket docket,
        ComputeDocket(asked.state, reference, table, question.reports_only ? none : asked.parts));
    return DocketJson(docket);
  }
  LONTAR_ASSIGN_OR_RETURN(const auto baselines,
                          FindBaselines(asked.state, reference, table, asked.parts));
  return ThresholdJson(table, baselines);
}

// Of a round, or of all that is live.
absl::StatusOr<std::string> AnswerDeviations(const Asked& asked, const Question& question) {
  DeviationScope scope{.as_of = asked.as_of};
  RoundRecord evaluated;
  if (question.round.empty()) {
    LONTAR_ASSIGN_OR_RETURN(scope.collection,
                            FindCollectionFor(asked.state, question.collection, asked.as_of));
    scope.catalogue = NewestCatalogue(*scope.collection, asked.as_of);
  } else {
    LONTAR_ASSIGN_OR_RETURN(
        const RoundReference reference,
        FindRound(asked.state, question.collection, question.round, asked.as_of));
    scope.collection = reference.collection;
    scope.catalogue = reference.catalogue;
    LONTAR_ASSIGN_OR_RETURN(evaluated,
                            AsEvaluation(*reference.round, question.evaluation, asked.as_of));
    scope.round = &evaluated;
  }
  if (scope.catalogue == nullptr) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "CATALOGUE_ABSENT",
                         absl::StrCat("the log holds no catalogue of ", scope.collection->act.id));
  }
  if (!question.indicator.empty()) {
    LONTAR_ASSIGN_OR_RETURN(const catalogue::Indicator* indicator,
                            scope.catalogue->IndicatorNamed(question.indicator));
    scope.indicator = indicator->id;
  }
  LONTAR_ASSIGN_OR_RETURN(DeviationTable table, GatherDeviations(asked.state, scope, asked.parts));
  table.root = asked.root;
  return DeviationsJson(table);
}

absl::StatusOr<std::string> AnswerCells(const Asked& asked, const Question& question) {
  LONTAR_ASSIGN_OR_RETURN(const CollectionRecord* collection,
                          FindCollectionFor(asked.state, question.collection, asked.as_of));
  const catalogue::Catalogue* catalogue = NewestCatalogue(*collection, asked.as_of);
  CellQuery query{collection->act.id, question.member, question.indicator, ""};
  if (catalogue != nullptr) {
    if (const auto* by_code = catalogue->FindByCode(question.indicator)) {
      query.indicator = by_code->id;
    }
  }
  const CellsContext context{asked.state.trust_root()->notice, collection->act.id, asked.as_of,
                             asked.root};
  if (question.with_history) {
    LONTAR_ASSIGN_OR_RETURN(const CellHistories histories,
                            ListHistory(asked.state, query, asked.as_of, asked.parts));
    return HistoryJson(context, catalogue, histories);
  }
  LONTAR_ASSIGN_OR_RETURN(const MergedCells cells,
                          MergeCells(asked.state, query, asked.as_of, asked.parts));
  return CellsJson(context, catalogue, cells);
}

}  // namespace

absl::StatusOr<std::string> Answer(const State& state, const Question& question,
                                   const RootReader& root, const PartReader& parts) {
  const LogSize as_of = question.as_of.value_or(state.size());
  if (state.size() < as_of || as_of.value() == 0) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "SIZE_UNKNOWN",
                         absl::StrCat("the log has ", state.size().value(),
                                      " leaves here, asked is size ", as_of.value()));
  }
  LONTAR_ASSIGN_OR_RETURN(const base::Hash hash, root(as_of));
  const Asked asked{state, as_of, hash, parts};
  if (question.subject == "cells") return AnswerCells(asked, question);
  if (question.subject == "calendar") {
    LONTAR_ASSIGN_OR_RETURN(const Calendar calendar,
                            ComputeCalendar(state, {question.collection, as_of, question.on}));
    return CalendarJson(calendar, hash);
  }
  if (question.subject == "deviations") return AnswerDeviations(asked, question);
  if (question.subject == "decisions") {
    LONTAR_ASSIGN_OR_RETURN(const CollectionRecord* collection,
                            FindCollectionFor(state, question.collection, as_of));
    return DecisionsJson(state, {collection, question.indicator, as_of, hash});
  }
  if (question.subject == "region") {
    LONTAR_ASSIGN_OR_RETURN(const RoundReference reference,
                            FindRound(state, question.collection, question.round, as_of));
    const RegionFinder of_answer = [&](const RoundReference& round, LogSize at) {
      return FindRegion(state, round, at, parts);
    };
    return RegionJson(state, {reference, question.indicator, as_of, root},
                      question.find_region ? question.find_region : of_answer);
  }
  if (question.subject == "questions") {
    LONTAR_ASSIGN_OR_RETURN(const CollectionRecord* collection,
                            FindCollectionFor(state, question.collection, as_of));
    const QuestionsAsked questions{
        collection, question.viewer,    question.member, question.indicator, as_of, as_of,
        hash,       question.seen_up_to};
    return QuestionsJson(state, questions, parts);
  }
  if (question.subject == "releases") {
    LONTAR_ASSIGN_OR_RETURN(const CollectionRecord* collection,
                            FindCollectionFor(state, question.collection, as_of));
    return ReleasesJson(state, {collection, question.member, question.indicator, as_of, hash},
                        parts);
  }
  if (question.subject == "threshold" || question.subject == "docket" ||
      question.subject == "coverage" || question.subject == "returns" ||
      question.subject == "progress") {
    return AnswerRound(asked, question);
  }
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "QUESTION_UNKNOWN",
      absl::StrCat("\"", question.subject,
                   "\" is not asked of a log; ask for threshold, docket, coverage, returns, "
                   "cells, deviations, "
                   "decisions, progress, questions, region, releases or calendar"));
}

}  // namespace lontar::fold
