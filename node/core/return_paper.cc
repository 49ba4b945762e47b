#include "node/core/return_paper.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/status_macros.h"
#include "core/fold/merge.h"
#include "core/formats/narrative_text.h"
#include "core/observation/decimal.h"
#include "node/core/draft_parts.h"

namespace lontar::node {
namespace {

using nlohmann::json;

std::string Dumped(const json& value) {
  return value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

json StandingJson(const fold::ReturnVersion* last) {
  if (last == nullptr) return nullptr;
  return {{"index", last->index.value()},
          {"fingerprint", fold::FingerprintText(fold::FingerprintOf(last->act))},
          {"cleared", std::string(NameOf(last->cleared))}};
}

json PrintedJson(const ReturnRecord& record) {
  json printed = json::array();
  for (const PrintedReturn& one : record.printed) {
    printed.push_back({{"version", one.version},
                       {"fingerprint", one.fingerprint},
                       {"printed_at", one.printed_at}});
  }
  return printed;
}

absl::string_view LanguageOf(const ReturnContext& context) {
  return context.language.empty() ? catalogue::kSourceLanguage
                                  : absl::string_view(context.language);
}

std::string IndicatorText(const ReturnContext& context, const catalogue::Indicator& indicator,
                          absl::string_view field) {
  return context.reference->catalogue
      ->TextOf(absl::StrCat("indicator ", indicator.id), field, LanguageOf(context))
      .text;
}

// The catalogue's messages for a return, by what their ids are called behind "return-".
json WordsJson(const ReturnContext& context) {
  constexpr absl::string_view kSubject = "message return-";
  const catalogue::Catalogue& catalogue = *context.reference->catalogue;
  json words = json::object();
  for (const auto& [key, english] : catalogue.texts()) {
    absl::string_view id = key.first;
    if (!absl::ConsumePrefix(&id, kSubject)) continue;
    words[std::string(id)] = catalogue.TextOf(key.first, key.second, LanguageOf(context)).text;
  }
  return words;
}

json LineJson(const ReturnContext& context, const ProposedLine& line) {
  return {{"code", line.indicator->code},
          {"indicator", line.indicator->id},
          {"name", IndicatorText(context, *line.indicator, "name")},
          {"answer", std::string(NameOf(line.line.answer))},
          {"reason", line.line.reason ? json(std::string(NameOf(*line.line.reason))) : json()},
          {"from", std::string(NameOf(line.origin))},
          {"periods", line.periods},
          {"providers", line.providers},
          {"with_number", line.with_number},
          {"held_back", line.held_back}};
}

bool IsNil(const ProposedReturn& proposed) {
  return std::ranges::all_of(proposed.lines, [](const ProposedLine& line) { return IsOpen(line); });
}

json HeadJson(const ReturnContext& context) {
  const fold::RoundReference& reference = *context.reference;
  const ProposedReturn& proposed = *context.proposed;
  const fold::ReturnAct& act = proposed.act;
  const std::string& notice = context.ahead->trust_root()->notice;
  const fold::MemberAct* member = context.ahead->FindMember(act.member, context.ahead->size());
  json lines = json::array();
  int undecided = 0;
  for (const ProposedLine& line : proposed.lines) {
    undecided += line.origin == AnswerOrigin::kNothingYet;
    lines.push_back(LineJson(context, line));
  }
  return {{"schema", "lontar.return.v1"},
          {"notice", notice.empty() ? json() : json(notice)},
          {"collection", act.collection},
          {"collection_name", reference.collection->act.name},
          {"round", act.round},
          {"round_title", reference.round->open.title},
          {"cut_off", reference.round->CutOffFor(act.member, context.ahead->size())},
          {"catalogue_version", reference.round->open.catalogue_version},
          {"member", act.member},
          {"member_name", member == nullptr ? act.member : member->name},
          {"fingerprint", fold::FingerprintText(fold::FingerprintOf(act))},
          {"clearance", context.is_clearance_asked ? "asked" : "not-asked"},
          {"nil", IsNil(proposed)},
          {"undecided", undecided},
          {"reports", act.reports.size()},
          {"standing", StandingJson(proposed.last)},
          {"printed", PrintedJson(*context.record)},
          {"lines", lines}};
}

// What stands in a cell of the paper: a number, or a word for what is no number.
std::string WordFor(const observation::Row& row) {
  if (observation::HasNumber(row.status)) return observation::ToText(row.value);
  switch (row.status) {
    case observation::Status::kSuppressed:
      return "held back";
    case observation::Status::kNotCollected:
      return "not collected";
    case observation::Status::kNotApplicable:
      return "does not apply";
    default:
      return "not available";
  }
}

std::string WordFor(const fold::Cell& cell) {
  if (cell.current) return WordFor(cell.candidates[*cell.current].row);
  return "disputed";
}

json CandidateRowJson(const fold::CellCandidate& candidate, const fold::State& ahead) {
  const observation::Row& row = candidate.row;
  json deviations = json::array();
  for (const observation::Deviation deviation : observation::ListOf(row.deviations)) {
    deviations.push_back(std::string(observation::NameOf(deviation)));
  }
  const fold::ReportRecord* record = ahead.FindReport(candidate.report);
  const auto& on_behalf = record->report.on_behalf;
  return {{"provider", candidate.provider},
          {"entered_by", on_behalf ? json(on_behalf->signing_office) : json()},
          {"value", WordFor(row)},
          {"status", std::string(observation::CodeOf(row.status))},
          {"deviations", deviations},
          {"definition", row.definition},
          {"source", row.source},
          {"comment", row.comment}};
}

json CellRowJson(const fold::Cell& cell, const fold::State& ahead) {
  json dimensions = json::object();
  for (size_t i = 0; i < cell.dimensions.size(); ++i) {
    dimensions[cell.dimensions[i]] = cell.codes[i];
  }
  json candidates = json::array();
  for (const fold::CellCandidate& candidate : cell.candidates) {
    candidates.push_back(CandidateRowJson(candidate, ahead));
  }
  return {{"period", cell.period},
          {"dimensions", dimensions},
          {"value", WordFor(cell)},
          {"candidates", candidates}};
}

// The cells of one indicator that the round's year rule admits, as of a size of the log.
absl::StatusOr<std::vector<fold::Cell>> CellsOf(const ReturnContext& context,
                                                const std::string& indicator, fold::LogSize as_of) {
  const fold::ReturnAct& act = context.proposed->act;
  const fold::CellQuery query{act.collection, act.member, indicator, ""};
  LONTAR_ASSIGN_OR_RETURN(fold::MergedCells merged,
                          fold::MergeCells(*context.ahead, query, as_of, context.parts));
  std::erase_if(merged.cells, [&context](const fold::Cell& cell) {
    return !fold::InsideYearRule(context.reference->round->open.year_rule, cell.period);
  });
  return std::move(merged.cells);
}

// One table for each measure, numbered: A1.1, A1.2.
json TablesJson(const ReturnContext& context, const catalogue::Indicator& indicator,
                const std::vector<fold::Cell>& cells) {
  json tables = json::array();
  for (const catalogue::Measure& measure : indicator.measures) {
    json rows = json::array();
    for (const fold::Cell& cell : cells) {
      if (cell.measure == measure.id) rows.push_back(CellRowJson(cell, *context.ahead));
    }
    if (rows.empty()) continue;
    tables.push_back({{"number", absl::StrCat(indicator.code, ".", tables.size() + 1)},
                      {"measure", measure.id},
                      {"unit", measure.unit},
                      {"rows", rows}});
  }
  return tables;
}

using CellName = std::tuple<std::string, std::string, std::vector<std::string>>;

std::map<CellName, std::string> WordsOf(const std::vector<fold::Cell>& cells) {
  std::map<CellName, std::string> words;
  for (const fold::Cell& cell : cells) {
    words.emplace(CellName(cell.measure, cell.period, cell.codes), WordFor(cell));
  }
  return words;
}

// Cells that read otherwise than in the return that stands; null where there is none.
json ChangesJson(const std::vector<fold::Cell>& before, const std::vector<fold::Cell>& now) {
  const std::map<CellName, std::string> old_words = WordsOf(before);
  const std::map<CellName, std::string> new_words = WordsOf(now);
  std::set<CellName> names;
  for (const auto& [name, word] : old_words) names.insert(name);
  for (const auto& [name, word] : new_words) names.insert(name);
  json changes = json::array();
  for (const CellName& name : names) {
    const auto old_word = old_words.find(name);
    const auto new_word = new_words.find(name);
    const json was = old_word == old_words.end() ? json() : json(old_word->second);
    const json is = new_word == new_words.end() ? json() : json(new_word->second);
    if (was == is) continue;
    changes.push_back({{"measure", std::get<0>(name)},
                       {"period", std::get<1>(name)},
                       {"codes", std::get<2>(name)},
                       {"before", was},
                       {"now", is}});
  }
  return changes;
}

// What providers say of one indicator in words, in the reports that the return names.
json NarrativesJson(const ReturnContext& context, const std::string& indicator) {
  json narratives = json::array();
  for (const base::PayloadId& id : context.proposed->act.reports) {
    const observation::Report& report = context.ahead->FindReport(id)->report;
    for (const NarrativeFound& found : NarrativesOf(report, context.parts)) {
      const bool is_meant = found.narrative.indicator == indicator &&
                            formats::UseOf(found.narrative.text) == formats::NarrativeUse::kWords;
      if (!is_meant) continue;
      narratives.push_back({{"provider", report.provider},
                            {"language", found.narrative.language},
                            {"text", found.narrative.text}});
    }
  }
  return narratives;
}

absl::StatusOr<json> IndicatorJson(const ReturnContext& context, const ProposedLine& line) {
  const std::string& id = line.indicator->id;
  const fold::ReturnVersion* last = context.proposed->last;
  LONTAR_ASSIGN_OR_RETURN(const auto now, CellsOf(context, id, context.ahead->size()));
  json changes;
  if (last != nullptr) {
    const fold::LogSize then(last->index.value() + 1);
    LONTAR_ASSIGN_OR_RETURN(const auto before, CellsOf(context, id, then));
    changes = ChangesJson(before, now);
  }
  json result = LineJson(context, line);
  result["definition"] = IndicatorText(context, *line.indicator, "definition");
  result["tables"] = TablesJson(context, *line.indicator, now);
  result["narratives"] = NarrativesJson(context, id);
  result["changes"] = changes;
  return result;
}

}  // namespace

std::string ReturnJson(const ReturnContext& context) { return Dumped(HeadJson(context)); }

absl::StatusOr<std::string> ReturnPaperJson(const ReturnContext& context) {
  json result = HeadJson(context);
  result["schema"] = "lontar.return-paper.v1";
  result["language"] = std::string(LanguageOf(context));
  result["is_translated"] =
      LanguageOf(context) == catalogue::kSourceLanguage ||
      context.reference->catalogue->FindTranslation(LanguageOf(context)) != nullptr;
  result["words"] = WordsJson(context);
  json lines = json::array();
  for (const ProposedLine& line : context.proposed->lines) {
    LONTAR_ASSIGN_OR_RETURN(json added, IndicatorJson(context, line));
    lines.push_back(std::move(added));
  }
  result["lines"] = std::move(lines);
  return Dumped(result);
}

}  // namespace lontar::node
