#pragma once
// What the levels after the first one have brought, stated once each in a small federation.

#include "tests/support/small_federation.h"

namespace lontar::sweep {

// Raises the level to the highest. Both sides ask and answer, a return is cleared on paper, a part
// is released, a round gets more time, is closed and counted again, an indicator is decided on, and
// somebody else leads. Everything is in the log afterwards, accepted. After WorkFirstHalf.
void StateLaterActs(support::SmallFederation* federation);

}  // namespace lontar::sweep
