#include "hub/service/site_pages.h"

#include <algorithm>
#include <array>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/net/http_problem.h"
#include "core/net/http_target.h"
#include "core/pages/page_request.h"
#include "core/pages/words.h"
#include "hub/pages/hub_words.h"
#include "hub/pages/pages.h"
#include "hub/service/log_json.h"

namespace lontar::hub {
namespace {

using net::HttpRequest;

absl::Status QueryInvalid(absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "HTTP_QUERY_INVALID", why);
}

// "/log", "/log/12", "/log?entry=12" and "/log?before=12".
struct LogQuestion {
  std::optional<base::LogIndex> index;
  std::optional<base::LogIndex> before;
};

absl::StatusOr<LogQuestion> LogQuestionOf(const HttpRequest& request) {
  LogQuestion question;
  const auto read = [](absl::string_view text) -> absl::StatusOr<base::LogIndex> {
    uint64_t number = 0;
    if (absl::SimpleAtoi(text, &number)) return base::LogIndex(number);
    return QueryInvalid(
        absl::StrCat("an entry is named by its number in the log, not ", base::Quoted(text)));
  };
  for (const auto& [name, value] : request.query) {
    if (name == "lang") continue;
    if (name != "entry" && name != "before") {
      return QueryInvalid(
          absl::StrCat("the query says ", base::Quoted(name), "; it may say entry or before"));
    }
    LONTAR_ASSIGN_OR_RETURN((name == "entry" ? question.index : question.before), read(value));
  }
  if (request.path.size() == 2) {
    LONTAR_ASSIGN_OR_RETURN(question.index, read(request.path[1]));
  }
  return question;
}

absl::string_view RoleWord(absl::string_view language, fold::ViewerRole role) {
  const absl::string_view name = fold::NameOf(role);
  const absl::string_view word = pages::HubWordOf(language, absl::StrCat("role.", name));
  return word.empty() ? name : word;
}

pages::PageContext ContextOf(const HttpRequest& request, const Reader& reader) {
  pages::PageContext context;
  context.language = pages::LanguageOf(request);
  context.path = pages::AddressOf(request);
  context.places = {{"/", std::string(pages::Word(context.language, "coverage"))},
                    {"/rounds", std::string(pages::Word(context.language, "round"))},
                    {"/calendar", std::string(pages::Word(context.language, "calendar"))},
                    {"/questions", std::string(pages::Word(context.language, "questions"))},
                    {"/log", std::string(pages::Word(context.language, "log"))},
                    {"/status", std::string(pages::Word(context.language, "status"))}};
  const fold::Viewer& viewer = reader.viewer;
  if (!reader.token_id.empty()) {
    context.signed_in_as = absl::StrCat(RoleWord(context.language, viewer.role),
                                        viewer.member.empty() ? "" : " ", viewer.member);
  }
  context.may_see_figures = viewer.role == fold::ViewerRole::kAsec || !viewer.member.empty();
  return context;
}

}  // namespace

SitePage SignInPageOf(const HttpRequest& request, absl::string_view said) {
  pages::PageContext context = ContextOf(request, Reader());
  context.path = "/sign-in";
  return {pages::SignInPage(context, said), pages::LanguageCookie(request, context.language)};
}

net::HttpResponse ProblemOf(const HttpRequest& request, const Reader& reader,
                            const absl::Status& error, int http_status) {
  net::HttpResponse response = net::HttpProblem(error, http_status);
  response.vary = "Accept, Accept-Language, Authorization, Cookie";
  if (!net::WantsPage(request)) return response;
  pages::PageContext context = ContextOf(request, reader);
  // Of a form there is no page to come back to in another language.
  if (request.method == net::HttpMethod::kPost) context.path = "/";
  response.content_type = "text/html; charset=utf-8";
  response.body = pages::ProblemPage(
      context, {response.status, base::ReasonOf(error), std::string(error.message())});
  const std::string chosen = pages::LanguageCookie(request, context.language);
  if (!chosen.empty()) response.headers.emplace_back("Set-Cookie", chosen);
  return response;
}

