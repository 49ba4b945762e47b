#include "node/service/node_site.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/answer.h"
#include "core/net/http_browser.h"
#include "core/net/http_problem.h"
#include "core/net/http_target.h"
#include "core/pages/page_request.h"
#include "core/pages/style_sheet.h"
#include "core/trust/bearer_token.h"
#include "core/trust/sha256.h"
#include "node/core/draft_return.h"
#include "node/service/question_forms.h"

namespace lontar::node {
namespace {

using net::HttpMethod;
using net::HttpRequest;
using net::HttpResponse;

// Cookies know no ports: a hub on the same machine has one of another name.
constexpr absl::string_view kCookie = "lontar_node_token";
constexpr int kNoContent = 204;
constexpr int kSeeOther = 303;
constexpr int kUnauthorized = 401;
constexpr size_t kEtagDigits = 32;

HttpResponse OfficeHtml(const HttpRequest& request, std::string html, int status) {
  HttpResponse response;
  response.status = status;
  response.content_type = "text/html; charset=utf-8";
  response.is_role_bound = true;
  response.vary = "Authorization, Cookie, Accept-Language";
  response.body = std::move(html);
  const std::string chosen = pages::LanguageCookie(request, pages::LanguageOf(request));
  if (!chosen.empty()) response.headers.emplace_back("Set-Cookie", chosen);
  return response;
}

HttpResponse GoTo(std::string address) {
  HttpResponse response;
  response.status = kSeeOther;
  response.is_role_bound = true;
  response.body = absl::StrCat("see ", address, "\n");
  response.headers.emplace_back("Location", std::move(address));
  return response;
}

// Of a form there is no page to come back to in another language.
HttpResponse Trouble(const HttpRequest& request, const absl::Status& error,
                     const OfficeReader* reader = nullptr) {
  pages::PageContext context = reader == nullptr ? OfficePages::ContextOf(request)
                                                 : OfficePages::ContextOf(request, *reader);
  if (request.method == HttpMethod::kPost) context.path = "/";
  return OfficeHtml(request, pages::TroublePage(context, base::ReasonOf(error), error.message()),
                    net::HttpStatusOf(error.code()));
}

HttpResponse OfficeStyle() {
  HttpResponse response;
  response.content_type = "text/css; charset=utf-8";
  response.body = std::string(pages::StyleSheet());
  response.cache_control = "public, max-age=300";
  response.etag = trust::Sha256({response.body}).hex().substr(0, kEtagDigits);
  return response;
}

HttpResponse NoOfficeIcon() {
  HttpResponse response;
  response.status = kNoContent;
  response.cache_control = "public, max-age=86400";
  return response;
}

std::string FieldOf(const std::vector<std::pair<std::string, std::string>>& form,
                    absl::string_view name) {
  const auto found = std::ranges::find(form, name, &std::pair<std::string, std::string>::first);
  return found == form.end() ? "" : found->second;
}

// Looks at every byte.
bool IsSameMark(const std::string& sent, const std::string& own) {
  const auto a = base::Hash::FromHex(sent);
  const auto b = base::Hash::FromHex(own);
  return a && b && trust::IsSameHash(*a, *b);
}

absl::Status CheckEntitled(const OfficeReader& reader) {
  if (reader.token.may_approve()) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kPermissionDenied, "ROLE_NOT_ENTITLED",
                       "this token looks only; a form wants one with the role approver");
}

absl::Status OfficePageAbsent() {
  return base::Problem(absl::StatusCode::kNotFound, "PAGE_ABSENT", "nothing is at this address");
}

HttpResponse AskToSignIn(const HttpRequest& request, absl::string_view said, int status) {
  pages::PageContext context = OfficePages::ContextOf(request);
  context.path = "/sign-in";
  return OfficeHtml(request, pages::OfficeSignInPage(context, said), status);
}

std::string BearerSecretOf(const HttpRequest& request) {
  const absl::string_view header = request.Header("authorization");
  constexpr absl::string_view kScheme = "Bearer ";
  if (!absl::StartsWithIgnoreCase(header, kScheme)) return "";
  return std::string(absl::StripAsciiWhitespace(header.substr(kScheme.size())));
}

}  // namespace

