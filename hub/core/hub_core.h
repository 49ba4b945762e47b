#pragma once
// The hub without thread, socket, clock, file or entropy of its own: sequencer, fold, sync
// sessions, answers.
//
// Time, randomness, storage and the sign register come in through four doors; frames go in and out
// as bytes; signature checks are handed out as jobs and taken back in any order. An entry is
// answered only after its leaf is durable. Entitlement is judged here, at the log position. State
// runs ahead of the disk by one batch, so a failed commit ends the object: open a new one from the
// store (toolchain facts, section 6). Thread-compatible: the shell lets one caller in at a time.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/fold/region_memo.h"
#include "core/fold/result_json.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"
#include "core/fold/visibility.h"
#include "core/log/sign_register.h"
#include "core/log/tree_store.h"
#include "core/store/store.h"
#include "core/sync/hub_session.h"

namespace lontar::hub {

struct Doors {
  store::Store* store = nullptr;
  base::Clock* clock = nullptr;
  base::Entropy* entropy = nullptr;
  log::SignRegister* sign_register = nullptr;
  // Told after each leaf that is read again while the core opens; not kept. May be empty.
  std::function<void(uint64_t done, uint64_t total)> on_replayed = {};
};

struct Keys {
  const trust::Signer* chain_key = nullptr;
  const trust::Signer* log_key = nullptr;
};

using SessionId = uint64_t;

// A signature check for any core of the machine. Answer with TakeVerified.
struct VerifyJob {
  uint64_t ticket = 0;
  fold::SignatureJob job;
};

// What the shell must do, in this order.
struct Steps {
  std::vector<VerifyJob> jobs;
  std::vector<std::pair<SessionId, std::string>> send;
  std::vector<SessionId> close;
};

class HubCore : private sync::HubSide {
 public:
  // Writes leaf 0 into an empty store. `trust_root` is an envelope of kind trust-root, signed by
  // the root threshold, naming both keys. Errors: those of the verdict, as FailedPrecondition.
  static absl::Status Create(const Doors& doors, const Keys& keys,
                             const chain::Envelope& trust_root);

  // Folds the log that the store holds and signs its checkpoint. Leaves behind the last one that
  // was signed are judged anew first; if one of them is not what it must be, all of these are taken
  // back (notice() says so): nobody has been told of them, and they come again. DataLoss: the store
  // contradicts itself or the sign register.
  static absl::StatusOr<std::unique_ptr<HubCore>> Open(const Doors& doors, const Keys& keys);

  // A peer whose TLS certificate names `member`.
  SessionId Connect(absl::string_view member);
  void Disconnect(SessionId session);
  Steps Receive(SessionId session, absl::string_view frame_bytes);

  // The result of a job.
  void TakeVerified(const VerifyJob& job, bool verifies);
  // Sequences every entry whose checks are done, in the order of arrival, in one synced batch;
  // reads again what it wrote; then signs the checkpoint; then the answers go out. Unavailable or
  // another error of the store: this object is at its end; so it is after DataLoss with
  // WRITE_DIFFERS: what was read again is not what was judged, it is taken back and nothing was
  // signed over it (threat T12).
  absl::StatusOr<Steps> Sequence();

  // Seals an act of the authority into its chain and sequences it. FailedPrecondition with
  // ACT_REJECTED and the verdict's sentence where it would not be accepted: nothing is sequenced
  // then.
  // A dry run stores nothing and answers with the index that it would have.
  absl::StatusOr<base::LogIndex> SubmitAct(const chain::Envelope& act, bool is_dry_run = false);

  // What fold::Answer answers, as the documented JSON, in ASEC's view.
  absl::StatusOr<std::string> Ask(const fold::Question& question) const;
  // The same in the view of one who may not see all.
  absl::StatusOr<std::string> AskFor(const fold::Viewer& viewer,
                                     const fold::Question& question) const;

  // True after a failed commit: nothing more is taken, open a new one.
  bool is_ended() const { return is_ended_; }
  // What people must hear of what was found on opening; empty as a rule.
  const std::string& notice() const { return notice_; }

