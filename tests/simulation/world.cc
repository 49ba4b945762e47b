#include "tests/simulation/world.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/problem.h"
#include "core/trust/sha256.h"

namespace lontar::simulation {
namespace {

constexpr int64_t kFaultsMs = 36 * kHourMs;
constexpr int64_t kRetryMsMax = 4 * kHourMs;
constexpr int64_t kCalmSyncMs = 6 * kHourMs;
// After the faults: a dying conversation, one retry at its longest delay and a conversation that
// pushes; then one that pulls what the others have pushed meanwhile.
constexpr int64_t kCalmMs = kRetryMsMax + kCalmSyncMs + 2 * kHourMs;

}  // namespace

World::World(const WorldOptions& options)
    : options_(options),
      dice_(options.seed),
      settings_(Settings::Draw(dice_.Fork())),
      timeline_(dice_.Fork(), options.is_shown),
      around_{&timeline_, &settings_, &ledger_, &keys_} {}

void World::Run() {
  // The hub is founded and the collection opened before anything goes wrong.
  const Settings drawn = settings_;
  settings_.EndFaults();
  Found();
  settings_ = drawn;
  for (const catalogue::MemberText& member : options_.texts->members) AddNode(member.code);
  if (settings_.closes_round) PlanClose();
  if (settings_.hub_life_hours > 0) {
    timeline_.After(dice_.Between(1, settings_.hub_life_hours * kHourMs),
                    [this] { hub_->Crash("power"); });
  }
  timeline_.RunUntil(kFaultsMs);
  EndFaults();
  timeline_.RunUntil(kFaultsMs + kCalmMs);
}

void World::Found() {
  hub_ = std::make_unique<HubMachine>(around_, dice_.Fork());
  lines_ = std::make_unique<Lines>(around_, hub_.get(), dice_.Fork());
  hub_->on_end = [this] { lines_->DropHub(); };
  const absl::Status founded = hub_->Found(FoundingAct(&keys_));
  base::CheckInvariant(founded.ok(), "the hub is founded");
  const base::HubId hub_id = hub_->core()->state().hub_id();
  const auto& catalogue =
      settings_.has_whole_catalogue ? options_.texts->catalogue : options_.texts->thin_catalogue;
  for (const chain::Envelope& act : OpeningActs(*options_.texts, catalogue, hub_id, &keys_)) {
    Submit(act);
  }
}

void World::AddNode(const std::string& member) {
  const size_t place = nodes_.size();
  nodes_.push_back(std::make_unique<NodeMachine>(around_, member, dice_.Fork()));
  offices_.push_back(std::make_unique<Office>(around_, nodes_.back().get(), dice_.Fork()));
  sync_plans_.push_back(0);
  failures_.push_back(0);
  NodeMachine* node = nodes_.back().get();
  node->set_hub_id(hub_->core()->state().hub_id());
  node->on_start = [this, place] { PlanSync(place, dice_.Between(0, kHourMs)); };
  node->on_end = [this, node] { lines_->DropNode(node); };
  timeline_.After(dice_.Between(0, 8 * kHourMs), [node] { node->Start(); });
  offices_.back()->GoToWork();
}

void World::PlanSync(size_t place, int64_t delay_ms) {
  const uint64_t plan = ++sync_plans_[place];
  timeline_.After(delay_ms, [this, place, plan] {
    if (sync_plans_[place] == plan && nodes_[place]->is_up()) SyncNow(place);
  });
}

void World::SyncNow(size_t place) {
  lines_->Begin(nodes_[place].get(), [this, place](bool is_done) {
    failures_[place] = is_done ? 0 : failures_[place] + 1;
    if (is_done) {
      if (is_calm_) return PlanSync(place, dice_.Between(kCalmSyncMs * 9 / 10, kCalmSyncMs));
      return PlanSync(place, dice_.Between(kMinuteMs, settings_.sync_hours_max * kHourMs));
    }
    const int64_t longest = std::min(kRetryMsMax, kMinuteMs << std::min(failures_[place], 12));
    PlanSync(place, dice_.Between(kSecondMs, longest));
  });
}

void World::PlanClose() {
  std::vector<std::string> except;
  for (const auto& node : nodes_) {
    if (dice_.Chance(20)) except.push_back(node->member());
  }
  const std::string round = dice_.Pick(options_.texts->rounds).id;
  const chain::Envelope act =
      ClosingAct(hub_->core()->state().hub_id(), round, std::move(except), &keys_);
  timeline_.After(dice_.Between(8 * kHourMs, 34 * kHourMs), [this, act] { Submit(act); });
}

// Again and again until it is answered; an act that was sequenced without an answer is found there.
void World::Submit(const chain::Envelope& act) {
  absl::Status status = absl::UnavailableError("the hub is down");
  if (hub_->is_up()) {
    if (hub_->core()->state().WasAccepted(act.payload_id())) return;
    const absl::StatusOr<base::LogIndex> index = hub_->core()->SubmitAct(act);
    if (index.ok()) ledger_.acts[act.payload_id()] = *index;
    status = index.status();
    timeline_.Note(absl::StrCat("hub takes an act: ", base::ReasonOf(status)));
    if (hub_->core()->is_ended()) hub_->Crash("commit");
  }
  if (status.ok()) return;
  if (status.code() != absl::StatusCode::kUnavailable) {
    ledger_.violations.push_back(absl::StrCat("the hub refuses an act: ", status.message()));
    return;
  }
  timeline_.After(kHourMs, [this, act] { Submit(act); });
}

void World::EndFaults() {
  timeline_.Note("the faults end");
  settings_.EndFaults();
  is_calm_ = true;
  for (auto& office : offices_) office->Rest();
  hub_->Repair();
  for (size_t place = 0; place < nodes_.size(); ++place) {
    nodes_[place]->Repair();
    // The delays drawn before were for bad lines; whoever talks just now goes on with that.
    if (!lines_->IsTalking(*nodes_[place])) PlanSync(place, dice_.Between(0, kRetryMsMax));
  }
}

std::string World::Digest() const {
  base::Hash digest = timeline_.digest();
  if (hub_->is_up()) digest = trust::Sha256({digest.view(), hub_->core()->tree().root().view()});
  for (const auto& node : nodes_) {
    if (!node->is_up()) continue;
    digest = trust::Sha256({digest.view(), node->core()->tree().root().view()});
    for (const auto& [key, value] : node->disk().durable) {
      digest = trust::Sha256({digest.view(), key, value});
    }
  }
  for (const auto& [key, value] : hub_->disk().durable) {
    digest = trust::Sha256({digest.view(), key, value});
  }
  return digest.hex();
}

}  // namespace lontar::simulation
