#pragma once
// The second half of an audit: what the leaves mean. Every entry at the door again, every verdict
// judged again, folded as the stamps say.
//
// Nothing that hub or node derived is read. Thread-compatible; signatures are checked on `workers`.

#include <cstdint>
#include <map>
#include <vector>

#include "core/audit/finding.h"
#include "core/audit/mirror.h"
#include "core/audit/raw_log.h"
#include "core/base/workers.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"

namespace lontar::audit {

// An oracle that remembers, and counts what it verified. Thread-compatible.
class CountingOracle : public fold::SignatureOracle {
 public:
  bool Verifies(const trust::PublicKey& key, absl::string_view message,
                const trust::Signature& signature) override;
  // Verifies jobs on all workers beforehand.
  void Prepare(const std::vector<fold::SignatureJob>& jobs, base::Workers& workers);
  // Forgets results, not the count: a signature is asked for within its chunk of leaves.
  void Clear() { results_.clear(); }
  uint64_t verified() const { return verified_; }

 private:
  std::map<base::Hash, bool> results_;
  uint64_t verified_ = 0;
};

struct Replay {
  fold::State state;  // all leaves, or those before the one that stopped the fold
  uint64_t signatures = 0;
  uint64_t verdicts_recomputed = 0;
  uint64_t verdicts_taken = 0;
};

// A leaf that does not follow from the ones before it ends the replay with the finding
// fold-stopped; every other finding lets it go on with what the stamp says.
Replay ReplayLog(const RawLog& raw, MirrorFiles& files, base::Workers& workers, Findings* findings);

// Leaf 0 must be the trust root of the log whose key and name `log_key` is.
void CheckTrustRoot(const RawLog& raw, const fold::State& state, const log::NoteKey& log_key,
                    Findings* findings);

// The lines of the checkpoint besides the log's own: each must be a good cosignature of a witness
// that is enrolled at the end of `state`. Returns how many are.
uint64_t CheckCosignatures(const RawLog& raw, const fold::State& state, const log::NoteKey& log_key,
                           Findings* findings);

}  // namespace lontar::audit
