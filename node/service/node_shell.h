#pragma once
// The lock round the node's core, and its one conversation.
//
// A conversation holds the lock for one frame at a time, so imports and approvals go on while it
// waits for the line. After a failed commit the core is made anew from the store with the next
// call; a conversation that was under way ends then. Any thread.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/mutex.h"
#include "core/base/problem.h"
#include "node/core/node_core.h"
#include "node/service/watched_store.h"

namespace lontar::node {

struct ShellOptions {
  // Opens the store; called again after a failed commit.
  std::function<absl::StatusOr<std::unique_ptr<store::Store>>()> open_store;
  // Its `store` is filled in by the shell.
  Doors doors;
  Keys keys;
  MemberRules rules;
  // Called under the lock when store and core are there (true), and when they could not be opened
  // again (false); must not block nor call the shell. May be empty.
  std::function<void(bool is_up)> when_up;
  // Whether there is room for new work; may be empty.
  std::function<absl::Status()> check_space;
};

// How far a conversation is.
struct Progress {
  int entries = 0;     // sent
  uint64_t bytes = 0;  // sent
  int leaves = 0;      // received
  bool is_done = false;
  friend bool operator==(const Progress&, const Progress&) = default;
};

class NodeShell {
 public:
  // Errors of the store and of NodeCore::Open.
  static absl::StatusOr<std::unique_ptr<NodeShell>> Open(ShellOptions options);

  // Calls `work` with the core under the lock, and gives back what it answers: a Status or a
  // StatusOr. The errors of Open where the core had to be made anew and could not.
  template <class Work>
  auto Do(Work work) -> decltype(work(std::declval<NodeCore&>())) {
    base::MutexLock lock(&mutex_);
    const absl::Status ready = MakeReady();
    if (!ready.ok()) return ready;
    auto answer = work(*core_);
    NoteEnd(answer);
    return answer;
  }

  // The same for work that brings something new into the store. ResourceExhausted with DISK_FULL
  // before anything is done, where there is no room for it.
  template <class Work>
  auto DoNew(Work work) -> decltype(work(std::declval<NodeCore&>())) {
    const absl::Status space = options_.check_space ? options_.check_space() : absl::OkStatus();
    if (!space.ok()) return space;
    return Do(std::move(work));
  }

  // Begins a conversation and gives its first frames. FailedPrecondition with SYNC_RUNNING: one is
  // under way. ResourceExhausted with DISK_FULL: no room for what would come.
  absl::StatusOr<std::vector<std::string>> BeginSync();
  // Takes a frame of the hub and gives those to be sent. Unavailable with SYNC_CUT: the core was
  // made anew meanwhile.
  absl::StatusOr<std::vector<std::string>> TakeFrame(absl::string_view frame);
  Progress progress() const;
  // What the conversation did, as JSON.
  std::string SyncJson() const;
  // The conversation is over, or given up. Without one nothing happens.
  void EndSync();

 private:
  explicit NodeShell(ShellOptions options) : options_(std::move(options)) {}
  // Makes the core anew if the one there is at its end.
  absl::Status MakeReady() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status OpenCore() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void NoteEnd(const absl::Status& answer) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (base::ReasonOf(answer) == "NODE_ENDED") is_ended_ = true;
  }
  template <class Value>
  void NoteEnd(const absl::StatusOr<Value>& answer) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    NoteEnd(answer.status());
  }

  ShellOptions options_;
  mutable base::Mutex mutex_;
  bool is_ended_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_syncing_ ABSL_GUARDED_BY(mutex_) = false;
  std::unique_ptr<WatchedStore> store_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<NodeCore> core_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<sync::NodeSession> session_ ABSL_GUARDED_BY(mutex_);  // of core_
};

}  // namespace lontar::node
