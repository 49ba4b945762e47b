#include "tests/simulation/machine.h"

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "tests/simulation/planted_answers.h"

namespace lontar::simulation {
namespace {

constexpr int64_t kTenYearsMs = 3652 * 24 * kHourMs;
// Earlier disks that somebody still has.
constexpr size_t kEarlierDisksMax = 3;

// The last own entry, gone: a planted fault.
absl::Status ForgetLastEntry(store::Store* store) {
  std::string last;
  LONTAR_RETURN_IF_ERROR(
      store->ScanPrefix(store::kEntryPrefix, [&last](absl::string_view key, absl::string_view) {
        last = std::string(key);
        return true;
      }));
  store::Batch batch;
  if (!last.empty()) batch.Delete(last);
  return batch.empty() ? absl::OkStatus() : store->Commit(batch);
}

}  // namespace

Machine::Machine(const Surroundings& around, std::string name, std::string kind, Dice dice)
    : around_(around),
      dice_(dice),
      clock_(around.timeline, dice_.Between(-kHourMs, kHourMs), around.has_true_clocks),
      entropy_(dice_.Fork()),
      disk_(around.on_rocksdb, std::move(kind), around.plant),
      name_(std::move(name)) {
  disk_.on_commit = [this] {
    if (around_.settings->earlier_disk_percent == 0 || is_rolled_back_) return;
    if (!dice_.Chance(4)) return;
    if (earlier_.size() == kEarlierDisksMax) earlier_.erase(earlier_.begin());
    earlier_.push_back({disk_.Read(), RememberRegister()});
  };
}

void Machine::Count(absl::string_view what) {
  around_.timeline->Note(absl::StrCat(name_, " ", what));
  const bool is_hub = name_ == "hub";
  ++around_.ledger->counters[absl::StrCat(is_hub ? "hub " : "node ", what)];
}

void Machine::Start() {
  if (is_up_) return;
  ++life_;
  if (!std::exchange(has_clock_plan_, true)) PlanClockJump();
  disk_.FailCommitIn(0);
  auto store = disk_.Open();
  absl::Status opened = store.status();
  if (store.ok()) {
    store_ = *std::move(store);
    opened = Open(store_.get());
  }
  around_.timeline->Note(absl::StrCat(name_, " starts: ", base::ReasonOf(opened)));
  if (!opened.ok()) return NotOpened(opened);
  is_up_ = true;
  if (is_rolled_back_ && !has_earlier_register_) {
    // Its register has let it open: nothing that the newest one holds is missing.
    is_rolled_back_ = false;
    newest_ = {};
    Count("goes on with an earlier disk, nothing is missing");
  }
  PlanFaults();
  if (on_start) on_start();
}

// A planned failure of the sign register, a full disk, an earlier disk that is found out: all else
// is a store that a crash has spoilt.
void Machine::NotOpened(const absl::Status& status) {
  Close();
  store_.reset();
  if (is_rolled_back_ && base::ReasonOf(status) == "REGISTER_AHEAD") {
    return Count("refuses an earlier disk");  // the operator will see it
  }
  if (absl::IsUnavailable(status) || absl::IsResourceExhausted(status)) {
    around_.timeline->After(kMinuteMs, [this] { Start(); });
    return;
  }
  around_.ledger->violations.push_back(
      absl::StrCat(name_, " does not open: ", base::ReasonOf(status), ": ", status.message()));
  // A damaged store is no better in a minute, and this run has failed: once an hour is enough.
  around_.timeline->After(kHourMs, [this] { Start(); });
}

void Machine::BeginFaults() {
  PlanFaults();
  PlanClockJump();
}

void Machine::PlanFaults() {
  const Settings& settings = *around_.settings;
  if (dice_.Chance(settings.commit_failure_percent)) {
    disk_.FailCommitIn(static_cast<int>(dice_.Between(1, 12)));
  }
  PlanPause();
  if (dice_.Chance(settings.full_disk_percent)) {
    around_.timeline->After(dice_.Between(1, 12 * kHourMs), [this, life = life_] {
      if (life == life_ && is_up_ && around_.settings->full_disk_percent > 0) FillDisk();
    });
  }
  if (life_hours() == 0) return;
  around_.timeline->After(dice_.Between(1, life_hours() * kHourMs), [this, life = life_] {
    if (life == life_ && life_hours() > 0) Crash("power");
  });
}

void Machine::PlanPause() {
  if (around_.settings->pause_minutes_max == 0) return;
  around_.timeline->After(dice_.Between(1, 12 * kHourMs), [this, life = life_] {
    if (life != life_ || !is_up_ || around_.settings->pause_minutes_max == 0) return;
    is_paused_ = true;
    Count("pauses");
    around_.timeline->After(dice_.Between(1, around_.settings->pause_minutes_max * kMinuteMs),
                            [this, life] {
                              if (life == life_) Wake();
                            });
  });
}

void Machine::WhenAwake(std::function<void()> what) {
  if (is_paused_) {
    waiting_.push_back(std::move(what));
  } else {
    what();
  }
}

// What has piled up is done in its order, on a state that is as old as the pause is long.
void Machine::Wake() {
  if (!is_paused_) return;
  is_paused_ = false;
  around_.timeline->Note(absl::StrCat(name_, " wakes: ", waiting_.size()));
  const std::deque<std::function<void()>> waiting = std::exchange(waiting_, {});
  const uint64_t life = life_;
  for (const auto& what : waiting) {
    if (!is_up_ || life != life_) return;
    what();
  }
  PlanPause();
}

// By hours, by ten years, or it stands still: an order by clock would show.
void Machine::PlanClockJump() {
  if (around_.settings->clock_jump_hours_max == 0) return;
  const int64_t delay = dice_.Between(1, around_.settings->clock_jump_hours_max * kHourMs);
  around_.timeline->After(delay, [this] {
    if (around_.settings->clock_jump_hours_max == 0) return clock_.Set(0);
    const uint64_t kind = dice_.Below(6);
    const int64_t hours_ms = dice_.Between(-48, 48) * kHourMs;
    if (kind == 0) {
      Count("clock stops");
      clock_.Stop();
    } else if (kind < 3) {
      Count("clock jumps by years");
      clock_.Set(hours_ms + (kind == 1 ? kTenYearsMs : -kTenYearsMs));
    } else {
      Count("clock jumps by hours");
      clock_.Set(hours_ms);
    }
    PlanClockJump();
  });
}

void Machine::FillDisk() {
  disk_.SetFull(true);
  Count("has a full disk");
  around_.timeline->After(dice_.Between(10 * kMinuteMs, 6 * kHourMs),
                          [this] { disk_.SetFull(false); });
}

void Machine::End(absl::string_view why) {
  around_.timeline->Note(absl::StrCat(name_, " ends: ", why));
  if (on_end) on_end();
  is_up_ = false;
  is_paused_ = false;
  waiting_.clear();
  Close();
  store_.reset();
  disk_.LosePower();
}

void Machine::Crash(absl::string_view why) {
  if (!is_up_) return;
  ++around_.ledger->counters[absl::StrCat("crash: ", disk_.is_full() ? "full disk" : why)];
  End(why);
  if (dice_.Chance(around_.settings->earlier_disk_percent)) PutInEarlierDisk();
  around_.timeline->After(dice_.Between(1, around_.settings->down_minutes_max * kMinuteMs),
                          [this] { Start(); });
}

void Machine::PutInEarlierDisk() {
  if (is_rolled_back_ || earlier_.empty()) return;
  newest_ = {disk_.Read(), RememberRegister()};
  const Copy& earlier = dice_.Pick(earlier_);
  disk_.Write(earlier.disk);
  // A copy of the whole machine, register and all: then only the hub can tell.
  has_earlier_register_ = earlier.put_register_back != nullptr && dice_.Chance(50);
  if (has_earlier_register_) earlier.put_register_back();
  is_rolled_back_ = true;
  NoteEarlierDisk();
  Count(has_earlier_register_ ? "gets an earlier disk and register" : "gets an earlier disk");
  around_.timeline->After(dice_.Between(kHourMs, 10 * kHourMs), [this] { PutNewestDiskBack(); });
}

void Machine::PutNewestDiskBack() {
  if (!is_rolled_back_) return;
  if (is_up_) End("the operator puts the newest disk back");
  disk_.Write(newest_.disk);
  if (newest_.put_register_back) newest_.put_register_back();
  newest_ = {};
  earlier_.clear();
  is_rolled_back_ = false;
  NoteEarlierDisk();
  Count("has its newest disk again");
  Start();
}

void Machine::Spoil(const std::string& key, const std::optional<std::string>& value) {
  store::Batch batch;
  value ? batch.Put(key, *value) : batch.Delete(key);
  base::CheckInvariant(store_->Commit(batch).ok(), "a record can be spoilt");
}

void Machine::Repair() {
  disk_.FailCommitIn(0);
  disk_.SetFull(false);
  Wake();
  PutNewestDiskBack();
  Start();
}

HubMachine::HubMachine(const Surroundings& around, Dice dice)
    : Machine(around, "hub", "hub", dice) {
  if (around.plant == Plant::kRegisterGoesBack) register_.GoBack();
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
  // No bit flips here: whatever was written and not signed is good, by whatever clock (T46).
  if (!core_->notice().empty()) around_.ledger->violations.push_back(core_->notice());
  if (dice_.Chance(around_.settings->register_failure_percent)) register_.FailOnce();
  return absl::OkStatus();
}

absl::StatusOr<std::string> HubMachine::Ask(const fold::Question& question) const {
  return AskFor({fold::ViewerRole::kAsec}, question);
}

absl::StatusOr<std::string> HubMachine::AskFor(const fold::Viewer& viewer,
                                               const fold::Question& question) const {
  return AnswerOf(*core_, {viewer, question}, around_.plant);
}

std::function<void()> NodeMachine::RememberRegister() {
  return [this, mark = high_water_.mark] { high_water_.mark = mark; };
}

void NodeMachine::Repair() {
  high_water_.failure = absl::OkStatus();
  Machine::Repair();
}

absl::Status NodeMachine::Open(store::Store* store) {
  if (dice_.Chance(around_.settings->register_failure_percent)) {
    high_water_.failure =
        base::Problem(absl::StatusCode::kUnavailable, "REGISTER_UNAVAILABLE", "planned failure");
  }
  const node::Doors doors{store, &clock_, &entropy_, &high_water_};
  LONTAR_ASSIGN_OR_RETURN(const auto identity, store->Get(store::kIdentityKey));
  if (!identity) LONTAR_RETURN_IF_ERROR(node::NodeCore::Create(doors, hub_id_, name()));
  if (around_.plant == Plant::kReusesNumber) {
    LONTAR_RETURN_IF_ERROR(ForgetLastEntry(store));
    if (high_water_.mark) high_water_.mark->head.reset();  // it would tell
  }
  const node::Keys keys{&around_.keys->Key(absl::StrCat(name(), " node")),
                        &around_.keys->Key(absl::StrCat(name(), " witness"))};
  LONTAR_ASSIGN_OR_RETURN(core_, node::NodeCore::Open(doors, keys));
  return absl::OkStatus();
}

}  // namespace lontar::simulation
