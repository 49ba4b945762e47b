#include "core/net/http_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/problem.h"

namespace lontar::net {
namespace {

HttpRequest For(const std::string& path) {
  HttpRequest request;
  request.path = {path};
  return request;
}

TEST(HttpWatch, AProgramThatIsReadySaysSo) {
  const HttpWatch watch = {[] { return absl::OkStatus(); },
                           [] { return absl::StatusOr<std::string>("# HELP a b\n"); }};
  EXPECT_EQ(AnswerWatch(For("healthz"), watch)->status, 200);
  EXPECT_EQ(AnswerWatch(For("readyz"), watch)->body, "ready\n");
  const auto metrics = AnswerWatch(For("metrics"), watch);
  EXPECT_EQ(metrics->body, "# HELP a b\n");
  EXPECT_EQ(metrics->content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_FALSE(AnswerWatch(For("other"), watch).has_value());
  HttpRequest deeper = For("metrics");
  deeper.path.push_back("x");
  EXPECT_FALSE(AnswerWatch(deeper, watch).has_value());
}

TEST(HttpWatch, OneThatIsNotReadyIsAliveAllTheSame) {
  const absl::Status ended =
      base::Problem(absl::StatusCode::kResourceExhausted, "HUB_ENDED", "the store is closed");
  const HttpWatch watch = {[&] { return ended; },
                           [&] { return absl::StatusOr<std::string>(ended); }};
  EXPECT_EQ(AnswerWatch(For("healthz"), watch)->status, 200);
  for (const char* what : {"readyz", "metrics"}) {
    const auto answer = AnswerWatch(For(what), watch);
    EXPECT_EQ(answer->status, 503);
    EXPECT_THAT(answer->body, testing::HasSubstr("HUB_ENDED"));
  }
}

}  // namespace
}  // namespace lontar::net
