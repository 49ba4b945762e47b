#include "core/net/http_browser.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"

namespace lontar::net {
namespace {

absl::Status FormForeign() {
  return base::Problem(absl::StatusCode::kPermissionDenied, "FORM_FOREIGN",
                       "a page of another site has sent this form");
}

absl::Status HostForeign(absl::string_view why) {
  return base::Problem(absl::StatusCode::kPermissionDenied, "HOST_FOREIGN",
                       absl::StrCat("these pages are for this machine alone: ", why));
}

// "localhost:8081" without its port.
absl::string_view NameOfHost(absl::string_view host) {
  if (absl::StartsWith(host, "[")) {
    const size_t end = host.find(']');
    return end == absl::string_view::npos ? host : host.substr(0, end + 1);
  }
  return host.substr(0, host.find(':'));
}

}  // namespace

std::string CookieOf(const HttpRequest& request, absl::string_view name) {
  for (absl::string_view one : absl::StrSplit(request.Header("cookie"), ';')) {
    one = absl::StripAsciiWhitespace(one);
    if (absl::ConsumePrefix(&one, name) && absl::ConsumePrefix(&one, "=")) return std::string(one);
  }
  return "";
}

std::string SecretCookie(const HttpRequest& request, absl::string_view name,
                         absl::string_view value, int64_t seconds) {
  const bool has_tls = absl::EqualsIgnoreCase(request.Header("x-forwarded-proto"), "https");
  return absl::StrCat(name, "=", value, "; Path=/; HttpOnly; SameSite=Strict; Max-Age=", seconds,
                      has_tls ? "; Secure" : "");
}

absl::Status CheckFormOrigin(const HttpRequest& request) {
  const absl::string_view site = request.Header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return FormForeign();
  absl::string_view origin = request.Header("origin");
  if (origin.empty()) return absl::OkStatus();  // no browser of today leaves it away
  if (!absl::ConsumePrefix(&origin, "https://") && !absl::ConsumePrefix(&origin, "http://")) {
    return FormForeign();
  }
  return absl::EqualsIgnoreCase(origin, request.Header("host")) ? absl::OkStatus() : FormForeign();
}

absl::Status CheckLoopbackHost(const HttpRequest& request) {
  constexpr std::array<absl::string_view, 4> kPassedOn = {"forwarded", "via", "x-forwarded-for",
                                                          "x-forwarded-proto"};
  for (const absl::string_view header : kPassedOn) {
    if (!request.Header(header).empty()) {
      return HostForeign(
          "a proxy has passed this request on; reach the machine itself, from "
          "another one through ssh -L");
    }
  }
  constexpr std::array<absl::string_view, 3> kOwn = {"localhost", "127.0.0.1", "[::1]"};
  const absl::string_view name = NameOfHost(request.Header("host"));
  const bool is_own = std::ranges::any_of(
      kOwn, [name](absl::string_view own) { return absl::EqualsIgnoreCase(own, name); });
  if (is_own) return absl::OkStatus();
  return HostForeign(absl::StrCat(base::Quoted(name), " is no name of it; write localhost"));
}

}  // namespace lontar::net
