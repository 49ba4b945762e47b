#include "hub/rest/refusal.h"

#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/html.h"
#include "core/base/problem.h"
#include "core/net/http_problem.h"

namespace lontar::hub::rest {
namespace {

constexpr int kBadRequest = 400;
constexpr int kUnauthorized = 401;
constexpr int kForbidden = 403;
constexpr int kNotFound = 404;
constexpr int kNotAcceptable = 406;
constexpr int kTooLarge = 413;
constexpr int kUnprocessable = 422;

int HttpStatusOf(const absl::Status& error, Generation generation) {
  const std::string reason = base::ReasonOf(error);
  if (reason == "SDMX_FORMAT") return kNotAcceptable;
  if (reason == "SDMX_TOO_LARGE") return kTooLarge;
  if (reason == "SDMX_AGAINST_RULES") {
    return generation == Generation::kV1 ? kForbidden : kUnprocessable;
  }
  return net::HttpStatusOf(error.code());
}

// The codes of the standard for what the first generation says in its body.
int CodeOf(int http_status) {
  constexpr int kNoResults = 100;
  constexpr int kUnauthorizedCode = 110;
  constexpr int kTooMuch = 130;
  constexpr int kSyntax = 140;
  constexpr int kSemantic = 150;
  switch (http_status) {
    case kNotFound:
      return kNoResults;
    case kUnauthorized:
      return kUnauthorizedCode;
    case kBadRequest:
    case kNotAcceptable:
      return kSyntax;
    case kTooLarge:
      return kTooMuch;
    case kForbidden:
      return kSemantic;
    default:
      return http_status;
  }
}

std::string ErrorMl(const absl::Status& error, int http_status) {
  constexpr absl::string_view kSchemas = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/";
  return absl::StrCat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<message:Error xmlns:message=\"", kSchemas,
      "message\" xmlns:common=\"", kSchemas, "common\">\n<message:ErrorMessage code=\"",
      CodeOf(http_status), "\">\n<common:Text xml:lang=\"en\">",
      base::EscapeHtml(std::string(error.message())),
      "</common:Text>\n<common:Text xml:lang=\"en\">", base::EscapeHtml(base::ReasonOf(error)),
      "</common:Text>\n</message:ErrorMessage>\n</message:Error>\n");
}

std::string ErrorsJson(const absl::Status& error, int http_status, const sdmx::MessageHead& head) {
  return absl::StrCat("{\"meta\":{\"id\":", base::QuoteJson(head.id),
                      ",\"prepared\":", base::QuoteJson(head.PreparedText()),
                      ",\"sender\":{\"id\":", base::QuoteJson(head.SenderId()),
                      "}},\"errors\":[{\"code\":", http_status,
                      ",\"title\":", base::QuoteJson(base::ReasonOf(error)),
                      ",\"detail\":", base::QuoteJson(std::string(error.message())), "}]}\n");
}

}  // namespace

absl::Status BadQuery(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "SDMX_QUERY", sentence);
}

absl::Status NotServed(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kUnimplemented, "SDMX_NOT_SERVED", sentence);
}

absl::Status AgainstRules(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kFailedPrecondition, "SDMX_AGAINST_RULES", sentence);
}

absl::Status Absent(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kNotFound, "SDMX_ABSENT", sentence);
}

absl::Status NoSuchFormat(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "SDMX_FORMAT", sentence);
}

absl::Status TooLarge(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kOutOfRange, "SDMX_TOO_LARGE", sentence);
}

net::HttpResponse Refuse(Generation generation, const absl::Status& error,
                         const sdmx::MessageHead& head) {
  net::HttpResponse response;
  response.status = HttpStatusOf(error, generation);
  response.cache_control = "no-store";
  if (response.status == kUnauthorized) {
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
  }
  if (generation == Generation::kV1) {
    response.content_type = "application/xml; charset=utf-8";
    response.body = ErrorMl(error, response.status);
  } else {
    response.content_type = "application/json; charset=utf-8";
    response.body = ErrorsJson(error, response.status, head);
  }
  return response;
}

}  // namespace lontar::hub::rest