absl::StatusOr<OfficeReader> NodeSite::ReaderOf(const HttpRequest& request) const {
  OfficeReader reader;
  reader.secret = request.Header("authorization").empty() ? net::CookieOf(request, kCookie)
                                                          : BearerSecretOf(request);
  LONTAR_ASSIGN_OR_RETURN(reader.token, parts_.tokens->Find(reader.secret));
  return reader;
}

HttpResponse NodeSite::SignIn(const HttpRequest& request) const {
  if (request.method != HttpMethod::kPost) return AskToSignIn(request, "", 200);
  const absl::Status own = net::CheckFormOrigin(request);
  if (!own.ok()) return Trouble(request, own);
  const auto form = net::ParseForm(request.body);
  if (!form.ok()) return Trouble(request, form.status());
  const std::string secret = FieldOf(*form, "token");
  const absl::StatusOr<PageToken> token = parts_.tokens->Find(secret);
  if (!token.ok()) return AskToSignIn(request, token.status().message(), kUnauthorized);
  absl::Time last_day;
  int64_t seconds = 0;
  if (absl::ParseTime("%Y-%m-%d", token->expires, &last_day, nullptr)) {
    const absl::Duration left = last_day + absl::Hours(24) - parts_.pages.clock->Now();
    seconds = std::max<int64_t>(absl::ToInt64Seconds(left), 0);
  }
  HttpResponse response = GoTo("/");
  response.headers.emplace_back("Set-Cookie", net::SecretCookie(request, kCookie, secret, seconds));
  return response;
}

HttpResponse NodeSite::Again(const HttpRequest& request, const OfficeReader& reader,
                             const OfficePages::Screen& screen, const absl::Status& error) const {
  pages::PageContext context = OfficePages::ContextOf(request, reader);
  context.path = absl::StrCat("/drafts/", pages::EncodeSegment(screen.draft), "/approve");
  absl::StatusOr<std::string> page = pages_.Approval(context, reader, screen);
  if (!page.ok()) return Trouble(request, error, &reader);
  return OfficeHtml(request, *std::move(page), net::HttpStatusOf(error.code()));
}

HttpResponse NodeSite::Approve(const HttpRequest& request, const OfficeReader& reader,
                               const Form& form) const {
  ApprovalRequest approval;
  approval.draft = FieldOf(form, "draft");
  approval.seen = FieldOf(form, "seen");
  approval.by = reader.token.name;
  // Of a form that does not say what its reader saw, nothing is approved.
  if (approval.seen.empty()) {
    return Trouble(request,
                   base::Problem(absl::StatusCode::kInvalidArgument, "HTTP_FORM_INVALID",
                                 "the form does not say what was looked at"),
                   &reader);
  }
  const auto work = [&approval](NodeCore& core) { return core.Approve(approval); };
  const absl::StatusOr<std::string> done = parts_.pages.shell->DoNew(work);
  const std::string words(done.status().message());
  if (!done.ok()) return Again(request, reader, {approval.draft, words}, done.status());
  base::Diagnose(base::Severity::kNote, "approved_in_browser",
                 {{"draft", approval.draft}, {"token", reader.token.id}});
  const net::Answer answer = net::Answer::Parse(*done).value_or(net::Answer());
  return GoTo(absl::StrCat("/queue?sealed=", answer.Number("number")));
}

HttpResponse NodeSite::Return(const HttpRequest& request, const OfficeReader& reader,
                              const Form& form) const {
  const DraftReturnRequest back{FieldOf(form, "draft"), FieldOf(form, "reason"), reader.token.name};
  const auto work = [&back](NodeCore& core) { return core.ReturnDraft(back); };
  const absl::StatusOr<std::string> done = parts_.pages.shell->DoNew(work);
  const std::string words(done.status().message());
  if (!done.ok()) return Again(request, reader, {back.draft, words, back.reason}, done.status());
  base::Diagnose(base::Severity::kNote, "returned_in_browser",
                 {{"draft", back.draft}, {"token", reader.token.id}});
  return GoTo(absl::StrCat("/drafts/", pages::EncodeSegment(back.draft)));
}

