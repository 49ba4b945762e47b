#include "absl/strings/str_cat.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {

Violations CheckCheckpoints(const World& world) {
  Violations found;
  base::LogSize last;
  for (const log::SignedHead& head : world.hub().sign_register().history()) {
    if (head.size < last) {
      found.push_back(absl::StrCat("size ", head.size.value(), " was signed after ", last.value()));
    }
    last = head.size;
    const auto root = world.hub().core()->tree().RootAt(head.size);
    if (!root.ok() || *root != head.root) {
      found.push_back(
          absl::StrCat("what was signed at size ", head.size.value(), " is another history"));
    }
  }
  if (last != world.hub().core()->tree().size()) found.push_back("the last size is not signed");
  return found;
}

}  // namespace lontar::simulation
