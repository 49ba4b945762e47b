// lontar catalogue lint, show and diff, on the collections that are published.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/files.h"
#include "gmock/gmock.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kCollections[] = {"child-labour-2025", "oshnet-scorecard", "lmis-common"};

std::string FolderOf(absl::string_view collection) {
  return absl::StrCat(LONTAR_SOURCE_DIR, "/catalogues/", collection);
}

// A copy of a catalogue's folder with one text changed.
void CopyWith(absl::string_view collection, absl::string_view from, absl::string_view to,
              const std::string& target) {
  const std::string folder = FolderOf(collection);
  const auto names = base::ListFolder(folder);
  ASSERT_TRUE(names.ok()) << names.status();
  for (const std::string& name : *names) {
    const auto text = base::ReadWholeFile(absl::StrCat(folder, "/", name), 1 << 22);
    ASSERT_TRUE(text.ok()) << text.status();
    const std::string changed = absl::StrReplaceAll(*text, {{from, to}});
    ASSERT_TRUE(base::WriteFileDurably(absl::StrCat(target, "/", name), changed).ok());
  }
}

TEST(CatalogueVerbs, LintReadsAllCollections) {
  for (const char* name : kCollections) {
    const Outcome outcome = RunWords({"catalogue", "lint", FolderOf(name)});
    EXPECT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("list A"));
  }
  EXPECT_THAT(RunWords({"catalogue", "lint", FolderOf("oshnet-scorecard")}).out,
              AllOf(HasSubstr("list A     7 indicators"), HasSubstr("list B     3 indicators")));
  EXPECT_THAT(RunWords({"catalogue", "lint", FolderOf("child-labour-2025")}).out,
              HasSubstr("texts vi"));
}

TEST(CatalogueVerbs, LintReadsWhoSuppliesWhatToo) {
  const std::string file = absl::StrCat(LONTAR_SOURCE_DIR, "/catalogues/asean/providers.yaml");
  const Outcome outcome =
      RunWords({"catalogue", "lint", FolderOf("child-labour-2025"), "--providers", file});
  ASSERT_EQ(outcome.exit, ExitCode::kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("\nassigned   "));
  const support::TempFolder folder;
  const std::string wrong = folder.Inside("providers.yaml");
  const auto text = base::ReadWholeFile(file, 1 << 22);
  ASSERT_TRUE(base::WriteFileDurably(
                  wrong, absl::StrReplaceAll(*text, {{"- cases-in-courts", "- cases-in-court"}}))
                  .ok());
  const Outcome refused =
      RunWords({"catalogue", "lint", FolderOf("child-labour-2025"), "--providers", wrong});
  EXPECT_EQ(refused.exit, ExitCode::kRejected) << refused.out;
  EXPECT_THAT(refused.err, HasSubstr("\"cases-in-court\", which asean-child-labour 2025.1"));
}

TEST(CatalogueVerbs, ShowListsAndSaysAllOfOne) {
  for (const char* name : kCollections) {
    const Outcome list = RunWords({"catalogue", "show", FolderOf(name)});
    EXPECT_EQ(list.exit, ExitCode::kDone) << list.err;
    EXPECT_THAT(list.out, HasSubstr("\nA7    "));
    const Outcome one = RunWords({"catalogue", "show", FolderOf(name), "A1"});
    EXPECT_EQ(one.exit, ExitCode::kDone) << one.err;
    EXPECT_THAT(one.out, AllOf(HasSubstr("\ndefinition "), HasSubstr("\nguesses ")));
  }
  const Outcome unknown = RunWords({"catalogue", "show", FolderOf("lmis-common"), "A8"});
  EXPECT_THAT(unknown.err, HasSubstr("this catalogue has no indicator \"A8\""));
}

TEST(CatalogueVerbs, ShowInAnotherLanguageMarksWhatIsMissing) {
  const std::string folder = FolderOf("child-labour-2025");
  const Outcome list = RunWords({"catalogue", "show", folder, "--language", "vi"});
  ASSERT_EQ(list.exit, ExitCode::kDone) << list.err;
  EXPECT_THAT(list.out, AllOf(HasSubstr("\nA11   Tỷ lệ nhập học đúng tuổi, tiểu học ("),
                              HasSubstr("\nB1    [en] Laws and regulations")));
  EXPECT_THAT(list.err, HasSubstr("are a draft"));
  const Outcome none = RunWords({"catalogue", "show", folder, "A1", "--language", "km"});
  EXPECT_THAT(none.err, HasSubstr("no texts in \"km\""));
  EXPECT_THAT(none.out, HasSubstr("\nshort name              [en] Children 5-17"));
}

TEST(CatalogueVerbs, DiffSaysWhatBecameAnother) {
  for (const char* name : kCollections) {
    const Outcome same = RunWords({"catalogue", "diff", FolderOf(name), FolderOf(name)});
    EXPECT_EQ(same.out, "both say the same\n") << same.err;
  }
  const support::TempFolder folder;
  CopyWith("oshnet-scorecard", "name: Safety professionals", "name: Safety officers",
           folder.path());
  const Outcome other =
      RunWords({"catalogue", "diff", FolderOf("oshnet-scorecard"), folder.path()});
  EXPECT_THAT(other.out, AllOf(HasSubstr("changed indicator safety-professionals"),
                               HasSubstr("Safety officers"), HasSubstr("1 changed, 0 added")));
}

}  // namespace
}  // namespace lontar::cli
