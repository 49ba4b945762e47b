#include "core/net/http_head.h"

#include <algorithm>
#include <array>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/net/http_target.h"

namespace lontar::net {
namespace {

// What anybody here reads; all others are dropped.
constexpr std::array<absl::string_view, 15> kRead = {"accept",
                                                     "accept-encoding",
                                                     "accept-language",
                                                     "authorization",
                                                     "content-length",
                                                     "content-type",
                                                     "cookie",
                                                     "forwarded",
                                                     "host",
                                                     "if-none-match",
                                                     "origin",
                                                     "via",
                                                     "x-forwarded-for",
                                                     "x-forwarded-proto",
                                                     "sec-fetch-site"};
// Two programs might each take another one of two.
constexpr std::array<absl::string_view, 6> kOnce = {
    "authorization", "content-length", "content-type", "host", "origin", "x-forwarded-proto"};

HttpRefusal Refuse(int http_status, absl::string_view reason, absl::string_view sentence) {
  return {http_status, base::Problem(absl::StatusCode::kInvalidArgument, reason, sentence)};
}

HttpRefusal HeaderInvalid(absl::string_view why) {
  return Refuse(400, "HTTP_HEADER_INVALID", absl::StrCat("this request cannot be: ", why));
}

// RFC 9110, 5.6.2.
bool IsToken(absl::string_view name) {
  const auto is_token = [](char byte) {
    return absl::ascii_isalnum(static_cast<unsigned char>(byte)) ||
           absl::StrContains("!#$%&'*+-.^_`|~", absl::string_view(&byte, 1));
  };
  return !name.empty() && std::ranges::all_of(name, is_token);
}

bool IsPlainValue(absl::string_view value) {
  const auto is_plain = [](char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return byte == '\t' || (code >= 0x20 && code != 0x7f);
  };
  return std::ranges::all_of(value, is_plain);
}

bool IsOneOf(absl::string_view name, std::span<const absl::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

// Joins it to what came before.
void Keep(const std::string& name, const std::string& value, HttpRequest* request) {
  for (auto& [key, kept] : request->headers) {
    if (key != name) continue;
    absl::StrAppend(&kept, name == "cookie" ? "; " : ", ", value);
    return;
  }
  request->headers.emplace_back(name, value);
}

HttpRefusal ReadHeaders(const HttpHead& head, HttpRequest* request) {
  if (head.headers.size() > static_cast<size_t>(base::kHttpHeadersMax)) {
    return Refuse(431, "HTTP_HEAD_TOO_LARGE",
                  absl::StrCat("this request has more than ", base::kHttpHeadersMax, " headers"));
  }
  std::vector<std::string> seen;
  for (const auto& [raw, value] : head.headers) {
    if (!IsToken(raw)) return HeaderInvalid("a header has a name that is no token");
    if (!IsPlainValue(value)) return HeaderInvalid("a header holds a control character");
    const std::string name = absl::AsciiStrToLower(raw);
    if (name == "transfer-encoding") {
      return HeaderInvalid("a body comes with its length, never in chunks");
    }
    if (IsOneOf(name, kOnce) && std::ranges::find(seen, name) != seen.end()) {
      return HeaderInvalid(absl::StrCat("the header ", name, " stands twice"));
    }
    seen.push_back(name);
    if (IsOneOf(name, kRead)) Keep(name, value, request);
  }
  const bool has_host = std::ranges::find(seen, "host") != seen.end();
  if (head.version == "HTTP/1.1" && !has_host) return HeaderInvalid("it has no header host");
  return {};
}

// The plain number; nothing for "+5", "5, 5" and what does not fit.
std::optional<uint64_t> PlainNumber(absl::string_view text) {
  uint64_t number = 0;
  const bool is_digits = !text.empty() && std::ranges::all_of(text, [](char byte) {
    return absl::ascii_isdigit(static_cast<unsigned char>(byte));
  });
  return is_digits && absl::SimpleAtoi(text, &number) ? std::optional(number) : std::nullopt;
}

HttpRefusal CheckBody(const HttpRequest& request) {
  const absl::string_view length_text = request.Header("content-length");
  const std::optional<uint64_t> length =
      length_text.empty() ? std::optional<uint64_t>(0) : PlainNumber(length_text);
  if (!length) return HeaderInvalid("its length is no number");
  const uint64_t longest = request.method == HttpMethod::kPost ? base::kHttpBodyBytesMax : 0;
  if (*length > longest) {
    return Refuse(413, "HTTP_BODY_TOO_LARGE",
                  absl::StrCat("this request may have a body of at most ", longest, " bytes"));
  }
  const bool is_form =
      absl::StartsWith(request.Header("content-type"), "application/x-www-form-urlencoded");
  if (request.method == HttpMethod::kPost && !is_form) {
    return Refuse(415, "HTTP_FORM_INVALID", "this address takes a form, sent as a form");
  }
  return {};
}

HttpRefusal ReadMethod(const HttpHead& head, const std::vector<std::string>& form_paths,
                       HttpRequest* request) {
  const bool takes_form =
      std::ranges::find(form_paths, head.target.substr(0, head.target.find('?'))) !=
      form_paths.end();
  if (head.method == "GET") {
    request->method = HttpMethod::kGet;
  } else if (head.method == "HEAD") {
    request->method = HttpMethod::kHead;
  } else if (head.method == "POST" && takes_form) {
    request->method = HttpMethod::kPost;
  } else {
    return Refuse(405, "HTTP_METHOD_UNKNOWN",
                  absl::StrCat("this address does not take ", base::Quoted(head.method),
                               "; nothing is administered over HTTP"));
  }
  return {};
}

}  // namespace

HttpRefusal ReadHead(const HttpHead& head, const std::vector<std::string>& form_paths,
                     HttpRequest* request) {
  // First, so that a refusal is told in the form that Accept names.
  HttpRefusal headers = ReadHeaders(head, request);
  if (headers.http_status != 0) return headers;
  if (head.version != "HTTP/1.1" && head.version != "HTTP/1.0") {
    return Refuse(505, "HTTP_VERSION_UNKNOWN", "this server speaks HTTP 1.1");
  }
  absl::StatusOr<HttpTarget> target = ParseTarget(head.target);
  if (!target.ok()) return {400, target.status()};
  request->path = std::move(target->path);
  request->query = std::move(target->query);
  HttpRefusal method = ReadMethod(head, form_paths, request);
  if (method.http_status != 0) return method;
  return CheckBody(*request);
}

}  // namespace lontar::net
