// Why there is no page: for programs, and for people in their language.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/problem.h"
#include "hub/service/site_pages.h"

namespace lontar::hub {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

absl::Status RoundMissing() {
  return base::Problem(absl::StatusCode::kNotFound, "ROUND_ABSENT", "there is no round \"x\"");
}

net::HttpRequest OfBrowser(std::vector<std::pair<std::string, std::string>> headers) {
  net::HttpRequest request;
  request.path = {"rounds", "x y"};
  request.headers = std::move(headers);
  request.headers.emplace_back("accept", "text/html,application/xhtml+xml");
  return request;
}

TEST(ProblemOf, ProgramsReadTheSameInEveryLanguage) {
  net::HttpRequest request;
  request.headers = {{"cookie", "lontar_lang=vi"}};
  const net::HttpResponse response = ProblemOf(request, Reader(), RoundMissing(), 404);
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(nlohmann::json::parse(response.body).at("message"), "there is no round \"x\"");
}

TEST(ProblemOf, PeopleReadItInTheLanguageThatTheyChose) {
  const net::HttpResponse response =
      ProblemOf(OfBrowser({{"cookie", "lontar_lang=vi"}}), Reader(), RoundMissing(), 404);
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(response.cache_control, "no-store");
  EXPECT_THAT(response.vary, AllOf(HasSubstr("Accept-Language"), HasSubstr("Cookie")));
  EXPECT_THAT(response.body,
              AllOf(HasSubstr("<html lang=\"vi\">"), HasSubstr("<h1>Không có trang này</h1>"),
                    HasSubstr("href=\"/rounds/x%20y?lang=en\"")));
  EXPECT_THAT(response.headers, Not(Contains(Pair("Set-Cookie", testing::_))));
  EXPECT_THAT(ProblemOf(OfBrowser({{"accept-language", "vi"}}), Reader(), RoundMissing()).body,
              HasSubstr("<html lang=\"vi\">"));
}

TEST(ProblemOf, AChoiceMadeHereIsKept) {
  net::HttpRequest request = OfBrowser({});
  request.query = {{"lang", "vi"}};
  EXPECT_THAT(ProblemOf(request, Reader(), RoundMissing()).headers,
              Contains(Pair("Set-Cookie", HasSubstr("lontar_lang=vi"))));
}

TEST(ProblemOf, WhoHasSignedInMaySignOutThere) {
  Reader reader;
  reader.viewer = {fold::ViewerRole::kMember, "KH"};
  reader.token_id = "1";
  const std::string page = ProblemOf(OfBrowser({}), reader, RoundMissing()).body;
  EXPECT_THAT(page, AllOf(HasSubstr("KH"), HasSubstr("Sign out"), Not(HasSubstr("Sign in<"))));
}

// A form is sent again by nobody who only changes the language.
TEST(ProblemOf, OfAFormTheLanguagesLeadToTheFirstPage) {
  net::HttpRequest request = OfBrowser({});
  request.method = net::HttpMethod::kPost;
  EXPECT_THAT(ProblemOf(request, Reader(), RoundMissing()).body, HasSubstr("href=\"/?lang=vi\""));
}

}  // namespace
}  // namespace lontar::hub
