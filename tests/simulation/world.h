#pragma once
// One run: a hub, all members' nodes, their offices, ASEC's and the network between them, from one
// seed.
//
// First the faults are on; then they stop, everything starts again, and within a bounded time
// everything that was sealed must have arrived.

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/sync/retry_schedule.h"
#include "tests/simulation/lines.h"
#include "tests/simulation/office.h"
#include "tests/simulation/secretariat.h"

namespace lontar::simulation {

struct WorldOptions {
  uint64_t seed = 0;
  const PublishedTexts* texts = nullptr;
  bool is_shown = false;
  Plant plant = Plant::kNone;
  // The stores are RocksDB in folders of the test.
  bool on_rocksdb = false;
  // Clocks are right and stay so; all else happens as it does with wrong ones.
  bool has_true_clocks = false;
};

class World {
 public:
  explicit World(const WorldOptions& options);

  // Everything, to the end.
  void Run();

  // After the end: the bug is there from now on; kNone: no bug is any more. Of those that show in
  // what is stored and answered.
  void PlantNow(Plant plant);

  const Settings& settings() const { return settings_; }
  const Ledger& ledger() const { return ledger_; }
  const HubMachine& hub() const { return *hub_; }
  const std::vector<std::unique_ptr<NodeMachine>>& nodes() const { return nodes_; }
  // Of every note of the run.
  uint64_t Digest() const { return timeline_.digest(); }
  // What is durable in the end, on all machines: the hub's first.
  std::vector<Contents> EndState() const;
  int events() const { return timeline_.events(); }

 private:
  void Found();
  void AddNode(const std::string& member);
  void BeginLife(size_t place);
  void PlanSync(size_t place, absl::Duration wait);
  void SyncNow(size_t place);
  void TakeOutcome(size_t place, const absl::Status& status);
  void NoteTry(size_t place);
  void PlanPartition();
  void Part();
  void EndFaults();

  WorldOptions options_;
  Dice dice_;
  Settings settings_;
  Timeline timeline_;
  Ledger ledger_;
  KeyRing keys_;
  Surroundings around_;
  std::unique_ptr<HubMachine> hub_;
  std::unique_ptr<Secretariat> secretariat_;
  std::unique_ptr<Lines> lines_;
  std::vector<std::unique_ptr<NodeMachine>> nodes_;
  std::vector<std::unique_ptr<Office>> offices_;
  // What a node's service has beside its core: when it calls the hub.
  struct Caller {
    sync::RetrySchedule schedule;
    bool has_timer = false;
    std::deque<int64_t> tries_ms = {};  // of this life, within the last hour
  };
  std::vector<Caller> callers_;
  // What stood in the place of records that a planted bug has changed.
  std::vector<std::pair<Machine*, std::pair<std::string, std::optional<std::string>>>> spoilt_;
};

}  // namespace lontar::simulation
