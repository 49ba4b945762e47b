#pragma once
// Which codes could be reported together so that no cell is small. Pure, any thread.

#include <vector>

#include "core/disclosure/disclosure.h"
#include "core/disclosure/protect.h"

namespace lontar::disclosure {

// One proposal for each dimension along which merging would do: neighbouring age brackets, or codes
// with the same parent. `cells` are those of one measure and period. Brackets that overlap are not
// merged. The one that keeps most groups
// stands first. Nothing where no cell is small.
std::vector<MergeProposal> ProposeMerges(const TableQuestion& question);

}  // namespace lontar::disclosure
