#pragma once
// Decides about each call of a member before a conversation begins, and looks after memory (threats
// T30 to T33).
//
// Any thread; nothing here blocks.

#include <atomic>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/base/clock.h"
#include "core/base/complaints.h"
#include "core/base/mutex.h"
#include "hub/service/accept_loop.h"
#include "hub/service/call_budget.h"
#include "hub/service/door_limits.h"
#include "hub/service/memory_watch.h"

namespace lontar::hub {

class Doorkeeper {
 public:
  Doorkeeper(const DoorLimits& limits, base::Clock* clock);

  // Whose connections are noted and cut; null: nobody's any more. It must not end before it is
  // taken away.
  void Guard(AcceptLoop* loop);

  // A client whose certificate is in order shakes hands. ResourceExhausted with CALLS_TOO_MANY: its
  // member has just used up its calls. One whose certificate names no member is judged at its call.
  absl::Status AdmitConnection(absl::string_view chain_pem);
  // A call of `member` from `peer`, as gRPC names it. ResourceExhausted with CALLS_TOO_MANY: the
  // member has used up its calls, and the connection is cut; with MEMORY_SHORT: no new line.
  absl::Status Admit(const std::string& member, absl::string_view peer);
  // A conversation begins on the connection of `peer`, and what it brings.
  void NoteLine(absl::string_view peer);
  void NoteFrame(absl::string_view peer, size_t bytes);
  // Writes a refusal into the diagnostics, but a flood of the same one only now and then. `member`
  // and `peer` are empty where nobody knows them: a certificate is refused before a call.
  void Complain(const absl::Status& status, const std::string& member, absl::string_view peer);

  // Looks at the process's memory, and calls `end_largest` if it is above the limit. Once a second.
  void WatchMemory(const std::function<void()>& end_largest);

 private:
  void Cut(absl::string_view peer);

  base::Clock* const clock_;
  const size_t memory_bytes_max_;
  std::atomic<bool> is_memory_short_{false};
  MemoryWatch memory_;  // WatchMemory's own

  base::Mutex mutex_;
  CallBudget budget_ ABSL_GUARDED_BY(mutex_);
  base::Complaints complaints_ ABSL_GUARDED_BY(mutex_);

  base::Mutex loop_mutex_;  // held while the loop is called, so that it is not taken away meanwhile
  AcceptLoop* loop_ ABSL_GUARDED_BY(loop_mutex_) = nullptr;
};

}  // namespace lontar::hub
