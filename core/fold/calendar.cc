#include "core/fold/calendar.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "core/base/status_macros.h"
#include "core/fold/answer_state.h"
#include "core/fold/questions.h"
#include "core/observation/period.h"

namespace lontar::fold {
namespace {

constexpr std::array<absl::string_view, 4> kStandingNames = {"silence", "partial", "nil", "return"};

StampedDay StampedAt(LogIndex index, uint64_t time_ms) { return {index, DayOf(time_ms)}; }

bool IsAnswered(AnswerState state) {
  return state != AnswerState::kLater && state != AnswerState::kNothingYet;
}

// A round at one size, asked on one day.
class RoundReader {
 public:
  RoundReader(const State& state, const RoundReference& reference, const CalendarQuery& query)
      : state_(state), reference_(reference), query_(query), finder_(state, reference) {
    for (const catalogue::Indicator& indicator : reference.catalogue->indicators()) {
      if (indicator.list == reference.round->open.list) indicators_.push_back(indicator.id);
    }
  }

  RoundCalendar Read() const {
    const RoundRecord& record = *reference_.round;
    RoundCalendar round;
    round.collection = reference_.collection->act.id;
    round.collection_name = reference_.collection->act.name;
    round.id = record.id;
    round.rule = record.open;
    round.opened = StampedAt(record.opened_at, record.opened_ms);
    round.cut_off = record.CutOffFor("", query_.as_of);
    round.days_left = DaysTo(round.cut_off);
    round.indicators = static_cast<int>(indicators_.size());
    for (const RoundRecord::Change& change : record.changes) {
      if (!base::IsBefore(change.index, query_.as_of)) continue;
      round.extensions.push_back({StampedAt(change.index, change.time_ms), change.change});
    }
    for (const RoundRecord::Close& close : record.closes) {
      if (!base::IsBefore(close.index, query_.as_of)) continue;
      round.closings.push_back({StampedAt(close.index, close.time_ms), close.except_members});
    }
    for (const MemberAct& member : state_.MembersOn(record.open.membership_date, query_.as_of)) {
      round.members.push_back(ReadMember(member));
    }
    return round;
  }

 private:
  std::optional<int64_t> DaysTo(const std::string& cut_off) const {
    const auto last = observation::ParseDate(cut_off);
    const auto on = observation::ParseDate(query_.on);
    if (!last.ok() || !on.ok()) return std::nullopt;
    return *last - *on;
  }

  MemberCalendar ReadMember(const MemberAct& act) const {
    const LogSize counted = reference_.round->CountedUpTo(act.member, query_.as_of);
    MemberCalendar member;
    member.member = act.member;
    member.name = act.name;
    member.cut_off = reference_.round->CutOffFor(act.member, query_.as_of);
    member.days_left = DaysTo(member.cut_off);
    member.is_closed = counted < query_.as_of;
    ReadAnswers(&member);
    ReadReturns(counted, &member);
    member.is_overdue =
        member.days_left && *member.days_left < 0 && !member.is_closed && !member.returned;
    return member;
  }

  void ReadAnswers(MemberCalendar* member) const {
    for (const std::string& indicator : indicators_) {
      const MemberAnswer answer = finder_.Find(member->member, indicator, query_.as_of);
      if (IsAnswered(answer.state)) ++member->answered;
      if (answer.late.is_empty()) continue;
      ++member->late.indicators;
      if (answer.late.index) NoteLate(*answer.late.index, &member->late);
    }
    if (member->answered > 0) member->standing = ReturnStanding::kPartial;
  }

  void ReadReturns(LogSize counted, MemberCalendar* member) const {
    if (const ReturnVersion* version = ReturnAt(member->member, counted)) {
      member->returned = StampedAt(version->index, version->time_ms);
      member->later = static_cast<int>(
          std::ranges::count(version->act.lines, ReturnAnswer::kLater, &ReturnLine::answer));
      member->standing = StandingOf(*version, member->later);
    }
    const ReturnVersion* newest = ReturnAt(member->member, query_.as_of);
    if (newest == nullptr || base::IsBefore(newest->index, counted)) return;
    member->late.returned = StampedAt(newest->index, newest->time_ms);
    NoteLate(newest->index, &member->late);
  }

  const ReturnVersion* ReturnAt(const std::string& member, LogSize size) const {
    return state_.FindReturn(reference_.collection->act.id, reference_.round->id, member, size);
  }

  static ReturnStanding StandingOf(const ReturnVersion& version, int later) {
    if (later > 0) return ReturnStanding::kPartial;
    return IsNil(version.act) ? ReturnStanding::kNilReturn : ReturnStanding::kReturn;
  }

  static void NoteLate(LogIndex index, LateArrivals* late) {
    late->first = late->first ? std::min(*late->first, index) : index;
  }

  const State& state_;
  const RoundReference& reference_;
  const CalendarQuery& query_;
  AnswerFinder finder_;
  std::vector<std::string> indicators_;  // of the round's list
};

}  // namespace

absl::string_view NameOf(ReturnStanding standing) {
  return kStandingNames.at(static_cast<size_t>(standing));
}

absl::StatusOr<Calendar> ComputeCalendar(const State& state, const CalendarQuery& query) {
  if (!query.on.empty()) LONTAR_RETURN_IF_ERROR(observation::ParseDate(query.on).status());
  if (!query.collection.empty()) {
    LONTAR_RETURN_IF_ERROR(FindCollectionFor(state, query.collection, query.as_of).status());
  }
  Calendar calendar{state.trust_root()->notice, query.on, query.as_of, {}};
  for (const auto& [id, collection] : state.collections()) {
    if (!query.collection.empty() && query.collection != id) continue;
    for (const RoundRecord& round : collection.rounds) {
      if (!base::IsBefore(round.opened_at, query.as_of)) continue;
      LONTAR_ASSIGN_OR_RETURN(const RoundReference reference,
                              FindRound(state, id, round.id, query.as_of));
      calendar.rounds.push_back(RoundReader(state, reference, query).Read());
    }
  }
  return calendar;
}

std::string OverdueLine(const RoundCalendar& round, absl::string_view on) {
  std::vector<std::string> overdue;
  for (const MemberCalendar& member : round.members) {
    if (!member.is_overdue) continue;
    overdue.push_back(absl::StrCat(member.name, " (since ", member.cut_off, ", ", member.answered,
                                   " of ", round.indicators, " indicators answered)"));
  }
  if (overdue.empty()) return "";
  return absl::StrCat("Overdue for ", round.rule.title, " on ", on, ": ",
                      absl::StrJoin(overdue, ", "));
}

}  // namespace lontar::fold
