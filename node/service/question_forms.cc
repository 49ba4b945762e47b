#include "node/service/question_forms.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/diagnostics.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/answer.h"
#include "node/core/office_words.h"

namespace lontar::node {
namespace {

constexpr absl::string_view kNewPath = "/question-new";
constexpr absl::string_view kAnswerPath = "/question-answer";

std::string SentField(const QuestionForms::Sent& sent, absl::string_view name) {
  const auto found =
      std::ranges::find(sent.fields, name, &std::pair<std::string, std::string>::first);
  return found == sent.fields.end() ? "" : found->second;
}

absl::StatusOr<SaidRequest> SaidIn(const QuestionForms::Sent& sent) {
  SaidRequest request;
  request.text = SentField(sent, "text");
  if (sent.path == kNewPath) {
    // "COLLECTION/ID", as the page's list has it.
    const std::pair<std::string, std::string> on =
        absl::StrSplit(SentField(sent, "indicator"), absl::MaxSplits('/', 1));
    request.collection = on.first;
    request.indicator = on.second;
    request.measure = SentField(sent, "measure");
    request.period = SentField(sent, "period");
    return request;
  }
  request.question = SentField(sent, "question");
  request.last_word = SentField(sent, "last_word");
  const std::string does = SentField(sent, "does");
  request.closes = does == "close";
  if (request.question.empty() || (does != "answer" && does != "close")) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "HTTP_FORM_INVALID",
                         "the form does not say which question is answered or closed");
  }
  return request;
}

}  // namespace

bool QuestionForms::IsOne(absl::string_view path) {
  return path == kNewPath || path == kAnswerPath;
}

absl::StatusOr<std::string> QuestionForms::Take(const OfficeReader& reader,
                                                const Sent& sent) const {
  LONTAR_ASSIGN_OR_RETURN(const SaidRequest request, SaidIn(sent));
  LONTAR_ASSIGN_OR_RETURN(const std::string done,
                          shell_->DoNew([&request](NodeCore& core) { return core.Say(request); }));
  const net::Answer answer = net::Answer::Parse(done).value_or(net::Answer());
  base::Diagnose(base::Severity::kNote, "question_said_in_browser",
                 {{"entry", answer.Text("number")}, {"token", reader.token.id}});
  return absl::StrCat("/questions?sealed=", answer.Number("number"));
}

absl::StatusOr<std::string> QuestionForms::Again(const pages::PageContext& context,
                                                 const OfficeReader& reader, const Sent& sent,
                                                 const absl::Status& error) const {
  OfficePages::QuestionScreen screen;
  screen.said = std::string(error.message());
  screen.typed = {SentField(sent, "question"), SentField(sent, "indicator"),
                  SentField(sent, "measure"), SentField(sent, "period"), SentField(sent, "text")};
  pages::PageContext page = context;
  page.path = "/questions";
  return pages_->Questions(page, reader, screen);
}

}  // namespace lontar::node
