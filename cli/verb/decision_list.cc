// lontar decision list: what SLOM has decided, and how an indicator came to the list on which it
// stands.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

std::string DecisionText(const Answer& decision) {
  const bool stays = decision.Text("from") == decision.Text("to");
  const std::string move =
      stays ? absl::StrCat("stays on ", decision.Text("from"))
            : absl::StrCat("from ", decision.Text("from"), " to ", decision.Text("to"));
  const std::string document = decision.Text("document");
  return Hanging(
      decision.Text("date"), 12,
      absl::StrCat(decision.Text("indicator"), ": ", move, "; ", decision.Text("meeting"),
                   document.empty() ? "" : absl::StrCat(", document ", document), ", on round ",
                   decision.Text("round"), ": ", decision.Text("reason"), " (log index ",
                   decision.Text("index"), ")"));
}

std::string LifeText(const Answer& life) {
  std::vector<std::string> stages;
  std::string last;
  for (const Answer& version : life.List("catalogues")) {
    stages.push_back(absl::StrCat(version.Text("code"), " in catalogue ", version.Text("version")));
    last = version.Text("list");
  }
  const std::string now = life.Text("list");
  if (now != last) stages.push_back(absl::StrCat("list ", now, " by decision"));
  return Hanging("", 0,
                 absl::StrCat(life.Text("indicator"), ", ", life.Text("name"), ": ",
                              absl::StrJoin(stages, ", then ")));
}

std::string DecisionsText(const Answer& answer) {
  std::string text;
  for (const Answer& decision : answer.List("decisions")) {
    absl::StrAppend(&text, DecisionText(decision));
  }
  if (text.empty()) text = "nothing was decided\n";
  absl::StrAppend(&text, "\n");
  for (const Answer& life : answer.List("indicators")) absl::StrAppend(&text, LifeText(life));
  return absl::StrCat(text, "log size ", answer.Text("log_size"), "\n");
}

}  // namespace

absl::Status DecisionList(const Call& call) {
  net::Question question;
  question.question = "decisions";
  question.collection = call.arguments.Text("collection");
  question.indicator = call.arguments.Text("indicator");
  LONTAR_ASSIGN_OR_RETURN(question.as_of, call.arguments.Number("as-of"));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : DecisionsText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
