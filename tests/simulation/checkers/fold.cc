#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

// Both sides of a comparison are asked alike.
std::string AskedOf(const fold::State& state, const hub::HubCore& hub,
                    const fold::Question& question, const fold::PartReader& parts) {
  const auto root = [&hub](base::LogSize size) { return hub.tree().RootAt(size); };
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

// Folds from scratch and stops at each of `sizes` to compare with the question asked as of it.
Violations CompareAsOf(const World& world, const fold::Question& question) {
  const hub::HubCore& hub = *world.hub().core();
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
    fold::Question as_of = question;
    as_of.as_of = state.size();
    if (AskedOf(state, hub, question, parts) != AskedOf(hub.state(), hub, as_of, parts)) {
      found.push_back(absl::StrCat(question.subject, " of round ", question.round, " as of ",
                                   folded, " differs from the fold of the first ", folded));
    }
  }
  return found;
}

}  // namespace

Violations CheckFold(const World& world) {
  const hub::HubCore& hub = *world.hub().core();
  Violations found;
  for (const fold::Question& question : QuestionsOf(hub.state())) {
    const std::string at_hub = AskedOf(hub.state(), hub, question, nullptr);
    for (const auto& node : world.nodes()) {
      if (!node->is_up() || node->core()->state().size() != hub.state().size()) continue;
      if (AskedOf(node->core()->state(), hub, question, nullptr) != at_hub) {
        found.push_back(absl::StrCat(node->member(), " and the hub answer ", question.subject,
                                     " of round ", question.round, " differently"));
      }
    }
  }
  for (const char* subject : {"threshold", "cells"}) {
    const Violations differ = CompareAsOf(
        world,
        {subject, "", subject == std::string("cells") ? "" : "baseline-now", std::nullopt, "", ""});
    found.insert(found.end(), differ.begin(), differ.end());
  }
  return found;
}

}  // namespace lontar::simulation
