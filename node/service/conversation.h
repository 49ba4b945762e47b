#pragma once
// One conversation with the hub, from hello to done: the gRPC driver of sync::NodeSession.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/clock.h"
#include "core/base/mutex.h"
#include "node/service/hub_line.h"
#include "node/service/node_folder.h"
#include "node/service/node_shell.h"

namespace lontar::node {

// Any thread; one conversation at a time.
class Caller {
 public:
  // Told of the end of each round, however it was begun; not of one that found another under way.
  using NoteRound = std::function<void(const absl::Status&)>;

  Caller(const NodeConfig& config, NodeShell* shell, base::Clock* clock, NoteRound note_round)
      : config_(config), shell_(shell), clock_(clock), note_round_(std::move(note_round)) {}

  // Called when there is news, with no lock held.
  using TakeProgress = std::function<void(const Progress&)>;
  // The result's JSON. FailedPrecondition with SYNC_RUNNING; the errors of HubLine and of the
  // session. What was answered before an error is kept. Certificates are read anew each time, so
  // that new ones need no restart.
  absl::StatusOr<std::string> Sync(const TakeProgress& progress);
  // The same for somebody who asked for it: never SYNC_RUNNING. A conversation that is under way is
  // waited for, its progress told, and then comes this one: it also brings what that one no longer
  // took. `is_given_up` is asked several times a second while it waits: Cancelled with
  // SYNC_GIVEN_UP.
  absl::StatusOr<std::string> SyncInTurn(const TakeProgress& progress,
                                         const std::function<bool()>& is_given_up);
  // Ends a conversation that is under way, and refuses later ones: Unavailable with NODE_STOPPING.
  void Stop();

 private:
  using Frames = std::vector<std::string>;
  absl::StatusOr<std::string> Note(absl::StatusOr<std::string> result);
  absl::StatusOr<Frames> BeginInTurn(const TakeProgress& progress,
                                     const std::function<bool()>& is_given_up);
  absl::StatusOr<std::string> Converse(const absl::StatusOr<Frames>& hello,
                                       const TakeProgress& progress);
  absl::Status Exchange(HubLine& line, const TakeProgress& progress);
  absl::StatusOr<std::shared_ptr<HubLine>> OpenLine();

  const NodeConfig config_;
  NodeShell* const shell_;
  base::Clock* const clock_;
  const NoteRound note_round_;
  std::atomic<bool> is_stopping_ = false;
  base::Mutex mutex_;
  std::condition_variable turn_ended_;
  std::shared_ptr<HubLine> line_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lontar::node
