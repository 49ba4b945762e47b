// lontar return prepare: what the member would answer for a round, and what it chooses to answer
// where there is no figure.

#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/daemon.h"
#include "cli/return_text.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// "A8=no-system".
absl::StatusOr<net::ReturnFor::Choice> NotAvailable(const std::string& word) {
  const std::vector<std::string> halves = absl::StrSplit(word, absl::MaxSplits('=', 1));
  if (halves.size() == 2) return net::ReturnFor::Choice{halves[0], "not-available", halves[1]};
  return UsageProblem(
      absl::StrCat("--not-available wants INDICATOR=REASON, as A8=no-system, not \"", word,
                   "\"; reasons are no-system, no-survey, not-processed, definition and other"));
}

}  // namespace

absl::Status ReturnPrepare(const Call& call) {
  net::ReturnFor what;
  what.collection = call.arguments.Text("collection");
  what.round = call.arguments.Text("round");
  what.nil_reason = call.arguments.Text("nil");
  what.dry_run = call.arguments.Has("dry-run");
  LONTAR_ASSIGN_OR_RETURN(const auto restore, call.arguments.Number("restore"));
  if (restore) {
    if (*restore == 0 || *restore > std::numeric_limits<uint16_t>::max()) {
      return UsageProblem("--restore wants the number of a printed version; they count from 1");
    }
    what.restore = static_cast<uint32_t>(*restore);
  }
  for (const std::string& word : call.arguments.All("not-available")) {
    LONTAR_ASSIGN_OR_RETURN(what.choices.emplace_back(), NotAvailable(word));
  }
  for (const std::string answer : {"does-not-apply", "later"}) {
    for (const std::string& indicator : call.arguments.All(answer)) {
      what.choices.push_back({indicator, answer, ""});
    }
  }
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const net::PreparedReturn prepared, node->PrepareReturn(what));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(prepared.json));
  call.terminal->Answer(call.is_json ? prepared.json : ReturnText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
