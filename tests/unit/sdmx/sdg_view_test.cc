#include "core/sdmx/sdg_view.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "core/base/problem.h"
#include "core/sdmx/area_number.h"
#include "core/sdmx/export.h"
#include "core/sdmx/export_json.h"
#include "tests/unit/sdmx/examples.h"

namespace lontar::sdmx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A log with the published catalogue: what A1 says of SDG 8.7.1 is what is tested.
class SdgViewTest : public testing::Test {
 protected:
  SdgViewTest() {
    log_.AddFramework();
    for (const char* member : {"KH", "VN"}) log_.AddMember(member);
    for (const char* office : {"KH.NIS", "KH.MOP", "VN.GSO"}) log_.AddProvider(office);
  }
  void Report(const std::string& office, const support::BlockText& block) {
    Submit(AReport(office).With(block), &log_);
  }
  absl::StatusOr<ExportSummary> Run(ExportOptions options) {
    text_.clear();
    options.view = std::string(kSdgView);
    options.agency = "ASEC";
    const LogAccess access = [this](const auto& work) {
      const fold::PartReader parts = log_.PartsReader();
      return work({log_.state(), parts});
    };
    return Export(options, access, SmallHead().prepared, [this](absl::string_view piece) {
      absl::StrAppend(&text_, piece);
      return absl::OkStatus();
    });
  }
  // "KH 2 proportion…: reason", one for each.
  static std::vector<std::string> Left(const ExportSummary& summary) {
    std::vector<std::string> lines;
    for (const NotInView& left : summary.not_in_view) {
      lines.push_back(absl::StrCat(left.member, " ", left.figures, " ", left.first_period, "-",
                                   left.last_period, ": ", left.reason));
    }
    return lines;
  }

  LogBuilder log_;
  std::string text_;
};

Figure Of(const std::string& value, std::map<std::string, std::string> codes) {
  Figure figure{value};
  codes.try_emplace("concept", "EA");
  figure.codes = std::move(codes);
  return figure;
}

TEST_F(SdgViewTest, SaysWhatTheUnitedNationsSay) {
  Figure total = Of("11.5", {});
  total.source = "Labour force survey";
  total.definition = "below the minimum age";
  Report("KH.NIS",
         {"A1", "2012", {total, Of("12.2", {{"sex", "F"}}), Of("12.6", {{"concept", "EAHC"}})}});
  Report("VN.GSO", {"A1", "2014", {Of("9.6", {{"age", "Y5T14"}, {"urbanisation", "R"}})}});
  Report("VN.GSO", {"A1", "2014", {Of("1754066", {})}, "number"});
  const auto summary = Run({.format = "csv-2.0"});
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(text_,
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REPORTING_TYPE,SERIES,REF_AREA,SEX,AGE,"
            "URBANISATION,INCOME_WEALTH_QUANTILE,EDUCATION_LEV,OCCUPATION,CUST_BREAKDOWN,"
            "COMPOSITE_BREAKDOWN,DISABILITY_STATUS,ACTIVITY,PRODUCT,TIME_PERIOD,OBS_VALUE,"
            "UNIT_MEASURE,UNIT_MULT,OBS_STATUS,NATURE,SOURCE_DETAIL,COMMENT_OBS\n"
            "dataflow,IAEG-SDGs:DF_SDG_GLH(1.26),R,A,N,SL_TLF_CHLDEA,116,F,Y5T17,"
            "_T,_T,_T,_T,_T,_T,_T,_T,_T,2012,12.2,PT,0,A,C,,\n"
            "dataflow,IAEG-SDGs:DF_SDG_GLH(1.26),R,A,N,SL_TLF_CHLDEA,116,_T,Y5T17,"
            "_T,_T,_T,_T,_T,_T,_T,_T,_T,2012,11.5,PT,0,A,C,Labour force survey,"
            "below the minimum age\n"
            "dataflow,IAEG-SDGs:DF_SDG_GLH(1.26),R,A,N,SL_TLF_CHLDEC,116,_T,Y5T17,"
            "_T,_T,_T,_T,_T,_T,_T,_T,_T,2012,12.6,PT,0,A,C,,\n"
            "dataflow,IAEG-SDGs:DF_SDG_GLH(1.26),R,A,N,SL_TLF_CHLDEAN,704,_T,Y5T17,"
            "_T,_T,_T,_T,_T,_T,_T,_T,_T,2014,1754066,NUMBER,0,A,C,,\n"
            "dataflow,IAEG-SDGs:DF_SDG_GLH(1.26),R,A,N,SL_TLF_CHLDEA,704,_T,Y5T14,"
            "R,_T,_T,_T,_T,_T,_T,_T,_T,2014,9.6,PT,0,A,C,,\n");
  EXPECT_EQ(summary->structure, "IAEG-SDGs:DF_SDG_GLH(1.26)");
  EXPECT_EQ(summary->observations, 5u);
  EXPECT_EQ(summary->with_value, 5u);
  EXPECT_THAT(Left(*summary), ElementsAre());
}

