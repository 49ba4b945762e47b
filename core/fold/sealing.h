#pragma once
// Which keys may have sealed an entry. Part of verdict.h.

#include <optional>
#include <vector>

#include "core/fold/verdict.h"

namespace lontar::fold {

// The index of the next leaf.
LogIndex NextIndex(const State& state);

// True for what may be leaf 0: then the authority's act is judged by the trust root that it brings
// itself, else by the state's.
bool IsFirstTrustRoot(const State& state, const chain::Header& header);

// The act of a Keys entry, if its payload is at hand and well formed.
std::optional<KeysAct> KeysIn(const Candidate& candidate);

// The keys that may have sealed an entry, as far as the log knows them: the authority's chain key
// or the member's node keys.
std::vector<trust::PublicKey> SealingKeys(const State& state, const chain::Header& header);

// The node keys that the entry itself brings: by its own Keys act (the first entry of a member's
// first chain), or as the trust root that begins the log.
std::vector<trust::PublicKey> SealingKeysBrought(const State& state, const Candidate& candidate);

}  // namespace lontar::fold
