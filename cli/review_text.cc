#include "cli/review_text.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/deputy_text.h"
#include "cli/diff_text.h"
#include "cli/findings.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

constexpr int kReviewIndent = 14;

std::string ReviewLine(absl::string_view left, absl::string_view text) {
  return Hanging(left, kReviewIndent, text);
}

// "number and proportion, 2012 to 2016 (3 periods)".
std::string ReviewSpan(const Answer& indicator) {
  const std::vector<std::string> periods = indicator.Texts("periods");
  std::string span = absl::StrJoin(indicator.Texts("measures"), " and ");
  if (periods.empty()) return span;
  absl::StrAppend(&span, ", ", periods.front());
  if (periods.size() > 1) {
    absl::StrAppend(&span, " to ", periods.back(), " (", periods.size(), " periods)");
  }
  return span;
}

std::string ReviewCounts(const Answer& indicator) {
  std::string counts =
      absl::StrCat(Counted(indicator.Number("with_number"), "figure", "figures"), ", ",
                   indicator.Text("as_specified"), " as specified, ", indicator.Text("held_back"),
                   " held back, ", indicator.Text("missing"), " missing");
  if (const uint64_t withdrawn = indicator.Number("withdrawn_blocks"); withdrawn > 0) {
    absl::StrAppend(&counts, ", ", Counted(withdrawn, "block", "blocks"), " withdrawn whole");
  }
  return counts;
}

std::string SideWords(const Answer& side) {
  return side.Text("state") == "number" ? side.Text("value") : side.Text("state");
}

// "number 2016, sex F: 12 -> 14, +16.7 %".
std::string MainChange(const Answer& change) {
  const std::string percent = change.Text("percent");
  std::string words =
      absl::StrCat(change.Text("measure"), " ", change.Text("period"), ", ",
                   BreakdownWords(change.At("dimensions")), ": ", SideWords(change.At("before")),
                   " -> ", SideWords(change.At("after")));
  if (percent != "-") {
    absl::StrAppend(&words, ", ", absl::StartsWith(percent, "-") ? "" : "+", percent, " %");
  }
  return words;
}

std::string ReviewChanges(const Answer& indicator) {
  const Answer& changes = indicator.At("changes");
  std::string text =
      ReviewLine("", absl::StrCat("changes: ", changes.Text("added"), " added, ",
                                  changes.Text("changed"), " changed, ", changes.Text("withdrawn"),
                                  " withdrawn, ", changes.Text("unchanged"), " unchanged"));
  for (const Answer& change : indicator.List("main_changes")) {
    absl::StrAppend(&text, Hanging("", kReviewIndent + 2, MainChange(change)));
  }
  return text;
}

std::string ReviewOf(const Answer& indicator) {
  const std::string code = indicator.Text("code");
  std::string text =
      ReviewLine(code.empty() ? "indicator" : code,
                 code.empty() ? indicator.Text("indicator") : indicator.Text("name"));
  absl::StrAppend(&text, ReviewLine("", ReviewSpan(indicator)),
                  ReviewLine("", ReviewCounts(indicator)), ReviewChanges(indicator));
  const std::vector<std::string> deviations = indicator.Texts("deviations");
  if (!deviations.empty()) {
    absl::StrAppend(&text, ReviewLine("", absl::StrCat("differs from the definition in ",
                                                       absl::StrJoin(deviations, "; "))));
  }
  const std::vector<std::string> sources = indicator.Texts("sources");
  const uint64_t more = indicator.Number("sources_count") - sources.size();
  absl::StrAppend(
      &text,
      ReviewLine("", sources.empty()
                         ? "no source is named"
                         : absl::StrCat("from ", absl::StrJoin(sources, "; "),
                                        more > 0 ? absl::StrCat(" and ", more, " more") : "")));
  return text;
}

std::string ReviewFindings(const Answer& review) {
  std::string text = ReviewLine(
      "open", absl::StrCat(Counted(review.Number("errors"), "error", "errors"), ", ",
                           Counted(review.Number("open_warnings"), "warning", "warnings")));
  for (const Answer& finding : review.List("findings")) {
    absl::StrAppend(
        &text, ReviewLine(absl::StrCat("  ", finding.Text("severity")), finding.Text("sentence")));
  }
  if (const uint64_t more = review.Number("findings_left_out"); more > 0) {
    absl::StrAppend(
        &text, ReviewLine("", absl::StrCat(more, " more: lontar check ", review.Text("draft"))));
  }
  return text;
}

// Cells against disclosure control, and whose keys have approved so far.
std::string ReviewApprovals(const Answer& review) {
  std::string text;
  for (const Answer& cell : review.List("published_against_rule")) {
    const std::string code = cell.Text("code");
    absl::StrAppend(&text, ReviewLine("against rule", absl::StrCat(code, "/", cell.Text("at"), ": ",
                                                                   cell.Text("reason"))));
  }
  const Answer& approvals = review.At("approvals");
  const uint64_t wanted = approvals.Number("wanted");
  const size_t given = approvals.List("given").size();
  if (wanted > 0) {
    absl::StrAppend(&text, ReviewLine("approvals", absl::StrCat(given, " of ", wanted, " wanted")));
  }
  for (const Answer& approval : approvals.List("given")) {
    absl::StrAppend(&text, ReviewLine("", ApproverWords(approval)));
  }
  return text;
}

}  // namespace

std::string ReviewText(const Answer& review) {
  const std::string round = review.Text("round");
  const std::string on_behalf = review.Text("on_behalf");
  std::string text = absl::StrCat(
      ReviewLine("report of",
                 absl::StrCat(review.Text("member"), ", provider ", review.Text("provider"),
                              review.Flag("signed") ? ", signed" : ", not signed")),
      ReviewLine("for", absl::StrCat(review.Text("collection"), ", catalogue ",
                                     review.Text("catalogue_version"),
                                     round.empty() ? ", no round" : ", round ", round)));
  if (!on_behalf.empty()) {
    absl::StrAppend(&text,
                    ReviewLine("on behalf", absl::StrCat("entered and signed by ", on_behalf)));
  }
  const std::string drafted = review.At("drafted").Text("sentence");
  if (!drafted.empty()) absl::StrAppend(&text, ReviewLine("words", drafted));
  for (const Answer& indicator : review.List("indicators")) {
    absl::StrAppend(&text, ReviewOf(indicator));
  }
  absl::StrAppend(&text, ReviewFindings(review), ReviewApprovals(review));
  return text + ReviewLine("fingerprint", review.Text("fingerprint"));
}

}  // namespace lontar::cli
