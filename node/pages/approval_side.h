#pragma once
// The right side of the approval screen: who and what, and the two buttons. Pure.

#include "core/net/answer.h"
#include "node/pages/node_pages.h"

namespace lontar::pages {

// Who supplied it, with which letter, under which fingerprint, what is held back.
Html ApprovalSide(const PageContext& context, const net::Answer& review, const net::Answer& check);

// One primary button that says what it does, and "Return with a reason"; or why there is none.
Html ApprovalButtons(const PageContext& context, const ApprovalAnswers& answers,
                     const net::Answer& review);

}  // namespace lontar::pages
