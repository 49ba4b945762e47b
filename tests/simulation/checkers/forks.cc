#include <map>

#include "absl/strings/str_cat.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {

Violations CheckForks(const World& world) {
  Violations found;
  std::map<std::pair<std::string, base::Incarnation>, std::map<base::ChainNumber, int>> in_effect;
  for (const chain::Leaf& leaf : LeavesOf(*world.hub().core())) {
    if (leaf.stamp.verdict == chain::Verdict::kFork) continue;
    const chain::Header& header = leaf.entry.header;
    if (++in_effect[{header.author, header.incarnation}][header.number] > 1) {
      found.push_back(absl::StrCat("two entries ", header.number.value(), " of ", header.author,
                                   " are in effect"));
    }
  }
  return found;
}

}  // namespace lontar::simulation
