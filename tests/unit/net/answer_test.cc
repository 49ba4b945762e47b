#include "core/net/answer.h"

#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lontar::net {
namespace {

using testing::ElementsAre;

Answer Read(absl::string_view json) {
  const auto answer = Answer::Parse(json);
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.value_or(Answer());
}

TEST(Answer, ReadsTextsNumbersFlagsAndLists) {
  const Answer answer =
      Read(R"({"a": "text", "n": 12, "f": true, "l": ["x", 2], "o": {"k": "v"}})");
  EXPECT_EQ(answer.Text("a"), "text");
  EXPECT_EQ(answer.Number("n"), 12u);
  EXPECT_TRUE(answer.Flag("f"));
  EXPECT_THAT(answer.Texts("l"), ElementsAre("x", "2"));
  EXPECT_EQ(answer.At("o").Text("k"), "v");
  EXPECT_THAT(answer.At("o").keys(), ElementsAre("k"));
}

TEST(Answer, WhatIsAbsentOrOfAnotherTypeReadsAsEmpty) {
  const Answer answer = Read(R"({"n": -1, "z": null, "l": 3})");
  EXPECT_TRUE(answer.At("x").At("y").is_absent());
  EXPECT_TRUE(answer.At("z").is_absent());
  EXPECT_FALSE(answer.At("n").is_absent());
  EXPECT_EQ(answer.Number("n"), 0u);
  EXPECT_TRUE(answer.List("l").empty());
}

TEST(Answer, NoJsonIsAnError) {
  EXPECT_EQ(base::ReasonOf(Answer::Parse("{").status()), "ANSWER_UNREADABLE");
}

}  // namespace
}  // namespace lontar::net
