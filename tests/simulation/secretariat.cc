#include "tests/simulation/secretariat.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/problem.h"
#include "core/fold/decisions.h"
#include "tests/simulation/figures.h"
#include "tests/simulation/words.h"

namespace lontar::simulation {

void Secretariat::PlanClose(const std::string& round, const std::vector<std::string>& members) {
  fold::RoundClose close;
  for (const std::string& member : members) {
    if (dice_.Chance(20)) close.except_members.push_back(member);
  }
  std::ranges::sort(close.except_members);
  const chain::Envelope act = EnvelopeOf(
      fold::RoundAct{state().hub_id(), std::string(kCollectionId), round, std::move(close)});
  around_.timeline->After(dice_.Between(8 * kHourMs, 34 * kHourMs), [this, act] { Submit(act); });
}

void Secretariat::Try(const chain::Envelope& act, bool is_first) {
  if (is_first) ++waiting_;
  absl::Status status = absl::UnavailableError("the hub is down");
  if (hub_->is_up()) {
    if (state().WasAccepted(act.payload_id())) {
      --waiting_;
      return;
    }
    const absl::StatusOr<base::LogIndex> index =
        hub_->core()->SubmitAct(SignedForAsec(act, state(), around_.keys));
    if (index.ok()) around_.ledger->acts[act.payload_id()] = *index;
    status = index.status();
    around_.timeline->Note(absl::StrCat("hub takes an act: ", base::ReasonOf(status)));
    if (hub_->core()->is_ended()) hub_->Crash("commit");
  }
  if (TakeVerdict(status, is_first)) {
    --waiting_;
    return;
  }
  around_.timeline->After(kHourMs, [this, act] { Try(act, false); });
}

bool Secretariat::TakeVerdict(const absl::Status& status, bool is_first) {
  if (status.ok()) return true;
  if (absl::IsUnavailable(status) || absl::IsResourceExhausted(status)) return false;
  // While the hub was away a member closed its question, or a round was closed.
  if (!is_first && base::ReasonOf(status) == "ACT_REJECTED") {
    ++around_.ledger->counters["an act came too late"];
    return true;
  }
  around_.ledger->violations.push_back(
      absl::IsDataLoss(status)
          ? absl::StrCat("the hub signs nothing: ", base::ReasonOf(status), ": ", status.message())
          : absl::StrCat("the hub refuses an act: ", status.message()));
  return true;
}

void Secretariat::GoToWork() {
  const bool raises = hub_->is_up() && state().level() > 1 && state().level() < fold::kKnownLevel;
  const int64_t wait = raises ? dice_.Between(1, 20 * kMinuteMs) : dice_.Between(1, 5 * kHourMs);
  around_.timeline->After(wait, [this] {
    if (is_resting_) return;
    if (hub_->is_up() && waiting_ == 0) Work();
    GoToWork();
  });
}

void Secretariat::Work() {
  const Settings& settings = *around_.settings;
  if (state().level() < fold::kKnownLevel) {
    if (!settings.raises_level) return;
    return Do(fold::PolicyAct{state().hub_id(), state().level() + 1}, "the level rises");
  }
  switch (dice_.Below(6)) {
    case 0:
      if (settings.gives_more_time) GiveMoreTime(dice_.Pick(collection().rounds));
      return;
    case 1:
    case 2:
      if (settings.counts_again) CloseOrCountAgain();
      return;
    case 3:
      if (settings.decides && (!settings.hands_over_lead || dice_.Chance(50))) return Decide();
      if (settings.hands_over_lead) HandOverLead();
      return;
    default:
      if (settings.words_percent > 0) Speak();
  }
}

void Secretariat::Do(const fold::Act& act, absl::string_view what) {
  ++around_.ledger->counters[absl::StrCat("asec: ", what)];
  Submit(EnvelopeOf(act));
}

void Secretariat::Speak() {
  std::vector<const fold::QuestionRecord*> open;
  for (const auto& [id, question] : state().questions()) {
    if (question.IsOpenAt(state().size())) open.push_back(&question);
  }
  if (open.empty() || dice_.Chance(50)) return Ask();
  Answer(*dice_.Pick(open));
}

void Secretariat::Ask() {
  std::vector<std::string> members;
  for (const auto& [member, versions] : state().members()) members.push_back(member);
  ++around_.ledger->counters["asec: asks"];
  Submit(DrawQuestion({&collection(), state().hub_id(), dice_.Pick(members)}, ++said_, &dice_));
}

void Secretariat::Answer(const fold::QuestionRecord& question) {
  const bool closes = dice_.Chance(50);
  ++around_.ledger->counters[closes ? "asec: closes a question" : "asec: answers"];
  Submit(DrawAnswer(question, closes, ++said_, &dice_));
}

// Of a round that is closed only those have longer whom its closes leave out.
void Secretariat::GiveMoreTime(const fold::RoundRecord& round) {
  fold::RoundChange change;
  for (const auto& [member, versions] : state().members()) {
    const bool is_open = round.CountedUpTo(member, state().size()) == state().size();
    if (is_open && dice_.Chance(30)) change.members.push_back(member);
  }
  if (change.members.empty() && !round.closes.empty()) return;
  // Later than any day that was announced before.
  ++said_;
  change.cut_off = absl::StrFormat("20%02d-%02d-15", 27 + said_ / 12, 1 + said_ % 12);
  Do(fold::RoundAct{state().hub_id(), std::string(kCollectionId), round.id, std::move(change)},
     "gives more time");
}

// The first round that has a close; null without one.
const fold::RoundRecord* Secretariat::FindClosed() const {
  const auto& rounds = collection().rounds;
  const auto closed =
      std::ranges::find_if(rounds, [](const auto& round) { return !round.closes.empty(); });
  return closed == rounds.end() ? nullptr : &*closed;
}

void Secretariat::CloseOrCountAgain() {
  const fold::RoundRecord* closed = FindClosed();
  if (closed == nullptr) return;
  const fold::RoundRecord& round = *closed;
  fold::RoundAct act{state().hub_id(), std::string(kCollectionId), round.id, fold::RoundClose{}};
  if (!round.IsClosedForAll(state().size())) return Do(act, "closes a round for the rest");
  act.step = fold::RoundEvaluate{absl::StrCat("late figures, ", ++said_)};
  Do(act, "counts again");
}

void Secretariat::Decide() {
  const fold::RoundRecord* round = FindClosed();
  if (round == nullptr) return;
  fold::DecisionAct act;
  act.hub_id = state().hub_id();
  act.collection = std::string(kCollectionId);
  act.indicator = dice_.Pick(DrawnIndicators());
  act.from_list = fold::ListOf(collection(), act.indicator, state().size());
  act.to_list = dice_.Pick(fold::ListsOf(collection(), state().size()));
  act.meeting = absl::StrCat("meeting ", ++said_);
  act.date = "2021-12-01";
  act.round = round->id;
  act.reason = "as the docket says";
  if (dice_.Chance(50)) {
    act.evaluation = static_cast<uint32_t>(dice_.Between(1, 1 + std::ssize(round->evaluations)));
  }
  Do(act, "decides");
}

void Secretariat::HandOverLead() {
  fold::CollectionAct act = collection().act;
  ++act.revision;
  const bool ends = act.lead.has_value() && dice_.Chance(40);
  act.lead.reset();
  if (!ends) act.lead = LeadOfRun(++leads_, around_.keys);
  Do(act, "another leads");
}

}  // namespace lontar::simulation
