#include "tests/simulation/machine.h"

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"

namespace lontar::simulation {

Machine::Machine(const Surroundings& around, std::string name, Dice dice)
    : around_(around),
      dice_(dice),
      clock_(around.timeline, dice_.Between(-kHourMs, kHourMs)),
      entropy_(dice_.Fork()),
      name_(std::move(name)) {}

void Machine::Start() {
  if (is_up_) return;
  ++life_;
  store_ = store::OpenMapStore(&disk_);
  disk_.fail_commit_in = 0;
  const absl::Status opened = Open(store_.get());
  around_.timeline->Note(absl::StrCat(name_, " starts: ", base::ReasonOf(opened)));
  if (!opened.ok()) {
    // Opening may meet a planned failure of the sign register; all else is a store that a crash
    // has spoilt.
    if (opened.code() != absl::StatusCode::kUnavailable) {
      around_.ledger->violations.push_back(
          absl::StrCat(name_, " does not open: ", opened.message()));
    }
    around_.timeline->After(kMinuteMs, [this] { Start(); });
    return;
  }
  is_up_ = true;
  PlanFaults();
  if (on_start) on_start();
}

void Machine::PlanFaults() {
  if (dice_.Chance(around_.settings->commit_failure_percent)) {
    disk_.fail_commit_in = static_cast<int>(dice_.Between(1, 12));
  }
  if (life_hours() == 0) return;
  around_.timeline->After(dice_.Between(1, life_hours() * kHourMs), [this, life = life_] {
    if (life == life_ && life_hours() > 0) Crash("power");
  });
}

void Machine::Crash(absl::string_view why) {
  if (!is_up_) return;
  around_.timeline->Note(absl::StrCat(name_, " crashes: ", why));
  ++around_.ledger->counters[absl::StrCat("crash: ", why)];
  if (on_end) on_end();
  is_up_ = false;
  Close();
  store_.reset();
  around_.timeline->After(dice_.Between(1, around_.settings->down_minutes_max * kMinuteMs),
                          [this] { Start(); });
}

void Machine::Repair() {
  disk_.fail_commit_in = 0;
  Start();
}

void HubMachine::Repair() {
  register_.Repair();
  Machine::Repair();
}

hub::Keys HubMachine::KeysOfHub() const {
  return {&around_.keys->Key("chain"), &around_.keys->Key("log")};
}

absl::Status HubMachine::Found(const chain::Envelope& trust_root) {
  founding_ = &trust_root;
  Start();
  founding_ = nullptr;
  return core_ != nullptr ? absl::OkStatus() : absl::InternalError("the hub was not founded");
}

absl::Status HubMachine::Open(store::Store* store) {
  const hub::Doors doors{store, &clock_, &entropy_, &register_};
  if (founding_ != nullptr) {
    LONTAR_RETURN_IF_ERROR(hub::HubCore::Create(doors, KeysOfHub(), *founding_));
  }
  if (dice_.Chance(around_.settings->register_failure_percent)) register_.FailOnce();
  LONTAR_ASSIGN_OR_RETURN(core_, hub::HubCore::Open(doors, KeysOfHub()));
  if (dice_.Chance(around_.settings->register_failure_percent)) register_.FailOnce();
  return absl::OkStatus();
}

absl::Status NodeMachine::Open(store::Store* store) {
  const node::Doors doors{store, &clock_, &entropy_, &high_water_};
  LONTAR_ASSIGN_OR_RETURN(const auto identity, store->Get(store::kIdentityKey));
  if (!identity) LONTAR_RETURN_IF_ERROR(node::NodeCore::Create(doors, hub_id_, name()));
  const node::Keys keys{&around_.keys->Key(absl::StrCat(name(), " node")),
                        &around_.keys->Key(absl::StrCat(name(), " witness"))};
  LONTAR_ASSIGN_OR_RETURN(core_, node::NodeCore::Open(doors, keys));
  return absl::OkStatus();
}

}  // namespace lontar::simulation
