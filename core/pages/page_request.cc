#include "core/pages/page_request.h"

#include "absl/strings/str_cat.h"
#include "core/net/http_browser.h"
#include "core/net/http_target.h"
#include "core/pages/page.h"
#include "core/pages/words.h"

namespace lontar::pages {
namespace {

constexpr absl::string_view kLanguageCookie = "lontar_lang";
constexpr int kYearSeconds = 365 * 24 * 60 * 60;

}  // namespace

std::string LanguageOf(const net::HttpRequest& request) {
  std::string chosen = net::QueryValue(request.query, "lang").value_or("");
  if (chosen.empty()) chosen = net::CookieOf(request, kLanguageCookie);
  return std::string(LanguageFor(chosen, request.Header("accept-language")));
}

std::string LanguageCookie(const net::HttpRequest& request, absl::string_view language) {
  if (!net::QueryValue(request.query, "lang")) return "";
  return absl::StrCat(kLanguageCookie, "=", language,
                      "; Path=/; SameSite=Lax; Max-Age=", kYearSeconds);
}

std::string AddressOf(const net::HttpRequest& request) {
  std::string address;
  for (const std::string& segment : request.path) {
    absl::StrAppend(&address, "/", EncodeSegment(segment));
  }
  if (address.empty()) address = "/";
  const char* joiner = "?";
  for (const auto& [name, value] : request.query) {
    if (name == "lang") continue;
    const std::string text = net::QueryValue(request.query, name).value_or("");
    absl::StrAppend(&address, joiner, EncodeSegment(name), "=", EncodeSegment(text));
    joiner = "&";
  }
  return address;
}

}  // namespace lontar::pages
