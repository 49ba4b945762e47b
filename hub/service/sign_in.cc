#include "hub/service/sign_in.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/net/http_browser.h"

namespace lontar::hub {
namespace {

constexpr absl::string_view kCookie = "lontar_token";
constexpr int kSeeOther = 303;

net::HttpResponse WithCookie(const net::HttpRequest& request, absl::string_view value,
                             int64_t seconds) {
  net::HttpResponse response;
  response.status = kSeeOther;
  response.is_role_bound = true;
  response.body = "see /\n";
  response.headers = {{"Location", "/"},
                      {"Set-Cookie", net::SecretCookie(request, kCookie, value, seconds)}};
  return response;
}

}  // namespace

std::string BearerOf(const net::HttpRequest& request) {
  absl::string_view header = request.Header("authorization");
  constexpr absl::string_view kScheme = "Bearer ";
  if (!absl::StartsWithIgnoreCase(header, kScheme)) return "";
  return std::string(absl::StripAsciiWhitespace(header.substr(kScheme.size())));
}

std::string CookieSecretOf(const net::HttpRequest& request) {
  return net::CookieOf(request, kCookie);
}

net::HttpResponse SignedIn(const net::HttpRequest& request, const std::string& secret,
                           const RoleToken& token, absl::Time now) {
  absl::Time last_day;
  int64_t seconds = 0;
  if (absl::ParseTime("%Y-%m-%d", token.expires, &last_day, nullptr)) {
    seconds = absl::ToInt64Seconds(last_day + absl::Hours(24) - now);
  }
  return WithCookie(request, secret, std::max<int64_t>(seconds, 0));
}

net::HttpResponse SignedOut(const net::HttpRequest& request) { return WithCookie(request, "", 0); }

}  // namespace lontar::hub
