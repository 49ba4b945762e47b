#include "tests/simulation/world.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/store/key_space.h"

namespace lontar::simulation {
namespace {

constexpr int64_t kFaultsMs = 36 * kHourMs;
// Between two partitions.
constexpr int64_t kWholeHoursMax = 12;

}  // namespace

World::World(const WorldOptions& options)
    : options_(options),
      dice_(options.seed),
      settings_(Settings::Draw(dice_.Fork())),
      timeline_(dice_.Fork(), options.is_shown),
      around_{.timeline = &timeline_,
              .settings = &settings_,
              .ledger = &ledger_,
              .keys = &keys_,
              .plant = options.plant,
              .on_rocksdb = options.on_rocksdb,
              .has_true_clocks = options.has_true_clocks} {
  settings_.Provoke(options.plant);
}

void World::Run() {
  // The hub is founded and the collection opened before anything goes wrong.
  const Settings drawn = settings_;
  settings_.EndFaults();
  Found();
  settings_ = drawn;
  for (const catalogue::MemberText& member : options_.texts->members) AddNode(member.code);
  if (settings_.closes_round) {
    std::vector<std::string> members;
    for (const auto& node : nodes_) members.push_back(node->member());
    secretariat_->PlanClose(dice_.Pick(options_.texts->rounds).id, members);
  }
  secretariat_->GoToWork();
  hub_->BeginFaults();
  PlanPartition();
  timeline_.RunUntil(kFaultsMs);
  EndFaults();
  // Nobody calls by hand: each node pushes in its next round, and pulls in the one after it what
  // the others have pushed meanwhile; two hours for dying conversations and retries (invariant 20).
  timeline_.RunUntil(kFaultsMs + (2 * settings_.sync_hours_max + 2) * kHourMs);
}

void World::Found() {
  hub_ = std::make_unique<HubMachine>(around_, dice_.Fork());
  secretariat_ = std::make_unique<Secretariat>(around_, hub_.get(), dice_.Fork());
  lines_ = std::make_unique<Lines>(around_, hub_.get(), dice_.Fork());
  hub_->on_end = [this] { lines_->DropHub(); };
  const absl::Status founded = hub_->Found(FoundingAct(&keys_));
  base::CheckInvariant(founded.ok(), "the hub is founded");
  const base::HubId hub_id = hub_->core()->state().hub_id();
  const auto& catalogue =
      settings_.has_whole_catalogue ? options_.texts->catalogue : options_.texts->thin_catalogue;
  for (const chain::Envelope& act : OpeningActs(*options_.texts, catalogue, hub_id, &keys_)) {
    secretariat_->Submit(act);
  }
}

void World::AddNode(const std::string& member) {
  const size_t place = nodes_.size();
  nodes_.push_back(std::make_unique<NodeMachine>(around_, member, dice_.Fork()));
  offices_.push_back(std::make_unique<Office>(around_, nodes_.back().get(), dice_.Fork()));
  callers_.push_back({sync::RetrySchedule(absl::Hours(settings_.sync_hours_max))});
  NodeMachine* node = nodes_.back().get();
  node->set_hub_id(hub_->core()->state().hub_id());
  node->on_start = [this, place] { BeginLife(place); };
  node->on_end = [this, node] { lines_->DropNode(node); };
  timeline_.After(dice_.Between(0, 8 * kHourMs), [node] { node->Start(); });
  offices_.back()->GoToWork();
}

void World::BeginLife(size_t place) {
  Caller& caller = callers_[place];
  caller = {sync::RetrySchedule(absl::Hours(settings_.sync_hours_max))};
  PlanSync(place, caller.schedule.AtStart(dice_.Next()));
}

void World::PlanSync(size_t place, absl::Duration wait) {
  NodeMachine* node = nodes_[place].get();
  Caller& caller = callers_[place];
  if (caller.has_timer)
    ledger_.violations.push_back(node->member() + " has two timers for the hub");
  caller.has_timer = true;
  timeline_.After(absl::ToInt64Milliseconds(wait), [this, place, node, life = node->life()] {
    if (node->life() != life || !node->is_up()) return;
    node->WhenAwake([this, place] { SyncNow(place); });
  });
}

void World::SyncNow(size_t place) {
  callers_[place].has_timer = false;
  NoteTry(place);
  lines_->Begin(nodes_[place].get(),
                [this, place](const absl::Status& status) { TakeOutcome(place, status); });
}

// Invariant 21: the wait is within the cap of its outcome.
void World::TakeOutcome(size_t place, const absl::Status& status) {
  if (options_.plant == Plant::kForgetsRetry && !status.ok()) return;
  Caller& caller = callers_[place];
  const sync::Outcome outcome = sync::OutcomeOf(status);
  const std::optional<absl::Duration> wait = caller.schedule.After(outcome, dice_.Next());
  if (!wait) {
    // It does not call any more; its operator reads why, and tries by hand some hours later.
    ++ledger_.counters["a node waits for a person"];
    return PlanSync(place, absl::Hours(dice_.Between(1, 4)));
  }
  const absl::Duration cap = outcome == sync::Outcome::kDone ? absl::Hours(settings_.sync_hours_max)
                             : outcome == sync::Outcome::kTransient
                                 ? absl::Seconds(base::kRetrySecondsMax)
                                 : absl::Minutes(base::kEntitlementMinutes);
  if (*wait < absl::ZeroDuration() || *wait > cap) {
    ledger_.violations.push_back(absl::StrCat(nodes_[place]->member(), " waits ",
                                              absl::FormatDuration(*wait), " after ",
                                              base::ReasonOf(status)));
  }
  if (caller.schedule.is_stuck()) ++ledger_.counters["a node is stuck"];
  PlanSync(place, *wait);
}

void World::NoteTry(size_t place) {
  std::deque<int64_t>& tries = callers_[place].tries_ms;
  tries.push_back(timeline_.now_ms());
  while (tries.front() + kHourMs <= timeline_.now_ms()) tries.pop_front();
  ledger_.tries_an_hour_max = std::max(ledger_.tries_an_hour_max, static_cast<int>(tries.size()));
}

void World::PlanPartition() {
  if (settings_.partition_hours_max == 0) return;
  timeline_.After(dice_.Between(1, kWholeHoursMax * kHourMs), [this] {
    if (settings_.partition_hours_max > 0) Part();
  });
}

void World::Part() {
  const bool is_all = dice_.Chance(25);
  const uint64_t ways = dice_.Below(3);  // both, up, down
  ++ledger_.counters[ways == 0 ? "partition" : "one-way partition"];
  timeline_.Note(absl::StrCat("the network parts: ", ways));
  for (const auto& node : nodes_) {
    if (!is_all && !dice_.Chance(50)) continue;
    if (ways != 2) lines_->Part(node->member(), Lines::kUp);
    if (ways != 1) lines_->Part(node->member(), Lines::kDown);
  }
  timeline_.After(dice_.Between(kMinuteMs, settings_.partition_hours_max * kHourMs), [this] {
    for (const auto& node : nodes_) lines_->Heal(node->member());
    PlanPartition();
  });
}

void World::EndFaults() {
  timeline_.Note("the faults end");
  settings_.EndFaults();
  for (auto& office : offices_) office->Rest();
  secretariat_->Rest();
  for (const auto& node : nodes_) lines_->Heal(node->member());
  hub_->Repair();
  for (const auto& node : nodes_) node->Repair();
}

void World::PlantNow(Plant plant) {
  hub_->PlantNow(plant);
  for (const auto& [machine, record] : spoilt_) machine->Spoil(record.first, record.second);
  spoilt_.clear();
  if (plant != Plant::kFlipsText && plant != Plant::kSpreadsText) return;
  for (const auto& [id, question] : hub_->core()->state().questions()) {
    const std::string key = store::PartKey(question.act.text.view());
    const std::string text = hub_->disk().Read().at(key);
    if (plant == Plant::kFlipsText) {
      spoilt_ = {{hub_.get(), {key, text}}};
      hub_->Spoil(key, absl::StrCat(text.substr(0, text.size() - 1), "\x01"));
      return;
    }
    for (const auto& node : nodes_) {
      if (!node->is_up() || node->member() == question.act.member) continue;
      spoilt_ = {{node.get(), {key, std::nullopt}}};
      return node->Spoil(key, text);
    }
  }
}

std::vector<Contents> World::EndState() const {
  std::vector<Contents> disks = {hub_->disk().Read()};
  for (const auto& node : nodes_) disks.push_back(node->disk().Read());
  return disks;
}

}  // namespace lontar::simulation
