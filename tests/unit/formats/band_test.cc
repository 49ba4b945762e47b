#include "core/formats/band.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/formats/annotate.h"
#include "core/formats/template_import.h"
#include "tests/unit/formats/template_sample.h"

namespace lontar::formats {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kBand[] = "TRAINING: an exercise & no more";

TEST(Band, StandsInTheTitleOfEverySheetThatIsShown) {
  TemplateLayout layout = SampleLayout({"A1", "A3"});
  PutBand(kBand, &layout.plan);
  const std::vector<std::string> titles = TitlesOf(AsWorkbook(layout.plan));
  EXPECT_EQ(titles.size(), 3u);  // A1, A3, the words
  EXPECT_THAT(titles, Each(StartsWith(kBand)));
  EXPECT_THAT(titles[0], HasSubstr("A1  "));
  PutBand(kBand, &layout.plan);
  EXPECT_EQ(TitlesOf(AsWorkbook(layout.plan)), titles) << "once is enough";
}

TEST(Band, OfNothingChangesNothing) {
  const TemplateLayout before = SampleLayout({"A1"});
  TemplateLayout layout = before;
  PutBand("", &layout.plan);
  EXPECT_EQ(TitlesOf(AsWorkbook(layout.plan)), TitlesOf(AsWorkbook(before.plan)));
  EXPECT_EQ(layout.plan.band, "");
}

TEST(Band, IsNoFigureAndNoFinding) {
  TemplateLayout layout = SampleLayout({"A1"});
  Type(&layout.plan, "A1!B5", "2016");
  Type(&layout.plan, absl::StrCat("A1!", LettersOf(layout, 0, "value"), 13), "12.6", true);
  const MappedFile without = Required(MapTemplate(AsWorkbook(layout.plan), TheCatalogue()));
  PutBand(kBand, &layout.plan);
  const MappedFile with = Required(MapTemplate(AsWorkbook(layout.plan), TheCatalogue()));
  const auto cells_of = [](const MappedFile& file) {
    std::vector<std::string> cells;
    const Table& table = file.tables.at(0).table;
    for (int row = 0; row < table.rows(); ++row) {
      for (int column = 0; column < static_cast<int>(table.columns().size()); ++column) {
        cells.emplace_back(table.At(row, column));
      }
    }
    return cells;
  };
  EXPECT_EQ(cells_of(with), cells_of(without));
  EXPECT_EQ(with.findings.size(), without.findings.size());
}

TEST(Band, IsTheFirstLineOfTheFindingsToo) {
  TemplateLayout layout = SampleLayout({"A1"});
  const Workbook sent = AsWorkbook(layout.plan);  // made without a band
  layout.plan.band = kBand;
  const WorkbookPlan plan = AnnotatedPlan(layout, sent, {});
  ASSERT_EQ(plan.sheets[0].name, kFindingsSheet);
  EXPECT_EQ(TextAt(plan.sheets[0], 0, 0), kBand);
  EXPECT_EQ(TextAt(plan.sheets[0], plan.sheets[0].header_row, 0), "Place");
  EXPECT_THAT(TextAt(plan.sheets[1], 0, 0), StartsWith(kBand));
  EXPECT_EQ(plan.band, kBand);
}

}  // namespace
}  // namespace lontar::formats