  const fold::State& state() const { return state_; }
  const log::TreeStore& tree() const { return *tree_; }
  const store::Reader& store() const { return *doors_.store; }
  // The signed checkpoint of all that is durable, with the cosignatures that it has.
  std::string checkpoint() const override;
  int queued() const { return static_cast<int>(queue_.size()); }
  // The largest size that enough witnesses have cosigned; it never shrinks while this is open.
  base::LogSize settled_size() const { return settled_; }
  // How many leaves bear which verdict.
  const std::map<chain::Verdict, uint64_t>& verdicts() const { return verdicts_; }

 private:
  struct Pending {
    uint64_t ticket = 0;
    SessionId session = 0;
    sync::Offer offer;
    size_t jobs_open = 0;
  };
  // What one entry became, waiting for the commit.
  struct Sequenced {
    SessionId session = 0;
    sync::EntryAnswer answer;
    absl::Status refusal;  // at the door
  };
  // A leaf appended in this turn, and what must be found when it is read again.
  struct Fresh {
    std::string leaf;
    chain::Stamp stamp;
    bool has_payload = false;
    std::vector<base::PartHash> parts;
  };
  struct Turn {
    store::Batch batch;
    std::map<base::LogIndex, Fresh> leaves;
    std::vector<Sequenced> sequenced;
  };

  HubCore(const Doors& doors, const Keys& keys) : doors_(doors), keys_(keys) {}
  absl::Status Load();
  // The log and its fold; leaves from `signed_size` on are judged anew.
  absl::Status LoadLog(base::LogSize signed_size);
  // Into the fold, and counted.
  absl::Status ApplyLeaf(const chain::Leaf& leaf, const std::optional<std::string>& payload);
  absl::Status Rejudge(const chain::Leaf& leaf, const std::optional<std::string>& payload);
  absl::Status Publish();
  absl::Status CommitTurn(const Turn& turn);
  // What was written, read again (written.cc).
  absl::Status CheckWritten(const Turn& turn);
  absl::Status CheckLeaf(base::LogIndex index, const Fresh& fresh);
  // Takes every leaf behind the signed ones out of the store, with what only they lead to.
  absl::Status CutBackTo(const log::SignedHead& head);
  Sequenced SequenceOne(const Pending& pending, Turn* turn);
  absl::StatusOr<base::LogIndex> AppendLeaf(const sync::Offer& offer,
                                            const fold::Candidate& candidate, Turn* turn,
                                            std::string* sentence);
  fold::Candidate CandidateOf(const sync::Offer& offer) const;
  // The question as this viewer asks it.
  fold::Question InViewOf(const fold::Viewer& viewer, fold::Question question) const;

  // sync::HubSide
  absl::StatusOr<sync::Welcome> Greet(const sync::SignedHello& hello,
                                      absl::string_view member) override;
  base::LogSize published_size() const override { return published_; }
  absl::StatusOr<std::string> LeafAt(base::LogIndex index) const override;
  std::optional<std::string> PayloadFor(absl::string_view member,
                                        absl::string_view leaf_bytes) const override;
  std::vector<std::pair<base::PartHash, std::string>> PartsFor(
      absl::string_view member, absl::string_view leaf_bytes) const override;
  absl::Status TakeCosignature(absl::string_view member,
                               const sync::CosignatureFrame& cosignature) override;

  Doors doors_;
  Keys keys_;
  bool is_ended_ = false;
  fold::State state_;
  std::optional<log::TreeStore> tree_;
  base::LogSize published_;
  base::LogSize settled_;
  std::map<chain::Verdict, uint64_t> verdicts_;
  std::string checkpoint_;
  std::string notice_;
  base::Incarnation authority_incarnation_;
  fold::FiledOracle oracle_;
  mutable fold::RegionMemo regions_;  // of state_
  std::map<SessionId, sync::HubSession> sessions_;
  SessionId next_session_ = 1;
  uint64_t next_ticket_ = 1;
  std::deque<Pending> queue_;
};

// Reads parts from a store; bytes that do not hash to what was asked are as good as absent.
fold::PartReader PartsOf(const store::Reader& store);
// The same for payloads of entries of this kind.
std::optional<std::string> ReadPayload(const store::Reader& store, const chain::Header& header);

}  // namespace lontar::hub
