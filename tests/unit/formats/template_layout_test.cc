#include "core/formats/template_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"
#include "core/base/problem.h"
#include "core/formats/template_lists.h"
#include "core/formats/template_rows.h"
#include "core/formats/template_words.h"
#include "tests/unit/formats/sample.h"
#include "tests/unit/formats/template_sample.h"

namespace lontar::formats {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::vector<std::string> BreakdownIds(absl::string_view code, absl::string_view dimension,
                                      absl::string_view member) {
  const catalogue::Catalogue& catalogue = TheCatalogue();
  std::vector<std::string> ids;
  for (const auto& found :
       BreakdownCodes(catalogue, *catalogue.FindByCode(code), *catalogue.FindDimension(dimension),
                      {.member = std::string(member)})) {
    ids.push_back(found.id);
  }
  return ids;
}

TEST(TemplateRows, BracketsAreTheFinestWithinTheRangeAndDoNotOverlap) {
  EXPECT_THAT(BreakdownIds("A1", "age", "KH"), ElementsAre("Y5T11", "Y12T14", "Y15T17", "_U"));
  EXPECT_THAT(BreakdownIds("A3", "age", "KH"), ElementsAre("Y14", "Y15T17", "_U"));
}

TEST(TemplateRows, PlacesAreTheMembersOwn) {
  EXPECT_THAT(BreakdownIds("A1", "geo", "KH"), Contains("KH-12"));
  for (const char* member : {"KH", "VN"}) {
    const auto places = BreakdownIds("A1", "geo", member);
    EXPECT_GT(places.size(), 20u);
    for (const std::string& place : places) EXPECT_THAT(place, AnyOf("_U", StartsWith(member)));
  }
}

TEST(TemplateRows, SectorsAreGroupsNotSections) {
  EXPECT_THAT(BreakdownIds("A1", "activity", "KH"), ElementsAre("AGR", "NAG", "IND", "SER", "_U"));
}

TEST(TemplateRows, AChoiceIsNoBreakdown) {
  EXPECT_THAT(BreakdownIds("A1", "concept", "KH"), ElementsAre());
}

TEST(TemplateRows, TheUndividedRowHasTheCodesThatCount) {
  const catalogue::Catalogue& catalogue = TheCatalogue();
  const auto rows = StandardRows(catalogue, *catalogue.FindByCode("A1"), {.member = "KH"});
  EXPECT_THAT(rows.front().codes, ElementsAre("_T", "Y5T17", "_T", "_T", "_T", "_T", "_Z"));
  const auto* reports = catalogue.FindByCode("A8");
  const auto* mode = catalogue.FindDimension("reporting-mode");
  EXPECT_EQ(BaseCode(*reports, *mode), "CH_WEB");
}

TEST(TemplateRows, EachRowIsThereOnce) {
  const catalogue::Catalogue& catalogue = TheCatalogue();
  for (const auto& indicator : catalogue.indicators()) {
    std::set<std::pair<std::string, std::vector<std::string>>> seen;
    for (const TemplateRow& row : StandardRows(catalogue, indicator, {.member = "KH"})) {
      EXPECT_TRUE(seen.insert({row.measure, row.codes}).second) << indicator.code << row.code;
    }
  }
}

TEST(TemplateLayout, HasASheetForEachIndicatorInTheCataloguesOrder) {
  const TemplateLayout layout = SampleLayout({"A11", "A1", "B3"});
  std::vector<std::string> names;
  for (const SheetPlan& sheet : layout.plan.sheets) names.push_back(sheet.name);
  EXPECT_THAT(names, ElementsAre("A1", "A11", "B3", "Additional information", "lontar"));
  EXPECT_TRUE(layout.plan.sheets.back().is_hidden);
}

TEST(TemplateLayout, TheDecimalMarkIsInB2) {
  const TemplateLayout layout = SampleLayout({"A1"});
  const SheetSpot spot = layout.sheets[0].inputs.at(input_id::kDecimalMark);
  EXPECT_EQ(spot.row, 1);
  EXPECT_EQ(spot.column, 1);
}

TEST(TemplateLayout, TheYearIsTheRoundsAndNotOurs) {
  const TemplateLayout layout = SampleLayout({"A1"});
  EXPECT_THAT(TextAt(layout.plan.sheets[0], 3, 1),
              HasSubstr("2016 or the closest year, of two equally near the earlier"));
  TemplateRequest request = SampleRequest({"A1"});
  request.round->year_rule.target = 2021;
  request.round->year_rule.tie = catalogue::Tie::kLater;
  const auto other = LayOutTemplate(request, TheCatalogue());
  EXPECT_THAT(TextAt(other->plan.sheets[0], 3, 1),
              HasSubstr("2021 or the closest year, of two equally near the later"));
  request.round.reset();
  const auto without = LayOutTemplate(request, TheCatalogue());
  EXPECT_THAT(TextAt(without->plan.sheets[0], 3, 1), Not(HasSubstr("20")));
}

TEST(TemplateLayout, GivenCodesAreLockedAndInputsAreNot) {
  const TemplateLayout layout = SampleLayout({"A1"});
  const TemplateSheet& sheet = layout.sheets[0];
  const SheetPlan& plan = layout.plan.sheets[0];
  const int first = sheet.header_row + 1;
  for (size_t i = 0; i < sheet.columns.size(); ++i) {
    const std::string& id = sheet.columns[i].id;
    const Look look = LookAt(plan, first, static_cast<int>(i));
    const bool is_given = id == "label" || id == "measure" ||
                          (absl::StartsWith(id, "dimension:") && id != "dimension:concept");
    EXPECT_EQ(look == Look::kCode, is_given) << id;
  }
}

TEST(TemplateLayout, EveryChoiceHasItsList) {
  const TemplateLayout layout = SampleLayout({"A1", "A3", "A8", "A11"});
  std::set<std::string> lists;
  for (const ChoiceList& list : layout.plan.lists) {
    EXPECT_TRUE(lists.insert(list.id).second) << list.id << " twice";
    EXPECT_FALSE(list.entries.empty()) << list.id;
  }
  for (const SheetPlan& sheet : layout.plan.sheets) {
    for (const PlannedChoice& choice : sheet.choices) EXPECT_THAT(lists, Contains(choice.list));
  }
}

TEST(TemplateLayout, GivenTextsAreEntriesOfTheirList) {
  const TemplateLayout layout = SampleLayout({"A1"});
  std::set<std::string> entries;
  for (const ChoiceList& list : layout.plan.lists) {
    entries.insert(list.entries.begin(), list.entries.end());
  }
  const int first = layout.sheets[0].header_row + 1;
  for (int column = 1; column <= 8; ++column) {
    const std::string text = TextAt(layout.plan.sheets[0], first, column);
    EXPECT_THAT(entries, Contains(text));
  }
}

TEST(TemplateLayout, NoTwoCellsLieOnEachOther) {
  const TemplateLayout layout = SampleLayout({"A1", "A9", "B1"});
  for (const SheetPlan& sheet : layout.plan.sheets) {
    std::set<std::pair<int, int>> seen;
    for (const PlannedCell& cell : sheet.cells) {
      EXPECT_TRUE(seen.insert({cell.row, cell.column}).second) << sheet.name;
    }
  }
}

TEST(TemplateLayout, AnUnknownIndicatorAndNoneAreRefused) {
  TemplateRequest request = SampleRequest({});
  EXPECT_EQ(base::ReasonOf(LayOutTemplate(request, TheCatalogue()).status()), "TEMPLATE_EMPTY");
  request.indicators = {"nothing-known"};
  EXPECT_EQ(base::ReasonOf(LayOutTemplate(request, TheCatalogue()).status()), "INDICATOR_UNKNOWN");
}

// The catalogue of 2025 with a few texts in another language, which no code knows.
catalogue::Catalogue CatalogueWithTexts() {
  std::vector<catalogue::SourceFile> files = CatalogueFiles2025();
  for (catalogue::SourceFile& file : files) {
    if (file.name != "texts.yaml") continue;
    file.content = R"(
messages:
  - {id: template-zero, text: "Nil: x"}
texts:
  - language: xx
    draft: true
    basis: made up
    indicators: {child-labour-5-17: {short_name: Kxxx}}
    codes: {sex: {F: Fxxx}}
    dimensions: {sex: Sxxx}
    messages: {template-zero: "Nxxx: x"}
)";
  }
  return Required(catalogue::Catalogue::Load(files));
}

