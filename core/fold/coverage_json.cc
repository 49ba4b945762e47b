#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/fold/coverage.h"

namespace lontar::fold {
namespace {

using nlohmann::json;

json TextOrNull(const std::string& text) { return text.empty() ? json() : json(text); }

json MembersOf(const ThresholdTable& table) {
  json members = json::array();
  for (const MemberAct& member : table.members) {
    members.push_back({{"code", member.member}, {"name", member.name}});
  }
  return members;
}

json HeadOf(const RoundReference& reference, const ThresholdTable& table) {
  const catalogue::YearRule& rule = table.rule.year_rule;
  json head = json::parse(EvaluationJson(table.evaluation, table.evaluations));
  head.update({{"schema", "lontar.coverage.v1"},
               {"notice", TextOrNull(table.notice)},
               {"collection", table.collection},
               {"collection_name", reference.collection->act.name},
               {"led_by", TextOrNull(table.led_by)},
               {"catalogue_version", table.catalogue_version},
               {"round", table.round},
               {"title", table.rule.title},
               {"list", table.rule.list},
               {"cut_off", TextOrNull(table.rule.cut_off)},
               {"is_closed", !reference.round->closes.empty()},
               {"membership_date", table.rule.membership_date},
               {"year_rule",
                {{"target", rule.target},
                 {"tie", rule.tie == catalogue::Tie::kEarlier ? "earlier" : "later"},
                 {"from", rule.from == 0 ? json() : json(rule.from)},
                 {"to", TextOrNull(rule.to)}}},
               {"threshold", table.rule.threshold},
               {"members", MembersOf(table)},
               {"log_size", table.size.value()},
               {"root", table.root.hex()},
               {"indicators", json::array()}});
  return head;
}

// Name, short name and definition in each language that has one of them.
json TextsOf(const catalogue::Catalogue& catalogue, const std::string& indicator) {
  // As facts.h names them, and as the JSON does.
  constexpr std::array<std::pair<const char*, const char*>, 3> kFields = {
      {{"name", "name"}, {"short name", "short_name"}, {"definition", "definition"}}};
  json texts = json::object();
  for (const catalogue::Translation& translation : catalogue.translations()) {
    for (const auto& [fact, field] : kFields) {
      const auto found = translation.texts.find({"indicator " + indicator, fact});
      if (found != translation.texts.end()) texts[translation.language][field] = found->second;
    }
  }
  return texts;
}

// How many questions are open of each member; null where that is not the viewer's to know.
json OpenOf(const CoverageView& view, const ThresholdTable& table, const std::string& indicator) {
  json open = json::array();
  for (const MemberAct& member : table.members) {
    const auto count = view.questions.SeenBy(view.viewer, member.member, indicator);
    open.push_back(count ? json(*count) : json());
  }
  return open;
}

// Null where the viewer does not see enough to know.
json DisputedOf(const CoverageView& view, size_t line) {
  json disputed = json::array();
  for (const std::optional<bool>& mark : view.disputed.at(line)) {
    disputed.push_back(mark ? json(*mark) : json());
  }
  return disputed;
}

}  // namespace

std::string CoverageJson(const RoundReference& reference, const ThresholdTable& table,
                         const CoverageView& view) {
  json result = HeadOf(reference, table);
  for (size_t i = 0; i < table.indicators.size(); ++i) {
    const IndicatorCoverage& indicator = table.indicators[i];
    const catalogue::Indicator* facts = reference.catalogue->FindIndicator(indicator.id);
    json marks = json::array();
    for (const CoverageMark mark : view.lines[i].marks) marks.push_back(std::string(NameOf(mark)));
    json counted_late = json::array();
    for (const MemberCoverage& member : indicator.members) {
      if (member.is_counted_late) counted_late.push_back(member.member);
    }
    result["indicators"].push_back(
        {{"id", indicator.id},
         {"code", indicator.code},
         {"name", indicator.name},
         {"short_name", indicator.short_name},
         {"definition", facts == nullptr ? json() : TextOrNull(facts->definition)},
         {"universe", facts == nullptr ? json() : TextOrNull(facts->universe)},
         {"texts", TextsOf(*reference.catalogue, indicator.id)},
         {"is_guess", indicator.is_guess},
         {"count", indicator.count},
         {"as_specified", indicator.as_specified},
         {"status", indicator.is_met ? "met" : "below"},
         {"marks", marks},
         {"counted_late", counted_late},
         {"being_clarified", view.questions.On(indicator.id).members.size()},
         {"open_questions", OpenOf(view, table, indicator.id)},
         {"disputed", DisputedOf(view, i)}});
  }
  return result.dump(2) + "\n";
}

}  // namespace lontar::fold
