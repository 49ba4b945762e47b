#pragma once
// Blocks that stand in the log, from the parts that this node holds.

#include <vector>

#include "core/fold/state.h"
#include "core/fold/verdict.h"
#include "core/observation/block.h"

namespace lontar::node {

// The live statements of one block; those whose part is lost or cannot be read are left out.
std::vector<observation::Block> LiveBlocks(const fold::State& ahead, const fold::PartReader& parts,
                                           const fold::BlockKey& key);

}  // namespace lontar::node
