#include "core/net/http_target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/problem.h"

namespace lontar::net {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(HttpTarget, PathsAreDecodedAndQueriesStayAsSent) {
  const auto target = ParseTarget("/sdmx/v2/data/%41%20b/*?c[TIME_PERIOD]=ge:2016%2d01&x&y=1=2");
  ASSERT_TRUE(target.ok());
  EXPECT_THAT(target->path, ElementsAre("sdmx", "v2", "data", "A b", "*"));
  EXPECT_THAT(target->query,
              ElementsAre(Pair("c[TIME_PERIOD]", "ge:2016%2d01"), Pair("x", ""), Pair("y", "1=2")));
}

TEST(HttpTarget, TheRootHasNoSegmentAndASlashAtTheEndSaysNothing) {
  EXPECT_THAT(ParseTarget("/")->path, IsEmpty());
  EXPECT_THAT(ParseTarget("/?a=b")->path, IsEmpty());
  EXPECT_THAT(ParseTarget("/a/")->path, ElementsAre("a"));
}

TEST(HttpTarget, AnEncodedSlashIsNoSegmentOfItsOwn) {
  for (const char* raw : {"", "a", "//", "/a//", "/%2F", "/%5c", "/..", "/%2E%2e", "/.", "/a/%2e",
                          "/%0a", "/%7f", "/%c0%ae", "/\xc3\xa9", "/a b", "/a#b", "/%4"}) {
    EXPECT_EQ(base::ReasonOf(ParseTarget(raw).status()), "HTTP_TARGET_INVALID") << raw;
  }
  std::string long_one;
  for (int i = 0; i < 65; ++i) long_one += "/a";
  EXPECT_FALSE(ParseTarget(long_one).ok());
  EXPECT_TRUE(ParseTarget(long_one.substr(2)).ok());
}

TEST(HttpTarget, APlusIsASpaceInQueriesAndFormsOnly) {
  EXPECT_EQ(PercentDecode("a+b%2B"), "a+b+");
  EXPECT_EQ(QueryValue({{"n%61me", "a+b"}}, "name"), "a b");
  EXPECT_EQ(QueryValue({{"name", "%"}}, "name"), "");
  EXPECT_EQ(QueryValue({{"name", "1"}}, "other"), std::nullopt);
}

TEST(HttpTarget, FormsAreDecodedStrictly) {
  EXPECT_THAT(*ParseForm("token=a%2Fb&next=%2F"),
              ElementsAre(Pair("token", "a/b"), Pair("next", "/")));
  EXPECT_THAT(*ParseForm("text=two%0D%0Alines%09and%0Aone"),
              ElementsAre(Pair("text", "two\nlines\tand\none")));
  for (const char* body : {"a=%", "%zz=1", "a=%00", "a=%ff", "a=%0D", "a=%7F", "a%0A=1"}) {
    EXPECT_EQ(base::ReasonOf(ParseForm(body).status()), "HTTP_FORM_INVALID") << body;
  }
}

}  // namespace
}  // namespace lontar::net
