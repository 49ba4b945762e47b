#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "tests/reference/naive_questions.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {

Violations CheckAcknowledged(const World& world) {
  std::map<base::EntryHash, int> times;
  std::map<base::EntryHash, chain::Verdict> verdicts;
  std::set<base::EntryHash> too_late;
  const std::vector<reference::LogLine> lines = LinesOf(*world.hub().core());
  for (size_t i = 0; i < lines.size(); ++i) {
    const chain::Leaf& leaf = lines[i].leaf;
    ++times[leaf.entry.hash()];
    verdicts[leaf.entry.hash()] = leaf.stamp.verdict;
    const bool is_rejected_as_late = leaf.stamp.verdict == chain::Verdict::kOutOfOrder;
    if (is_rejected_as_late && reference::IsTooLate(lines, i)) too_late.insert(leaf.entry.hash());
  }
  // What such a node has on its disk waits for a person: CheckOutboxes looks after it.
  std::set<std::string> forked;
  for (const auto& node : world.nodes()) {
    if (IsForked(world, *node)) forked.insert(node->member());
  }
  Violations found;
  for (const auto& [hash, entry] : world.ledger().acknowledged) {
    const std::string place = absl::StrCat(entry.member, " entry ", entry.number.value());
    if (entry.is_on_earlier_disk || forked.contains(entry.member)) continue;
    if (times[hash] != 1) {
      found.push_back(
          absl::StrCat(place, " was acknowledged and is in the log ", times[hash], " times"));
    } else if (verdicts[hash] != chain::Verdict::kAccepted && !too_late.contains(hash)) {
      found.push_back(
          absl::StrCat(place, " was acknowledged and is ", chain::NameOf(verdicts[hash])));
    }
  }
  for (const auto& [hash, count] : times) {
    if (count > 1) found.push_back(absl::StrCat("entry ", hash.short_hex(), " is there twice"));
  }
  return found;
}

}  // namespace lontar::simulation
