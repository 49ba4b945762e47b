#pragma once
// The people of ASEC, and of whoever leads a collection: they hand the authority's acts to the hub.
//
// From the level on that they raise the log to they ask members and answer them, give more time,
// close rounds for those that had longer and have them counted again, record decisions, and let
// another lead.

#include <string>
#include <vector>

#include "tests/simulation/authority.h"
#include "tests/simulation/machine.h"

namespace lontar::simulation {

class Secretariat {
 public:
  Secretariat(const Surroundings& around, HubMachine* hub, Dice dice)
      : around_(around), hub_(hub), dice_(dice) {}

  // Again and again until it is answered, signed by whoever may when it is tried; an act that was
  // sequenced without an answer is found there.
  void Submit(const chain::Envelope& act) { Try(act, true); }
  // One of these rounds is closed some time, for all or without some of these members.
  void PlanClose(const std::string& round, const std::vector<std::string>& members);
  // Goes to work at random times until Rest() is called.
  void GoToWork();
  void Rest() { is_resting_ = true; }

 private:
  void Try(const chain::Envelope& act, bool is_first);
  // What the hub made of an act; true if nothing is left to be tried.
  bool TakeVerdict(const absl::Status& status, bool is_first);
  void Work();
  void Do(const fold::Act& act, absl::string_view what);
  void Speak();
  void Ask();
  void Answer(const fold::QuestionRecord& question);
  void GiveMoreTime(const fold::RoundRecord& round);
  const fold::RoundRecord* FindClosed() const;
  void CloseOrCountAgain();
  void Decide();
  void HandOverLead();
  const fold::State& state() const { return hub_->core()->state(); }
  const fold::CollectionRecord& collection() const {
    return *state().FindCollection(kCollectionId);
  }

  Surroundings around_;
  HubMachine* hub_;
  Dice dice_;
  bool is_resting_ = false;
  int waiting_ = 0;  // acts without an answer
  int said_ = 0;     // so that no two acts are alike
  int leads_ = 0;
};

}  // namespace lontar::simulation
