#include "cli/manual.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "gmock/gmock.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/cli/examples.h"

// What man and groff make of the pages: tests/deploy/manual.sh.
namespace lontar::cli {
namespace {

using testing::HasSubstr;

TEST(Manual, NothingInATextIsARequest) {
  base::Manual page{.name = "lontar-x", .summary = "it's \"so\"", .version = "1", .synopsis = "x"};
  page.sections = {{"OPTIONS", {".SH NOT A HEADING", "'also \\not"}, {{".de", "a\n.b"}}, "a - b"}};
  const std::string text = base::ManualText(page);
  EXPECT_THAT(text, HasSubstr("\n\\&.SH NOT A HEADING\n"));
  EXPECT_THAT(text, HasSubstr("\n\\&\\(aqalso \\enot\n"));
  EXPECT_THAT(text, HasSubstr("\n.B \\&.de\n\\&a .b\n"));
  EXPECT_THAT(text, HasSubstr("\nlontar\\-x \\- it\\(aqs \\(dqso\\(dq\n"));
  EXPECT_THAT(text, HasSubstr("\n.nf\n\\&a \\- b\n.fi\n"));
}

TEST(Manual, EveryVerbHasAPageThatSaysWhatItsHelpSays) {
  const support::TempFolder folder;
  const Outcome outcome = RunWords({"man", folder.path(), "--json"});
  ASSERT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
  EXPECT_EQ(Read(outcome.out).Texts("files").size(), Commands().size() + 1);
  for (const base::Manual& page : Manuals(Commands(), "1")) {
    EXPECT_TRUE(base::FileExists(folder.Inside(base::ManualFile(page)))) << page.name;
  }
  const auto overview = base::ReadWholeFile(folder.Inside("lontar.1"), 1 << 20);
  ASSERT_TRUE(overview.ok()) << overview.status();
  for (const Command& command : Commands()) {
    EXPECT_THAT(*overview, HasSubstr(absl::StrCat("\n.B \\&", command.name, "\n")));
  }
  EXPECT_THAT(*overview, HasSubstr("LONTAR_PASSPHRASE_FILE"));
  const auto drop = base::ReadWholeFile(folder.Inside("lontar-draft-drop.1"), 1 << 20);
  EXPECT_THAT(*drop, HasSubstr("\n.B \\&lontar draft drop DRAFT \\-\\-node DIR [\\-\\-json]\n"));
  EXPECT_THAT(*drop, HasSubstr("\n.B \\&\\-\\-node DIR\n\\&the node\\(aqs folder (or set"));
}

TEST(Run, SaysItsVersion) {
  const Outcome outcome = RunWords({"--version"});
  EXPECT_EQ(outcome.exit, ExitCode::kDone);
  EXPECT_TRUE(absl::StartsWith(outcome.out, "lontar ")) << outcome.out;
}

}  // namespace
}  // namespace lontar::cli
