#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

// From base::kRetrySecondsMax: at most 24 tries an hour once the delays have grown, and a dozen
// first ones.
constexpr int kTriesAnHourMax = 36;

}  // namespace

Violations CheckBounds(const World& world) {
  const Ledger& ledger = world.ledger();
  Violations found;
  // Each line has at most its window at the hub.
  const int queue_max = ledger.lines_max * base::kUnansweredEntriesMax;
  if (ledger.hub_queue_max > queue_max) {
    found.push_back(absl::StrCat(ledger.hub_queue_max, " entries waited at the hub, of ",
                                 ledger.lines_max, " lines"));
  }
  // A node that opens line after line is not noticed as gone before kSilentMinutesMax.
  const int lines_max = static_cast<int>(world.nodes().size()) * kTriesAnHourMax;
  if (ledger.lines_max > lines_max) {
    found.push_back(absl::StrCat(ledger.lines_max, " lines were open at once"));
  }
  if (ledger.tries_an_hour_max > kTriesAnHourMax) {
    found.push_back(
        absl::StrCat("a node has called ", ledger.tries_an_hour_max, " times within an hour"));
  }
  return found;
}

}  // namespace lontar::simulation
