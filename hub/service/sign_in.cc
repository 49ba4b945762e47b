#include "hub/service/sign_in.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/html.h"
#include "core/net/http_browser.h"

namespace lontar::hub {
namespace {

constexpr absl::string_view kCookie = "lontar_token";
constexpr int kSeeOther = 303;
constexpr int kUnauthorized = 401;

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

net::HttpResponse SignInPage(absl::string_view sentence) {
  net::HttpResponse page;
  page.content_type = "text/html; charset=utf-8";
  page.is_role_bound = true;
  if (!sentence.empty()) page.status = kUnauthorized;
  const std::string said = sentence.empty()
                               ? ""
                               : absl::StrCat("<p class=\"waits\" role=\"alert\" id=\"said\">",
                                              base::EscapeHtml(sentence), ".</p>\n");
  page.body = absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>Sign in</title>\n<link rel=\"stylesheet\" href=\"/lontar.css\">\n</head>\n<body>\n"
      "<main>\n<h1>Sign in with a token</h1>\n<p>Who has a token of ASEC's sees the figures that "
      "it "
      "is for. Coverage and rounds are open to everybody, without a token.</p>\n",
      said,
      "<form method=\"post\" action=\"/sign-in\">\n<p><label for=\"token\">Token</label><br>\n"
      "<input id=\"token\" name=\"token\" type=\"password\" size=\"50\" required "
      "autocomplete=\"off\"",
      sentence.empty() ? "" : " aria-describedby=\"said\"",
      "></p>\n<p><button type=\"submit\">Sign in</button></p>\n</form>\n"
      "<p class=\"foot\"><a href=\"/\">First page</a></p>\n</main>\n</body>\n</html>\n");
  return page;
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
