#include "node/service/sync_timer.h"

#include <cstring>
#include <utility>

#include "core/base/diagnostics.h"
#include "core/base/problem.h"

namespace lontar::node {

SyncTimer::SyncTimer(Options options) : options_(std::move(options)), schedule_(options_.regular) {}

void SyncTimer::Start() {
  if (options_.regular <= absl::ZeroDuration()) return;
  {
    base::MutexLock lock(&mutex_);
    state_.is_automatic = true;
    SetTimer(schedule_.AtStart(Draw()));
  }
  thread_ = std::thread([this] { Run(); });
}

SyncTimer::~SyncTimer() { Stop(); }

uint64_t SyncTimer::Draw() const {
  uint64_t draw = 0;
  const std::string bytes = options_.entropy->Bytes(sizeof draw);
  std::memcpy(&draw, bytes.data(), sizeof draw);
  return draw;
}

void SyncTimer::SetTimer(std::optional<absl::Duration> wait) {
  due_.reset();
  state_.next.reset();
  if (!state_.is_automatic || !wait) return;
  due_ = Steady::now() + absl::ToChronoMilliseconds(*wait);
  state_.next = options_.clock->Now() + *wait;
}

void SyncTimer::NoteRound(const absl::Status& status) {
  const std::string reason = base::ReasonOf(status);
  if (reason == "SYNC_RUNNING") return;
  const sync::Outcome outcome = sync::OutcomeOf(status);
  base::MutexLock lock(&mutex_);
  const bool was_stuck = schedule_.is_stuck();
  SetTimer(schedule_.After(outcome, Draw()));
  state_.failures = schedule_.failures();
  state_.is_stuck = schedule_.is_stuck();
  if (status.ok()) {
    state_.last_done = options_.clock->Now();
    state_.last_reason.clear();
    state_.last_sentence.clear();
  } else {
    state_.last_failed = options_.clock->Now();
    state_.last_reason = reason;
    state_.last_sentence = std::string(status.message());
  }
  if (state_.is_automatic && state_.is_stuck && !was_stuck) {
    base::Diagnose(base::Severity::kError, "sync_stuck",
                   {{"failures", std::to_string(state_.failures)}, {"reason", reason}});
  }
  changed_.notify_all();
}

SyncState SyncTimer::state() const {
  base::MutexLock lock(&mutex_);
  return state_;
}

void SyncTimer::Stop() {
  {
    base::MutexLock lock(&mutex_);
    is_stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void SyncTimer::Run() {
  while (WaitUntilDue()) options_.sync();
}

bool SyncTimer::WaitUntilDue() ABSL_NO_THREAD_SAFETY_ANALYSIS {
  std::unique_lock<std::mutex> lock(mutex_.native());
  while (!is_stopping_) {
    if (!due_) {
      changed_.wait(lock);
    } else if (Steady::now() >= *due_) {
      // The round's end sets it again: a failed round schedules the next one itself.
      due_.reset();
      state_.next.reset();
      return true;
    } else {
      changed_.wait_until(lock, *due_);
    }
  }
  return false;
}

}  // namespace lontar::node
