#pragma once
// The Merkle tree of RFC 6962 section 2.1 as the text defines it: recursive, obvious and slow. The
// fast code of core/log must agree with it.

#include <string>
#include <vector>

#include "core/base/digest.h"

namespace lontar::reference {

using Leaves = std::vector<std::string>;
using Hashes = std::vector<base::Hash>;

// MTH(D[n]), section 2.1.
base::Hash TreeHash(const Leaves& leaves);
// PATH(m, D[n]), section 2.1.1. Needs index < leaves.size().
Hashes InclusionPath(size_t index, const Leaves& leaves);
// PROOF(m, D[n]), section 2.1.2. Needs 0 < old_size <= leaves.size().
Hashes ConsistencyProof(size_t old_size, const Leaves& leaves);

}  // namespace lontar::reference
