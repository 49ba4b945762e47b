#include "core/catalogue/text_node.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::catalogue {
namespace {

using testing::HasSubstr;

const TextSource kCodesSource{.file = "codes.yaml", .reason = "CATALOGUE_INVALID"};

std::string ProblemOf(absl::string_view content) {
  const auto node = ReadYaml(kCodesSource, content);
  if (node.ok()) return "";
  EXPECT_EQ(base::ReasonOf(node.status()), "CATALOGUE_INVALID");
  return std::string(node.status().message());
}

TEST(Yaml, IsATreeOfTextsWithTheirLines) {
  const auto root = ReadYaml(kCodesSource, "a: 1\nb:\n  - x\n  - {k: NO}\n");
  ASSERT_TRUE(root.ok()) << root.status();
  EXPECT_EQ(root->keys, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(root->items[0].text, "1");
  ASSERT_EQ(root->items[1].items.size(), 2u);
  EXPECT_EQ(root->items[1].items[0].line, 3);
  EXPECT_EQ(root->items[1].items[1].items[0].text, "NO");
}

// The country Norway, the code 096 and a date stay what was written.
TEST(Yaml, GuessesNoTypes) {
  const auto root = ReadYaml(kCodesSource, "{a: NO, b: 096, c: 2021-08-31, d: 1e3, e: 0x10}");
  ASSERT_TRUE(root.ok()) << root.status();
  std::vector<std::string> texts;
  for (const TextNode& item : root->items) texts.push_back(item.text);
  EXPECT_EQ(texts, (std::vector<std::string>{"NO", "096", "2021-08-31", "1e3", "0x10"}));
}

TEST(Yaml, NamesFileAndLine) {
  EXPECT_EQ(ProblemOf("a: 1\nb: 2\na: 3\n"), "codes.yaml: line 3: key \"a\" stands here twice");
}

TEST(Yaml, RefusesWhatCanExpandOrHide) {
  EXPECT_THAT(ProblemOf("a: &x 1\nb: 2\n"), HasSubstr("an anchor"));
  EXPECT_THAT(ProblemOf("a: &x [1]\nb: *x\n"), HasSubstr("codes.yaml: line 1: an anchor"));
  EXPECT_THAT(ProblemOf("a: !!binary aGk=\n"), HasSubstr("a tag"));
  EXPECT_THAT(ProblemOf("a: !mine {b: 1}\n"), HasSubstr("a tag"));
  EXPECT_THAT(ProblemOf("a: 1\n---\nb: 2\n"), HasSubstr("more than one document"));
  EXPECT_THAT(ProblemOf("? [a, b]\n: 1\n"), HasSubstr("where a key must be"));
}

TEST(Yaml, RefusesWhatHoldsNothing) {
  EXPECT_THAT(ProblemOf(""), HasSubstr("empty"));
  EXPECT_THAT(ProblemOf("# only a comment\n"), HasSubstr("codes.yaml: line 1"));
  EXPECT_THAT(ProblemOf("a:\n"), HasSubstr("a value is missing"));
  EXPECT_THAT(ProblemOf("a: ~\n"), HasSubstr("a value is missing"));
  EXPECT_THAT(ProblemOf("- a\n"), HasSubstr("holds a list; it must hold keys"));
  EXPECT_THAT(ProblemOf("just words\n"), HasSubstr("holds a text"));
}

TEST(Yaml, RefusesWhatIsNotYaml) {
  EXPECT_THAT(ProblemOf("a: [1, 2\n"), HasSubstr("this is not YAML"));
  EXPECT_THAT(ProblemOf("a: \"open\nb: 2"), HasSubstr("this is not YAML"));
  EXPECT_THAT(ProblemOf("a: b: c\n"), HasSubstr("codes.yaml: line 1"));
}

TEST(Yaml, EndsWithAnAnswerOnDeepNesting) {
  EXPECT_NE(ProblemOf("a: " + std::string(17, '[') + std::string(17, ']')), "");
  EXPECT_NE(ProblemOf("a: " + std::string(100'000, '[')), "");
  EXPECT_NE(ProblemOf("a: " + std::string(100'000, '{')), "");
}

TEST(Yaml, BoundsTheItemsOfAList) {
  std::string list = "a: [x";
  for (int i = 1; i < 10'000; ++i) list += ",x";
  EXPECT_EQ(ProblemOf(list + "]"), "");
  EXPECT_THAT(ProblemOf(list + ",x]"), HasSubstr("more than 10000 items"));
  std::string map;
  for (int i = 0; i < 20'000; ++i) map += "k" + std::to_string(i) + ": 1\n";
  EXPECT_THAT(ProblemOf(map), HasSubstr("more than 10000 items"));
}

TEST(Yaml, IsPlainUtf8) {
  EXPECT_EQ(ProblemOf("a: Díli, Hà Nội, 省\n"), "");
  EXPECT_THAT(ProblemOf("a: 1\nb: \xE9t\xE9\n"), HasSubstr("line 2: this is not plain UTF-8"));
  for (const std::string& bad :
       {std::string("a: \xC0\xAF"), std::string("a: \xED\xA0\x80"),
        std::string("a: \xF4\x90\x80\x80"), std::string("a: \xE0\x80\xAF"),
        std::string("\xEF\xBB\xBF"
                    "a: 1"),
        std::string("a: \0", 4), std::string("\xFF\xFE"), std::string("a: \xE2\x82")}) {
    EXPECT_THAT(ProblemOf(bad), HasSubstr("not plain UTF-8"));
  }
}

TEST(Yaml, IsAtMostAsLongAsAnAct) {
  EXPECT_THAT(ProblemOf("a: " + std::string(base::kActBytesMax, 'x')), HasSubstr("the limit is"));
}

}  // namespace
}  // namespace lontar::catalogue
