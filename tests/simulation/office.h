#pragma once
// The people of one member: they enrol keys, hand in figures, sign, approve, revise;
// they ask and answer, release parts, and say what they report for a round.

#include <map>
#include <set>
#include <string>

#include "tests/simulation/machine.h"

namespace lontar::simulation {

class Office {
 public:
  Office(const Surroundings& around, NodeMachine* node, Dice dice)
      : around_(around), node_(node), dice_(dice) {}

  // Goes to work at random times until the reports are sealed, or Rest() is called.
  void GoToWork();
  void Rest() { is_resting_ = true; }

 private:
  void Act();
  void EnrolFirstKeys();
  void ReplaceProviderKey();
  void PlanSources();
  void ImportFigures();
  // Brings the first draft one step on.
  void WorkOnDraft(const std::string& draft, const std::string& stage, const std::string& provider);
  void SignDraft(const std::string& draft, const std::string& provider);
  void ApproveDraft(const std::string& draft, const std::string& provider);
  // By the level that its node knows of; true if the turn is over (office_acts.cc).
  bool StateSomething();
  void Speak();
  void Answer(const fold::QuestionRecord& question);
  bool Release();
  void Return();
  // True if it is sealed.
  bool Seal(const chain::Envelope& act);
  // Keeps in mind what Seal or Approve has answered; or the machine crashes before anybody reads
  // the answer.
  bool TakeReceipt(const absl::StatusOr<std::string>& answer);
  void TakeStatus(const absl::Status& status, absl::string_view what);

  std::string Provider(int place) const;
  std::string ProviderKeyName(const std::string& provider);
  fold::Enrolment ProviderEnrolment(const std::string& provider);
  chain::Envelope KeysAct(const std::vector<fold::Enrolment>& enrolments,
                          const std::vector<std::string>& names,
                          const std::vector<fold::Revocation>& revocations);

  Surroundings around_;
  NodeMachine* node_;
  Dice dice_;
  bool is_resting_ = false;
  int reports_ = 0;
  int words_ = 0;
  int releases_ = 0;
  int returns_ = 0;
  std::set<base::PayloadId> closed_;  // questions that this office has closed, or may have
  std::map<std::string, int>
      key_versions_;                      // of each provider, from 1: a replaced one never returns
  std::set<std::string> maybe_replaced_;  // providers, where the answer to that was lost
  std::set<std::string> plans_;           // as stated: a payload is accepted once
};

}  // namespace lontar::simulation