absl::StatusOr<fold::Question> QuestionOf(const std::string& subject, const HttpRequest& request) {
  constexpr std::array<absl::string_view, 8> kNames = {
      "collection", "round", "as_of", "evaluation", "member", "indicator", "history", "lang"};
  for (const auto& [name, value] : request.query) {
    const bool is_own = (subject == "calendar" && name == "on") ||
                        (request.path == std::vector<std::string>{"questions"} && name == "open");
    if (!is_own && std::ranges::find(kNames, name) == kNames.end()) {
      return QueryInvalid(
          absl::StrCat("the query says ", base::Quoted(name),
                       "; it may say collection, round, as_of, evaluation, "
                       "member, indicator and history, of a calendar on, and of the page "
                       "of questions open"));
    }
  }
  const auto value = [&request](absl::string_view name) {
    return net::QueryValue(request.query, name).value_or("");
  };
  fold::Question question;
  question.subject = subject;
  question.collection = value("collection");
  question.round = value("round");
  question.member = value("member");
  question.indicator = value("indicator");
  question.with_history = value("history") == "true";
  question.on = value("on");
  const std::string as_of = value("as_of");
  uint64_t size = 0;
  if (!as_of.empty() && !absl::SimpleAtoi(as_of, &size)) {
    return QueryInvalid(absl::StrCat("as_of is a log size, not ", base::Quoted(as_of)));
  }
  if (!as_of.empty()) question.as_of = base::LogSize(size);
  const std::string evaluation = value("evaluation");
  if (!evaluation.empty() && !absl::SimpleAtoi(evaluation, &question.evaluation)) {
    return QueryInvalid(
        absl::StrCat("evaluation is a number from 1, not ", base::Quoted(evaluation)));
  }
  return question;
}

void SetDay(base::Clock* clock, fold::Question* question) {
  if (question->subject != "calendar" || !question->on.empty()) return;
  question->on = absl::FormatTime("%Y-%m-%d", clock->Now(), absl::UTCTimeZone());
}

absl::StatusOr<std::string> SitePages::Answer(const Asked& asked,
                                              const std::string& subject) const {
  LONTAR_ASSIGN_OR_RETURN(const fold::Question question, QuestionOf(subject, asked.request));
  return shell_->AskFor(asked.reader.viewer, question);
}

absl::StatusOr<std::string> SitePages::Status() const {
  LONTAR_ASSIGN_OR_RETURN(const std::string status, shell_->StatusJson());
  return standing_->AddTo(status);
}

absl::StatusOr<pages::PageContext> SitePages::WithLog(const Asked& asked) const {
  LONTAR_ASSIGN_OR_RETURN(const fold::Question question, QuestionOf("coverage", asked.request));
  pages::PageContext context = asked.context;
  LONTAR_RETURN_IF_ERROR(shell_->Look([&](const HubCore& core) -> absl::Status {
    context.log_size = core.tree().size().value();
    const uint64_t size = question.as_of ? question.as_of->value() : context.log_size;
    if (size == 0) return absl::OkStatus();
    LONTAR_ASSIGN_OR_RETURN(context.as_of_time, ArrivedText(core, base::LogIndex(size - 1)));
    return absl::OkStatus();
  }));
  return context;
}

absl::StatusOr<std::string> SitePages::Coverage(const Asked& asked) const {
  const absl::StatusOr<std::string> coverage = Answer(asked, "coverage");
  if (coverage.ok()) {
    LONTAR_ASSIGN_OR_RETURN(const pages::PageContext context, WithLog(asked));
    return pages::CoveragePage(context, *coverage);
  }
  // A hub that has only begun is no error.
  constexpr std::array<absl::string_view, 3> kNotYet = {"ROUND_ABSENT", "COLLECTION_ABSENT",
                                                        "CATALOGUE_ABSENT"};
  const bool is_plain = asked.request.query.empty();
  if (!is_plain || std::ranges::find(kNotYet, base::ReasonOf(coverage.status())) == kNotYet.end()) {
    return coverage.status();
  }
  LONTAR_ASSIGN_OR_RETURN(const std::string status, Status());
  return pages::EmptyPage(asked.context, status);
}

