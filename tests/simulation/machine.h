#pragma once
// A computer that crashes: the program and its memory are gone, what was committed stays.
//
// It also stops reacting for a while and goes on as if nothing had been, its clock jumps, its disk
// fills up, and somebody starts it from the disk of an earlier day.

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hub/core/hub_core.h"
#include "node/core/node_core.h"
#include "tests/simulation/disk.h"
#include "tests/simulation/doors.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/settings.h"
#include "tests/support/memory_high_water.h"

namespace lontar::simulation {

// What all machines of a run share.
struct Surroundings {
  Timeline* timeline = nullptr;
  const Settings* settings = nullptr;
  Ledger* ledger = nullptr;
  KeyRing* keys = nullptr;
  Plant plant = Plant::kNone;
  bool on_rocksdb = false;
  bool has_true_clocks = false;
};

class Machine {
 public:
  // `kind`: of its store, "hub" or "node".
  Machine(const Surroundings& around, std::string name, std::string kind, Dice dice);
  virtual ~Machine() = default;
  Machine(const Machine&) = delete;

  const std::string& name() const { return name_; }
  bool is_up() const { return is_up_; }
  // True while an earlier disk stands in it.
  bool is_rolled_back() const { return is_rolled_back_; }
  // Which start of the program this is: events of an earlier one mean nothing any more.
  uint64_t life() const { return life_; }
  const Disk& disk() const { return disk_; }

  // Opens the program on what the disk holds. Does nothing if it runs.
  void Start();
  // Plans what may go wrong in this life: for a machine that was started before the faults begin.
  void BeginFaults();
  // Ends it without a word, and starts it again after a while.
  void Crash(absl::string_view why);
  // Does it now; while the machine is paused, when that is over; never if it crashes before.
  void WhenAwake(std::function<void()> what);
  // Writes a record that no program writes, or takes it away: a planted bug.
  void Spoil(const std::string& key, const std::optional<std::string>& value);
  // Takes back the faults that are there or planned, and starts it.
  virtual void Repair();

  // Told after each start, and before each end.
  std::function<void()> on_start;
  std::function<void()> on_end;

 protected:
  virtual absl::Status Open(store::Store* store) = 0;
  virtual void Close() = 0;
  // The longest life by the settings, 0 without crashes.
  virtual int64_t life_hours() const = 0;
  // What puts the register beside the store back to where it is now. Null: it cannot go back, for
  // it stands on another machine.
  virtual std::function<void()> RememberRegister() { return nullptr; }
  virtual void NoteEarlierDisk() {}

  Surroundings around_;
  Dice dice_;
  VirtualClock clock_;
  DrawnEntropy entropy_;
  Disk disk_;

 private:
  // A copy of the disk, and perhaps of the register: then of the whole machine.
  struct Copy {
    Contents disk;
    std::function<void()> put_register_back;
  };

  void Count(absl::string_view what);
  void End(absl::string_view why);
  void NotOpened(const absl::Status& status);
  void PlanFaults();
  void PlanPause();
  void Wake();
  void PlanClockJump();
  void FillDisk();
  void PutInEarlierDisk();
  void PutNewestDiskBack();

  std::string name_;
  bool is_up_ = false;
  bool is_paused_ = false;
  bool has_clock_plan_ = false;
  uint64_t life_ = 0;
  std::deque<std::function<void()>> waiting_;
  bool is_rolled_back_ = false;
  bool has_earlier_register_ = false;
  std::vector<Copy> earlier_;
  Copy newest_;  // while an earlier one stands in the machine
  std::unique_ptr<store::Store> store_;
};

class HubMachine : public Machine {
 public:
  HubMachine(const Surroundings& around, Dice dice);

  // Leaf 0, on an empty disk.
  absl::Status Found(const chain::Envelope& trust_root);
  // Null while it is down.
  hub::HubCore* core() const { return core_.get(); }
  // What it answers; of a planted bug, changed.
  absl::StatusOr<std::string> Ask(const fold::Question& question) const;
  // The same in the view of one who may not see all.
  absl::StatusOr<std::string> AskFor(const fold::Viewer& viewer,
                                     const fold::Question& question) const;
  // From now on its answers have this bug.
  void PlantNow(Plant plant) { around_.plant = plant; }
  const RecordingRegister& sign_register() const { return register_; }
  void Repair() override;

 private:
  absl::Status Open(store::Store* store) override;
  void Close() override { core_.reset(); }
  int64_t life_hours() const override { return around_.settings->hub_life_hours; }
  hub::Keys KeysOfHub() const;

  const chain::Envelope* founding_ = nullptr;
  RecordingRegister register_;
  std::unique_ptr<hub::HubCore> core_;
};

class NodeMachine : public Machine {
 public:
  NodeMachine(const Surroundings& around, std::string member, Dice dice)
      : Machine(around, std::move(member), "node", dice) {}

  void set_hub_id(const base::HubId& hub_id) { hub_id_ = hub_id; }
  node::NodeCore* core() const { return core_.get(); }
  const std::string& member() const { return name(); }
  // What its register holds.
  const std::optional<chain::HighWater>& high_water() const { return high_water_.mark; }
  void Repair() override;

 private:
  absl::Status Open(store::Store* store) override;
  void Close() override { core_.reset(); }
  int64_t life_hours() const override { return around_.settings->node_life_hours; }
  std::function<void()> RememberRegister() override;
  void NoteEarlierDisk() override { around_.ledger->rolled_back[member()].clear(); }

  base::HubId hub_id_;
  support::MemoryHighWater high_water_;
  std::unique_ptr<node::NodeCore> core_;
};

}  // namespace lontar::simulation
