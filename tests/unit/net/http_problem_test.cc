#include "core/net/http_problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/problem.h"

namespace lontar::net {
namespace {

absl::Status Missing() {
  return base::Problem(absl::StatusCode::kNotFound, "ROUND_ABSENT",
                       "there is no round \"<script>\"");
}

TEST(HttpProblem, ProgramsReadJson) {
  const HttpResponse response = HttpProblem(Missing());
  EXPECT_EQ(response.status, 404);
  const auto json = nlohmann::json::parse(response.body);
  EXPECT_EQ(json.at("schema"), "lontar.error.v1");
  EXPECT_EQ(json.at("reason"), "ROUND_ABSENT");
  EXPECT_EQ(json.at("message"), "there is no round \"<script>\"");
  EXPECT_EQ(json.at("status"), 404);
}

TEST(HttpProblem, APageIsForWhoseAcceptNamesOne) {
  HttpRequest request;
  EXPECT_FALSE(WantsPage(request));
  request.headers = {{"accept", "application/json, */*"}};
  EXPECT_FALSE(WantsPage(request));
  request.headers = {{"accept", "text/html,application/xhtml+xml"}};
  EXPECT_TRUE(WantsPage(request));
}

TEST(HttpProblem, WhoIsNotKnownIsToldHowToSayIt) {
  const HttpResponse response =
      HttpProblem(base::Problem(absl::StatusCode::kUnauthenticated, "TOKEN_UNKNOWN", "no"));
  EXPECT_EQ(response.status, 401);
  EXPECT_THAT(response.headers, testing::Contains(testing::Pair("WWW-Authenticate", "Bearer")));
}

TEST(HttpProblem, EachCodeHasItsStatus) {
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kInvalidArgument), 400);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kPermissionDenied), 403);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kFailedPrecondition), 409);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kUnavailable), 503);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kDataLoss), 500);
  EXPECT_EQ(HttpProblem(Missing(), 415).status, 415);
}

}  // namespace
}  // namespace lontar::net