absl::StatusOr<std::string> SitePages::Indicator(const Asked& asked) const {
  pages::IndicatorAnswers answers;
  answers.indicator = asked.request.path[1];
  LONTAR_ASSIGN_OR_RETURN(answers.coverage, Answer(asked, "coverage"));
  LONTAR_ASSIGN_OR_RETURN(fold::Question question, QuestionOf("deviations", asked.request));
  question.indicator = answers.indicator;
  LONTAR_ASSIGN_OR_RETURN(answers.deviations, shell_->AskFor(asked.reader.viewer, question));
  question.subject = "cells";
  LONTAR_ASSIGN_OR_RETURN(answers.cells, shell_->AskFor(asked.reader.viewer, question));
  LONTAR_ASSIGN_OR_RETURN(answers.threshold, Answer(asked, "threshold"));
  question.subject = "region";
  LONTAR_ASSIGN_OR_RETURN(answers.region, shell_->AskFor(asked.reader.viewer, question));
  std::string page = pages::IndicatorPage(asked.context, answers);
  if (!page.empty()) return page;
  return base::Problem(
      absl::StatusCode::kNotFound, "PAGE_ABSENT",
      absl::StrCat("this round has no indicator ", base::Quoted(answers.indicator)));
}

absl::StatusOr<std::string> SitePages::Round(const Asked& asked) const {
  LONTAR_ASSIGN_OR_RETURN(fold::Question question, QuestionOf("coverage", asked.request));
  if (asked.request.path.size() == 3) {
    question.collection = asked.request.path[1];
    question.round = asked.request.path[2];
  }
  LONTAR_ASSIGN_OR_RETURN(const std::string coverage,
                          shell_->AskFor(asked.reader.viewer, question));
  LONTAR_ASSIGN_OR_RETURN(const std::string status, Status());
  return pages::RoundPage(asked.context, coverage, status);
}

absl::StatusOr<std::string> SitePages::Member(const Asked& asked) const {
  pages::MemberAnswers answers;
  answers.member = asked.request.path[1];
  LONTAR_ASSIGN_OR_RETURN(fold::Question question, QuestionOf("docket", asked.request));
  LONTAR_ASSIGN_OR_RETURN(answers.docket, shell_->AskFor(asked.reader.viewer, question));
  question.subject = "coverage";
  LONTAR_ASSIGN_OR_RETURN(answers.coverage, shell_->AskFor(asked.reader.viewer, question));
  question.subject = "questions";
  question.member = answers.member;
  LONTAR_ASSIGN_OR_RETURN(answers.questions, shell_->AskFor(asked.reader.viewer, question));
  question.subject = "progress";
  const absl::StatusOr<std::string> progress = shell_->AskFor(asked.reader.viewer, question);
  if (progress.ok()) {
    answers.progress = *progress;
  } else if (base::ReasonOf(progress.status()) != "MEMBER_ABSENT") {
    return progress.status();
  }
  LONTAR_RETURN_IF_ERROR(shell_->Look([&](const HubCore& core) -> absl::Status {
    LONTAR_ASSIGN_OR_RETURN(answers.arrived, LateArrivals(core, answers.docket, answers.member));
    return absl::OkStatus();
  }));
  std::string page = pages::MemberPage(asked.context, answers);
  if (!page.empty()) return page;
  return base::Problem(absl::StatusCode::kNotFound, "PAGE_ABSENT",
                       absl::StrCat("this round has no member ", base::Quoted(answers.member)));
}

