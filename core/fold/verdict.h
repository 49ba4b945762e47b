#pragma once
// The door and the verdict: what becomes a leaf, and what the leaf's stamp says.
//
// Both are pure functions of the entry, its payload and the log before it (DESIGN.md sections 1 and
// 10): hub and audit call the same ones. No clock, no network, no files.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/fold/state.h"

namespace lontar::fold {

// "This key made this signature": nothing else is asked of it. Whether the key may sign is judged
// here, at the log position.
class SignatureOracle {
 public:
  virtual ~SignatureOracle() = default;
  virtual bool Verifies(const trust::PublicKey& key, absl::string_view message,
                        const trust::Signature& signature) = 0;
};

// Asks trust::Verify each time.
class DirectOracle : public SignatureOracle {
 public:
  bool Verifies(const trust::PublicKey& key, absl::string_view message,
                const trust::Signature& signature) override;
};

// The bytes of a part, nothing if they are not there. Must give only bytes that hash to the part's
// hash.
using PartReader = std::function<std::optional<std::string>(const base::PartHash&)>;

// An entry with what its author sent along. `payload` must hash to the header's payload id.
struct Candidate {
  const chain::Entry* entry = nullptr;
  std::optional<std::string> payload;
  PartReader parts;
};

// What happens to an entry at the door.
struct DoorAnswer {
  // Set: the entry is in the log already, at this index (repeating a push is answered alike,
  // invariant 12).
  std::optional<LogIndex> known_at;
  // True: it becomes a leaf with the verdict fork.
  bool is_fork = false;
};

// OK: the entry becomes a leaf, or is one. Refused without a leaf (DESIGN.md section 10, "the
// door"): FailedPrecondition with OTHER_HUB, CHAIN_GAP, CHAIN_BROKEN, CHAIN_FROZEN;
// PermissionDenied with NODE_KEY_NOT_VALID.
absl::StatusOr<DoorAnswer> CheckAtDoor(const State& state, const Candidate& candidate,
                                       SignatureOracle& oracle);

struct Judgement {
  chain::Verdict verdict = chain::Verdict::kAccepted;
  std::string sentence;     // what is wrong and what would be right; empty if accepted
  bool unreadable = false;  // the verdict is only that a payload or part is not at hand
};

// The verdict on an entry that the door lets in, as the next leaf of `state`.
Judgement Judge(const State& state, const Candidate& candidate, SignatureOracle& oracle);

// A signature that CheckAtDoor or Judge will ask for, for checking on all cores beforehand. It owns
// its bytes.
struct SignatureJob {
  trust::PublicKey key;
  std::string message;
  trust::Signature signature;
  // What the result is filed under.
  base::Hash Id() const;
};

// As far as keys are known now. A key that an entry still in the queue brings is not; the oracle is
// then asked without a result.
std::vector<SignatureJob> SignatureJobsFor(const State& state, const Candidate& candidate);

// An oracle with results of jobs; what it has no result for it verifies itself. Thread-compatible.
class FiledOracle : public SignatureOracle {
 public:
  void File(const base::Hash& job_id, bool verifies) { results_[job_id] = verifies; }
  bool Verifies(const trust::PublicKey& key, absl::string_view message,
                const trust::Signature& signature) override;
  void Clear() { results_.clear(); }

 private:
  std::map<base::Hash, bool> results_;
};

}  // namespace lontar::fold
