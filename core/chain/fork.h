#pragma once
// The proof of a fork: two different entries that one author gave the same number. It stands on its
// own: whoever has the two and the node's public key can check it.
//
// Source: DESIGN.md sections 5 and 10 (chains). Values, any thread.

#include "absl/status/status.h"
#include "core/chain/entry.h"
#include "core/trust/signature.h"

namespace lontar::chain {

struct ForkEvidence {
  Entry first;
  Entry second;
};

// OK if the two prove a fork by the holder of `node_key`: both signatures hold; hub, author,
// incarnation and number are the same; the entry hashes differ. Only the signed bytes count, not
// what `Entry::header` says beside them.
//
// DataLoss with SIGNATURE_INVALID: `node_key` did not sign both. InvalidArgument with NOT_A_FORK:
// they are not two entries of one place. And the errors of DecodeHeader.
absl::Status VerifyFork(const ForkEvidence& evidence, const trust::PublicKey& node_key);

}  // namespace lontar::chain
