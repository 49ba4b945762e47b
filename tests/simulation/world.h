#pragma once
// One run: a hub, all members' nodes, their offices and the network between them, from one seed.
//
// First the faults are on; then they stop, everything starts again, and within a bounded time
// everything that was sealed must have arrived.

#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/authority.h"
#include "tests/simulation/lines.h"
#include "tests/simulation/office.h"

namespace lontar::simulation {

struct WorldOptions {
  uint64_t seed = 0;
  const PublishedTexts* texts = nullptr;
  bool is_shown = false;
};

class World {
 public:
  explicit World(const WorldOptions& options);

  // Everything, to the end.
  void Run();

  const Settings& settings() const { return settings_; }
  const Ledger& ledger() const { return ledger_; }
  const HubMachine& hub() const { return *hub_; }
  const std::vector<std::unique_ptr<NodeMachine>>& nodes() const { return nodes_; }
  // Of every note of the run and of the final state.
  std::string Digest() const;
  int events() const { return timeline_.events(); }

 private:
  void Found();
  void AddNode(const std::string& member);
  void PlanSync(size_t node, int64_t delay_ms);
  void SyncNow(size_t node);
  void PlanClose();
  void Submit(const chain::Envelope& act);
  void EndFaults();

  WorldOptions options_;
  Dice dice_;
  Settings settings_;
  Timeline timeline_;
  Ledger ledger_;
  KeyRing keys_;
  Surroundings around_;
  std::unique_ptr<HubMachine> hub_;
  std::unique_ptr<Lines> lines_;
  std::vector<std::unique_ptr<NodeMachine>> nodes_;
  std::vector<std::unique_ptr<Office>> offices_;
  std::vector<uint64_t> sync_plans_;  // the last plan of each node: earlier ones mean nothing
  std::vector<int> failures_;         // in a row
  bool is_calm_ = false;
};

}  // namespace lontar::simulation
