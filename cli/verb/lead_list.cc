// lontar lead list: who leads for which indicator, and where nobody does.

#include "cli/lead_text.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {

absl::Status LeadList(const Call& call) {
  net::LeadChange change;
  change.collection = call.arguments.Text("collection");
  return AnswerLeads(call, change);
}

}  // namespace lontar::cli
