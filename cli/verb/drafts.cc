// lontar drafts: what lies on the node and is not approved.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// Why it lies there, and since when.
std::string ReturnedLines(const Answer& draft) {
  if (draft.Text("stage") != "returned") return "";
  const Answer& returned = draft.At("returned");
  const std::string by = returned.Text("by");
  return Hanging(
      "", 11,
      absl::StrCat("since ", returned.Text("time"), by.empty() ? "" : absl::StrCat(", by ", by),
                   ": ", returned.Text("reason")));
}

std::string NarrativesOf(const Answer& draft) {
  const uint64_t narratives = draft.Number("narratives");
  if (narratives == 0) return "";
  return absl::StrCat(", ", Counted(narratives, "narrative", "narratives"));
}

std::string OnBehalfOf(const Answer& draft) {
  const Answer& on_behalf = draft.At("on_behalf");
  if (on_behalf.At("office").is_absent()) return "";
  const std::string letter = on_behalf.Text("letter");
  return absl::StrCat("; entered by ", on_behalf.Text("office"), " on behalf of ",
                      draft.Text("provider"),
                      letter.empty() ? "; its letter is not there yet" : ", letter ", letter);
}

std::string DraftedLines(const Answer& draft) {
  const std::string drafted = draft.At("drafted").Text("sentence");
  return drafted.empty() ? "" : Hanging("", 11, drafted);
}

}  // namespace

absl::Status Drafts(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->ListDrafts());
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  std::string text;
  for (const Answer& draft : answer.List("drafts")) {
    absl::StrAppend(&text, PadRight(draft.Text("draft"), 10), " ", PadRight(draft.Text("stage"), 8),
                    " ", PadRight(draft.Text("provider"), 10), " ",
                    Counted(draft.Number("blocks"), "block", "blocks"), ", ",
                    Counted(draft.Number("observations"), "observation", "observations"),
                    NarrativesOf(draft), ": ", absl::StrJoin(draft.Texts("indicators"), ", "),
                    OnBehalfOf(draft), "\n", DraftedLines(draft), ReturnedLines(draft));
  }
  if (text.empty()) text = "no drafts; lontar import makes one";
  call.terminal->Answer(call.is_json ? json : text);
  return absl::OkStatus();
}

}  // namespace lontar::cli
