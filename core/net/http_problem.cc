#include "core/net/http_problem.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/problem.h"

namespace lontar::net {
namespace {

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

bool WantsPage(const HttpRequest& request) {
  return absl::StrContains(request.Header("accept"), "text/html");
}

HttpResponse HttpProblem(const absl::Status& error, int http_status) {
  HttpResponse response;
  response.status = http_status == 0 ? HttpStatusOf(error.code()) : http_status;
  response.cache_control = "no-store";
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  response.content_type = "application/json";
  response.body = ProblemJson(error, response.status);
  return response;
}

}  // namespace lontar::net
