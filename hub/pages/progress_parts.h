#pragma once
// What stands on pages of members beside their own baselines, and of all members together. Pure,
// any thread.

#include "core/net/answer.h"
#include "core/pages/page.h"

namespace lontar::pages {

// One member's progress, a line for each indicator on which it has any. `progress`:
// lontar.progress.v1 of the member as the reader may see it; nothing where it may see none.
Html ProgressPart(const PageContext& context, const net::Answer& progress);

// The figures of all members together of one indicator, or why they are not given. `region`:
// lontar.region.v1 of it; nothing where it has none.
Html RegionPart(const PageContext& context, const net::Answer& region);

}  // namespace lontar::pages
