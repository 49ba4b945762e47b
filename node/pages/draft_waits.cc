#include "node/pages/draft_waits.h"

#include "absl/strings/str_cat.h"
#include "node/pages/node_parts.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

std::string FindingCounts(absl::string_view language, const Answer& check) {
  if (check.is_absent()) return NodeWord(language, "findings.unknown");
  const uint64_t errors = check.Number("errors");
  const uint64_t warnings = check.Number("warnings");
  if (errors + warnings == 0) return NodeWord(language, "findings.none");
  std::string counts;
  if (errors > 0) counts = NodeCount(language, "errors", errors);
  if (warnings > 0) {
    absl::StrAppend(&counts, counts.empty() ? "" : ", ", NodeCount(language, "warnings", warnings));
  }
  if (const uint64_t open = check.Number("open_warnings"); open > 0) {
    absl::StrAppend(&counts, " (", NodeSay(language, "open", {absl::StrCat(open)}), ")");
  }
  return counts;
}

bool LacksLetter(const Answer& draft) {
  const Answer& on_behalf = draft.At("on_behalf");
  return !on_behalf.At("office").is_absent() && on_behalf.Text("letter").empty();
}

std::string WaitWords(absl::string_view language, const Answer& draft, const Answer& check) {
  const std::string stage = draft.Text("stage");
  if (stage == "unreadable") return NodeSay(language, "waits.drop", {draft.Text("draft")});
  if (const uint64_t errors = check.Number("errors"); errors > 0) {
    return NodeSay(language, "waits.errors", {NodeCount(language, "errors", errors)});
  }
  const uint64_t open = check.Number("open_warnings");
  if (open > 0 && check.Flag("justification_required")) {
    return NodeSay(language, "waits.justify", {NodeCount(language, "warnings", open)});
  }
  if (LacksLetter(draft)) return NodeWord(language, "waits.letter");
  if (stage == "returned") return NodeWord(language, "waits.returned");
  return NodeWord(language, stage == "signed" ? "waits.approval" : "waits.signature");
}

}  // namespace

DraftWaits WaitsOf(absl::string_view language, const Answer& draft, const Answer& check) {
  DraftWaits waits;
  waits.state = StateWord(language, draft.Text("stage"));
  waits.findings = FindingCounts(language, check);
  waits.waits = WaitWords(language, draft, check);
  waits.is_for_approval = waits.waits == NodeWord(language, "waits.approval");
  return waits;
}

std::string SeverityWord(absl::string_view language, const Answer& finding) {
  const std::string severity = finding.Text("severity");
  if (severity == "error") return NodeWord(language, "severity.error");
  return NodeWord(language, severity == "warning" ? "severity.warning" : "severity.note");
}

Html SuppliedBy(const PageContext& context, const Answer& draft, const Answer& check) {
  Html supplied = Html::Text(draft.Text("provider"));
  const Answer& on_behalf =
      check.At("on_behalf").is_absent() ? draft.At("on_behalf") : check.At("on_behalf");
  if (const std::string sentence = on_behalf.Text("sentence"); !sentence.empty()) {
    supplied.AddText("; ").Add(Sentence(context, sentence));
  } else if (!on_behalf.At("office").is_absent()) {
    supplied.AddText("; ").AddText(NodeSay(context.language, "on_behalf",
                                           {on_behalf.Text("office"), on_behalf.Text("letter")}));
  }
  if (const std::string drafted = draft.At("drafted").Text("sentence"); !drafted.empty()) {
    supplied.AddText("; ").Add(Sentence(context, drafted));
  }
  return supplied;
}

}  // namespace lontar::pages
