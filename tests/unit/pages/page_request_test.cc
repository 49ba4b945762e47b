#include "core/pages/page_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/net/http_target.h"
#include "core/pages/page.h"
#include "core/pages/words.h"

namespace lontar::pages {
namespace {

net::HttpRequest Asking(const std::string& target,
                        std::vector<std::pair<std::string, std::string>> headers = {}) {
  net::HttpRequest request;
  const auto parsed = net::ParseTarget(target);
  EXPECT_TRUE(parsed.ok()) << target;
  request.path = parsed->path;
  request.query = parsed->query;
  request.headers = std::move(headers);
  return request;
}

TEST(PageRequest, TheQueryChoosesBeforeTheCookieAndTheCookieBeforeTheBrowser) {
  const std::pair<std::string, std::string> cookie = {"cookie", "a=b; lontar_lang=vi"};
  const std::pair<std::string, std::string> browser = {"accept-language", "vi-VN,en;q=0.5"};
  EXPECT_EQ(LanguageOf(Asking("/")), "en");
  EXPECT_EQ(LanguageOf(Asking("/", {browser})), "vi");
  EXPECT_EQ(LanguageOf(Asking("/", {cookie})), "vi");
  EXPECT_EQ(LanguageOf(Asking("/?lang=en", {cookie, browser})), "en");
  EXPECT_EQ(LanguageOf(Asking("/?lang=xx")), "en");
}

TEST(PageRequest, OnlyAChoiceIsKept) {
  EXPECT_EQ(LanguageCookie(Asking("/"), "vi"), "");
  EXPECT_EQ(LanguageCookie(Asking("/?lang=vi"), "vi"),
            "lontar_lang=vi; Path=/; SameSite=Lax; Max-Age=31536000");
}

TEST(PageRequest, TheAddressIsMadeAnewWithoutTheLanguage) {
  EXPECT_EQ(AddressOf(Asking("/?lang=vi")), "/");
  EXPECT_EQ(AddressOf(Asking("/rounds/a%20b/c?lang=vi&round=%22%3E&as_of=7")),
            "/rounds/a%20b/c?round=%22%3E&as_of=7");
}

TEST(PageRequest, EveryFormOfWhoHasSignedInCarriesTheMark) {
  PageContext context;
  context.places = {{"/x", "Place <b>"}};
  const std::string nobody = WholePage(context, {.title = "t"});
  EXPECT_THAT(nobody, testing::HasSubstr("<a href=\"/x\">Place &lt;b&gt;</a>"));
  EXPECT_THAT(nobody, testing::Not(testing::HasSubstr("<form")));
  context.signed_in_as = "S. Chan";
  EXPECT_THAT(WholePage(context, {.title = "t"}),
              testing::Not(testing::HasSubstr("type=\"hidden\"")));
  context.sign_out_mark = "\"m\"";
  EXPECT_THAT(WholePage(context, {.title = "t"}),
              testing::HasSubstr("<input type=\"hidden\" name=\"mark\" value=\"&quot;m&quot;\">"));
}

TEST(PageRequest, AWordOfAnotherTableIsFoundInItsLanguage) {
  constexpr WordEntry kTable[] = {{"a", "A", "Ă"}, {"b", "B", ""}};
  EXPECT_EQ(WordIn(kTable, "vi", "a"), "Ă");
  EXPECT_EQ(WordIn(kTable, "vi", "b"), "B");
  EXPECT_EQ(WordIn(kTable, "en", "a"), "A");
}

}  // namespace
}  // namespace lontar::pages
