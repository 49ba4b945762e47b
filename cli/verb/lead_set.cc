// lontar lead set: who leads for an indicator that several providers of the member report.

#include "absl/strings/str_cat.h"
#include "cli/lead_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status LeadSet(const Call& call) {
  net::LeadChange change;
  change.collection = call.arguments.Text("collection");
  change.dry_run = call.arguments.Has("dry-run");
  for (const std::string& word : call.arguments.All("leads")) {
    const size_t at = word.find('=');
    if (at == std::string::npos || at == 0 || at + 1 == word.size()) {
      return UsageProblem(
          absl::StrCat("\"", word, "\" is not INDICATOR=PROVIDER, such as A6=KH.NIS"));
    }
    change.set.emplace_back(word.substr(0, at), word.substr(at + 1));
  }
  return AnswerLeads(call, change);
}

}  // namespace lontar::cli
