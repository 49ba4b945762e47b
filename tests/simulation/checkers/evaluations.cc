#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

using nlohmann::json;

// Where each later evaluation of a round was stated, counted from the leaves.
std::map<std::string, std::vector<size_t>> CountedAgain(
    const std::vector<reference::LogLine>& lines) {
  std::map<std::string, std::vector<size_t>> counted;
  for (size_t i = 0; i < lines.size(); ++i) {
    const chain::Header& header = lines[i].leaf.entry.header;
    const bool is_round = header.kind == chain::EntryKind::kRound &&
                          lines[i].leaf.stamp.verdict == chain::Verdict::kAccepted;
    if (!is_round) continue;
    const fold::Act act = *fold::DecodeAct(header.kind, *lines[i].payload);
    const auto& round = std::get<fold::RoundAct>(act);
    if (std::holds_alternative<fold::RoundEvaluate>(round.step)) counted[round.id].push_back(i);
  }
  return counted;
}

fold::Question TableOf(const std::string& round, size_t evaluation, size_t size) {
  fold::Question question{"threshold", "", round, base::LogSize(size), "", ""};
  question.evaluation = static_cast<uint32_t>(evaluation);
  return question;
}

// Whether the answer has the numbers of the naive table.
bool Agrees(const json& answer, const reference::NaiveTable& naive) {
  for (const json& line : answer["indicators"]) {
    const auto of = naive.indicators.find(line["id"]);
    if (of == naive.indicators.end()) return false;
    const std::set<std::string> reported(line["reported"].begin(), line["reported"].end());
    const std::set<std::string> specified(line["comparable"].begin(), line["comparable"].end());
    if (reported != of->second.reported || specified != of->second.as_specified) return false;
    if (line["count"] != reported.size()) return false;
    if ((line["status"] == "met") != of->second.is_met) return false;
  }
  return answer["indicators"].size() == naive.indicators.size();
}

}  // namespace

Violations CheckEvaluations(const World& world) {
  const hub::HubCore& hub = *world.hub().core();
  const std::vector<reference::LogLine> lines = LinesOf(hub);
  const fold::PartReader parts = hub::PartsOf(hub.store());
  Violations found;
  for (const auto& [round, counted] : CountedAgain(lines)) {
    for (size_t evaluation = 1; evaluation <= counted.size() + 1; ++evaluation) {
      const std::string name = absl::StrCat("evaluation ", evaluation, " of round ", round);
      // Before its act it is not there; from then on its numbers never change.
      const size_t stated = evaluation == 1 ? 0 : counted[evaluation - 2];
      if (evaluation > 1 && world.hub().Ask(TableOf(round, evaluation, stated)).ok()) {
        found.push_back(absl::StrCat(name, " is there before it was stated"));
      }
      const reference::NaiveTable naive =
          reference::CountNaively(lines, {round, evaluation}, lines.size(), parts);
      for (const size_t size : {std::max(stated, counted.front()) + 1, lines.size()}) {
        const auto answer = world.hub().Ask(TableOf(round, evaluation, size));
        if (answer.ok() && Agrees(json::parse(*answer), naive)) continue;
        found.push_back(absl::StrCat(name, " at size ", size, " is not the naive count"));
      }
    }
  }
  return found;
}

}  // namespace lontar::simulation
