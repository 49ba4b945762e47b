#include "cli/docket_file.h"

#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "tests/support/log_builder.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

std::string SmallDocket() {
  support::LogBuilder log;
  log.AddFramework();
  log.AddMember("KH");
  log.OpenRound("baseline-2021");
  log.CloseRound("baseline-2021");
  return log.Ask({.subject = "docket"}).value();
}

TEST(PaperFormat, IsThatOfTheNameUnlessItIsSaid) {
  EXPECT_EQ(*PaperFormatOf("", "a/docket.HTML"), PaperFormat::kHtml);
  EXPECT_EQ(*PaperFormatOf("", "docket.xlsx"), PaperFormat::kXlsx);
  EXPECT_EQ(*PaperFormatOf("odt", "docket.html"), PaperFormat::kOdt);
  EXPECT_EQ(*PaperFormatOf("txt", ""), PaperFormat::kText);
  EXPECT_EQ(base::ReasonOf(PaperFormatOf("", "docket.pdf").status()), "USAGE");
  EXPECT_EQ(base::ReasonOf(PaperFormatOf("docx", "a.html").status()), "USAGE");
  EXPECT_FALSE(IsText(PaperFormat::kXlsx));
  EXPECT_TRUE(IsText(PaperFormat::kCsv));
}

TEST(DocketFile, TheSameJsonIsTheSameBytesInEachFormat) {
  const std::string json = SmallDocket();
  const std::vector<std::pair<PaperFormat, std::string>> beginnings = {
      {PaperFormat::kHtml, "<!DOCTYPE html>"},
      {PaperFormat::kXlsx, "PK"},
      {PaperFormat::kCsv, ",band,"},
      {PaperFormat::kOdt, "PK"},
      {PaperFormat::kText, "TEST: made by a builder"}};
  for (const auto& [format, beginning] : beginnings) {
    const auto first = DocketFile(json, format);
    ASSERT_TRUE(first.ok()) << first.status();
    EXPECT_THAT(*first, testing::StartsWith(beginning));
    EXPECT_EQ(*DocketFile(json, format), *first);
  }
  EXPECT_EQ(base::ReasonOf(DocketFile("{}", PaperFormat::kHtml).status()), "DOCKET_UNREADABLE");
}

TEST(DocketVerb, SaysWhatItCannotWriteBeforeItAsks) {
  EXPECT_EQ(RunWords({"docket", "r", "--hub", "/nowhere", "--out", "d.pdf"}).exit,
            ExitCode::kUsage);
  EXPECT_EQ(RunWords({"docket", "r", "--round", "r", "--hub", "/nowhere"}).exit, ExitCode::kUsage);
  EXPECT_EQ(RunWords({"docket", "--hub", "/nowhere", "--counts", "most"}).exit, ExitCode::kUsage);
  EXPECT_EQ(RunWords({"threshold", "--hub", "/nowhere", "--threshold", "few"}).exit,
            ExitCode::kUsage);
}

}  // namespace
}  // namespace lontar::cli