HttpResponse NodeSite::SayOnQuestion(const HttpRequest& request, const OfficeReader& reader,
                                     Form form) const {
  const QuestionForms forms(parts_.pages.shell, &pages_);
  const QuestionForms::Sent sent{absl::StrCat("/", request.path[0]), std::move(form)};
  absl::StatusOr<std::string> next = forms.Take(reader, sent);
  if (next.ok()) return GoTo(*std::move(next));
  absl::StatusOr<std::string> page =
      forms.Again(OfficePages::ContextOf(request, reader), reader, sent, next.status());
  if (!page.ok()) return Trouble(request, next.status(), &reader);
  return OfficeHtml(request, *std::move(page), net::HttpStatusOf(next.status().code()));
}

HttpResponse NodeSite::TakeForm(const HttpRequest& request, const OfficeReader& reader) const {
  const absl::Status own = net::CheckFormOrigin(request);
  if (!own.ok()) return Trouble(request, own, &reader);
  const absl::StatusOr<Form> form = net::ParseForm(request.body);
  if (!form.ok()) return Trouble(request, form.status(), &reader);
  const std::string path = absl::StrCat("/", request.path[0]);
  if (!IsSameMark(FieldOf(*form, "mark"), FormMark(reader.secret, path))) {
    return Trouble(request,
                   base::Problem(absl::StatusCode::kPermissionDenied, "FORM_MARK_ABSENT",
                                 "this form is of no page that its reader opened; open the page "
                                 "again and send it from there"),
                   &reader);
  }
  if (path == "/sign-out") {
    HttpResponse response = GoTo("/sign-in");
    response.headers.emplace_back("Set-Cookie", net::SecretCookie(request, kCookie, "", 0));
    return response;
  }
  const absl::Status entitled = CheckEntitled(reader);
  if (!entitled.ok()) return Trouble(request, entitled, &reader);
  if (QuestionForms::IsOne(path)) return SayOnQuestion(request, reader, *form);
  return path == "/approve" ? Approve(request, reader, *form) : Return(request, reader, *form);
}

HttpResponse NodeSite::Page(const HttpRequest& request, const OfficeReader& reader) const {
  absl::StatusOr<std::optional<std::string>> page = pages_.Make(request, reader);
  if (!page.ok()) return Trouble(request, page.status(), &reader);
  if (!*page) return Trouble(request, OfficePageAbsent(), &reader);
  return OfficeHtml(request, std::move(**page), 200);
}

HttpResponse NodeSite::Refuse(const HttpRequest& request, const absl::Status& error,
                              int http_status) {
  HttpResponse response = net::HttpProblem(error, http_status);
  if (!net::WantsPage(request)) return response;
  HttpResponse page = Trouble(request, error);
  page.status = response.status;
  return page;
}

HttpResponse NodeSite::Respond(const HttpRequest& request) const {
  if (auto watched = net::AnswerWatch(request, parts_.watch)) return std::move(*watched);
  const std::vector<std::string>& path = request.path;
  const absl::Status here = net::CheckLoopbackHost(request);
  if (!here.ok()) return Refuse(request, here, 0);
  if (path.size() == 1 && path[0] == "lontar.css") return OfficeStyle();
  if (path.size() == 1 && path[0] == "favicon.ico") return NoOfficeIcon();
  if (path.size() == 1 && path[0] == "sign-in") return SignIn(request);
  const absl::StatusOr<OfficeReader> reader = ReaderOf(request);
  if (!reader.ok()) {
    const bool has_said = base::ReasonOf(reader.status()) == "ROLE_TOKENS_DAMAGED";
    return AskToSignIn(request, has_said ? reader.status().message() : "", kUnauthorized);
  }
  if (request.method == HttpMethod::kPost) return TakeForm(request, *reader);
  return Page(request, *reader);
}

}  // namespace lontar::node
