#include "hub/service/sign_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lontar::hub {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

net::HttpRequest With(std::vector<std::pair<std::string, std::string>> headers) {
  net::HttpRequest request;
  request.headers = std::move(headers);
  return request;
}

std::string CookieOf(const net::HttpResponse& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Set-Cookie") return value;
  }
  return "";
}

TEST(SignIn, TheSecretIsReadFromHeaderAndCookie) {
  EXPECT_EQ(BearerOf(With({{"authorization", "bearer  lontar_x "}})), "lontar_x");
  EXPECT_EQ(BearerOf(With({{"authorization", "Basic bG9udGFy"}})), "");
  EXPECT_EQ(CookieSecretOf(With({{"cookie", "a=1; lontar_token=lontar_x; b=2"}})), "lontar_x");
  EXPECT_EQ(CookieSecretOf(With({{"cookie", "xlontar_token=1; lontar_tokens=2"}})), "");
  EXPECT_EQ(CookieSecretOf(With({})), "");
}

TEST(SignIn, TheCookieIsForNoScriptForNoOtherSiteAndEndsWithTheToken) {
  RoleToken token;
  token.expires = "2026-09-02";
  const absl::Time now =
      absl::FromCivil(absl::CivilSecond(2026, 9, 1, 0, 0, 0), absl::UTCTimeZone());
  const net::HttpResponse plain = SignedIn(With({}), "lontar_x", token, now);
  EXPECT_EQ(plain.status, 303);
  EXPECT_TRUE(plain.is_role_bound);
  EXPECT_EQ(CookieOf(plain),
            "lontar_token=lontar_x; Path=/; HttpOnly; SameSite=Strict; Max-Age=172800");
  const auto behind_tls = With({{"x-forwarded-proto", "https"}});
  EXPECT_THAT(CookieOf(SignedIn(behind_tls, "lontar_x", token, now)), HasSubstr("; Secure"));
  EXPECT_THAT(CookieOf(SignedOut(behind_tls)),
              AllOf(HasSubstr("lontar_token=;"), HasSubstr("Max-Age=0"), HasSubstr("; Secure")));
}

}  // namespace
}  // namespace lontar::hub
