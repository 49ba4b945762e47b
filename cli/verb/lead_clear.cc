// lontar lead clear: nobody leads for an indicator any more.

#include "cli/lead_text.h"
#include "cli/verb/verbs.h"

namespace lontar::cli {

absl::Status LeadClear(const Call& call) {
  net::LeadChange change;
  change.collection = call.arguments.Text("collection");
  change.dry_run = call.arguments.Has("dry-run");
  change.clear = call.arguments.All("indicators");
  return AnswerLeads(call, change);
}

}  // namespace lontar::cli
