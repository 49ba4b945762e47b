#include "hub/service/hub_site.h"

#include <algorithm>
#include <array>

#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/http_browser.h"
#include "core/net/http_target.h"
#include "core/pages/style_sheet.h"
#include "core/trust/sha256.h"
#include "hub/pages/web_modules.h"
#include "hub/service/docket_site.h"
#include "hub/service/log_site.h"
#include "hub/service/sdmx_site.h"
#include "hub/service/sign_in.h"

namespace lontar::hub {
namespace {

using net::HttpMethod;
using net::HttpRequest;
using net::HttpResponse;

constexpr char kReaderHeaders[] = "Authorization, Cookie";
constexpr size_t kEtagDigits = 32;
constexpr int kNoContent = 204;
constexpr int kUnauthorized = 401;
constexpr int kNotFound = 404;

// A page of one reader's view: kept by no cache where somebody has signed in, and asked for anew
// where nobody has.
HttpResponse InViewOf(const Reader& reader, HttpResponse response) {
  response.is_role_bound = !reader.token_id.empty();
  response.vary = kReaderHeaders;
  response.etag = trust::Sha256({response.body}).hex().substr(0, kEtagDigits);
  return response;
}

HttpResponse OfPage(SitePage page, const Reader& reader) {
  HttpResponse response;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::move(page.html);
  if (!page.set_language.empty()) {
    response.headers.emplace_back("Set-Cookie", page.set_language);
  }
  response = InViewOf(reader, std::move(response));
  response.vary = "Authorization, Cookie, Accept-Language";
  return response;
}

// Kept by nobody: the next one may say what went wrong.
HttpResponse OfSignIn(const HttpRequest& request, absl::string_view said) {
  HttpResponse response = OfPage(SignInPageOf(request, said), Reader());
  response.is_role_bound = true;
  if (!said.empty()) response.status = kUnauthorized;
  return response;
}

absl::Status PageAbsent() {
  return base::Problem(absl::StatusCode::kNotFound, "PAGE_ABSENT", "nothing is at this address");
}

HttpResponse StyleSheetResponse() {
  HttpResponse response;
  response.content_type = "text/css; charset=utf-8";
  response.body = std::string(pages::StyleSheet());
  response.cache_control = "public, max-age=300";
  response.etag = trust::Sha256({response.body}).hex().substr(0, kEtagDigits);
  return response;
}

std::optional<HttpResponse> Module(const std::string& name) {
  const absl::string_view text = pages::WebModule(name);
  if (text.empty()) return std::nullopt;
  HttpResponse response;
  response.content_type = "text/javascript; charset=utf-8";
  response.body = std::string(text);
  response.cache_control = "public, max-age=300";
  response.etag = trust::Sha256({response.body}).hex().substr(0, kEtagDigits);
  return response;
}

// Browsers ask for it; a page of ours has none.
HttpResponse NoIcon() {
  HttpResponse response;
  response.status = kNoContent;
  response.cache_control = "public, max-age=86400";
  return response;
}

// What an address names and the log does not have is not found.
HttpResponse Problem(const HttpRequest& request, const Reader& reader, const absl::Status& error) {
  constexpr std::array<absl::string_view, 5> kAbsent = {
      "ROUND_ABSENT", "COLLECTION_ABSENT", "CATALOGUE_ABSENT", "INDICATOR_UNKNOWN", "ENTRY_ABSENT"};
  const bool is_absent = std::ranges::find(kAbsent, base::ReasonOf(error)) != kAbsent.end();
  return ProblemOf(request, reader, error, is_absent ? kNotFound : 0);
}

// The collection whose round was opened last; empty before the first round.
std::string NewestCollection(const fold::State& state) {
  std::string newest;
  std::optional<base::LogIndex> opened;
  for (const auto& [id, collection] : state.collections()) {
    if (collection.rounds.empty()) continue;
    const base::LogIndex last = collection.rounds.back().opened_at;
    if (opened && last < *opened) continue;
    newest = id;
    opened = last;
  }
  return newest;
}

// Of several collections a page shows the newest, where its address does not say which.
HttpRequest WithCollection(const HttpRequest& request, const HubShell& shell) {
  HttpRequest asked = request;
  const std::vector<std::string>& path = request.path;
  const bool is_of_one = path.empty() || path[0] == "indicators" || path[0] == "members" ||
                         (path[0] == "rounds" && path.size() == 1);
  if (!is_of_one || net::QueryValue(request.query, "collection")) return asked;
  std::string collection;
  const absl::Status looked = shell.Look([&collection](const HubCore& core) {
    if (core.state().collections().size() > 1) collection = NewestCollection(core.state());
    return absl::OkStatus();
  });
  if (looked.ok() && !collection.empty()) asked.query.emplace_back("collection", collection);
  return asked;
}

// What a return says of reasons is for ASEC.
absl::Status CheckSubject(const std::string& subject, const Reader& reader) {
  constexpr std::array<absl::string_view, 10> kOpen = {
      "threshold", "coverage",  "docket", "cells",    "deviations",
      "progress",  "questions", "region", "releases", "calendar"};
  if (std::ranges::find(kOpen, subject) != kOpen.end()) return absl::OkStatus();
  if (subject != "returns") return PageAbsent();
  if (reader.viewer.role == fold::ViewerRole::kAsec) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kPermissionDenied, "ROLE_NOT_ENTITLED",
                       "what members answered in their returns is read with a token of ASEC's");
}

}  // namespace

