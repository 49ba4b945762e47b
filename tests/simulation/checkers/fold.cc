#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

// The roots of the hub's log. Each is made once: many questions are asked of the same few sizes.
class RootsOfHub {
 public:
  explicit RootsOfHub(const hub::HubCore& hub) : hub_(hub) {}
  absl::StatusOr<base::Hash> At(base::LogSize size) {
    const auto known = roots_.find(size);
    if (known != roots_.end()) return known->second;
    return roots_.emplace(size, hub_.tree().RootAt(size)).first->second;
  }

 private:
  const hub::HubCore& hub_;
  std::map<base::LogSize, absl::StatusOr<base::Hash>> roots_;
};

// Both sides of a comparison are asked alike.
std::string AskedOf(const fold::State& state, RootsOfHub* roots, const fold::Question& question,
                    const fold::PartReader& parts) {
  const auto root = [roots](base::LogSize size) { return roots->At(size); };
  const auto answer = fold::Answer(state, question, root, parts);
  return answer.ok() ? *answer : absl::StrCat("error: ", answer.status().message());
}

std::vector<fold::Question> QuestionsOf(const fold::State& state) {
  std::vector<fold::Question> questions;
  for (const auto& [id, collection] : state.collections()) {
    for (const fold::RoundRecord& round : collection.rounds) {
      questions.push_back({"threshold", id, round.id, std::nullopt, "", ""});
      questions.push_back({"docket", id, round.id, std::nullopt, "", ""});
    }
    questions.push_back({"cells", id, "", std::nullopt, "", ""});
  }
  return questions;
}

// Folds from scratch and stops at some sizes to compare with each question asked as of it.
Violations CompareAsOf(const hub::HubCore& hub, const std::vector<fold::Question>& questions,
                       RootsOfHub* roots) {
  const fold::PartReader parts = hub::PartsOf(hub.store());
  const uint64_t size = hub.tree().size().value();
  Violations found;
  fold::State state;
  for (const chain::Leaf& leaf : LeavesOf(hub)) {
    const absl::Status applied =
        state.Apply(leaf, hub::ReadPayload(hub.store(), leaf.entry.header));
    if (!applied.ok()) return {absl::StrCat("the log does not fold: ", applied.message())};
    const uint64_t folded = state.size().value();
    if (folded != size && folded != size / 2 && folded != size * 3 / 4) continue;
    for (const fold::Question& question : questions) {
      fold::Question as_of = question;
      as_of.as_of = state.size();
      if (AskedOf(state, roots, question, parts) == AskedOf(hub.state(), roots, as_of, parts)) {
        continue;
      }
      found.push_back(absl::StrCat(question.subject, " of round ", question.round, " as of ",
                                   folded, " differs from the fold of the first ", folded));
    }
  }
  return found;
}

}  // namespace

Violations CheckFold(const World& world) {
  const hub::HubCore& hub = *world.hub().core();
  RootsOfHub roots(hub);
  Violations found;
  // Every other node is asked, in each run and for each question others.
  uint64_t turn = hub.tree().size().value();
  for (const fold::Question& question : QuestionsOf(hub.state())) {
    const std::string at_hub = AskedOf(hub.state(), &roots, question, nullptr);
    for (const auto& node : world.nodes()) {
      if (++turn % 2 == 0 || !node->is_up() || node->core()->state().size() != hub.state().size())
        continue;
      if (AskedOf(node->core()->state(), &roots, question, nullptr) != at_hub) {
        found.push_back(absl::StrCat(node->member(), " and the hub answer ", question.subject,
                                     " of round ", question.round, " differently"));
      }
    }
  }
  const Violations differ = CompareAsOf(hub,
                                        {{"threshold", "", "baseline-now", std::nullopt, "", ""},
                                         {"cells", "", "", std::nullopt, "", ""}},
                                        &roots);
  found.insert(found.end(), differ.begin(), differ.end());
  return found;
}

}  // namespace lontar::simulation
