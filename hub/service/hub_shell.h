#pragma once
// The threads and the lock round the hub's core.
//
// Lines hand in frames; one sequencer thread takes all that wait, lets the signatures be checked on
// all cores, has the core sequence the lot in one synced batch, and only then sends the answers. So
// a batch grows with the load, and no gRPC thread ever waits for a disk. Questions and acts of the
// operator come on their own threads and take turns with it under one lock. After a failed commit
// every line is ended and the core is made anew from the store. Any thread.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/base/mutex.h"
#include "core/base/workers.h"
#include "hub/core/hub_core.h"
#include "hub/core/mirror.h"
#include "hub/service/line_end.h"

namespace lontar::hub {

using LineId = uint64_t;

struct ShellOptions {
  // Opens the store; called again after a failed commit.
  std::function<absl::StatusOr<std::unique_ptr<store::Store>>()> open_store;
  // Its `store` is filled in by the shell.
  Doors doors;
  Keys keys;
  base::Workers* verifiers = nullptr;
  // Whether there is room for new work: asked before an act is taken and a line is opened. May be
  // empty.
  std::function<absl::Status()> check_space;
  // Called once if the hub cannot go on: the store is damaged. Must not call the shell. While a
  // disk is full or cannot be written the hub stays, answers why, and tries again.
  std::function<void(const absl::Status&)> when_broken;
  // Called when store and core are there (true) and when they are not any more (false): at once, on
  // any thread and under the lock, so it must not block nor call the shell. May be empty.
  std::function<void(bool is_up)> when_up;
};

class HubShell {
 public:
  // Errors of the store and of HubCore::Open.
  static absl::StatusOr<std::unique_ptr<HubShell>> Open(ShellOptions options);
  // Stops first. All lines must be gone, or never call it again.
  ~HubShell();

  // A new line, of a peer whose certificate names `member`. ResourceExhausted with TOO_MANY_LINES,
  // or with DISK_FULL; Unavailable with HUB_STOPPING.
  absl::StatusOr<LineId> Join(const std::string& member, std::shared_ptr<LineEnd> end);
  // A frame that came on a line. The line hands in no more than kFramesWaitingMax that are not
  // taken.
  void Take(LineId line, std::string frame);
  // The line is gone. Exactly once for each that joined.
  void Leave(LineId line);

  absl::StatusOr<base::LogIndex> SubmitAct(const chain::Envelope& act, bool is_dry_run = false);
  // Everything: for the operator at the local socket.
  absl::StatusOr<std::string> Ask(const fold::Question& question) const;
  // Calls `work` with the core under the lock: nothing is sequenced meanwhile, so it must be short.
  absl::Status Look(const std::function<absl::Status(const HubCore& core)>& work) const;
  // What `viewer` may see: for everybody else.
  absl::StatusOr<std::string> AskFor(const fold::Viewer& viewer,
                                     const fold::Question& question) const;
  absl::StatusOr<std::string> StatusJson() const;
  // The mirror of this moment's log; `take` may be as slow as it likes. It keeps the store open: a
  // commit that fails meanwhile ends the hub, which then cannot start anew.
  absl::Status Mirror(const std::function<absl::Status(const std::string& path,
                                                       const std::string& content)>& take) const;

  // The lines that are open, and when each member's last one began; members that have not called
  // since this was opened are not there.
  struct Lines {
    int open = 0;
    std::map<std::string, absl::Time> last_begun;
  };
  Lines lines() const;

  // Ends the line that holds most, soon: memory is short. Without a line nothing happens.
  void EndLargestLine();

  // Ends all lines and the sequencer, and refuses what comes later.
  void Stop();
  // Waits until every line has left, at most so long.
  void WaitForLines(std::chrono::milliseconds longest);

 private:
  enum class What { kJoin, kFrame, kLeave };
  struct Event {
    What what = What::kFrame;
    LineId line = 0;
    std::string text;  // frame, or the member that joins
    std::shared_ptr<LineEnd> end;
  };
  // Known to the sequencer thread only.
  struct Line {
    SessionId session = 0;
    std::string member;
    std::shared_ptr<LineEnd> end;
  };

  explicit HubShell(ShellOptions options) : options_(std::move(options)) {}
  absl::Status OpenCore() ABSL_EXCLUSIVE_LOCKS_REQUIRED(core_mutex_);
  void Run();
  std::vector<Event> NextEvents();
  void RunTurn(std::vector<Event> events);
  Steps TakeEvents(std::vector<Event>* events);
  void Verify(const std::vector<VerifyJob>& jobs);
  void Deliver(Steps steps);
  void EndLine(SessionId session, const std::string& last_frame);
  void EndAll(const absl::Status& status);
  // Those that are silent for too long, or too old.
  void EndOverdueLines();
  void EndLargestIfAsked();
  // Ends it and forgets it.
  std::map<LineId, Line>::iterator Drop(std::map<LineId, Line>::iterator line,
                                        const absl::Status& why);
  void NoteUp(bool is_up) const;
  // Takes a core that is at its end away at once, so that nobody is answered from a state that is
  // not on the disk.
  void NoteEnd(const absl::Status& why) ABSL_EXCLUSIVE_LOCKS_REQUIRED(core_mutex_);
  // Why there is no core.
  absl::Status NoCore() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(core_mutex_);
  void StartAnewIfEnded();
  void LookRound();

  ShellOptions options_;

  mutable base::Mutex core_mutex_;
  std::shared_ptr<store::Store> store_ ABSL_GUARDED_BY(core_mutex_);
  std::unique_ptr<HubCore> core_ ABSL_GUARDED_BY(core_mutex_);  // null: see NoCore
  bool starts_anew_ ABSL_GUARDED_BY(core_mutex_) = false;
  absl::Status not_opened_ ABSL_GUARDED_BY(core_mutex_);  // why the last try failed

  mutable base::Mutex inbox_mutex_;
  std::condition_variable inbox_changed_;
  std::condition_variable line_left_;
  std::vector<Event> inbox_ ABSL_GUARDED_BY(inbox_mutex_);
  std::map<LineId, std::string> joined_ ABSL_GUARDED_BY(inbox_mutex_);          // and their members
  std::map<std::string, absl::Time> last_begun_ ABSL_GUARDED_BY(inbox_mutex_);  // by member
  LineId next_line_ ABSL_GUARDED_BY(inbox_mutex_) = 1;
  bool is_stopping_ ABSL_GUARDED_BY(inbox_mutex_) = false;
  bool is_to_look_round_ ABSL_GUARDED_BY(inbox_mutex_) = false;
  bool is_to_end_largest_ ABSL_GUARDED_BY(inbox_mutex_) = false;

  // The sequencer thread's own.
  std::map<LineId, Line> lines_;
  std::map<SessionId, LineId> sessions_;
  std::thread sequencer_;
};

}  // namespace lontar::hub
