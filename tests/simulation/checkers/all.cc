#include "absl/strings/str_cat.h"
#include "core/store/key_space.h"
#include "tests/simulation/checkers/checkers.h"

namespace lontar::simulation {
namespace {

struct Checker {
  absl::string_view name;
  Violations (*check)(const World&);
};

constexpr Checker kCheckers[] = {
    {"drained", CheckDrained},
    {"acknowledged", CheckAcknowledged},
    {"answers", CheckAnswers},
    {"forks", CheckForks},
    {"log", CheckLog},
    {"outboxes", CheckOutboxes},
    {"checkpoints", CheckCheckpoints},
    {"trees", CheckTrees},
    {"fold", CheckFold},
    {"table", CheckTable},
    {"bounds", CheckBounds},
    {"questions", CheckQuestions},
    {"sight", CheckSight},
    {"evaluations", CheckEvaluations},
    {"unmoved", CheckUnmoved},
    {"stated", CheckStated},
    {"audits", CheckAudits},
};

}  // namespace

std::vector<chain::Leaf> LeavesOf(const hub::HubCore& core) {
  std::vector<chain::Leaf> leaves;
  for (uint64_t index = 0; index < core.tree().size().value(); ++index) {
    auto bytes = core.tree().LeafAt(base::LogIndex(index));
    if (!bytes.ok()) return {};
    auto leaf = chain::DecodeLeaf(*std::move(bytes));
    if (!leaf.ok()) return {};
    leaves.push_back(*std::move(leaf));
  }
  return leaves;
}

std::vector<reference::LogLine> LinesOf(const hub::HubCore& hub) {
  std::vector<reference::LogLine> lines;
  for (chain::Leaf& leaf : LeavesOf(hub)) {
    auto payload = hub::ReadPayload(hub.store(), leaf.entry.header);
    lines.push_back({std::move(leaf), std::move(payload)});
  }
  return lines;
}

bool IsForked(const World& world, const NodeMachine& node) {
  if (!node.is_up()) return false;
  const node::Identity& identity = node.core()->identity();
  const fold::ChainRecord* chain =
      world.hub().core()->state().FindChain(identity.member, identity.incarnation);
  if (chain == nullptr) return false;
  for (size_t i = 0; i < chain->hashes.size(); ++i) {
    const auto bytes = node.core()->store().Get(store::EntryKey(i + 1));
    if (!bytes.ok() || !*bytes) return true;
    const auto entry = chain::DecodeEntry(**bytes);
    if (!entry.ok() || entry->hash() != chain->hashes[i]) return true;
  }
  return false;
}

Violations CheckAll(const World& world) {
  Violations all;
  for (const std::string& seen : world.ledger().violations) {
    all.push_back(absl::StrCat("on the way: ", seen));
  }
  if (!world.hub().is_up()) {
    all.push_back("drained: the hub is down after the faults");
    return all;
  }
  for (const Checker& checker : kCheckers) {
    for (const std::string& found : checker.check(world)) {
      all.push_back(absl::StrCat(checker.name, ": ", found));
    }
  }
  return all;
}

}  // namespace lontar::simulation
