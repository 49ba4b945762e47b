#include "core/net/http_problem.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/html.h"
#include "core/base/problem.h"

namespace lontar::net {
namespace {

// What a reader of a page does next.
absl::string_view AdviceFor(int http_status) {
  if (http_status == 401 || http_status == 403) {
    return "Whoever has a token may sign in with it and try again.";
  }
  if (http_status >= 500) return "Nothing is lost. Try again in a minute.";
  return "Nothing was changed. Go back, or begin at the first page.";
}

std::string ProblemPage(const absl::Status& error, int http_status) {
  const std::string sentence = base::EscapeHtml(std::string(error.message()));
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>This page cannot be shown</title>\n"
      "<link rel=\"stylesheet\" href=\"/lontar.css\">\n</head>\n<body>\n<main>\n"
      "<h1>This page cannot be shown</h1>\n<p>",
      sentence, ".</p>\n<p>", AdviceFor(http_status), "</p>\n<p class=\"foot\">",
      base::EscapeHtml(base::ReasonOf(error)), " (", http_status,
      ") · <a href=\"/\">First page</a></p>\n</main>\n</body>\n</html>\n");
}

std::string ProblemJson(const absl::Status& error, int http_status) {
  return absl::StrCat(
      "{\"schema\":\"lontar.error.v1\",\"reason\":", base::QuoteJson(base::ReasonOf(error)),
      ",\"message\":", base::QuoteJson(std::string(error.message())), ",\"status\":", http_status,
      "}\n");
}

}  // namespace

int HttpStatusOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return 200;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return 400;
    case absl::StatusCode::kUnauthenticated:
      return 401;
    case absl::StatusCode::kPermissionDenied:
      return 403;
    case absl::StatusCode::kNotFound:
      return 404;
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAborted:
      return 409;
    case absl::StatusCode::kUnimplemented:
      return 501;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
      return 503;
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDoNotUseReservedForFutureExpansionUseDefaultInSwitchInstead_:
      return 500;
  }
  return 500;
}

HttpResponse HttpProblem(const HttpRequest& request, const absl::Status& error, int http_status) {
  HttpResponse response;
  response.status = http_status == 0 ? HttpStatusOf(error.code()) : http_status;
  response.cache_control = "no-store";
  response.vary = "Accept";
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (absl::StrContains(request.Header("accept"), "text/html")) {
    response.content_type = "text/html; charset=utf-8";
    response.body = ProblemPage(error, response.status);
  } else {
    response.content_type = "application/json";
    response.body = ProblemJson(error, response.status);
  }
  return response;
}

}  // namespace lontar::net
