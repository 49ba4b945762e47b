#include <nlohmann/json.hpp>

#include "core/fold/calendar.h"

namespace lontar::fold {
namespace {

using nlohmann::json;

json CalendarText(const std::string& text) { return text.empty() ? json() : json(text); }

json StampJson(const StampedDay& at) { return {{"index", at.index.value()}, {"day", at.day}}; }

json StampJson(const std::optional<StampedDay>& at) { return at ? StampJson(*at) : json(); }

json DaysJson(const std::optional<int64_t>& days) { return days ? json(*days) : json(); }

json ArrivalsJson(const LateArrivals& late) {
  if (late.is_empty()) return {};
  return {{"return", StampJson(late.returned)},
          {"indicators", late.indicators},
          {"index", late.first ? json(late.first->value()) : json()}};
}

json MemberJsonOf(const MemberCalendar& member) {
  return {{"member", member.member},
          {"name", member.name},
          {"state", std::string(NameOf(member.standing))},
          {"cut_off", CalendarText(member.cut_off)},
          {"days_left", DaysJson(member.days_left)},
          {"is_closed", member.is_closed},
          {"is_overdue", member.is_overdue},
          {"return", StampJson(member.returned)},
          {"later", member.later},
          {"answered", member.answered},
          {"late", ArrivalsJson(member.late)}};
}

json ExtensionJson(const RoundCalendar::Extension& extension) {
  json result = StampJson(extension.at);
  result["cut_off"] = extension.change.cut_off;
  result["members"] = extension.change.members;
  return result;
}

json ClosingJson(const RoundCalendar::Closing& closing) {
  json result = StampJson(closing.at);
  result["left_out"] = closing.left_out;
  return result;
}

json RoundJsonOf(const RoundCalendar& round, const std::string& on) {
  json result = {{"collection", round.collection},
                 {"collection_name", round.collection_name},
                 {"round", round.id},
                 {"title", round.rule.title},
                 {"list", CalendarText(round.rule.list)},
                 {"catalogue_version", round.rule.catalogue_version},
                 {"membership_date", round.rule.membership_date},
                 {"opened", StampJson(round.opened)},
                 {"first_cut_off", CalendarText(round.rule.cut_off)},
                 {"cut_off", CalendarText(round.cut_off)},
                 {"days_left", DaysJson(round.days_left)},
                 {"extensions", json::array()},
                 {"closes", json::array()},
                 {"indicators", round.indicators},
                 {"overdue_line", CalendarText(OverdueLine(round, on))},
                 {"members", json::array()}};
  for (const auto& extension : round.extensions) {
    result["extensions"].push_back(ExtensionJson(extension));
  }
  for (const auto& closing : round.closings) result["closes"].push_back(ClosingJson(closing));
  for (const auto& member : round.members) result["members"].push_back(MemberJsonOf(member));
  return result;
}

void AddOverdue(const RoundCalendar& round, json* overdue) {
  for (const MemberCalendar& member : round.members) {
    if (!member.is_overdue) continue;
    overdue->push_back({{"collection", round.collection},
                        {"round", round.id},
                        {"member", member.member},
                        {"name", member.name},
                        {"cut_off", member.cut_off},
                        {"days_since", -*member.days_left},
                        {"state", std::string(NameOf(member.standing))},
                        {"answered", member.answered},
                        {"indicators", round.indicators}});
  }
}

}  // namespace

std::string CalendarJson(const Calendar& calendar, const base::Hash& root) {
  json result = {{"schema", "lontar.calendar.v1"},
                 {"notice", CalendarText(calendar.notice)},
                 {"on", CalendarText(calendar.on)},
                 {"log_size", calendar.size.value()},
                 {"root", root.hex()},
                 {"rounds", json::array()},
                 {"overdue", json::array()}};
  for (const RoundCalendar& round : calendar.rounds) {
    result["rounds"].push_back(RoundJsonOf(round, calendar.on));
    AddOverdue(round, &result["overdue"]);
  }
  return result.dump(2) + "\n";
}

}  // namespace lontar::fold
