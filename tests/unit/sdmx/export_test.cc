#include "core/sdmx/export.h"

#include <nlohmann/json.hpp>

#include "core/base/problem.h"
#include "core/formats/workbook_read.h"
#include "core/sdmx/data_sheet.h"
#include "core/sdmx/export_json.h"
#include "tests/unit/sdmx/examples.h"
#include "tests/unit/sdmx/golden.h"

namespace lontar::sdmx {
namespace {

class ExportTest : public testing::Test {
 protected:
  absl::StatusOr<ExportSummary> Run(const ExportOptions& options) {
    text_.clear();
    const LogAccess access = [this](const auto& work) {
      ++looks_;
      const fold::PartReader parts = log_.PartsReader();
      return work({log_.state(), parts});
    };
    return Export(options, access, SmallHead().prepared, [this](absl::string_view piece) {
      absl::StrAppend(&text_, piece);
      return absl::OkStatus();
    });
  }
  std::string ReasonOf(const ExportOptions& options) {
    return base::ReasonOf(Run(options).status());
  }

  LogBuilder log_ = SmallLog();
  std::string text_;
  int looks_ = 0;
};

ExportOptions Of(const std::string& format) { return {.format = format, .agency = "ASEC"}; }

TEST_F(ExportTest, EveryFormatIsWrittenAndCountsTheSame) {
  for (const std::string& format : ExportFormats(false)) {
    const auto summary = Run(Of(format));
    ASSERT_TRUE(summary.ok()) << format << " " << summary.status();
    EXPECT_FALSE(text_.empty()) << format;
    EXPECT_EQ(summary->observations, 7u) << format;
    EXPECT_EQ(summary->with_value, 4u) << format;
    EXPECT_EQ(summary->disputed, 1u) << format;
    EXPECT_EQ(summary->structure, "ASEC:SMALL(1.2.0)");
  }
}

TEST_F(ExportTest, EveryFormOfTheStructureIsWritten) {
  for (const std::string& format : ExportFormats(true)) {
    ExportOptions options = Of(format);
    options.is_structure = true;
    ASSERT_TRUE(Run(options).ok()) << format;
    EXPECT_NE(text_.find("CHILDREN_AT_WORK_PT"), std::string::npos) << format;
  }
}

// A slow reader holds the log for one group of figures, not for all.
TEST_F(ExportTest, TheLogIsLookedAtOncePerGroup) {
  ASSERT_TRUE(Run(Of("csv-2.1")).ok());
  EXPECT_EQ(looks_, 1 + 3);  // the head; KH's number, KH's proportion, VN's number
}

TEST_F(ExportTest, NothingOfWhatIsHeldBackIsInAnyFormat) {
  Figure shut{"77.125", Status::kNormal, {{"sex", "F"}}, Confidentiality::kNotPublic};
  Submit(AReport("VN.GSO").With({"A1", "2019", {shut}}), &log_);
  for (const std::string& format : ExportFormats(false)) {
    ASSERT_TRUE(Run(Of(format)).ok()) << format;
    if (format == "xlsx") continue;  // compressed: read in the next test
    EXPECT_EQ(text_.find("77.125"), std::string::npos) << format;
    EXPECT_EQ(text_.find("77,125"), std::string::npos) << format;
  }
}

TEST_F(ExportTest, AWorkbookHoldsNumbersTextsAndFlags) {
  Figure formula{"1", Status::kNormal, {{"agency", "_T"}}};
  formula.source = "=HYPERLINK(\"x\")";
  Figure shut{"77.125", Status::kNormal, {{"sex", "F"}}, Confidentiality::kNotPublic};
  Submit(AReport("VN.GSO").With({"B1", "2019", {formula}}).With({"A1", "2019", {shut}}), &log_);
  ASSERT_TRUE(Run(Of("xlsx")).ok());
  const auto book = formats::ReadWorkbook(text_);
  ASSERT_TRUE(book.ok()) << book.status();
  const formats::Grid& grid = book->sheets.at(0);
  std::string all;
  bool has_number = false;
  for (int row = 0; row < grid.rows(); ++row) {
    for (int column = 0; column < grid.ColumnsOf(row); ++column) {
      absl::StrAppend(&all, grid.At(row, column), "|");
      EXPECT_FALSE(grid.IsFormula(row, column));
      has_number = has_number || (grid.At(row, column) == "9.9" &&
                                  grid.KindAt(row, column) == formats::CellKind::kNumber);
    }
  }
  EXPECT_TRUE(has_number);
  EXPECT_NE(all.find("TEST: made by a builder"), std::string::npos);  // the band
  EXPECT_NE(all.find("disputed: One definition, unequal figures"), std::string::npos);
  EXPECT_NE(all.find("deviates: coverage"), std::string::npos);
  EXPECT_NE(all.find("=HYPERLINK(\"x\")"), std::string::npos);  // a text
  EXPECT_EQ(all.find("77.125"), std::string::npos);
}

TEST_F(ExportTest, CsvForExcelIsTheGoldenFiles) {
  ASSERT_TRUE(Run(Of("csv-excel")).ok());
  ExpectGolden("excel.csv", text_);
  ExportOptions options = Of("csv-excel");
  options.separator = ";";
  options.decimal = ",";
  ASSERT_TRUE(Run(options).ok());
  ExpectGolden("excel-semicolon.csv", text_);
}

TEST(WithoutFormula, PutsAnApostropheBeforeWhatASpreadsheetWouldCompute) {
  EXPECT_EQ(WithoutFormula("=1+1"), "'=1+1");
  EXPECT_EQ(WithoutFormula("+1"), "'+1");
  EXPECT_EQ(WithoutFormula("-1"), "'-1");
  EXPECT_EQ(WithoutFormula("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(WithoutFormula("\t=1"), "'\t=1");
  EXPECT_EQ(WithoutFormula("\r=1"), "'\r=1");
  EXPECT_EQ(WithoutFormula("a=1"), "a=1");
  EXPECT_EQ(WithoutFormula(""), "");
}

TEST_F(ExportTest, AsOfAnEarlierSizeIsWhatStoodThen) {
  const auto now = Run(Of("csv-2.1"));
  ExportOptions options = Of("csv-2.1");
  options.as_of = base::LogSize(now->size.value() - 1);
  EXPECT_EQ(Run(options)->observations, 6u);  // without what VN sent last
  options.as_of = base::LogSize(now->size.value() + 1);
  EXPECT_EQ(ReasonOf(options), "SIZE_UNKNOWN");
}

TEST_F(ExportTest, OneMemberOneIndicator) {
  ExportOptions options = Of("csv-2.1");
  options.member = "VN";
  EXPECT_EQ(Run(options)->observations, 1u);
  options.indicator = "A1";
  EXPECT_EQ(Run(options)->observations, 0u);
  options.member = "ZZ";
  EXPECT_EQ(ReasonOf(options), "MEMBER_UNKNOWN");
  options = Of("csv-2.1");
  options.indicator = "A99";
  EXPECT_EQ(ReasonOf(options), "INDICATOR_UNKNOWN");
}

TEST_F(ExportTest, OptionsThatDoNotFitAreSaid) {
  const auto reason = [this](auto change) {
    ExportOptions options = Of("csv-2.1");
    change(options);
    return ReasonOf(options);
  };
  EXPECT_EQ(reason([](auto& o) { o.format = "pdf"; }), "EXPORT_OPTION");
  EXPECT_EQ(reason([](auto& o) { o.is_structure = true; }), "EXPORT_OPTION");
  EXPECT_EQ(reason([](auto& o) { o.labels = "all"; }), "EXPORT_OPTION");
  EXPECT_EQ(reason([](auto& o) { o.separator = ";"; }), "EXPORT_OPTION");
  EXPECT_EQ(reason([](auto& o) { o.agency = "9A"; }), "EXPORT_OPTION");
  EXPECT_EQ(reason([](auto& o) { o.agency = ""; }), "EXPORT_OPTION");
  EXPECT_EQ(reason([](auto& o) { o.agency = "ASEC.SLOM"; }), "");
  const auto excel = [&](const char* separator, const char* decimal) {
    return reason([&](auto& o) {
      o.format = "csv-excel";
      o.separator = separator;
      o.decimal = decimal;
    });
  };
  EXPECT_EQ(excel(",", ","), "EXPORT_OPTION");
  EXPECT_EQ(excel(";", ","), "");
  EXPECT_EQ(reason([](auto& o) {
              o.format = "csv-1.0";
              o.labels = "name";
            }),
            "EXPORT_OPTION");
  EXPECT_EQ(reason([](auto& o) {
              o.format = "ml-3.0";
              o.keys = "both";
            }),
            "EXPORT_OPTION");
}

TEST_F(ExportTest, NormalizedPeriodsFollowTheShortestThatOccurs) {
  ExportOptions options = Of("csv-2.1");
  options.time = "normalized";
  ASSERT_TRUE(Run(options).ok());
  EXPECT_NE(text_.find(",2012-12,"), std::string::npos);
  EXPECT_NE(text_.find(",2016-06,"), std::string::npos);
  options.member = "KH";
  ASSERT_TRUE(Run(options).ok());
  EXPECT_NE(text_.find(",2012,"), std::string::npos);
}

TEST_F(ExportTest, TheSummaryIsTheDocumentedJson) {
  const auto json = nlohmann::json::parse(ExportJson(*Run(Of("json-2.1"))));
  EXPECT_EQ(json["schema"], "lontar.export.v1");
  EXPECT_EQ(json["observations"], 7);
  EXPECT_EQ(json["collection"], "small");
  EXPECT_EQ(json["catalogue_version"], "1.2");
  EXPECT_EQ(json["is_structure"], false);
}

TEST_F(ExportTest, AnErrorOfTheReceiverIsTheExports) {
  const LogAccess access = [this](const auto& work) {
    const fold::PartReader parts = log_.PartsReader();
    return work({log_.state(), parts});
  };
  const auto summary = Export(Of("ml-3.0"), access, absl::UnixEpoch(), [](absl::string_view) {
    return absl::CancelledError("the caller is gone");
  });
  EXPECT_EQ(summary.status().message(), "the caller is gone");
}

}  // namespace
}  // namespace lontar::sdmx
