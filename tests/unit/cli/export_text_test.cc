#include "cli/export_text.h"

#include <filesystem>

#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kExportJson = R"json({
  "schema": "lontar.export.v1", "notice": null, "collection": "small", "catalogue_version": "1.2",
  "format": "csv-2.1", "is_structure": false, "structure": "ASEC:SMALL(1.2.0)", "log_size": 1204,
  "observations": 7, "with_value": 4, "disputed": 1, "left_out": 0, "unreadable_blocks": 2})json";

TEST(ExportText, SaysWhatIsInTheFileAndWhatIsNot) {
  const auto json = WithFile(kExportJson, "figures.csv", 2048);
  ASSERT_TRUE(json.ok()) << json.status();
  const Answer answer = Read(*json);
  EXPECT_EQ(answer.Number("bytes"), 2048u);
  EXPECT_EQ(answer.Text("file"), "figures.csv");
  const std::string text = ExportText(answer);
  EXPECT_THAT(text, HasSubstr("figures.csv, 2 KiB, csv-2.1\n"));
  EXPECT_THAT(text, HasSubstr("7 figures, 4 with a value\n"));
  EXPECT_THAT(text, HasSubstr("1 figure is there without a value"));
  EXPECT_THAT(text, HasSubstr("2 blocks of figures, whose parts are not at hand here"));
  EXPECT_THAT(text, Not(HasSubstr("left out")));
  EXPECT_THAT(text, testing::EndsWith("log       size 1204"));
}

TEST(ExportText, AnAnswerThatIsNoJsonIsAProblem) {
  EXPECT_EQ(base::ReasonOf(WithFile("no", "f", 1).status()), "ANSWER_UNREADABLE");
}

TEST(Export, OptionsAreCheckedBeforeAnybodyIsAsked) {
  const support::TempFolder folder;
  const std::string out = folder.Inside("figures.csv");
  const Outcome format =
      RunWords({"export", "--hub", folder.path(), "--format", "pdf", "--out", out});
  EXPECT_THAT(format.err, HasSubstr("format \"pdf\" is none; write csv-1.0"));
  EXPECT_EQ(format.exit, ExitCode::kUsage);
  EXPECT_EQ(RunWords({"export", "--out", out}).exit, ExitCode::kUsage);
}

TEST(Export, WhereNobodyAnswersNothingIsLeft) {
  const support::TempFolder folder;
  const Outcome outcome =
      RunWords({"export", "--hub", folder.path(), "--out", folder.Inside("figures.csv")});
  EXPECT_EQ(outcome.exit, ExitCode::kOffline);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace lontar::cli
