#include "absl/strings/str_cat.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {

Violations CheckAnswers(const World& world) {
  const std::vector<chain::Leaf> leaves = LeavesOf(*world.hub().core());
  Violations found;
  for (const sync::EntryAnswer& answer : world.ledger().answers) {
    const uint64_t index = answer.index.value();
    const bool stands = index < leaves.size() && leaves[index].leaf_bytes == answer.leaf &&
                        leaves[index].entry.hash() == answer.entry_hash &&
                        leaves[index].entry.header.number == answer.number;
    if (!stands) {
      found.push_back(absl::StrCat("entry ", answer.entry_hash.short_hex(),
                                   " was answered with index ", index, "; it is not there"));
    }
  }
  for (const auto& [payload_id, index] : world.ledger().acts) {
    const bool stands = index.value() < leaves.size() &&
                        leaves[index.value()].entry.header.payload_id == payload_id;
    if (!stands) found.push_back(absl::StrCat("an act is not at its index ", index.value()));
  }
  return found;
}

}  // namespace lontar::simulation
