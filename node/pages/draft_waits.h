#pragma once
// How a draft stands, in readers' words: its state, its findings, and what waits on whom. Pure.

#include <string>

#include "core/net/answer.h"
#include "core/pages/page.h"

namespace lontar::pages {

struct DraftWaits {
  std::string state;     // "signed"
  std::string findings;  // "1 error, 2 warnings"
  std::string waits;     // "for the provider: 1 error to be corrected"
  bool is_for_approval = false;
};
// `draft`: one of lontar.drafts.v1; `check`: lontar.check.v1 of it, absent where there is none.
DraftWaits WaitsOf(absl::string_view language, const net::Answer& draft, const net::Answer& check);

// "error", "warning", "note".
std::string SeverityWord(absl::string_view language, const net::Answer& finding);

// Who supplied it: the provider, and the office that entered it on its behalf, with its letter.
Html SuppliedBy(const PageContext& context, const net::Answer& draft, const net::Answer& check);

}  // namespace lontar::pages
