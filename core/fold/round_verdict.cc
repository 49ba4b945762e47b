#include "core/fold/round_verdict.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/fold/decisions.h"

namespace lontar::fold {
namespace {

using chain::Verdict;

Judgement Not(Verdict verdict, absl::string_view sentence) {
  return {verdict, std::string(sentence), false};
}

Judgement OutOfOrder(absl::string_view sentence) { return Not(Verdict::kOutOfOrder, sentence); }

// An empty member: for all.
Judgement JudgeChangeFor(const RoundRecord& round, const std::string& member,
                         const RoundChange& change, LogSize size) {
  const bool is_closed =
      member.empty() ? !round.closes.empty() : round.CountedUpTo(member, size) < size;
  if (is_closed) {
    return OutOfOrder(member.empty() ? "this round is closed; name the members that have longer"
                                     : absl::StrCat("this round is closed for ", member));
  }
  const std::string before = round.CutOffFor(member, size);
  if (before < change.cut_off) return {};
  return OutOfOrder(absl::StrCat("the cut-off", member.empty() ? "" : absl::StrCat(" of ", member),
                                 " is ", before, " and moves to a later day only"));
}

Judgement JudgeChange(const State& state, const RoundRecord& round, const RoundChange& change) {
  if (change.members.empty()) return JudgeChangeFor(round, "", change, state.size());
  for (const std::string& member : change.members) {
    if (state.FindMember(member, state.size()) == nullptr) {
      return Not(Verdict::kNotEntitled, absl::StrCat(member, " is no member on this log"));
    }
    Judgement judged = JudgeChangeFor(round, member, change, state.size());
    if (judged.verdict != Verdict::kAccepted) return judged;
  }
  return {};
}

Judgement JudgeEvaluate(const RoundRecord& round, LogSize size) {
  if (round.IsClosedForAll(size)) return {};
  const std::vector<std::string> waiting = round.WaitsFor(size);
  return OutOfOrder(waiting.empty() ? "this round is not closed; its result comes first"
                                    : absl::StrCat("this round is not closed for ",
                                                   absl::StrJoin(waiting, ", "),
                                                   ", with more time; its result comes first"));
}

const RoundRecord* FindRoundIn(const CollectionRecord& collection, const std::string& id) {
  const auto found = std::ranges::find(collection.rounds, id, &RoundRecord::id);
  return found == collection.rounds.end() ? nullptr : &*found;
}

}  // namespace

Judgement JudgeRound(const State& state, const RoundAct& act) {
  const CollectionRecord* collection = state.FindCollection(act.collection);
  if (collection == nullptr) return OutOfOrder("its collection is not on this log");
  const RoundRecord* round = FindRoundIn(*collection, act.id);
  const auto* open = std::get_if<RoundOpen>(&act.step);
  if (open != nullptr && round != nullptr) return OutOfOrder("this round was opened before");
  if (open == nullptr && round == nullptr) return OutOfOrder("this round was never opened");
  if (open != nullptr && !collection->catalogues.contains(open->catalogue_version)) {
    return Not(Verdict::kCatalogueUnknown,
               absl::StrCat("catalogue ", open->catalogue_version, " is not on this log"));
  }
  if (const auto* change = std::get_if<RoundChange>(&act.step)) {
    return JudgeChange(state, *round, *change);
  }
  const bool is_again = std::holds_alternative<RoundEvaluate>(act.step);
  return is_again ? JudgeEvaluate(*round, state.size()) : Judgement();
}

Judgement JudgeDecision(const State& state, const DecisionAct& act) {
  const CollectionRecord* collection = state.FindCollection(act.collection);
  if (collection == nullptr) return OutOfOrder("its collection is not on this log");
  const RoundRecord* round = FindRoundIn(*collection, act.round);
  if (round == nullptr) return OutOfOrder("this round was never opened");
  if (round->closes.empty()) {
    return OutOfOrder(absl::StrCat("round ", act.round, " is not closed: its docket is not there"));
  }
  if (act.evaluation > round->evaluations.size() + 1) {
    return OutOfOrder(absl::StrCat("round ", act.round, " has no evaluation ", act.evaluation));
  }
  const std::vector<std::string> lists = ListsOf(*collection, state.size());
  const std::string list = ListOf(*collection, act.indicator, state.size());
  if (list.empty()) {
    return Not(Verdict::kContextMismatch,
               absl::StrCat(act.indicator, " is no indicator of the newest catalogue"));
  }
  if (list != act.from_list) {
    return Not(Verdict::kContextMismatch,
               absl::StrCat(act.indicator, " stands on list ", list, ", not on ", act.from_list));
  }
  if (std::ranges::count(lists, act.to_list) > 0) return {};
  return Not(Verdict::kContextMismatch,
             absl::StrCat("the newest catalogue has no list ", act.to_list));
}

}  // namespace lontar::fold
