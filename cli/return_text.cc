#include "cli/return_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/evaluation.h"
#include "cli/table_text.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

std::string AnswerWords(const Answer& line) {
  const std::string answer = line.Text("answer");
  if (answer == "figure") {
    std::string words = absl::StrCat(Counted(line.Number("with_number"), "figure", "figures"),
                                     " for ", absl::StrJoin(line.Texts("periods"), ", "), " by ",
                                     absl::StrJoin(line.Texts("providers"), ", "));
    if (line.Number("held_back") > 0) {
      absl::StrAppend(&words, "; ", line.Text("held_back"), " held back");
    }
    return words;
  }
  if (answer == "narrative") {
    return absl::StrCat("narrative only, by ", absl::StrJoin(line.Texts("providers"), ", "));
  }
  if (answer == "not-available") return absl::StrCat("not available: ", line.Text("reason"));
  if (answer == "does-not-apply") return "does not apply";
  return line.Text("from") == "nothing-yet" ? "later (nothing chosen yet)" : "later";
}

std::string StandingLine(const Answer& answer) {
  const Answer& standing = answer.At("standing");
  if (standing.is_absent() || standing.Text("fingerprint").empty()) {
    return "none of this round has been sent before\n";
  }
  return absl::StrCat("the return that stands is ", standing.Text("fingerprint"), ", cleared by ",
                      standing.Text("cleared"), ", log index ", standing.Text("index"), "\n");
}

std::string MemberRow(const Answer& member) {
  const std::string state = member.Text("state");
  if (state == "silent") return "silent\n";
  uint64_t figures = 0;
  uint64_t narratives = 0;
  for (const Answer& line : member.List("lines")) {
    figures += line.Text("answer") == "figure";
    narratives += line.Text("answer") == "narrative";
  }
  return absl::StrCat(
      state == "nil" ? "nil return" : "return", ", ", Counted(figures, "figure", "figures"), ", ",
      Counted(narratives, "narrative only", "narratives only"), " of ", member.List("lines").size(),
      "; cleared by ", member.Text("cleared"), member.Flag("late") ? "; late" : "", "\n");
}

}  // namespace

std::string ReturnText(const Answer& answer) {
  std::string text =
      absl::StrCat("return of ", answer.Text("member_name"), ", ", answer.Text("collection_name"),
                   ", round ", answer.Text("round"), ", due ", answer.Text("cut_off"), "\n\n");
  for (const Answer& line : answer.List("lines")) {
    absl::StrAppend(&text, Hanging(line.Text("code"), 5, AnswerWords(line)));
  }
  absl::StrAppend(&text, "\nfingerprint  ", answer.Text("fingerprint"), "\n", StandingLine(answer));
  const uint64_t undecided = answer.Number("undecided");
  if (undecided > 0) {
    absl::StrAppend(&text, Counted(undecided, "indicator has", "indicators have"),
                    " no answer yet and would go out as later; say why with "
                    "--not-available A8=no-system, or all at once with --nil no-system\n");
  }
  return text;
}

std::string ReturnsText(const Answer& answer) {
  std::string text =
      absl::StrCat(EvaluationLine(answer), "returns of round ", answer.Text("round"), ", due ",
                   answer.Text("cut_off"), ", log of ", answer.Text("log_size"), " entries\n\n");
  for (const Answer& member : answer.List("members")) {
    absl::StrAppend(&text, PadRight(member.Text("member"), 4), MemberRow(member));
  }
  return text;
}

}  // namespace lontar::cli
