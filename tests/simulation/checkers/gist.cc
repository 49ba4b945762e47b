#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

using nlohmann::json;

// Roots hash the stamps; the days of questions and of later evaluations are read from them.
void LeaveOutTimes(json* value) {
  for (const char* of_stamps : {"root", "dates", "day"}) {
    if (value->is_object()) value->erase(of_stamps);
  }
  for (json& inner : *value) {
    if (inner.is_structured()) LeaveOutTimes(&inner);
  }
}

std::string AskedOf(const HubMachine& hub, const fold::Question& question) {
  const auto answer = hub.Ask(question);
  if (!answer.ok()) return absl::StrCat(answer.status().message(), "\n");
  json value = json::parse(*answer);
  LeaveOutTimes(&value);
  return absl::StrCat(value.dump(), "\n");
}

}  // namespace

std::string GistOf(const World& world) {
  std::string gist;
  if (!world.hub().is_up()) return gist;
  for (const chain::Leaf& leaf : LeavesOf(*world.hub().core())) {
    absl::StrAppend(&gist, leaf.entry.hash().hex(), " ", chain::NameOf(leaf.stamp.verdict), "\n");
  }
  for (const auto& [id, collection] : world.hub().core()->state().collections()) {
    for (const fold::RoundRecord& round : collection.rounds) {
      for (const char* subject : {"threshold", "docket"}) {
        absl::StrAppend(&gist, AskedOf(world.hub(), {subject, id, round.id, std::nullopt, "", ""}));
      }
    }
    absl::StrAppend(&gist, AskedOf(world.hub(), {"cells", id, "", std::nullopt, "", ""}));
  }
  for (const auto& node : world.nodes()) {
    absl::StrAppend(&gist, node->member(), " ", node->is_up() ? node->core()->own_entries() : 0,
                    "\n");
  }
  for (const auto& [what, count] : world.ledger().counters) {
    absl::StrAppend(&gist, what, ": ", count, "\n");
  }
  return gist;
}

}  // namespace lontar::simulation
