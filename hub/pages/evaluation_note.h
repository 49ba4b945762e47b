#pragma once
// What a page of a round says of its evaluations. Pure, any thread.

#include "core/net/answer.h"
#include "core/pages/page.h"

namespace lontar::pages {

// Of evaluation 1 which later ones there are, with day, reason and a link; of a later one its day
// and reason, and that the result of evaluation 1 stands. Nothing of a round that was counted once.
// `answer`: any of lontar.coverage.v1, threshold.v1, docket.v1.
Html EvaluationNote(const PageContext& context, const net::Answer& answer);

}  // namespace lontar::pages
