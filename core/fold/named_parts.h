#pragma once
// The parts that a payload names: what a store keeps beside it, and a sync brings along. Pure, any
// thread.

#include <vector>

#include "absl/strings/string_view.h"
#include "core/base/digest.h"
#include "core/chain/entry.h"

namespace lontar::fold {

// The parts of a report, the text of a question or an answer, in the payload's order; none of any
// other kind, or where the payload cannot be read. The scan of a return is no part that travels.
std::vector<base::PartHash> PartsNamedBy(chain::EntryKind kind, absl::string_view payload);

}  // namespace lontar::fold
