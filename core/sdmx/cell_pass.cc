#include "core/sdmx/cell_pass.h"

#include <tuple>
#include <utility>

#include "core/base/status_macros.h"

namespace lontar::sdmx {
namespace {

// Keeps what one group holds.
class Gathered : public ObservationSink {
 public:
  absl::Status Begin() override { return absl::OkStatus(); }
  absl::Status Observe(const Observation& observation) override {
    observations.push_back(observation);
    return absl::OkStatus();
  }
  absl::Status End() override { return absl::OkStatus(); }

  std::vector<Observation> observations;
};

auto PlaceOf(const Observation& observation) {
  return std::tie(observation.key, observation.period);
}

bool SayTheSame(const Observation& a, const Observation& b) {
  return a.value == b.value && a.attributes == b.attributes;
}

// Says of each observation of which edition it is.
class OfEdition : public ObservationSink {
 public:
  OfEdition(size_t edition, ObservationSink* next) : edition_(edition), next_(next) {}
  absl::Status Begin() override { return absl::OkStatus(); }
  absl::Status Observe(const Observation& observation) override {
    if (edition_ == 0) return next_->Observe(observation);
    Observation stamped = observation;
    stamped.edition = edition_;
    return next_->Observe(stamped);
  }
  absl::Status End() override { return absl::OkStatus(); }

 private:
  const size_t edition_;
  ObservationSink* next_;
};

// What is said of something that is not there any more: its address.
Observation Deletion(const Observation& gone) {
  Observation deletion;
  deletion.key = gone.key;
  deletion.period = gone.period;
  deletion.attributes.resize(gone.attributes.size());
  deletion.is_deleted = true;
  return deletion;
}

}  // namespace

std::vector<std::string> VisibleMembers(const fold::Viewer& viewer, const fold::State& state,
                                        const fold::CollectionRecord& collection) {
  std::vector<std::string> members;
  for (const auto& [code, versions] : state.members()) {
    if (fold::MaySeeSomeOf(viewer, state, collection, code)) members.push_back(code);
  }
  return members;
}

CellPass::CellPass(const CellPlan* plan, const LogAccess* log)
    : plan_(plan), log_(log), is_of_deletions_(plan->since.has_value()) {
  BeginEdition();
}

void CellPass::BeginEdition() {
  const bool has_history = !plan_->editions.empty();
  translator_.emplace(*plan_->catalogue, plan_->structure,
                      has_history ? plan_->editions[edition_].baselines : plan_->baselines);
  next_member_ = 0;
}

bool CellPass::BeginNext() {
  if (next_member_ == plan_->members.size() && is_of_deletions_) {
    is_of_deletions_ = false;
    next_member_ = 0;
  }
  if (next_member_ == plan_->members.size() && edition_ + 1 < plan_->editions.size()) {
    ++edition_;
    BeginEdition();
  }
  if (next_member_ == plan_->members.size()) return false;
  walk_.emplace(fold::CellQuery{plan_->collection, plan_->members[next_member_++], "", ""},
                plan_->editions.empty() ? plan_->size : plan_->editions[edition_].size);
  return true;
}

absl::Status CellPass::ReadGroup(std::vector<fold::Cell>* now, std::vector<fold::Cell>* then) {
  return (*log_)([&](const LogView& view) -> absl::Status {
    // ASEC sees every part: there is nothing to look up.
    const bool sees_all = plan_->viewer.role == fold::ViewerRole::kAsec;
    const fold::PartReader parts =
        sees_all ? view.parts : fold::VisibleParts(plan_->viewer, view.state, view.parts);
    if (plan_->since) {
      fold::CellWalk before = *walk_;
      before.as_of = *plan_->since;
      LONTAR_ASSIGN_OR_RETURN(fold::MergedCells group, fold::NextCells(view.state, parts, &before));
      *then = std::move(group.cells);
    }
    LONTAR_ASSIGN_OR_RETURN(fold::MergedCells group, fold::NextCells(view.state, parts, &*walk_));
    *now = std::move(group.cells);
    return absl::OkStatus();
  });
}

absl::Status CellPass::SendChanges(const std::vector<fold::Cell>& now,
                                   const std::vector<fold::Cell>& then, ObservationSink& sink) {
  Gathered before;
  Gathered after;
  LONTAR_RETURN_IF_ERROR(translator_->Send(then, before));
  LONTAR_RETURN_IF_ERROR(translator_->Send(now, after));
  // Both are in one order.
  auto old = before.observations.begin();
  const auto old_end = before.observations.end();
  for (const Observation& observation : after.observations) {
    for (; old != old_end && PlaceOf(*old) < PlaceOf(observation); ++old) {
      if (is_of_deletions_) LONTAR_RETURN_IF_ERROR(sink.Observe(Deletion(*old)));
    }
    const bool is_known = old != old_end && PlaceOf(*old) == PlaceOf(observation);
    if (!is_of_deletions_ && !(is_known && SayTheSame(*old, observation))) {
      LONTAR_RETURN_IF_ERROR(sink.Observe(observation));
    }
    if (is_known) ++old;
  }
  for (; old != old_end && is_of_deletions_; ++old) {
    LONTAR_RETURN_IF_ERROR(sink.Observe(Deletion(*old)));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> CellPass::Next(ObservationSink& sink) {
  while (!walk_ || walk_->is_at_end) {
    if (!BeginNext()) return false;
  }
  std::vector<fold::Cell> now;
  std::vector<fold::Cell> then;
  LONTAR_RETURN_IF_ERROR(ReadGroup(&now, &then));
  if (plan_->since) {
    LONTAR_RETURN_IF_ERROR(SendChanges(now, then, sink));
  } else {
    OfEdition stamping(edition_, &sink);
    LONTAR_RETURN_IF_ERROR(translator_->Send(now, stamping));
  }
  return true;
}

absl::Status CellPass::SendAll(ObservationSink& sink) {
  LONTAR_RETURN_IF_ERROR(sink.Begin());
  for (bool is_there = true; is_there;) {
    LONTAR_ASSIGN_OR_RETURN(is_there, Next(sink));
  }
  return sink.End();
}

}  // namespace lontar::sdmx
