#include "node/service/office_pages.h"

#include <algorithm>
#include <array>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/net/answer.h"
#include "core/net/http_target.h"
#include "core/pages/page_request.h"
#include "core/trust/sha256.h"
#include "node/core/own_entries.h"
#include "node/pages/node_parts.h"
#include "node/service/node_status.h"

namespace lontar::node {
namespace {

using net::HttpRequest;

absl::Status CheckOfficeQuery(const HttpRequest& request) {
  constexpr std::array<absl::string_view, 4> kNames = {"collection", "round", "sealed", "lang"};
  for (const auto& [name, value] : request.query) {
    if (std::ranges::find(kNames, name) != kNames.end()) continue;
    return base::Problem(absl::StatusCode::kInvalidArgument, "HTTP_QUERY_INVALID",
                         absl::StrCat("the query says ", base::Quoted(name),
                                      "; it may say collection, round, sealed and lang"));
  }
  return absl::OkStatus();
}

std::string OfQuery(const HttpRequest& request, absl::string_view name) {
  return net::QueryValue(request.query, name).value_or("");
}

}  // namespace

std::string FormMark(absl::string_view secret, absl::string_view path) {
  return trust::Sha256({"lontar form\n", path, "\n", secret}).hex();
}

pages::PageContext OfficePages::ContextOf(const HttpRequest& request) {
  pages::PageContext context;
  context.language = pages::LanguageOf(request);
  context.path = pages::AddressOf(request);
  return context;
}

pages::PageContext OfficePages::ContextOf(const HttpRequest& request, const OfficeReader& reader) {
  pages::PageContext context = ContextOf(request);
  context.places = pages::OfficePlaces(context.language);
  context.signed_in_as = reader.token.name;
  context.may_see_figures = true;
  context.sign_out_mark = FormMark(reader.secret, "/sign-out");
  return context;
}

absl::StatusOr<std::string> OfficePages::Status() const {
  return WholeStatus(parts_.shell, *parts_.timer, *parts_.standing);
}

OfficePages::Page OfficePages::Inbox(const pages::PageContext& context) const {
  pages::InboxAnswers answers;
  LONTAR_ASSIGN_OR_RETURN(answers.drafts,
                          parts_.shell->Do([](NodeCore& core) { return core.ListDrafts(); }));
  LONTAR_ASSIGN_OR_RETURN(const net::Answer drafts, net::Answer::Parse(answers.drafts));
  // One at a time, so that imports and conversations go on meanwhile.
  for (const net::Answer& draft : drafts.List("drafts")) {
    const std::string id = draft.Text("draft");
    answers.checks.push_back(
        parts_.shell->Do([&id](NodeCore& core) { return core.Check(id); }).value_or(""));
  }
  LONTAR_ASSIGN_OR_RETURN(answers.entries,
                          parts_.shell->Do([](NodeCore& core) { return OwnEntriesJson(core); }));
  LONTAR_ASSIGN_OR_RETURN(answers.status, Status());
  return pages::InboxPage(context, answers);
}

OfficePages::Page OfficePages::Draft(const pages::PageContext& context,
                                     const std::string& draft) const {
  pages::DraftAnswers answers;
  answers.draft = draft;
  const auto ask = [&](NodeCore& core) -> absl::Status {
    LONTAR_ASSIGN_OR_RETURN(answers.drafts, core.ListDrafts());
    const absl::StatusOr<std::string> check = core.Check(draft);
    // One that cannot be read is shown as what it is.
    if (!check.ok() && base::ReasonOf(check.status()) != "RECORD_UNREADABLE") return check.status();
    answers.check = check.value_or("");
    return absl::OkStatus();
  };
  LONTAR_RETURN_IF_ERROR(parts_.shell->Do(ask));
  LONTAR_ASSIGN_OR_RETURN(answers.status, Status());
  return pages::DraftPage(context, answers);
}

OfficePages::Page OfficePages::Approval(const pages::PageContext& context,
                                        const OfficeReader& reader, const Screen& screen) const {
  pages::ApprovalAnswers answers;
  // Under one lock: what the screen shows is of one state.
  const auto ask = [&](NodeCore& core) -> absl::Status {
    LONTAR_ASSIGN_OR_RETURN(answers.review, core.Review(screen.draft));
    LONTAR_ASSIGN_OR_RETURN(answers.check, core.Check(screen.draft));
    LONTAR_ASSIGN_OR_RETURN(answers.diff, core.DiffDraft(screen.draft, "current"));
    const auto tried =
        core.Approve({.draft = screen.draft, .by = reader.token.name, .is_dry_run = true});
    answers.refusal = std::string(tried.status().message());
    return absl::OkStatus();
  };
  LONTAR_RETURN_IF_ERROR(parts_.shell->Do(ask));
  LONTAR_ASSIGN_OR_RETURN(answers.status, Status());
  answers.may_approve = reader.token.may_approve();
  answers.approve_mark = FormMark(reader.secret, "/approve");
  answers.return_mark = FormMark(reader.secret, "/return");
  answers.said = screen.said;
  answers.typed = screen.typed;
  return pages::ApprovalPage(context, answers);
}

OfficePages::Page OfficePages::Questions(const pages::PageContext& context,
                                         const OfficeReader& reader,
                                         const QuestionScreen& screen) const {
  pages::OfficeQuestionsAnswers answers;
  const auto ask = [&](NodeCore& core) -> absl::Status {
    for (const auto& [collection, record] : core.state().collections()) {
      fold::Question question;
      question.subject = "questions";
      question.collection = collection;
      LONTAR_ASSIGN_OR_RETURN(std::string list, core.Ask(question));
      answers.questions.push_back(std::move(list));
    }
    LONTAR_ASSIGN_OR_RETURN(answers.entries, OwnEntriesJson(core));
    return absl::OkStatus();
  };
  LONTAR_RETURN_IF_ERROR(parts_.shell->Do(ask));
  LONTAR_ASSIGN_OR_RETURN(answers.status, Status());
  answers.sealed = screen.sealed;
  answers.may_say = reader.token.may_approve();
  answers.answer_mark = FormMark(reader.secret, "/question-answer");
  answers.ask_mark = FormMark(reader.secret, "/question-new");
  answers.said = screen.said;
  answers.typed = screen.typed;
  return pages::OfficeQuestionsPage(context, answers);
}

OfficePages::Page OfficePages::Completeness(const pages::PageContext& context,
                                            const HttpRequest& request) const {
  const std::string collection = OfQuery(request, "collection");
  const std::string round = OfQuery(request, "round");
  pages::CompletenessAnswers answers;
  const auto ask = [&](NodeCore& core) -> absl::Status {
    const auto completeness = core.Completeness(collection, round);
    // Before there is a round, and where there are several to choose from, the calendar answers.
    const bool is_asked_for = !collection.empty() || !round.empty();
    if (!completeness.ok() && is_asked_for) return completeness.status();
    answers.completeness = completeness.value_or("");
    answers.rounds = RoundCalendarJson(core, parts_.clock->Now());
    return absl::OkStatus();
  };
  LONTAR_RETURN_IF_ERROR(parts_.shell->Do(ask));
  LONTAR_ASSIGN_OR_RETURN(answers.status, Status());
  return pages::CompletenessPage(context, answers);
}

OfficePages::Page OfficePages::Queue(const pages::PageContext& context,
                                     const HttpRequest& request) const {
  pages::QueueAnswers answers;
  LONTAR_ASSIGN_OR_RETURN(answers.entries,
                          parts_.shell->Do([](NodeCore& core) { return OwnEntriesJson(core); }));
  LONTAR_ASSIGN_OR_RETURN(answers.status, Status());
  answers.sealed = OfQuery(request, "sealed");
  return pages::QueuePage(context, answers);
}

OfficePages::Page OfficePages::Receipt(const pages::PageContext& context,
                                       const std::string& number) const {
  uint64_t entry = 0;
  if (!absl::SimpleAtoi(number, &entry)) {
    return base::Problem(absl::StatusCode::kNotFound, "RECEIPT_ABSENT",
                         absl::StrCat(base::Quoted(number), " is no entry's number"));
  }
  LONTAR_ASSIGN_OR_RETURN(const std::string receipt, parts_.shell->Do([entry](NodeCore& core) {
    return core.Receipt(base::ChainNumber(entry));
  }));
  LONTAR_ASSIGN_OR_RETURN(const std::string status, Status());
  return pages::EntryReceiptPage(context, receipt, status);
}

OfficePages::Page OfficePages::Sync(const pages::PageContext& context) const {
  LONTAR_ASSIGN_OR_RETURN(const std::string entries,
                          parts_.shell->Do([](NodeCore& core) { return OwnEntriesJson(core); }));
  LONTAR_ASSIGN_OR_RETURN(const std::string status, Status());
  return pages::SyncPage(context, status, entries);
}

absl::StatusOr<std::optional<std::string>> OfficePages::Make(const HttpRequest& request,
                                                             const OfficeReader& reader) const {
  const std::vector<std::string>& path = request.path;
  const pages::PageContext context = ContextOf(request, reader);
  LONTAR_RETURN_IF_ERROR(CheckOfficeQuery(request));
  if (path.empty()) return Inbox(context);
  const bool is_draft = path[0] == "drafts";
  if (is_draft && path.size() == 2) return Draft(context, path[1]);
  if (is_draft && path.size() == 3 && path[2] == "approve") {
    return Approval(context, reader, {.draft = path[1]});
  }
  if (path[0] == "receipts" && path.size() == 2) return Receipt(context, path[1]);
  if (path.size() != 1) return std::optional<std::string>();
  if (path[0] == "completeness") return Completeness(context, request);
  if (path[0] == "queue") return Queue(context, request);
  if (path[0] == "questions") {
    return Questions(context, reader, {.sealed = OfQuery(request, "sealed")});
  }
  if (path[0] == "sync") return Sync(context);
  return std::optional<std::string>();
}

}  // namespace lontar::node
