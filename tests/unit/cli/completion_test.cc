#include "cli/completion.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/unit/cli/examples.h"

// What the shells themselves make of the scripts: tests/deploy/completion.sh.
namespace lontar::cli {
namespace {

using testing::HasSubstr;

TEST(Completion, AValueSaysHowItIsCompleted) {
  EXPECT_EQ(KindOfValue("FILE"), ValueKind::kFile);
  EXPECT_EQ(KindOfValue("FILE.pub"), ValueKind::kFile);
  EXPECT_EQ(KindOfValue("FILE|DIR"), ValueKind::kFile);
  EXPECT_EQ(KindOfValue("DIR"), ValueKind::kFolder);
  EXPECT_EQ(KindOfValue("full|low"), ValueKind::kChoice);
  EXPECT_EQ(KindOfValue("ID=FILE"), ValueKind::kNone);
  EXPECT_EQ(KindOfValue("HOST:PORT"), ValueKind::kNone);
  EXPECT_EQ(KindOfValue(""), ValueKind::kNone);
}

TEST(Completion, EveryShellKnowsEveryVerbAndOption) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const Outcome outcome = RunWords({"completion", shell});
    ASSERT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
    for (const Command& command : Commands()) {
      EXPECT_THAT(outcome.out, HasSubstr(command.name)) << shell;
      for (const Option& option : command.options) {
        if (option.is_positional) continue;
        EXPECT_THAT(outcome.out,
                    HasSubstr(absl::StrCat(shell == "fish" ? "-l " : "--", option.name)))
            << shell << " " << command.name;
      }
    }
  }
}

TEST(Completion, AnotherShellIsUsage) {
  const Outcome outcome = RunWords({"completion", "csh"});
  EXPECT_EQ(outcome.exit, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("bash, zsh or fish"));
}

}  // namespace
}  // namespace lontar::cli