absl::StatusOr<Reader> HubSite::ReaderOf(const HttpRequest& request) const {
  if (!request.Header("authorization").empty()) {
    LONTAR_ASSIGN_OR_RETURN(const RoleToken token, parts_.tokens->Find(BearerOf(request)));
    return Reader{token.viewer, token.id};
  }
  const std::string secret = CookieSecretOf(request);
  if (secret.empty()) return Reader();
  const absl::StatusOr<RoleToken> token = parts_.tokens->Find(secret);
  return token.ok() ? Reader{token->viewer, token->id} : Reader();
}

HttpResponse HubSite::SignIn(const HttpRequest& request) const {
  if (request.method != HttpMethod::kPost) return OfSignIn(request, "");
  const absl::Status own = net::CheckFormOrigin(request);
  if (!own.ok()) return ProblemOf(request, Reader(), own);
  const auto form = net::ParseForm(request.body);
  if (!form.ok()) return ProblemOf(request, Reader(), form.status());
  const auto field = std::ranges::find(*form, "token", &std::pair<std::string, std::string>::first);
  const std::string secret = field == form->end() ? "" : field->second;
  const absl::StatusOr<RoleToken> token = parts_.tokens->Find(secret);
  if (!token.ok()) return OfSignIn(request, token.status().message());
  return SignedIn(request, secret, *token, parts_.clock->Now());
}

HttpResponse HubSite::Api(const HttpRequest& request, const Reader& reader) const {
  const std::string& subject = request.path[1];
  const absl::Status entitled = CheckSubject(subject, reader);
  if (!entitled.ok()) return ProblemOf(request, reader, entitled);
  absl::StatusOr<fold::Question> question = QuestionOf(subject, request);
  if (!question.ok()) return ProblemOf(request, reader, question.status());
  SetDay(parts_.clock, &*question);
  absl::StatusOr<std::string> answer = parts_.shell->AskFor(reader.viewer, *question);
  if (!answer.ok()) return Problem(request, reader, answer.status());
  HttpResponse response;
  response.content_type = "application/json";
  response.body = *std::move(answer);
  return InViewOf(reader, std::move(response));
}

std::optional<HttpResponse> HubSite::Page(const HttpRequest& request, const Reader& reader) const {
  const SitePages pages(parts_.shell, parts_.standing, parts_.clock);
  absl::StatusOr<std::optional<SitePage>> made =
      pages.Make(WithCollection(request, *parts_.shell), reader);
  if (!made.ok()) return Problem(request, reader, made.status());
  if (!*made) return std::nullopt;
  return OfPage(std::move(**made), reader);
}

HttpResponse HubSite::Respond(const HttpRequest& request) const {
  if (auto watched = net::AnswerWatch(request, parts_.watch)) return std::move(*watched);
  const std::vector<std::string>& path = request.path;
  if (path.size() == 1 && path[0] == "lontar.css") return StyleSheetResponse();
  if (path.size() == 1 && path[0] == "favicon.ico") return NoIcon();
  if (path.size() == 1) {
    if (auto module = Module(path[0])) return std::move(*module);
  }
  if (path.size() == 1 && path[0] == "sign-in") return SignIn(request);
  if (path.size() == 1 && path[0] == "sign-out" && request.method == HttpMethod::kPost) {
    const absl::Status own = net::CheckFormOrigin(request);
    return own.ok() ? SignedOut(request) : ProblemOf(request, Reader(), own);
  }
  const absl::StatusOr<Reader> reader = ReaderOf(request);
  if (auto log = AnswerLog(request, reader.value_or(Reader()), *parts_.shell)) {
    return std::move(*log);
  }
  if (auto answer = AnswerSdmx(request, reader, parts_.shell)) return std::move(*answer);
  if (!reader.ok()) return ProblemOf(request, Reader(), reader.status());
  if (path.size() == 2 && path[0] == "api") return Api(request, *reader);
  if (auto docket = AnswerDocket(request, *reader, *parts_.shell)) {
    return docket->status == 200 ? InViewOf(*reader, std::move(*docket)) : std::move(*docket);
  }
  if (auto page = Page(request, *reader)) return std::move(*page);
  return ProblemOf(request, *reader, PageAbsent());
}

}  // namespace lontar::hub