TEST(TemplateWords, AreTheCataloguesWhereItHasThem) {
  TemplateRequest request = SampleRequest({"A1"});
  const catalogue::Catalogue catalogue = CatalogueWithTexts();
  const auto english = LayOutTemplate(request, catalogue);
  EXPECT_EQ(TextAt(english->plan.sheets[0], 8, 0), "Nil: x");
  EXPECT_EQ(TextAt(english->plan.sheets[0], 7, 0), "Does not apply: x");
  request.language = "xx";
  const auto other = LayOutTemplate(request, catalogue);
  const SheetPlan& sheet = other->plan.sheets[0];
  EXPECT_EQ(TextAt(sheet, 0, 0), "A1  Kxxx");
  EXPECT_EQ(TextAt(sheet, 8, 0), "Nxxx: x");
  EXPECT_EQ(TextAt(sheet, 7, 0), "[en] Does not apply: x");
  EXPECT_EQ(TextAt(sheet, 10, 2), "Sxxx");
  EXPECT_EQ(TextAt(sheet, 12, 2), "F Fxxx");
  EXPECT_EQ(TextAt(sheet, 13, 2), "M [en] Male");
}

TEST(TemplateWords, EveryStatusAndConfidentialityHasItsOwn) {
  const catalogue::Catalogue& catalogue = TheCatalogue();
  const TemplateWords words(catalogue, "en");
  const TemplateLayout layout = SampleLayout({"A1"});
  for (const ChoiceList& list : layout.plan.lists) {
    if (list.id != "status" && list.id != "confidentiality") continue;
    for (const std::string& entry : list.entries) EXPECT_GT(entry.size(), 2u) << entry;
  }
  EXPECT_EQ(words.Confidentiality(CodeOf(observation::Confidentiality::kPrimary)),
            "held back: small number");
  EXPECT_EQ(words.Confidentiality(CodeOf(observation::Confidentiality::kSecondary)),
            "held back: would give another away");
  EXPECT_EQ(words.Status(CodeOf(observation::Status::kNotApplicable)), "does not apply");
}

