#include "cli/help.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/text_layout.h"
#include "gmock/gmock.h"

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

TEST(Help, TheOverviewListsEveryVerbOnce) {
  const std::string page = HelpOnVerbs(Commands(), "");
  std::set<std::string> names;
  for (const Command& command : Commands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    EXPECT_THAT(page, HasSubstr(absl::StrCat("\n  ", command.name, " ")));
    EXPECT_NE(command.verb, nullptr) << command.name;
  }
  EXPECT_LE(std::ranges::count(page, '\n'), static_cast<long>(kScreenLines));
}

}  // namespace
}  // namespace lontar::cli
