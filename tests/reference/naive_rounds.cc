#include "tests/reference/naive_rounds.h"

#include <algorithm>

#include "absl/time/time.h"
#include "core/fold/act.h"

namespace lontar::reference {
namespace {

// The accepted act of this kind at `index`, if one stands there.
template <class Kind>
std::optional<Kind> ActAt(const std::vector<LogLine>& lines, size_t index) {
  const chain::Leaf& leaf = lines[index].leaf;
  const chain::EntryKind kind = leaf.entry.header.kind;
  const bool is_act = leaf.stamp.verdict == chain::Verdict::kAccepted &&
                      kind != chain::EntryKind::kSubmission && lines[index].payload;
  if (!is_act) return std::nullopt;
  const auto act = fold::DecodeAct(kind, *lines[index].payload);
  const auto* wanted = act.ok() ? std::get_if<Kind>(&*act) : nullptr;
  return wanted == nullptr ? std::nullopt : std::optional(*wanted);
}

bool Holds(const std::vector<std::string>& members, const std::string& member) {
  return std::ranges::count(members, member) > 0;
}

// Who is in the round by its membership date.
std::vector<std::string> MembersOfRound(const std::vector<LogLine>& lines,
                                        const std::string& round) {
  std::string date;
  std::vector<std::string> members;
  for (size_t i = 0; i < lines.size(); ++i) {
    const auto act = ActAt<fold::RoundAct>(lines, i);
    if (!act || act->id != round) continue;
    if (const auto* open = std::get_if<fold::RoundOpen>(&act->step)) date = open->membership_date;
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    const auto member = ActAt<fold::MemberAct>(lines, i);
    if (member && member->from <= date && (member->to.empty() || date <= member->to)) {
      members.push_back(member->member);
    }
  }
  return members;
}

std::string DayOfStamp(uint64_t time_ms) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixMillis(static_cast<int64_t>(time_ms)),
                          absl::UTCTimeZone());
}

}  // namespace

std::string CutOffNaively(const std::vector<LogLine>& lines, const RoundOf& of, size_t size) {
  std::string latest;
  for (size_t i = 0; i < size; ++i) {
    const auto act = ActAt<fold::RoundAct>(lines, i);
    if (!act || act->id != of.round) continue;
    if (const auto* open = std::get_if<fold::RoundOpen>(&act->step)) latest = open->cut_off;
    const auto* change = std::get_if<fold::RoundChange>(&act->step);
    if (change == nullptr) continue;
    const bool is_theirs = change->members.empty() || Holds(change->members, of.member);
    if (is_theirs && change->cut_off > latest) latest = change->cut_off;
  }
  return latest;
}

std::optional<size_t> ClosedAtNaively(const std::vector<LogLine>& lines, const RoundOf& of) {
  for (size_t i = 0; i < lines.size(); ++i) {
    const auto act = ActAt<fold::RoundAct>(lines, i);
    if (!act || act->id != of.round) continue;
    const auto* close = std::get_if<fold::RoundClose>(&act->step);
    if (close != nullptr && !Holds(close->except_members, of.member)) return i;
  }
  return std::nullopt;
}

std::optional<size_t> ReturnNaively(const std::vector<LogLine>& lines, const RoundOf& of,
                                    size_t size) {
  std::optional<size_t> last;
  for (size_t i = 0; i < size; ++i) {
    const auto act = ActAt<fold::ReturnAct>(lines, i);
    if (act && act->round == of.round && act->member == of.member) last = i;
  }
  return last;
}

std::set<size_t> ClosedEarlyNaively(const std::vector<LogLine>& lines) {
  std::set<size_t> early;
  for (size_t i = 0; i < lines.size(); ++i) {
    const auto act = ActAt<fold::RoundAct>(lines, i);
    const auto* close = act ? std::get_if<fold::RoundClose>(&act->step) : nullptr;
    if (close == nullptr) continue;
    std::vector<std::string> closed_for = MembersOfRound(lines, act->id);
    std::erase_if(closed_for, [&](const auto& one) { return Holds(close->except_members, one); });
    closed_for.emplace_back("");
    for (const std::string& member : closed_for) {
      const std::string day = DayOfStamp(lines[i].leaf.stamp.time_ms);
      if (day < CutOffNaively(lines, {act->id, member}, i)) early.insert(i);
    }
  }
  return early;
}

}  // namespace lontar::reference
