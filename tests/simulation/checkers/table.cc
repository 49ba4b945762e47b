#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "tests/reference/naive_fold.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

using nlohmann::json;

// The table of a round as the hub answers it, in the shape of the naive one.
reference::NaiveTable Answered(const json& answer) {
  reference::NaiveTable table;
  for (const json& member : answer["members"]) table.members.push_back(member);
  for (const json& line : answer["indicators"]) {
    reference::NaiveCoverage& coverage = table.indicators[line["id"]];
    for (const json& member : line["reported"]) coverage.reported.insert(std::string(member));
    for (const json& member : line["comparable"]) {
      coverage.as_specified.insert(std::string(member));
    }
    coverage.is_met = line["status"] == "met";
  }
  return table;
}

// Invariant 34: each member is there once, and they are no more than there are members.
Violations CheckCountedOnce(const json& answer) {
  Violations found;
  for (const json& line : answer["indicators"]) {
    const std::set<std::string> once(line["reported"].begin(), line["reported"].end());
    const bool is_once = once.size() == line["reported"].size() && line["count"] == once.size();
    if (is_once && once.size() <= answer["members"].size()) continue;
    found.push_back(absl::StrCat(line["id"].get<std::string>(),
                                 " counts a member twice: ", line["reported"].dump()));
  }
  return found;
}

}  // namespace

Violations CheckTable(const World& world) {
  const hub::HubCore& hub = *world.hub().core();
  const std::vector<reference::LogLine> lines = LinesOf(hub);
  Violations found;
  int reported = 0;
  for (const fold::RoundRecord& round : hub.state().collections().begin()->second.rounds) {
    for (const size_t size : {lines.size(), lines.size() / 2, lines.size() * 2 / 3}) {
      const auto answer = world.hub().Ask({"threshold", "", round.id, base::LogSize(size), "", ""});
      if (!answer.ok()) {
        found.push_back(absl::StrCat("no table at size ", size, ": ", answer.status().message()));
        continue;
      }
      const json table = json::parse(*answer);
      for (std::string& twice : CheckCountedOnce(table)) found.push_back(std::move(twice));
      const reference::NaiveTable naive =
          reference::CountNaively(lines, {round.id}, size, hub::PartsOf(hub.store()));
      if (Answered(table) != naive) {
        found.push_back(absl::StrCat("round ", round.id, " at size ", size,
                                     ": the table is not the naive count\n", *answer));
      }
      for (const auto& [id, coverage] : naive.indicators) {
        reported += static_cast<int>(coverage.reported.size());
      }
    }
  }
  if (reported == 0) found.push_back("nobody has reported anything: this run shows nothing");
  return found;
}

}  // namespace lontar::simulation
