#include "cli/help.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/text_layout.h"
#include "gmock/gmock.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

// A screen of an old laptop.
constexpr size_t kScreenLines = 40;

TEST(Help, EveryVerbEndsWithAnExampleOfItself) {
  for (const Command& command : Commands()) {
    EXPECT_TRUE(absl::StartsWith(command.example, absl::StrCat("lontar ", command.name, " ")))
        << command.name;
    EXPECT_THAT(HelpOn(command), EndsWith(absl::StrCat("\nExample: ", command.example, "\n")));
  }
}

TEST(Help, AnExampleGivesWhatItsVerbWants) {
  for (const Command& command : Commands()) {
    for (const Option& option : command.options) {
      const bool wanted = option.times == Times::kRequired || option.times == Times::kManyRequired;
      if (!wanted || option.is_positional) continue;
      EXPECT_THAT(command.example, HasSubstr(absl::StrCat(" --", option.name, " ")))
          << command.name;
    }
  }
}

TEST(Help, EveryPageFitsAScreenAndNamesEveryOption) {
  for (const Command& command : Commands()) {
    const std::string page = HelpOn(command);
    const std::vector<std::string> lines = absl::StrSplit(page, '\n');
    EXPECT_LE(lines.size(), kScreenLines) << command.name;
    for (const std::string& line : lines) {
      if (absl::StartsWith(line, "Example: ")) continue;
      EXPECT_LE(ColumnsOf(line), kLineColumns) << line;
    }
    for (const Option& option : command.options) {
      const std::string spelling =
          option.is_positional ? option.value : absl::StrCat("--", option.name);
      EXPECT_THAT(page, HasSubstr(spelling)) << command.name;
    }
  }
}

// How often the words of `name` stand as one item of the overview's lists.
int TimesListed(absl::string_view page, absl::string_view name) {
  int times = 0;
  for (const absl::string_view line : absl::StrSplit(page, '\n')) {
    if (!absl::StartsWith(line, "               ")) continue;
    for (absl::string_view item : absl::StrSplit(absl::StripAsciiWhitespace(line), ',')) {
      times += absl::StripAsciiWhitespace(item) == name ? 1 : 0;
    }
  }
  return times;
}

TEST(Help, TheOverviewListsEveryVerbOnce) {
  const std::string page = HelpOverview(Commands());
  std::set<std::string> names;
  for (const Command& command : Commands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    EXPECT_EQ(TimesListed(page, command.name), 1) << command.name << page;
    EXPECT_NE(command.verb, nullptr) << command.name;
  }
  EXPECT_LE(std::ranges::count(page, '\n'), static_cast<long>(kScreenLines));
  for (const absl::string_view line : absl::StrSplit(page, '\n')) {
    EXPECT_LE(ColumnsOf(line), kLineColumns) << line;
  }
}

TEST(Help, EveryVerbBelongsToAGroupWhosePageSaysWhatItDoes) {
  std::set<std::string> groups;
  for (const CommandGroup& group : CommandGroups()) groups.insert(group.name);
  for (const Command& command : Commands()) {
    EXPECT_TRUE(groups.contains(command.group)) << command.name;
    const std::string page = HelpOnVerbs(Commands(), command.group);
    EXPECT_THAT(page, HasSubstr(absl::StrCat("\n  ", command.name, " "))) << command.group;
    EXPECT_THAT(page, HasSubstr(command.summary.substr(0, 40)));
    EXPECT_LE(std::ranges::count(page, '\n'), static_cast<long>(kScreenLines));
  }
}

TEST(Help, AsAVerbItShowsGroupsFirstWordsAndVerbs) {
  EXPECT_EQ(RunWords({"help"}).out, RunWords({"--help"}).out);
  EXPECT_THAT(RunWords({"help", "results"}).out, HasSubstr("\n  threshold "));
  EXPECT_THAT(RunWords({"help", "draft"}).out, HasSubstr("\n  draft drop "));
  EXPECT_EQ(RunWords({"help", "draft", "drop"}).out, RunWords({"draft", "drop", "--help"}).out);
  const Outcome outcome = RunWords({"help", "nothing"});
  EXPECT_EQ(outcome.exit, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("\"nothing\" is neither a verb nor a group"));
  EXPECT_EQ(Read(RunWords({"help", "--json"}).out).Text("schema"), "lontar.help.v1");
}

}  // namespace
}  // namespace lontar::cli
