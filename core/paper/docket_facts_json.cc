#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/paper/docket_facts.h"

namespace lontar::paper {
namespace {

using nlohmann::json;

const json& At(const json& object, absl::string_view key) {
  static const json absent;
  const auto found = object.is_object() ? object.find(std::string(key)) : object.end();
  return found == object.end() ? absent : *found;
}

// A text as it is, a number as text, all else empty.
std::string TextOf(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.dump();
  return "";
}
std::string Text(const json& object, absl::string_view key) { return TextOf(At(object, key)); }

uint64_t Count(const json& object, absl::string_view key) {
  const json& value = At(object, key);
  return value.is_number_unsigned() ? value.get<uint64_t>() : 0;
}

bool Flag(const json& object, absl::string_view key) { return At(object, key) == true; }

template <class Take>
void ForEach(const json& object, absl::string_view key, Take take) {
  const json& list = At(object, key);
  if (!list.is_array()) return;
  for (const json& item : list) take(item);
}

std::vector<std::string> Texts(const json& object, absl::string_view key) {
  std::vector<std::string> texts;
  ForEach(object, key, [&texts](const json& item) { texts.push_back(TextOf(item)); });
  return texts;
}

std::map<std::string, std::string> Map(const json& object, absl::string_view key) {
  std::map<std::string, std::string> map;
  const json& inside = At(object, key);
  if (!inside.is_object()) return map;
  for (const auto& [name, value] : inside.items()) map[name] = TextOf(value);
  return map;
}

LateFacts LateOf(const json& late) {
  if (!late.is_object()) return {};
  return {true, Flag(late, "figures"), Flag(late, "narrative"), Text(late, "answer"),
          Text(late, "reason")};
}

FiguresFacts FiguresOf(const json& figures) {
  FiguresFacts facts;
  facts.with_number = Text(figures, "with_number");
  facts.held_back = Text(figures, "held_back");
  facts.as_specified = Text(figures, "as_specified");
  facts.provisional = Text(figures, "provisional");
  facts.estimated = Text(figures, "estimated");
  facts.unreadable_blocks = Count(figures, "unreadable_blocks");
  ForEach(figures, "deviations", [&facts](const json& kind) {
    facts.deviations.push_back({Text(kind, "name"), Text(kind, "figures")});
  });
  facts.ages = Texts(figures, "ages");
  facts.concepts = Texts(figures, "concepts");
  facts.definitions = Texts(figures, "definitions");
  facts.sources = Texts(figures, "sources");
  facts.definitions_unlisted = Text(figures, "definitions_unlisted");
  facts.sources_unlisted = Text(figures, "sources_unlisted");
  return facts;
}

AnswerFacts AnswerFactsOf(const json& answer) {
  AnswerFacts facts;
  facts.member = Text(answer, "member");
  facts.state = Text(answer, "state");
  facts.reason = Text(answer, "reason");
  facts.base_year = Text(answer, "base_year");
  facts.disputed = Text(answer, "disputed");
  facts.is_held_back_only = Flag(answer, "held_back_only");
  facts.is_on_behalf = Flag(answer, "on_behalf");
  facts.is_outside_year_rule = Flag(answer, "outside_year_rule");
  facts.providers = Texts(answer, "providers");
  facts.periods = Texts(answer, "periods");
  facts.late = LateOf(At(answer, "late"));
  facts.is_counted_late = At(answer, "counted_late").is_object();
  facts.has_figures = At(answer, "figures").is_object();
  facts.figures = FiguresOf(At(answer, "figures"));
  return facts;
}

EvidenceFacts EvidenceOf(const json& evidence) {
  const json& counts = At(evidence, "counts");
  EvidenceFacts facts;
  facts.member = Text(evidence, "member");
  facts.provider = Text(evidence, "provider");
  facts.measure = Text(evidence, "measure");
  facts.period = Text(evidence, "period");
  facts.is_on_behalf = Flag(evidence, "on_behalf");
  facts.is_inside_year_rule = Flag(evidence, "inside_year_rule");
  facts.with_number = Text(counts, "with_number");
  facts.held_back = Text(counts, "held_back");
  facts.missing = Text(counts, "missing");
  facts.as_specified = Text(counts, "as_specified");
  return facts;
}

LineFacts LineOf(const json& line) {
  LineFacts facts;
  facts.code = Text(line, "code");
  facts.id = Text(line, "id");
  facts.name = Text(line, "name");
  facts.short_name = Text(line, "short_name");
  facts.definition = Text(line, "definition");
  facts.age = Text(line, "age");
  facts.count = Text(line, "count");
  facts.as_specified = Text(line, "as_specified");
  facts.without_held_back = Text(line, "count_without_held_back");
  facts.is_guess = Flag(line, "is_guess");
  facts.is_met = Text(line, "status") == "met";
  facts.options = Texts(line, "options");
  const json& clarified = At(line, "being_clarified");
  facts.clarified_members = Count(clarified, "members");
  facts.clarified_dates = Texts(clarified, "dates");
  ForEach(line, "members",
          [&facts](const json& answer) { facts.members.push_back(AnswerFactsOf(answer)); });
  return facts;
}

void TakeEvidence(const json& docket, DocketFacts* facts) {
  ForEach(docket, "below", [facts](const json& below) {
    for (LineFacts& line : facts->lines) {
      if (line.id != Text(below, "id")) continue;
      ForEach(below, "evidence",
              [&line](const json& item) { line.evidence.push_back(EvidenceOf(item)); });
    }
  });
}

void TakeEditions(const json& docket, DocketFacts* facts) {
  ForEach(docket, "editions", [facts](const json& edition) {
    EditionFacts& made = facts->editions.emplace_back();
    made.number = Text(edition, "number");
    made.log_size = Text(edition, "log_size");
    ForEach(edition, "changes", [&made](const json& change) {
      made.changes.push_back({Text(change, "code"), Text(change, "member"), Text(change, "before"),
                              Text(change, "after")});
    });
  });
}

void TakeParameters(const json& docket, DocketFacts* facts) {
  facts->notice = Text(docket, "notice");
  facts->led_by = Text(docket, "led_by");
  facts->collection = Text(docket, "collection");
  facts->collection_name = Text(docket, "collection_name");
  facts->catalogue_version = Text(docket, "catalogue_version");
  facts->round = Text(docket, "round");
  facts->title = Text(docket, "title");
  facts->list = Text(docket, "list");
  const json& rule = At(docket, "year_rule");
  facts->target = Text(rule, "target");
  facts->tie = Text(rule, "tie");
  facts->from = Text(rule, "from");
  facts->to = Text(rule, "to");
  facts->membership_date = Text(docket, "membership_date");
  facts->cut_off = Text(docket, "cut_off");
  facts->counts = Text(docket, "counts");
  facts->log_size = Text(docket, "log_size");
  facts->root = Text(docket, "root");
  facts->origin = Text(docket, "origin");
  facts->threshold = Count(docket, "threshold");
  facts->what_if = Texts(docket, "what_if");
  facts->members = Texts(docket, "members");
  facts->names = Map(docket, "member_names");
  facts->evaluation = Text(docket, "evaluation");
  ForEach(docket, "evaluations", [facts](const json& later) {
    facts->evaluations.push_back(
        {Text(later, "number"), Text(later, "index"), Text(later, "day"), Text(later, "reason")});
  });
  facts->edition = Text(docket, "edition");
  facts->unreadable_blocks = Count(docket, "unreadable_blocks");
}

}  // namespace

std::string ClarifiedWords(const LineFacts& line) {
  if (line.clarified_members == 0) return "";
  return absl::StrCat(line.clarified_members, line.clarified_members == 1 ? " member" : " members");
}

absl::StatusOr<DocketFacts> ReadDocket(absl::string_view text) {
  const json docket = json::parse(text.begin(), text.end(), nullptr, false);
  if (docket.is_discarded() || Text(docket, "schema") != "lontar.docket.v1") {
    return base::Problem(absl::StatusCode::kInvalidArgument, "DOCKET_UNREADABLE",
                         "this is no docket of schema lontar.docket.v1");
  }
  DocketFacts facts;
  TakeParameters(docket, &facts);
  ForEach(docket, "closes", [&facts](const json& close) {
    facts.closes.push_back({Text(close, "index"), Texts(close, "except_members")});
  });
  facts.extensions = Map(docket, "extensions");
  ForEach(docket, "decisions", [&facts](const json& made) {
    facts.decisions.push_back({Text(made, "indicator"), Text(made, "from"), Text(made, "to"),
                               Text(made, "meeting"), Text(made, "date"), Text(made, "document"),
                               Text(made, "reason"), Text(made, "evaluation")});
  });
  ForEach(docket, "lines", [&facts](const json& line) { facts.lines.push_back(LineOf(line)); });
  TakeEvidence(docket, &facts);
  TakeEditions(docket, &facts);
  ForEach(docket, "disputed", [&facts](const json& cell) {
    facts.disputed.push_back({Text(cell, "member"), Text(cell, "indicator"), Text(cell, "measure"),
                              Text(cell, "period"), Text(cell, "reason"), Map(cell, "dimensions")});
  });
  return facts;
}

}  // namespace lontar::paper
