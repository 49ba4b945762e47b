#pragma once
// A computer that crashes: the program and its memory are gone, what was committed stays.

#include <functional>
#include <memory>
#include <string>

#include "core/store/map_store.h"
#include "hub/core/hub_core.h"
#include "node/core/node_core.h"
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
};

class Machine {
 public:
  Machine(const Surroundings& around, std::string name, Dice dice);
  virtual ~Machine() = default;
  Machine(const Machine&) = delete;

  const std::string& name() const { return name_; }
  bool is_up() const { return is_up_; }
  // Which start of the program this is: events of an earlier one mean nothing any more.
  uint64_t life() const { return life_; }
  const store::MapDisk& disk() const { return disk_; }

  // Opens the program on what the disk holds. Does nothing if it runs.
  void Start();
  // Ends it without a word, and starts it again after a while.
  void Crash(absl::string_view why);
  // Takes back the failures that are planned, and starts it.
  virtual void Repair();

  // Told after each start, and before each end.
  std::function<void()> on_start;
  std::function<void()> on_end;

 protected:
  virtual absl::Status Open(store::Store* store) = 0;
  virtual void Close() = 0;
  // The longest life by the settings, 0 without crashes.
  virtual int64_t life_hours() const = 0;

  Surroundings around_;
  Dice dice_;
  VirtualClock clock_;
  DrawnEntropy entropy_;

 private:
  void PlanFaults();

  std::string name_;
  bool is_up_ = false;
  uint64_t life_ = 0;
  store::MapDisk disk_;
  std::unique_ptr<store::Store> store_;
};

class HubMachine : public Machine {
 public:
  HubMachine(const Surroundings& around, Dice dice) : Machine(around, "hub", dice) {}

  // Leaf 0, on an empty disk.
  absl::Status Found(const chain::Envelope& trust_root);
  // Null while it is down.
  hub::HubCore* core() const { return core_.get(); }
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
      : Machine(around, std::move(member), dice) {}

  void set_hub_id(const base::HubId& hub_id) { hub_id_ = hub_id; }
  node::NodeCore* core() const { return core_.get(); }
  const std::string& member() const { return name(); }

 private:
  absl::Status Open(store::Store* store) override;
  void Close() override { core_.reset(); }
  int64_t life_hours() const override { return around_.settings->node_life_hours; }

  base::HubId hub_id_;
  support::MemoryHighWater high_water_;
  std::unique_ptr<node::NodeCore> core_;
};

}  // namespace lontar::simulation