absl::StatusOr<std::string> SitePages::Questions(const Asked& asked) const {
  LONTAR_ASSIGN_OR_RETURN(fold::Question question, QuestionOf("questions", asked.request));
  const fold::Viewer& viewer = asked.reader.viewer;
  pages::QuestionsAnswers answers;
  LONTAR_ASSIGN_OR_RETURN(answers.status, Status());
  answers.may_see = fold::MaySeeQuestions(viewer, viewer.member);
  answers.is_asec = viewer.role == fold::ViewerRole::kAsec;
  answers.filter = {question.collection, question.member, question.indicator,
                    !net::QueryValue(asked.request.query, "open").value_or("").empty()};
  std::vector<std::string> collections;
  if (!question.collection.empty()) collections.push_back(question.collection);
  LONTAR_RETURN_IF_ERROR(shell_->Look([&](const HubCore& core) -> absl::Status {
    for (const auto& [id, record] : core.state().collections()) {
      if (question.collection.empty()) collections.push_back(id);
    }
    return absl::OkStatus();
  }));
  // One that had not begun, or does not have the indicator, has nothing to say; if none has, that
  // is said.
  constexpr std::array<absl::string_view, 3> kNothing = {"COLLECTION_ABSENT", "CATALOGUE_ABSENT",
                                                         "INDICATOR_UNKNOWN"};
  absl::Status nothing;
  for (const std::string& collection : collections) {
    question.collection = collection;
    absl::StatusOr<std::string> answer = shell_->AskFor(viewer, question);
    if (answer.ok()) {
      answers.questions.push_back(*std::move(answer));
      continue;
    }
    nothing = answer.status();
    if (std::ranges::find(kNothing, base::ReasonOf(nothing)) == kNothing.end()) return nothing;
  }
  if (answers.questions.empty() && !nothing.ok()) return nothing;
  return pages::QuestionsPage(asked.context, answers);
}

absl::StatusOr<std::string> SitePages::Calendar(const Asked& asked) const {
  LONTAR_ASSIGN_OR_RETURN(fold::Question question, QuestionOf("calendar", asked.request));
  SetDay(clock_, &question);
  LONTAR_ASSIGN_OR_RETURN(const std::string calendar,
                          shell_->AskFor(asked.reader.viewer, question));
  return pages::CalendarPage(asked.context, calendar);
}

absl::StatusOr<std::string> SitePages::Log(const Asked& asked) const {
  LONTAR_ASSIGN_OR_RETURN(const LogQuestion question, LogQuestionOf(asked.request));
  std::string log;
  LONTAR_RETURN_IF_ERROR(shell_->Look([&](const HubCore& core) -> absl::Status {
    LONTAR_ASSIGN_OR_RETURN(
        log, question.index ? LogEntryJson(core, *question.index) : LogJson(core, question.before));
    return absl::OkStatus();
  }));
  return question.index ? pages::EntryPage(asked.context, log) : pages::LogPage(asked.context, log);
}

absl::StatusOr<std::optional<SitePage>> SitePages::Make(const HttpRequest& request,
                                                        const Reader& reader) const {
  const pages::PageContext context = ContextOf(request, reader);
  const Asked asked{request, reader, context};
  const std::vector<std::string>& path = request.path;
  SitePage page;
  if (path.empty()) {
    LONTAR_ASSIGN_OR_RETURN(page.html, Coverage(asked));
  } else if (path[0] == "indicators" && path.size() == 2) {
    LONTAR_ASSIGN_OR_RETURN(page.html, Indicator(asked));
  } else if (path[0] == "rounds" && (path.size() == 1 || path.size() == 3)) {
    LONTAR_ASSIGN_OR_RETURN(page.html, Round(asked));
  } else if (path[0] == "members" && path.size() == 2) {
    LONTAR_ASSIGN_OR_RETURN(page.html, Member(asked));
  } else if (path[0] == "calendar" && path.size() == 1) {
    LONTAR_ASSIGN_OR_RETURN(page.html, Calendar(asked));
  } else if (path[0] == "questions" && path.size() == 1) {
    LONTAR_ASSIGN_OR_RETURN(page.html, Questions(asked));
  } else if (path[0] == "log" && path.size() <= 2) {
    LONTAR_ASSIGN_OR_RETURN(page.html, Log(asked));
  } else if (path[0] == "status" && path.size() == 1) {
    LONTAR_ASSIGN_OR_RETURN(const std::string status, Status());
    page.html = pages::StatusPage(context, status);
  } else {
    return std::optional<SitePage>();
  }
  page.set_language = pages::LanguageCookie(request, context.language);
  return std::optional<SitePage>(std::move(page));
}

}  // namespace lontar::hub
