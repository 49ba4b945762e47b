#pragma once
// One hub, one node and what they do in a working day, over stores that the test chooses.
//
// The work is a list of steps that look first whether they are done: after any crash it is simply
// begun again, as an office would. What hub and node have answered is written down, and Check holds
// them to it. One thread.

#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/chain/high_water.h"
#include "core/log/sign_register.h"
#include "core/store/store.h"
#include "hub/core/hub_core.h"
#include "node/core/node_core.h"
#include "tests/support/log_builder.h"

namespace lontar::fault {

class StillClock : public base::Clock {
 public:
  absl::Time Now() override { return absl::FromUnixSeconds(1'700'000'000); }
};

class DrawnEntropy : public base::Entropy {
 public:
  explicit DrawnEntropy(uint64_t seed) : random_(seed) {}
  std::string Bytes(size_t count) override {
    std::string bytes(count, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random_() & 0xff);
    return bytes;
  }

 private:
  std::mt19937_64 random_;
};

// How one of the two programs gets at its disk. `create` makes an empty store where none opens, and
// throws away what an earlier attempt left.
struct Place {
  std::function<absl::Status()> create;
  std::function<absl::StatusOr<std::unique_ptr<store::Store>>()> open;
};

// What stands outside of the stores, on the hub's and on the node's machine. Must outlive a world.
struct Registers {
  log::SignRegister* sign = nullptr;
  chain::HighWaterRegister* high_water = nullptr;
};

// What was answered, so that it must stay.
struct Promises {
  std::map<base::PayloadId, base::LogIndex> acts;       // SubmitAct
  std::map<base::EntryHash, base::ChainNumber> sealed;  // Approve, SealAct
  std::set<std::string> drafts;                         // Import
  // While a draft is being approved: it is there, or one more report is sealed.
  std::string approving;
  int sealed_before = 0;
  std::vector<sync::EntryAnswer> answers;  // of the hub to the node
};

// What becomes of a frame on its way.
enum class Passage { kDelivered, kLineBreaks, kHubIsKilled, kNodeIsKilled };

class SmallWorld {
 public:
  SmallWorld(Place hub, Place node, const Registers& registers, uint64_t seed);

  // Does all that is to be done in the first `days` days, of which each begins with a restart of
  // both programs and brings a report. An error: a program could not go on, begin again.
  absl::Status Work(int days);
  // One conversation. Unavailable if one of the two goes down in it.
  absl::Status Sync();

  // As after a power cut or a kill: without a word.
  void DropHub();
  void DropNode();
  // Opens what is down. Errors are what the program would say.
  absl::Status OpenHub();
  absl::Status OpenNode();

  // What is wrong with what is there now, a line each: every promise is kept, indexes run without a
  // gap, no entry twice, and the node's log is a beginning of the hub's. Opens what is down.
  std::string Broken();
  // Besides: nothing waits, every own entry has a receipt that verifies, and audit is silent.
  std::string BrokenAtTheEnd();
  // What core/audit finds in the hub's mirror.
  std::string AuditFindings();

  hub::HubCore* hub() { return hub_.get(); }
  node::NodeCore* node() { return node_.get(); }
  const Promises& promises() const { return promises_; }
  log::NoteKey log_key() const;
  std::string ReceiptOf(uint64_t number);

  // Told of what is being done, before it is: "node.accept", "node.append", "hub.sequence", …
  // Literals, which live for ever.
  std::function<void(const char* step)> on_step;
  // Asked before each frame that is on its way up (to the hub) or down.
  std::function<Passage(bool is_up)> on_frame;

 private:
  absl::Status Found();
  absl::Status CreateHub();
  absl::Status CreateNode();
  absl::Status Act(const fold::Act& act, const std::vector<std::string>& signers);
  absl::Status Seal(const fold::Act& act, const std::vector<std::string>& signers);
  // Brings the `count`-th report into the chain.
  absl::Status Report(int count);
  absl::Status SignAndApprove(const std::string& draft);
  absl::Status TakeSealed(const absl::StatusOr<std::string>& answer);
  absl::Status Converse(sync::NodeSession* session, hub::SessionId line);
  void KeepAnswer(const std::string& frame);
  absl::Status Up(hub::SessionId line, const std::string& frame, std::vector<std::string>* down);
  const trust::PrivateKey& Key(const std::string& name);
  base::HubId hub_id();
  chain::Envelope TrustRoot();
  // What can be read of the own chain; an error where the disk answers with one.
  absl::StatusOr<std::vector<chain::Entry>> OwnEntries() const;
  absl::StatusOr<int> ReportsSealed() const;
  std::string BrokenLog();
  std::string BrokenPromises();
  std::string BrokenNode();
  void Say(const char* step) {
    if (on_step) on_step(step);
  }

  Place hub_place_;
  Place node_place_;
  Registers registers_;
  StillClock clock_;
  DrawnEntropy hub_entropy_;
  DrawnEntropy node_entropy_;
  std::map<std::string, std::unique_ptr<trust::PrivateKey>> keys_;
  bool is_hub_made_ = false;
  bool is_node_made_ = false;
  int days_begun_ = 0;
  std::unique_ptr<store::Store> hub_store_;
  std::unique_ptr<hub::HubCore> hub_;
  std::unique_ptr<store::Store> node_store_;
  std::unique_ptr<node::NodeCore> node_;
  Promises promises_;
};

}  // namespace lontar::fault
