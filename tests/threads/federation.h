#pragma once
// The shells of a hub and of several nodes in one process, over stores in memory. Every call may
// come from any thread: that is what these tests are about.

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/mutex.h"
#include "core/base/workers.h"
#include "core/store/map_store.h"
#include "hub/service/hub_shell.h"
#include "node/service/node_shell.h"
#include "tests/support/authority.h"
#include "tests/support/log_builder.h"
#include "tests/support/memory_high_water.h"
#include "tests/support/memory_sign_register.h"

namespace lontar::threads {

// The hub's end of a line: what the shell sends is for the node's thread to fetch.
class LineInMemory : public hub::LineEnd {
 public:
  void Send(std::string frame) override;
  void NoteTaken() override;
  void End(const absl::Status& status) override;
  bool IsSilentSince(absl::Time) const override { return false; }

  // Waits until the shell has taken enough for another frame to be handed in. False: it was ended.
  bool WaitForRoom();
  // The next frame; nothing when the line was ended.
  std::optional<std::string> Next();
  // Waits for the end: "OK", or its reason id.
  std::string EndReason();

 private:
  mutable base::Mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> frames_ ABSL_GUARDED_BY(mutex_);
  // "OK" or the reason id. No status: those of several lines would share one, and TSan misreads
  // how the last owner is found (docs/decisions/0014).
  std::string end_ ABSL_GUARDED_BY(mutex_);
  int waiting_ ABSL_GUARDED_BY(mutex_) = 0;  // handed in and not taken
};

// A machine's disk, whose next commit can be made to fail by any thread.
class Disk {
 public:
  void FailNextCommit();
  // Waits until a commit has failed that was to; false: nobody will commit any more.
  bool WaitUntilFailed();
  // No commit fails any more, and who waits for one, waits for nothing.
  void GiveUp();
  int failed() const;
  std::unique_ptr<store::Store> Open();
  store::MapDisk& contents() { return contents_; }

 private:
  class PlannedStore;
  store::MapDisk contents_;  // of the store that is open
  mutable base::Mutex mutex_;
  std::condition_variable changed_;
  bool fails_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_given_up_ ABSL_GUARDED_BY(mutex_) = false;
  int failed_ ABSL_GUARDED_BY(mutex_) = 0;
};

class StillClock : public base::Clock {
 public:
  absl::Time Now() override { return absl::FromUnixSeconds(1'700'000'000); }
};

class Federation {
 public:
  // A hub that knows the members, and a node of each. Ends the test where that fails.
  explicit Federation(const std::vector<std::string>& members);

  hub::HubShell& hub() { return *hub_; }
  node::NodeShell& node(const std::string& member) { return *machines_.at(member)->shell; }
  Disk& hub_disk() { return hub_disk_; }
  Disk& node_disk(const std::string& member) { return machines_.at(member)->disk; }

  // An act that makes `code` a member, signed by the authority.
  chain::Envelope MemberAct(const std::string& code) const;
  // An act of the member's administrator that enrols the member's n-th node key; the 0-th is the
  // one that its node signs with.
  chain::Envelope KeyAct(const std::string& member, int number) const;

  // A whole conversation of the member's node, on the caller's thread: "OK", or the reason id that
  // it ended with on either side.
  std::string Sync(const std::string& member);

  uint64_t hub_size() const;
  uint64_t queued(const std::string& member);
  // How much of the log the member's node has verified, and its root.
  log::SignedHead VerifiedBy(const std::string& member);
  support::MirrorMap Mirror() const;
  // The hub's core over what its disk holds, after the shell is gone.
  std::unique_ptr<hub::HubCore> ReopenHub();
  void CloseHub() { hub_.reset(); }

 private:
  struct Machine {
    Disk disk;
    support::MemoryHighWater high_water;  // under the lock of the core that uses it
    std::unique_ptr<trust::PrivateKey> key;
    std::unique_ptr<node::NodeShell> shell;
  };
  void OpenHub();
  void OpenNode(const std::string& member);

  support::Authority authority_;
  StillClock clock_;
  base::SystemEntropy entropy_;
  support::MemorySignRegister register_;
  base::ThreadWorkers verifiers_{3};
  Disk hub_disk_;
  std::unique_ptr<hub::HubShell> hub_;
  std::unique_ptr<store::Store> reopened_;
  std::map<std::string, std::unique_ptr<Machine>> machines_;
};

}  // namespace lontar::threads
