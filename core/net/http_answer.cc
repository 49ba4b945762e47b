#include "core/net/http_answer.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/limits.h"
#include "core/net/gzip.h"

namespace lontar::net {
namespace {

constexpr int kNotModified = 304;

// form-action and connect-src: forms and modules of ours speak to this origin only.
constexpr absl::string_view kContentPolicy =
    "default-src 'none'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; style-src 'self'";

std::string ContentPolicyOf(const HttpResponse& response) {
  if (response.own_style.empty()) return std::string(kContentPolicy);
  return absl::StrCat(kContentPolicy, " 'sha256-", response.own_style, "'");
}

// The q of "gzip;q=0.5"; 1 where none stands.
double WeightOf(absl::string_view parameters) {
  for (absl::string_view one : absl::StrSplit(parameters, ';')) {
    one = absl::StripAsciiWhitespace(one);
    double weight = 0;
    if (absl::StartsWithIgnoreCase(one, "q=")) {
      return absl::SimpleAtod(one.substr(2), &weight) ? weight : 0;
    }
  }
  return 1;
}

std::string CacheControlOf(const HttpResponse& response) {
  if (response.is_role_bound) return "no-store, private";
  if (!response.cache_control.empty()) return response.cache_control;
  return "no-cache";
}

std::string VaryOf(const HttpResponse& response) {
  return response.vary.empty() ? "Accept-Encoding"
                               : absl::StrCat("Accept-Encoding, ", response.vary);
}

// Weak comparison (RFC 9110, 13.1.2): a proxy that compressed by itself has put W/ before it.
bool Names(absl::string_view if_none_match, absl::string_view etag) {
  if (absl::StripAsciiWhitespace(if_none_match) == "*") return true;
  for (absl::string_view one : absl::StrSplit(if_none_match, ',')) {
    one = absl::StripAsciiWhitespace(one);
    if (absl::StartsWith(one, "W/")) one.remove_prefix(2);
    if (one == etag) return true;
  }
  return false;
}

bool IsWorthCompressing(const HttpResponse& response) {
  if (response.stream != nullptr) return true;
  return response.body.size() >= base::kHttpCompressedBytesFrom;
}

void AddFixedHeaders(const HttpResponse& response, HttpAnswer* answer) {
  answer->headers = {{"Content-Security-Policy", ContentPolicyOf(response)},
                     {"X-Content-Type-Options", "nosniff"},
                     // Not "no-referrer": a browser would send a form with "Origin: null" then.
                     {"Referrer-Policy", "same-origin"},
                     {"Cross-Origin-Opener-Policy", "same-origin"},
                     {"Cache-Control", CacheControlOf(response)},
                     {"Vary", VaryOf(response)}};
  answer->headers.insert(answer->headers.end(), response.headers.begin(), response.headers.end());
}

}  // namespace

bool TakesGzip(absl::string_view accept_encoding) {
  double any = 0;
  for (absl::string_view one : absl::StrSplit(accept_encoding, ',')) {
    const std::pair<absl::string_view, absl::string_view> coding =
        absl::StrSplit(one, absl::MaxSplits(';', 1));
    const absl::string_view name = absl::StripAsciiWhitespace(coding.first);
    if (absl::EqualsIgnoreCase(name, "gzip")) return WeightOf(coding.second) > 0;
    if (name == "*") any = WeightOf(coding.second);
  }
  return any > 0;
}

HttpAnswer MakeAnswer(const HttpRequest& request, HttpResponse response) {
  HttpAnswer answer;
  answer.status = response.status;
  AddFixedHeaders(response, &answer);
  const bool is_packed =
      TakesGzip(request.Header("accept-encoding")) && IsWorthCompressing(response);
  if (!response.etag.empty() && response.status == 200) {
    // Other bytes, other etag.
    const std::string etag = absl::StrCat("\"", response.etag, is_packed ? "-gzip" : "", "\"");
    answer.headers.emplace_back("ETag", etag);
    if (Names(request.Header("if-none-match"), etag)) {
      answer.status = kNotModified;
      return answer;
    }
  }
  answer.headers.emplace_back("Content-Type", response.content_type);
  if (is_packed) answer.headers.emplace_back("Content-Encoding", "gzip");
  if (response.stream != nullptr) {
    answer.stream = is_packed ? GzipBody(std::move(response.stream)) : std::move(response.stream);
  } else {
    answer.body = is_packed ? Gzip(response.body) : std::move(response.body);
  }
  return answer;
}

}  // namespace lontar::net
