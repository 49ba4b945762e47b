#include "cli/parse.h"

#include <stdlib.h>

#include "core/base/problem.h"
#include "gmock/gmock.h"

namespace lontar::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// One variable for the time of a test.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

std::vector<Command> Sample() {
  return {
      {"show",
       "show it",
       {{"word", "WORD", "what", Times::kRequired, true},
        {"node", "DIR", "a folder", Times::kOptional, false, "LONTAR_TEST_NODE"},
        {"hub", "DIR", "a folder", Times::kOptional, false, "LONTAR_TEST_HUB"},
        {"table", "FILE", "tables", Times::kMany},
        {"round", "ID", "a round"},
        {"dry-run", "", "only look"}},
       "lontar show x",
       nullptr},
      {"draft drop",
       "drop it",
       {{"draft", "DRAFT", "which", Times::kRequired, true}},
       "lontar draft drop x",
       nullptr},
      {"draft export",
       "write it",
       {{"out", "FILE", "where", Times::kRequired}},
       "lontar draft export --out x",
       nullptr},
      {"proof",
       "give it",
       {{"number", "NUMBER", "which", Times::kRequired, true},
        {"file", "FILE", "whither", Times::kOptional, true}},
       "lontar proof 1",
       nullptr},
      {"proof verify",
       "verify it",
       {{"file", "FILE", "which", Times::kRequired, true}},
       "lontar proof verify x",
       nullptr},
  };
}

std::string ProblemOf(const std::vector<std::string>& words) {
  const std::vector<Command> commands = Sample();
  const auto parsed = Parse(commands, words);
  if (parsed.ok()) return "";
  EXPECT_EQ(base::ReasonOf(parsed.status()), "USAGE");
  return std::string(parsed.status().message());
}

TEST(Parse, TakesWordsOptionsFlagsAndJson) {
  const std::vector<Command> commands = Sample();
  const auto parsed =
      Parse(commands, {"show", "--table", "a", "x", "--table", "b", "--dry-run", "--json"});
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->command, &commands[0]);
  EXPECT_EQ(parsed->arguments.Text("word"), "x");
  EXPECT_THAT(parsed->arguments.All("table"), ElementsAre("a", "b"));
  EXPECT_TRUE(parsed->arguments.Has("dry-run"));
  EXPECT_FALSE(parsed->arguments.Has("round"));
  EXPECT_TRUE(parsed->is_json);
}

TEST(Parse, AVerbOfTwoWordsIsFoundByBoth) {
  const std::vector<Command> commands = Sample();
  const auto parsed = Parse(commands, {"draft", "export", "--out", "f"});
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->command, &commands[2]);
  EXPECT_FALSE(parsed->is_json);
}

TEST(Parse, AVerbMayBeTheFirstWordOfAnother) {
  const std::vector<Command> commands = Sample();
  const auto one = Parse(commands, {"proof", "7"});
  ASSERT_TRUE(one.ok()) << one.status();
  EXPECT_EQ(one->command, &commands[3]);
  const auto two = Parse(commands, {"proof", "verify", "f", "--json"});
  ASSERT_TRUE(two.ok()) << two.status();
  EXPECT_EQ(two->command, &commands[4]);
  EXPECT_EQ(two->arguments.Text("file"), "f");
  EXPECT_TRUE(two->is_json);
  EXPECT_THAT(Parse(commands, {"proof", "--help"})->help, HasSubstr("give it"));
  EXPECT_THAT(Parse(commands, {"proof", "verify", "--help"})->help, HasSubstr("verify it"));
}

TEST(Parse, WordsGoToTheirOptionsInOrder) {
  const std::vector<Command> commands = Sample();
  const auto parsed = Parse(commands, {"proof", "7", "f"});
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->arguments.Text("number"), "7");
  EXPECT_EQ(parsed->arguments.Text("file"), "f");
  EXPECT_THAT(ProblemOf({"proof", "7", "f", "g"}), HasSubstr("\"g\" is one word too many"));
  EXPECT_THAT(ProblemOf({"proof"}), HasSubstr("lontar proof wants NUMBER: which"));
}

TEST(Parse, AWordBehindAVerbIsNoOtherVerb) {
  const std::vector<Command> commands = Sample();
  const auto parsed = Parse(commands, {"show", "draft", "--round", "proof"});
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->command, &commands[0]);
  EXPECT_EQ(parsed->arguments.Text("word"), "draft");
}

TEST(Parse, WhatIsMissingUnknownOrTwiceIsUsage) {
  EXPECT_THAT(ProblemOf({"show"}), HasSubstr("lontar show wants WORD: what"));
  EXPECT_THAT(ProblemOf({"draft", "export"}), HasSubstr("wants --out FILE: where"));
  EXPECT_THAT(ProblemOf({"shwo", "x"}), HasSubstr("shwo"));
  EXPECT_THAT(ProblemOf({"show", "x", "--tabel", "a"}), HasSubstr("--tabel"));
  EXPECT_THAT(ProblemOf({"show", "x", "y"}), HasSubstr("y"));
  EXPECT_NE(ProblemOf({"show", "x", "--round", "a", "--round", "b"}), "");
  EXPECT_NE(ProblemOf({"draft"}), "");
}

TEST(Parse, AVariableStandsInForAnOption) {
  const Variable hub("LONTAR_TEST_HUB", "h");
  const std::vector<Command> commands = Sample();
  const auto parsed = Parse(commands, {"show", "x"});
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->arguments.Text("hub"), "h");
}

TEST(Parse, WhereAPlaceWasTypedTheOthersVariablesDoNotCount) {
  const Variable hub("LONTAR_TEST_HUB", "h");
  const std::vector<Command> commands = Sample();
  const auto parsed = Parse(commands, {"show", "x", "--node", "n"});
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->arguments.Text("node"), "n");
  EXPECT_FALSE(parsed->arguments.Has("hub"));
}

TEST(Parse, HelpIsThatOfWhatWasNamed) {
  const std::vector<Command> commands = Sample();
  EXPECT_THAT(Parse(commands, {})->help, HasSubstr("draft export"));
  EXPECT_THAT(Parse(commands, {"--help"})->help, HasSubstr("draft export"));
  EXPECT_THAT(Parse(commands, {"draft", "--help"})->help, HasSubstr("lontar draft\n"));
  EXPECT_THAT(Parse(commands, {"draft", "drop", "--help"})->help, HasSubstr("drop it"));
}

TEST(Arguments, ANumberHasNoSignAndNoLetters) {
  Arguments arguments;
  arguments.Add("as-of", "12");
  arguments.Add("days", "-3");
  EXPECT_EQ(arguments.Number("as-of")->value(), 12u);
  EXPECT_EQ(base::ReasonOf(arguments.Number("days").status()), "USAGE");
  EXPECT_FALSE(arguments.Number("absent")->has_value());
}

}  // namespace
}  // namespace lontar::cli