std::vector<std::string> LabelsOf(const TemplateRequest& request) {
  const auto layout = LayOutTemplate(request, TheCatalogue());
  std::vector<std::string> labels;
  for (const PlannedCell& cell : layout->plan.sheets[0].cells) {
    if (cell.column == 0 && cell.row > layout->sheets[0].header_row) labels.push_back(cell.text);
  }
  return labels;
}

// Viet Nam has other provinces since July 2025.
TEST(TemplateLayout, PlacesAreThoseOfTheYearThatIsAskedFor) {
  TemplateRequest request = SampleRequest({"A1"});
  request.member = "VN";
  request.date = "2026-11-22";
  EXPECT_THAT(LabelsOf(request), Contains("number: Hà Giang"));
  request.round.reset();
  EXPECT_THAT(LabelsOf(request), Not(Contains("number: Hà Giang")));
  request.date = "2025-06-30";
  EXPECT_THAT(LabelsOf(request), Contains("number: Hà Giang"));
}

TEST(TemplateLists, AnEntryIsItsCodeWhateverIsBehindIt) {
  EXPECT_EQ(CodeOfEntry("F Female"), "F");
  EXPECT_EQ(CodeOfEntry("Y7T14"), "Y7T14");
  EXPECT_EQ(CodeOfEntry(""), "");
}

}  // namespace
}  // namespace lontar::formats
