#include "core/formats/template_hints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/formats/annotate.h"
#include "core/formats/import_file.h"
#include "core/formats/template_fill.h"
#include "core/formats/template_import.h"
#include "core/formats/template_write.h"
#include "core/formats/workbook_read.h"
#include "core/observation/decimal.h"
#include "tests/unit/formats/template_sample.h"

namespace lontar::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kHintDay = absl::FromUnixSeconds(1'795'000'000);
const std::vector<std::string> kHintAll = {"_T", "Y5T17", "_T", "_T", "_T", "_T", "EA"};
const std::vector<std::string> kHintGirls = {"F", "Y5T17", "_T", "_T", "_T", "_T", "EA"};

observation::Row HintRow(std::vector<std::string> codes, absl::string_view value) {
  observation::Row row;
  row.codes = std::move(codes);
  row.value = Required(observation::ParseDecimal(value));
  row.status = observation::Status::kEstimated;
  row.source = "CSES 2012; method: household survey";
  row.definition = "working children";
  row.deviations = observation::SetOf(observation::Deviation::kGeography);
  row.comment = "as before";
  return row;
}

observation::Figures HintFigures(const std::vector<std::pair<std::string, std::string>>& values) {
  observation::Figures figures{TheCatalogue().FindByCode("A1")->id, {}};
  for (const auto& [period, value] : values) {
    figures.blocks.push_back({.measure = "proportion",
                              .period = period,
                              .unit_received = "PT",
                              .dimensions = TheCatalogue().FindByCode("A1")->dimensions,
                              .rows = {HintRow(kHintAll, value)}});
  }
  return figures;
}

FilledTemplate Hinted(const observation::Figures& figures) {
  TemplateRequest request = SampleRequest({"A1", "A3"});
  request.has_hints = true;
  return Required(FillHints(request, TheCatalogue(), {{figures, "round of 2021"}}));
}

// The place of a column in the row of the first hint: "A1!J14".
std::string HintPlace(const FilledTemplate& filled, absl::string_view id) {
  return absl::StrCat("A1!", LettersOf(filled.layout, 0, id), filled.spots[0].sheet_row + 1);
}

struct HintImport {
  MappedFile mapped;
  ImportResult result;
  std::vector<std::string> ids;  // of all findings
};

// Through a file, as it comes back from an office.
HintImport ImportHinted(const WorkbookPlan& plan) {
  HintImport done;
  const std::string bytes = Required(WriteWorkbook(plan, kHintDay));
  done.mapped = Required(MapTemplate(Required(ReadWorkbook(bytes)), TheCatalogue()));
  done.result = Required(ImportTables(done.mapped.tables, TheCatalogue(), "KH"));
  for (const auto* list : {&done.mapped.findings, &done.result.findings}) {
    for (const ImportFinding& finding : *list) done.ids.push_back(finding.id);
  }
  return done;
}

TEST(TemplateHints, StandInGreyAndAreNoFigures) {
  const FilledTemplate filled = Hinted(HintFigures({{"2012", "12.5"}}));
  const SheetPlan& sheet = filled.layout.plan.sheets[0];
  const int row = filled.spots[0].sheet_row;
  const auto at = [&](absl::string_view id) {
    return *ColumnOfLetters(LettersOf(filled.layout, 0, id));
  };
  EXPECT_EQ(TextAt(sheet, row, at(column_id::kValue)), "");
  EXPECT_EQ(TextAt(sheet, row, at(column_id::kSource)), "");
  EXPECT_EQ(TextAt(sheet, row, at(hint_id::kConfirm)), "");
  EXPECT_EQ(TextAt(sheet, row, at(hint_id::kFrom)), "round of 2021");
  EXPECT_EQ(TextAt(sheet, row, at(hint_id::kValue)), "12.5");
  EXPECT_EQ(LookAt(sheet, row, at(hint_id::kValue)), Look::kHint);
  EXPECT_EQ(LookAt(sheet, row, at(hint_id::kConfirm)), Look::kInput);
}

TEST(TemplateHints, AnUntouchedWorkbookYieldsNoFigure) {
  const HintImport done =
      ImportHinted(Hinted(HintFigures({{"2012", "12.5"}, {"2016", "11"}})).layout.plan);
  EXPECT_THAT(done.result.indicators, IsEmpty());
  EXPECT_THAT(done.ids, ElementsAre("TEMPLATE_HINT_NOT_CONFIRMED"));
  EXPECT_EQ(done.mapped.findings[0].severity, catalogue::Severity::kNote);
}

TEST(TemplateHints, AConfirmedOneIsTheWholeFigure) {
  FilledTemplate filled = Hinted(HintFigures({{"2012", "12.5"}, {"2016", "11"}}));
  Type(&filled.layout.plan, HintPlace(filled, hint_id::kConfirm), "X");
  // A unit that was changed is not the hint's.
  Type(&filled.layout.plan, HintPlace(filled, column_id::kUnit), "PS_THS thousand persons");
  const HintImport done = ImportHinted(filled.layout.plan);
  EXPECT_THAT(done.ids, ElementsAre("TEMPLATE_HINT_NOT_CONFIRMED"));  // the other one
  ASSERT_EQ(done.result.indicators.size(), 1u);
  ASSERT_EQ(done.result.indicators[0].blocks.size(), 1u);
  const observation::Block& block = done.result.indicators[0].blocks[0];
  EXPECT_EQ(block.period, "2012");
  EXPECT_EQ(block.measure, "proportion");
  ASSERT_EQ(block.rows.size(), 1u);
  EXPECT_TRUE(observation::SameStatement(block.rows[0], HintRow(kHintAll, "12.5")));
  EXPECT_EQ(block.rows[0].codes, kHintAll);
}

TEST(TemplateHints, ANewValueTakesTheWordsAndNotThePeriod) {
  FilledTemplate filled = Hinted(HintFigures({{"2012", "12.5"}}));
  Type(&filled.layout.plan, HintPlace(filled, hint_id::kConfirm), "x");
  Type(&filled.layout.plan, HintPlace(filled, column_id::kValue), "9.75", true);
  Type(&filled.layout.plan, HintPlace(filled, column_id::kPeriod), "2019");
  Type(&filled.layout.plan, HintPlace(filled, column_id::kComment), "new survey");
  const HintImport done = ImportHinted(filled.layout.plan);
  EXPECT_THAT(done.ids, IsEmpty());
  ASSERT_EQ(done.result.indicators.size(), 1u);
  const observation::Block& block = done.result.indicators[0].blocks[0];
  EXPECT_EQ(block.period, "2019");
  EXPECT_EQ(observation::ToText(block.rows[0].value), "9.75");
  EXPECT_EQ(block.rows[0].status, observation::Status::kNormal);
  EXPECT_EQ(block.rows[0].source, "CSES 2012; method: household survey");
  EXPECT_EQ(block.rows[0].definition, "working children");
  EXPECT_EQ(block.rows[0].comment, "new survey");
}

TEST(TemplateHints, ANewPeriodAloneDoesNotTakeTheOldValue) {
  FilledTemplate filled = Hinted(HintFigures({{"2012", "12.5"}}));
  Type(&filled.layout.plan, HintPlace(filled, hint_id::kConfirm), "x");
  Type(&filled.layout.plan, HintPlace(filled, column_id::kPeriod), "2019");
  const HintImport done = ImportHinted(filled.layout.plan);
  EXPECT_THAT(done.result.indicators, IsEmpty());
  EXPECT_THAT(done.ids, ElementsAre("VALUE_MISSING"));
}

TEST(TemplateHints, OnlyAnXConfirmsAndOnlyWhatIsThere) {
  FilledTemplate filled = Hinted(HintFigures({{"2012", "12.5"}}));
  Type(&filled.layout.plan, HintPlace(filled, hint_id::kConfirm), "no");
  HintImport done = ImportHinted(filled.layout.plan);
  EXPECT_THAT(done.result.indicators, IsEmpty());
  EXPECT_THAT(done.ids, ElementsAre("TEMPLATE_CONFIRM_UNKNOWN"));

  filled = Hinted(HintFigures({{"2012", "12.5"}}));
  const std::string column = LettersOf(filled.layout, 0, hint_id::kConfirm);
  Type(&filled.layout.plan, absl::StrCat("A1!", column, filled.spots[0].sheet_row + 3), "x");
  done = ImportHinted(filled.layout.plan);
  EXPECT_THAT(done.result.indicators, IsEmpty());
  EXPECT_THAT(done.ids, ElementsAre("TEMPLATE_NOTHING_TO_CONFIRM", "TEMPLATE_HINT_NOT_CONFIRMED"));
}

// The ministry gets the workbook back with comments: what it confirmed still is.
TEST(TemplateHints, StandInTheAnnotatedWorkbookToo) {
  FilledTemplate filled = Hinted(HintFigures({{"2012", "12.5"}, {"2016", "11"}}));
  Type(&filled.layout.plan, HintPlace(filled, hint_id::kConfirm), "x");
  const Workbook sent = AsWorkbook(filled.layout.plan);
  const WorkbookPlan annotated = AnnotatedPlan(LayoutOf(sent, TheCatalogue()), sent, {});
  const HintImport done = ImportHinted(annotated);
  EXPECT_THAT(done.ids, ElementsAre("TEMPLATE_HINT_NOT_CONFIRMED"));
  ASSERT_EQ(done.result.indicators.size(), 1u);
  EXPECT_EQ(done.result.indicators[0].blocks[0].period, "2012");
}

TEST(TemplateHints, WithoutTheColumnsNothingChanges) {
  EXPECT_THROW(LettersOf(SampleLayout({"A1"}), 0, hint_id::kConfirm), std::runtime_error);
}

TEST(TemplateHints, OfEachCellTheNearestOrTheLatest) {
  const observation::Figures figures =
      HintFigures({{"2012", "1"}, {"2014", "2"}, {"2018", "3"}, {"2021", "4"}});
  int left_out = 0;
  const auto period = [&](const std::optional<catalogue::YearRule>& rule) {
    const observation::Figures chosen = OneOfEachCell(figures, rule, &left_out);
    EXPECT_EQ(chosen.blocks.size(), 1u);
    return chosen.blocks[0].period;
  };
  EXPECT_EQ(period(std::nullopt), "2021");
  EXPECT_EQ(period(catalogue::YearRule{.target = 2016}), "2014");
  EXPECT_EQ(period(catalogue::YearRule{.target = 2016, .tie = catalogue::Tie::kLater}), "2018");
  EXPECT_EQ(period(catalogue::YearRule{.target = 2020}), "2021");
  EXPECT_EQ(left_out, 0);
}

TEST(TemplateHints, NothingHeldBackIsBroughtAlong) {
  observation::Figures figures = HintFigures({{"2012", "1"}, {"2014", "2"}});
  figures.blocks[1].rows[0].confidentiality = observation::Confidentiality::kConfidential;
  observation::Row held = HintRow(kHintGirls, "0");
  held.status = observation::Status::kSuppressed;
  figures.blocks[0].rows.push_back(held);
  int left_out = 0;
  const observation::Figures chosen = OneOfEachCell(figures, std::nullopt, &left_out);
  EXPECT_EQ(left_out, 2);
  ASSERT_EQ(chosen.blocks.size(), 1u);
  ASSERT_EQ(chosen.blocks[0].rows.size(), 1u);
  EXPECT_EQ(chosen.blocks[0].period, "2012");
}

// ILOSTAT's figures of Cambodia as proposals: the published file, its mapping, one confirmation.
TEST(TemplateHints, OfAPublishedFileOnlyWhatIsConfirmedIsImported) {
  const Mapping mapping =
      Required(ReadMapping(SourceFile("data/demo/mappings/ilostat-a1.yaml"), "ilostat-a1.yaml"));
  const MappedFile file = Required(MapFile(SourceFile("data/published/ilostat_child_labour.csv"),
                                           "ilostat_child_labour.csv", mapping, TheCatalogue()));
  const ImportResult published = Required(ImportTables(file.tables, TheCatalogue(), "KH"));
  ASSERT_EQ(published.indicators.size(), 1u);
  const observation::Figures all{published.indicators[0].indicator, published.indicators[0].blocks};
  TemplateRequest request = SampleRequest({"A1"});
  request.has_hints = true;
  int left_out = 0;
  const observation::Figures chosen = OneOfEachCell(all, request.round->year_rule, &left_out);
  FilledTemplate filled = Required(FillHints(request, TheCatalogue(), {{chosen, mapping.source}}));
  EXPECT_GT(filled.spots.size(), 20u);
  const HintImport untouched = ImportHinted(filled.layout.plan);
  EXPECT_THAT(untouched.result.indicators, IsEmpty());
  EXPECT_THAT(untouched.ids, ElementsAre("TEMPLATE_HINT_NOT_CONFIRMED"));

  Type(&filled.layout.plan, HintPlace(filled, hint_id::kConfirm), "x");
  const HintImport confirmed = ImportHinted(filled.layout.plan);
  ASSERT_EQ(confirmed.result.indicators.size(), 1u);
  ASSERT_EQ(confirmed.result.indicators[0].blocks.size(), 1u);
  const observation::Block& got = confirmed.result.indicators[0].blocks[0];
  const FigureSpot& spot = filled.spots[0];
  const observation::Block& sent = chosen.blocks[spot.block];
  EXPECT_EQ(got.period, sent.period);
  ASSERT_EQ(got.rows.size(), 1u);
  EXPECT_EQ(observation::ToText(got.rows[0].value), observation::ToText(sent.rows[spot.row].value));
  EXPECT_EQ(got.rows[0].source, mapping.source);
}

// Words of an earlier round stand in grey on the sheet with the narratives.
class WordHintsTest : public testing::Test {
 protected:
  static WorkbookPlan Plan() {
    TemplateRequest request = SampleRequest({"A1", "A3"});
    request.has_word_hints = true;
    const HintedWords words{TheCatalogue().FindByCode("A3")->id, "no survey since 2012",
                            "Report of 2019", "round baseline-2021"};
    const HintedWords of_other{TheCatalogue().FindByCode("A9")->id, "of another", "", ""};
    return Required(FillHints(request, TheCatalogue(), {}, {words, of_other})).layout.plan;
  }
  static constexpr char kConfirmA3[] = "Additional information!E6";
};

TEST_F(WordHintsTest, StandInGreyAndAreNobodysWords) {
  const WorkbookPlan plan = Plan();
  const auto sheet = std::ranges::find(plan.sheets, "Additional information", &SheetPlan::name);
  ASSERT_NE(sheet, plan.sheets.end());
  EXPECT_EQ(TextAt(*sheet, 5, 6), "no survey since 2012");
  EXPECT_EQ(LookAt(*sheet, 5, 6), Look::kHint);
  EXPECT_EQ(LookAt(*sheet, 5, 4), Look::kInput);
  EXPECT_EQ(TextAt(*sheet, 4, 6), "") << "of A1 nothing is known";
  const HintImport done = ImportHinted(plan);
  EXPECT_THAT(done.mapped.narratives, IsEmpty());
  EXPECT_THAT(done.ids, ElementsAre("TEMPLATE_HINT_NOT_CONFIRMED"));
}

TEST_F(WordHintsTest, ConfirmedTheyAreTheProvidersOwn) {
  WorkbookPlan plan = Plan();
  Type(&plan, kConfirmA3, "X");
  HintImport done = ImportHinted(plan);
  ASSERT_EQ(done.mapped.narratives.size(), 1u);
  EXPECT_EQ(done.mapped.narratives[0].text, "no survey since 2012\n\nReferences: Report of 2019");
  EXPECT_THAT(done.ids, IsEmpty());
  Type(&plan, "Additional information!C6", "a survey is planned");
  done = ImportHinted(plan);
  EXPECT_EQ(done.mapped.narratives[0].text, "a survey is planned\n\nReferences: Report of 2019")
      << "what is typed goes before what stands in grey";
}

TEST_F(WordHintsTest, TypedWithoutAConfirmationTheyStandAlone) {
  WorkbookPlan plan = Plan();
  Type(&plan, "Additional information!C6", "a survey is planned");
  const HintImport done = ImportHinted(plan);
  ASSERT_EQ(done.mapped.narratives.size(), 1u);
  EXPECT_EQ(done.mapped.narratives[0].text, "a survey is planned");
  EXPECT_THAT(done.ids, IsEmpty());
}

TEST_F(WordHintsTest, AWrongConfirmationIsSaid) {
  WorkbookPlan plan = Plan();
  Type(&plan, kConfirmA3, "perhaps");
  Type(&plan, "Additional information!E5", "x");
  const HintImport done = ImportHinted(plan);
  EXPECT_THAT(done.ids, ElementsAre("TEMPLATE_NOTHING_TO_CONFIRM", "TEMPLATE_CONFIRM_UNKNOWN"));
  EXPECT_THAT(done.mapped.narratives, IsEmpty());
}

}  // namespace
}  // namespace lontar::formats
