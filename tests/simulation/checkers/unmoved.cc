#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

using nlohmann::json;

// Of a run so many of these entries are looked at, from the last one on: each asks twice for
// everything.
constexpr int kLookedAtMax = 3;

bool MovesNothing(chain::EntryKind kind) {
  return kind == chain::EntryKind::kQuestion || kind == chain::EntryKind::kAnswer ||
         kind == chain::EntryKind::kRelease;
}

// Every merged cell, and the table of a round, at a size; without what names the size.
std::string FiguresAt(const HubMachine& hub, size_t size) {
  std::string all;
  for (const char* subject : {"cells", "threshold"}) {
    const std::string round = subject == std::string("cells") ? "" : "baseline-now";
    const auto answer = hub.Ask({subject, "", round, base::LogSize(size), "", ""});
    if (!answer.ok()) return absl::StrCat("error: ", answer.status().message());
    json value = json::parse(*answer);
    value.erase("log_size");
    value.erase("root");
    absl::StrAppend(&all, value.dump(), "\n");
  }
  return all;
}

}  // namespace

Violations CheckUnmoved(const World& world) {
  const std::vector<chain::Leaf> leaves = LeavesOf(*world.hub().core());
  Violations found;
  int looked_at = 0;
  for (size_t i = leaves.size(); i-- > 1 && looked_at < kLookedAtMax;) {
    const chain::EntryKind kind = leaves[i].entry.header.kind;
    if (!MovesNothing(kind)) continue;
    ++looked_at;
    if (FiguresAt(world.hub(), i) == FiguresAt(world.hub(), i + 1)) continue;
    found.push_back(
        absl::StrCat("leaf ", i, ", a ", chain::NameOf(kind), ", has changed figures or counts"));
  }
  return found;
}

}  // namespace lontar::simulation
