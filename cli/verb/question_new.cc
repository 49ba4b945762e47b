// lontar question new: ASEC asks a member, or a member ASEC, on an indicator or a cell of it.

#include "absl/strings/str_cat.h"
#include "cli/daemon.h"
#include "cli/question_call.h"
#include "cli/question_text.h"
#include "cli/verb/verbs.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/question_envelope.h"

namespace lontar::cli {
namespace {

// What the words of the line say.
struct Asked {
  std::string member;
  std::string indicator;  // as it was typed
  std::string period;
};

absl::StatusOr<Asked> ReadWords(const Call& call, Place place) {
  const std::vector<std::string> words = call.arguments.All("about");
  const size_t first = place == Place::kHub ? 1 : 0;
  if (words.size() < first + 1 || words.size() > first + 2) {
    return UsageProblem(place == Place::kHub
                            ? "at the hub: MEMBER INDICATOR [PERIOD], such as PH A1 2019"
                            : "at a node: INDICATOR [PERIOD], such as A1 2019");
  }
  Asked asked{"", words[first], words.size() == first + 2 ? words.back() : ""};
  if (place == Place::kHub) {
    asked.member = words.front();
    return asked;
  }
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->Status());
  LONTAR_ASSIGN_OR_RETURN(const Answer status, Answer::Parse(json));
  asked.member = status.Text("member");
  return asked;
}

// The stable id of an indicator, and the collection that has it.
absl::StatusOr<fold::NewQuestion> QuestionOn(const Call& call, const std::string& indicator) {
  net::Question question;
  question.question = "decisions";
  question.collection = call.arguments.Text("collection");
  question.indicator = indicator;
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Ask(call, question));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  if (answer.List("indicators").size() != 1) {
    return base::Problem(absl::StatusCode::kInternal, "ANSWER_UNREADABLE",
                         "the answer names no indicator");
  }
  fold::NewQuestion asked;
  asked.collection = answer.Text("collection");
  asked.indicator = answer.List("indicators").front().Text("indicator");
  return asked;
}

}  // namespace

absl::Status QuestionNew(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const Place place, PlaceOf(call));
  LONTAR_ASSIGN_OR_RETURN(const Asked asked, ReadWords(call, place));
  LONTAR_ASSIGN_OR_RETURN(const auto text, TextGiven(call));
  if (!text) return UsageProblem("--text or --text-file: what is asked");
  LONTAR_ASSIGN_OR_RETURN(fold::NewQuestion question, QuestionOn(call, asked.indicator));
  LONTAR_ASSIGN_OR_RETURN(question.hub_id, HubIdHere(call));
  question.text = SaltedText(asked.member, *text);
  question.text.measure = call.arguments.Text("measure");
  question.text.period = asked.period;
  QuestionStep step;
  LONTAR_ASSIGN_OR_RETURN(step.envelope, fold::EnvelopeOfQuestion(question));
  step.done = "asked";
  step.what = absl::StrCat(asked.member, " ", asked.indicator, asked.period.empty() ? "" : " ",
                           asked.period);
  return SubmitStep(call, step);
}

}  // namespace lontar::cli
