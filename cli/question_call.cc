#include "cli/question_call.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/daemon.h"
#include "cli/keys.h"
#include "cli/question_text.h"
#include "core/base/entropy.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// So few digits are often one question's alone, and never by chance another's that was meant.
constexpr size_t kTypedDigitsMin = 4;

absl::StatusOr<std::string> SubmitToHub(const Call& call, chain::Envelope envelope) {
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> files, SigningFiles(call));
  LONTAR_ASSIGN_OR_RETURN(const auto keys, OpenKeys(call, files));
  for (const auto& key : keys) chain::AddSignature(&envelope, *key);
  LONTAR_ASSIGN_OR_RETURN(const auto hub, OpenHub(call));
  return hub->SubmitAct(chain::EncodeEnvelope(envelope), call.arguments.Has("dry-run"));
}

absl::StatusOr<std::string> SealAtNode(const Call& call, const chain::Envelope& envelope) {
  if (call.arguments.Has("authority-key") || call.arguments.Has("lead-key")) {
    return UsageProblem("the authority, or a collection's lead, speaks at its hub: --hub");
  }
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  return node->SealAct(chain::EncodeEnvelope(envelope), call.arguments.Has("dry-run"));
}

}  // namespace

absl::StatusOr<base::HubId> HubIdHere(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const Place place, PlaceOf(call));
  if (place == Place::kHub) return AskHubId(call);
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string status, node->Status());
  return HubIdIn(status);
}

absl::StatusOr<std::string> AskQuestions(const Call& call, absl::string_view indicator) {
  net::Question question;
  question.question = "questions";
  question.collection = call.arguments.Text("collection");
  question.member = call.arguments.Text("member");
  question.indicator = std::string(indicator);
  LONTAR_ASSIGN_OR_RETURN(question.as_of, call.arguments.Number("as-of"));
  return Ask(call, question);
}

absl::StatusOr<Answer> FindQuestion(const Answer& questions, absl::string_view typed) {
  const std::string id = absl::AsciiStrToLower(typed);
  const Answer* found = nullptr;
  int count = 0;
  for (const Answer& question : questions.List("questions")) {
    if (!absl::StartsWith(question.Text("id"), id)) continue;
    found = &question;
    ++count;
  }
  if (count == 0) {
    return base::Problem(absl::StatusCode::kNotFound, "QUESTION_NOT_FOUND",
                         absl::StrCat("no question here has the id ", base::Quoted(typed),
                                      "; lontar question list names them"));
  }
  if (count == 1 && id.size() >= kTypedDigitsMin) return *found;
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "QUESTION_AMBIGUOUS",
      count > 1 ? absl::StrCat(count, " questions have an id that begins with ",
                               base::Quoted(typed), "; type more of it")
                : absl::StrCat("an id is typed with at least ", kTypedDigitsMin, " digits"));
}

absl::StatusOr<std::optional<std::string>> TextGiven(const Call& call) {
  const bool has_file = call.arguments.Has("text-file");
  if (has_file && call.arguments.Has("text")) {
    return UsageProblem("one of --text and --text-file, not both");
  }
  if (!has_file && !call.arguments.Has("text")) return std::optional<std::string>();
  std::string text = call.arguments.Text("text");
  if (has_file) {
    LONTAR_ASSIGN_OR_RETURN(
        text, base::ReadWholeFile(call.arguments.Text("text-file"), base::kTextBytesMax));
  }
  text = std::string(absl::StripAsciiWhitespace(text));
  if (text.empty()) return UsageProblem("the text is empty");
  return std::optional(std::move(text));
}

fold::QuestionText SaltedText(const std::string& member, const std::string& text) {
  base::SystemEntropy entropy;
  fold::QuestionText said;
  said.salt = *base::Salt::FromBytes(entropy.Bytes(base::Salt::kBytes));
  said.member = member;
  said.text = text;
  return said;
}

absl::Status SubmitStep(const Call& call, const QuestionStep& step) {
  const chain::Envelope& envelope = step.envelope;
  LONTAR_ASSIGN_OR_RETURN(const Place place, PlaceOf(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, place == Place::kHub
                                                      ? SubmitToHub(call, envelope)
                                                      : SealAtNode(call, envelope));
  if (call.is_json) {
    call.terminal->Answer(json);
    return absl::OkStatus();
  }
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  const std::string where = place == Place::kHub
                                ? absl::StrCat("log index ", answer.Text("index"))
                                : absl::StrCat("entry ", answer.Text("number"), "; ",
                                               answer.Text("queued"), " to be sent");
  const bool is_dry_run = call.arguments.Has("dry-run");
  const std::string id = step.id.empty() ? envelope.payload_id().hex() : step.id;
  call.terminal->Answer(absl::StrCat(is_dry_run ? "would be " : "", step.done, "  ",
                                     ShortQuestionId(id), "  ", step.what, ", ", where));
  return absl::OkStatus();
}

}  // namespace lontar::cli