TEST_F(SdgViewTest, LeavesOutWhatIsNotTheSameAndSaysWhy) {
  Figure part = Of("3", {{"urbanisation", "U"}});
  part.deviations = SetOf(observation::Deviation::kCoverage);
  Figure hidden = Of("", {{"sex", "M"}});
  hidden.status = Status::kSuppressed;
  hidden.confidentiality = Confidentiality::kPrimary;
  Figure shut = Of("77.125", {{"sex", "F"}});
  shut.confidentiality = Confidentiality::kNotPublic;
  Report("KH.NIS", {"A1",
                    "2012",
                    {Of("11", {}), part, hidden, shut, Of("4", {{"concept", "NAT"}}),
                     Of("5", {{"age", "Y14T17"}}), Of("6", {{"activity", "AGR"}}),
                     Of("7", {{"citizenship", "NAT"}})}});
  Report("KH.NIS", {"A1", "2016-Q3", {Of("12", {})}});
  Report("KH.NIS", {"A1", "2019", {Of("13", {{"age", "Y14T17"}})}});
  Report("VN.GSO", {"A2", "2014", {{"5"}}});  // has no series: no part of the view, nor left out
  Report("KH.NIS", {"A1", "2018", {Of("20", {})}});
  Report("KH.MOP", {"A1", "2018", {Of("21", {})}});
  const auto summary = Run({});
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->observations, 1u);
  EXPECT_THAT(text_, HasSubstr(",2012,11,PT,"));
  EXPECT_EQ(text_.find("77.125"), std::string::npos);
  EXPECT_THAT(Left(*summary),
              ElementsAre("KH 1 2012-2012: broken down by ACTIVITY",
                          "KH 1 2012-2012: broken down by CITIZENSHIP",
                          "KH 1 2012-2012: by a concept that no series of 8.7.1 has",
                          "KH 1 2012-2012: deviates in coverage, as its office states",
                          "KH 1 2018-2018: disputed: offices state two values",
                          "KH 1 2016-Q3-2016-Q3: of a part of a year; the series are annual",
                          "KH 2 2012-2019: of ages Y14T17; 8.7.1 has 5-17, 5-14, 15-17",
                          "KH 2 2012-2012: without a value here"));
  const auto json = nlohmann::json::parse(ExportJson(*summary));
  EXPECT_EQ(json["view"], "sdg-8.7.1");
  EXPECT_EQ(json["not_in_view"].size(), 8u);
  EXPECT_EQ(json["not_in_view"][6]["figures"], 2);
}

TEST_F(SdgViewTest, EverySdmxFormatHasIt) {
  Report("KH.NIS", {"A1", "2012", {Of("11.25", {})}});
  for (const std::string& format : ExportFormats(false)) {
    const bool is_sheet = format == "xlsx" || format == "csv-excel";
    const auto summary = Run({.format = format});
    ASSERT_EQ(summary.ok(), !is_sheet) << format;
    if (is_sheet) continue;
    EXPECT_THAT(text_, HasSubstr("11.25")) << format;
    EXPECT_THAT(text_, HasSubstr("SL_TLF_CHLDEA")) << format;
    EXPECT_THAT(text_, testing::Not(HasSubstr("CHILD_LABOUR_5_17"))) << format;
    EXPECT_THAT(text_, HasSubstr(format == "ml-2.1" || format == "ml-2.1-generic"
                                     ? "IAEG-SDGs\" id=\"SDG\" version=\"1.26\""
                                     : "IAEG-SDGs:DF_SDG_GLH(1.26)"))
        << format;
  }
}

TEST_F(SdgViewTest, WhatHasNoViewIsRefused) {
  Report("KH.NIS", {"A1", "2012", {Of("11", {})}});
  EXPECT_THAT(Run({.indicator = "A2"}).status().message(),
              HasSubstr("are the same as a series of SDG 8.7.1"));
  EXPECT_EQ(Run({.indicator = "A1"})->observations, 1u);
  EXPECT_THAT(Run({.format = "ml-3.0", .is_structure = true}).status().message(),
              HasSubstr("is published by IAEG-SDGs"));
  EXPECT_EQ(base::ReasonOf(CheckExport({.agency = "ASEC", .view = "sdg"})), "EXPORT_OPTION");
}

TEST_F(SdgViewTest, ACatalogueWithoutTheSeriesHasNone) {
  log_ = SmallLog();
  EXPECT_THAT(Run({}).status().message(), HasSubstr("leave --view out"));
}

TEST(AreaNumber, IsTheNumberOfTheCountryAndOfNothingElse) {
  // As the members' own list has them: docs/data-sources.md.
  const std::pair<const char*, const char*> members[] = {
      {"BN", "096"}, {"KH", "116"}, {"ID", "360"}, {"LA", "418"}, {"MY", "458"}, {"MM", "104"},
      {"PH", "608"}, {"SG", "702"}, {"TH", "764"}, {"TL", "626"}, {"VN", "704"}};
  for (const auto& [code, number] : members) EXPECT_EQ(AreaNumber(code), number) << code;
  for (const char* none : {"", "kh", "K", "KHM", "116", "001", "ZZ", "QQ", "EU", "X\xff"}) {
    EXPECT_EQ(AreaNumber(none), "") << none;
  }
}

}  // namespace
}  // namespace lontar::sdmx
