// Rounds and the decisions on them, as messages and back.

#include <functional>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/fold/bounds.h"
#include "core/fold/wire.h"

namespace lontar::fold {
namespace {

absl::StatusOr<RoundOpen> ReadRoundOpen(const lontar::v1::RoundOpen& message) {
  LONTAR_RETURN_IF_ERROR(CheckText("title", message.title()));
  LONTAR_RETURN_IF_ERROR(CheckDateField("membership_date", message.membership_date(), false));
  LONTAR_RETURN_IF_ERROR(CheckDateField("cut_off", message.cut_off(), false));
  const lontar::v1::YearRule& rule = message.year_rule();
  LONTAR_RETURN_IF_ERROR(CheckDateField("year_rule.to", rule.to(), true));
  if (rule.tie() == lontar::v1::TIE_RULE_UNSPECIFIED)
    return OutOfBounds("year_rule.tie", "0", "earlier or later");
  if (rule.target() < 1900 || rule.target() > 2199 || rule.from() > 2199) {
    return OutOfBounds("year_rule.target", absl::StrCat(rule.target()), "a year is 1900 to 2199");
  }
  if (message.threshold() < 1 || message.threshold() > 1000) {
    return OutOfBounds("threshold", absl::StrCat(message.threshold()), "it is 1 to 1000");
  }
  if (!IsPrintableAscii(message.catalogue_version(), base::kIdBytesMax) ||
      !IsPrintableAscii(message.list(), base::kIdBytesMax)) {
    return OutOfBounds("catalogue_version", message.catalogue_version(),
                       "version and list are named");
  }
  RoundOpen open;
  open.title = message.title();
  open.catalogue_version = message.catalogue_version();
  open.membership_date = message.membership_date();
  open.cut_off = message.cut_off();
  open.year_rule = {static_cast<int>(rule.target()), static_cast<catalogue::Tie>(rule.tie()),
                    static_cast<int>(rule.from()), rule.to()};
  open.threshold = message.threshold();
  open.list = message.list();
  return open;
}

template <class Texts>
absl::StatusOr<std::vector<std::string>> ReadMembers(absl::string_view field, const Texts& texts) {
  std::vector<std::string> members;
  for (const std::string& member : texts) {
    LONTAR_RETURN_IF_ERROR(CheckMemberCode(member));
    members.push_back(member);
  }
  if (Ascends(members, std::identity())) return members;
  return OutOfBounds(field, "members", "ascending, none twice");
}

absl::Status CheckList(absl::string_view field, absl::string_view list) {
  if (IsPrintableAscii(list, base::kIdBytesMax)) return absl::OkStatus();
  return OutOfBounds(field, list, "a list is named");
}

}  // namespace

lontar::v1::Round ToMessage(const RoundAct& act) {
  lontar::v1::Round message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_collection(act.collection);
  message.set_id(act.id);
  message.set_revision(act.revision);
  if (const auto* open = std::get_if<RoundOpen>(&act.step)) {
    auto* step = message.mutable_open();
    step->set_title(open->title);
    step->set_catalogue_version(open->catalogue_version);
    step->set_membership_date(open->membership_date);
    step->set_cut_off(open->cut_off);
    step->mutable_year_rule()->set_target(static_cast<uint32_t>(open->year_rule.target));
    step->mutable_year_rule()->set_tie(static_cast<lontar::v1::TieRule>(open->year_rule.tie));
    step->mutable_year_rule()->set_from(static_cast<uint32_t>(open->year_rule.from));
    step->mutable_year_rule()->set_to(open->year_rule.to);
    step->set_threshold(open->threshold);
    step->set_list(open->list);
  } else if (const auto* change = std::get_if<RoundChange>(&act.step)) {
    auto* step = message.mutable_change();
    step->set_cut_off(change->cut_off);
    for (const std::string& member : change->members) step->add_members(member);
  } else if (const auto* evaluate = std::get_if<RoundEvaluate>(&act.step)) {
    message.mutable_evaluate()->set_reason(evaluate->reason);
  } else {
    auto* step = message.mutable_close();
    for (const std::string& member : std::get<RoundClose>(act.step).except_members) {
      step->add_except_members(member);
    }
  }
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::Round& message) {
  RoundAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  LONTAR_RETURN_IF_ERROR(CheckId("collection", message.collection()));
  LONTAR_RETURN_IF_ERROR(CheckId("id", message.id()));
  act.collection = message.collection();
  act.revision = message.revision();
  act.id = message.id();
  if (message.has_open()) {
    LONTAR_ASSIGN_OR_RETURN(act.step, ReadRoundOpen(message.open()));
  } else if (message.has_close()) {
    RoundClose close;
    LONTAR_ASSIGN_OR_RETURN(close.except_members,
                            ReadMembers("except_members", message.close().except_members()));
    act.step = close;
  } else if (message.has_change()) {
    RoundChange change;
    change.cut_off = message.change().cut_off();
    LONTAR_RETURN_IF_ERROR(CheckDateField("cut_off", change.cut_off, false));
    LONTAR_ASSIGN_OR_RETURN(change.members, ReadMembers("members", message.change().members()));
    act.step = change;
  } else if (message.has_evaluate()) {
    LONTAR_RETURN_IF_ERROR(CheckText("reason", message.evaluate().reason()));
    if (message.evaluate().reason().empty()) {
      return OutOfBounds("reason", "", "why it is evaluated again is said");
    }
    act.step = RoundEvaluate{message.evaluate().reason()};
  } else {
    return OutOfBounds("step", "none", "a round is opened, changed, closed or evaluated again");
  }
  return Act(act);
}

lontar::v1::Decision ToMessage(const DecisionAct& act) {
  lontar::v1::Decision message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_collection(act.collection);
  message.set_indicator(act.indicator);
  message.set_from_list(act.from_list);
  message.set_to_list(act.to_list);
  message.set_meeting(act.meeting);
  message.set_date(act.date);
  message.set_round(act.round);
  message.set_reason(act.reason);
  message.set_document(act.document);
  message.set_revision(act.revision);
  message.set_evaluation(act.evaluation);
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::Decision& message) {
  DecisionAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  LONTAR_RETURN_IF_ERROR(CheckId("collection", message.collection()));
  LONTAR_RETURN_IF_ERROR(CheckId("indicator", message.indicator()));
  LONTAR_RETURN_IF_ERROR(CheckId("round", message.round()));
  LONTAR_RETURN_IF_ERROR(CheckList("from_list", message.from_list()));
  LONTAR_RETURN_IF_ERROR(CheckList("to_list", message.to_list()));
  LONTAR_RETURN_IF_ERROR(CheckDateField("date", message.date(), false));
  LONTAR_RETURN_IF_ERROR(CheckText("meeting", message.meeting()));
  LONTAR_RETURN_IF_ERROR(CheckText("reason", message.reason()));
  LONTAR_RETURN_IF_ERROR(CheckText("document", message.document()));
  if (message.meeting().empty()) return OutOfBounds("meeting", "", "the meeting is named");
  if (message.reason().empty()) return OutOfBounds("reason", "", "a decision has a reason");
  act.collection = message.collection();
  act.indicator = message.indicator();
  act.from_list = message.from_list();
  act.to_list = message.to_list();
  act.meeting = message.meeting();
  act.date = message.date();
  act.round = message.round();
  act.reason = message.reason();
  act.document = message.document();
  act.revision = message.revision();
  act.evaluation = message.evaluation();
  return Act(act);
}

}  // namespace lontar::fold
