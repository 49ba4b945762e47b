#include "tests/simulation/planted_answers.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace lontar::simulation {
namespace {

using nlohmann::json;

// The number of the newest evaluation of a round.
uint32_t NewestOf(const hub::HubCore& core, const fold::Question& question) {
  const auto& rounds = core.state().collections().begin()->second.rounds;
  const auto round = std::ranges::find(rounds, question.round, &fold::RoundRecord::id);
  if (round == rounds.end()) return 1;
  return 1 + static_cast<uint32_t>(std::ranges::count_if(round->evaluations, [&](const auto& one) {
           return base::IsBefore(one.index, question.as_of.value_or(core.tree().size()));
         }));
}

// As many figures as there are questions are gone.
void HideFigures(const hub::HubCore& core, const fold::Question& question, json* cells) {
  for (const auto& [id, one] : core.state().questions()) {
    const bool is_there =
        base::IsBefore(one.asked.index, question.as_of.value_or(core.tree().size()));
    if (is_there && !(*cells)["cells"].empty()) (*cells)["cells"].erase(0);
  }
}

// The first member that has reported is there once more.
void CountOneTwice(json* table) {
  for (json& line : (*table)["indicators"]) {
    if (line["reported"].empty()) continue;
    line["reported"].push_back(line["reported"][0]);
    line["count"] = line["count"].get<int>() + 1;
    return;
  }
}

void ForgetMoreTime(json* calendar) {
  for (json& round : (*calendar)["rounds"]) {
    for (json& member : round["members"]) member["cut_off"] = round["first_cut_off"];
  }
}

}  // namespace

absl::StatusOr<std::string> AnswerOf(const hub::HubCore& core, const AskedOfHub& asked,
                                     Plant plant) {
  auto [viewer, question] = asked;
  if (plant == Plant::kTellsEverybody) viewer = {fold::ViewerRole::kAsec};
  if (plant == Plant::kCountsLate && question.subject == "threshold" && question.evaluation == 1) {
    question.evaluation = NewestOf(core, question);
  }
  absl::StatusOr<std::string> answer =
      viewer.role == fold::ViewerRole::kAsec ? core.Ask(question) : core.AskFor(viewer, question);
  if (!answer.ok() || plant == Plant::kNone) return answer;
  json changed = json::parse(*answer);
  if (question.subject == "threshold" && plant == Plant::kCountsTwice) CountOneTwice(&changed);
  if (question.subject == "threshold" && plant == Plant::kForgetsLead) changed["led_by"] = nullptr;
  if (question.subject == "calendar" && plant == Plant::kForgetsMoreTime) ForgetMoreTime(&changed);
  const bool hides = question.subject == "cells" && plant == Plant::kHidesFigure;
  if (hides) HideFigures(core, question, &changed);
  return changed.dump();
}

}  // namespace lontar::simulation
