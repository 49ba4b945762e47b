// lontar draft history: what was done with drafts, also with those that are gone.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

std::string StepWords(const Answer& event) {
  const std::string step = event.Text("step");
  const std::string provider = event.Text("provider");
  const std::string of = provider.empty() ? "" : absl::StrCat(" of ", provider);
  if (step == "imported") return absl::StrCat("imported", of, " from ", event.Text("file"));
  if (step == "signed") {
    return absl::StrCat("signed by key ", event.Text("key").substr(0, 8), of);
  }
  if (step == "returned") {
    const std::string by = event.Text("by");
    return absl::StrCat("returned", by.empty() ? "" : absl::StrCat(" by ", by), ": ",
                        event.Text("reason"),
                        event.Flag("signature_dropped") ? " (its signature was dropped)" : "");
  }
  if (step == "approval-signed") {
    const std::string deputy = event.Text("deputy_of").substr(0, 8);
    const std::string by = event.Text("by");
    return absl::StrCat("approved by key ", event.Text("key").substr(0, 8),
                        event.At("deputy_of").is_absent() ? "" : ", as deputy of key " + deputy,
                        by.empty() ? "" : absl::StrCat(" (", by, ")"), of);
  }
  if (step == "corrected") {
    return absl::StrCat("corrected", of, " from ", event.Text("file"),
                        event.Flag("signature_dropped") ? " (its signature was dropped)" : "");
  }
  if (step == "declined") {
    const std::string by = event.Text("by");
    return absl::StrCat("declined", of, by.empty() ? "" : absl::StrCat(", by ", by), ": ",
                        event.Text("reason"));
  }
  if (step == "approved") return absl::StrCat("approved as entry ", event.Text("entry"), of);
  if (step == "dropped") return absl::StrCat("dropped", of);
  return "a record that cannot be read";
}

// Also who drafted it, and what had become of that.
std::string EventWords(const Answer& event) {
  const std::string drafted = event.Text("drafted");
  return absl::StrCat(StepWords(event), drafted.empty() ? "" : " [", drafted,
                      drafted.empty() ? "" : "]");
}

}  // namespace

absl::Status DraftHistory(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->DraftHistory(call.arguments.Text("draft")));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  std::string text;
  for (const Answer& event : answer.List("events")) {
    absl::StrAppend(
        &text, Hanging(absl::StrCat(PadRight(event.Text("time"), 20), "  ", event.Text("draft")),
                       34, EventWords(event)));
  }
  if (text.empty()) text = "nothing was done with drafts yet; lontar import makes one";
  call.terminal->Answer(call.is_json ? json : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
