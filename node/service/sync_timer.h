#pragma once
// The node calls its hub by itself: one thread, one timer, whenever sync::RetrySchedule says.
//
// Rounds that the operator begins count as well: whoever begins one, its end sets the timer anew,
// so that there is never more than one (invariant 21). Any thread.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/mutex.h"
#include "core/sync/retry_schedule.h"

namespace lontar::node {

// What `lontar status` says of it.
struct SyncState {
  bool is_automatic = false;
  std::optional<absl::Time> last_done;
  std::optional<absl::Time> last_failed;
  std::string last_reason;    // of the last failure since the last round that was done
  std::string last_sentence;  // the same in words: the hub's, or the line's
  int failures = 0;           // in a row
  bool is_stuck = false;
  // When it calls next; nothing while a round is under way, and where a person is needed first.
  std::optional<absl::Time> next;
};

class SyncTimer {
 public:
  struct Options {
    // From one round that was done to the next; zero: only when told.
    absl::Duration regular;
    base::Clock* clock = nullptr;  // for what people are told; waits are counted by a clock that
                                   // nobody sets
    base::Entropy* entropy = nullptr;
    // One round, to its end; its end must come back by NoteRound. Called on the timer's thread.
    std::function<void()> sync;
  };

  // Nothing is begun before Start.
  explicit SyncTimer(Options options);
  // Stops first.
  ~SyncTimer();

  // Begins the thread, where it calls by itself. Once.
  void Start();
  // A round is at its end, whoever began it. One that found another under way (SYNC_RUNNING) tells
  // nothing.
  void NoteRound(const absl::Status& status);
  SyncState state() const;
  // No round begins after it; the one under way must be ended by others. Answers when it has ended.
  void Stop();

 private:
  using Steady = std::chrono::steady_clock;

  void Run();
  void SetTimer(std::optional<absl::Duration> wait) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  uint64_t Draw() const;
  // True: a round is due. False: the end has come.
  bool WaitUntilDue();

  const Options options_;
  mutable base::Mutex mutex_;
  std::condition_variable changed_;
  sync::RetrySchedule schedule_ ABSL_GUARDED_BY(mutex_);
  SyncState state_ ABSL_GUARDED_BY(mutex_);
  std::optional<Steady::time_point> due_ ABSL_GUARDED_BY(mutex_);
  bool is_stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace lontar::node
