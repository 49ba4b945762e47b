#include "cli/draft_workbook.h"

#include "absl/strings/str_cat.h"
#include "core/formats/workbook_read.h"
#include "gmock/gmock.h"
#include "tests/unit/catalogue/published_catalogue.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::SizeIs;

observation::Row RowOf(const std::string& sex, const std::string& value) {
  observation::Row row;
  row.codes = {sex, "Y5T17", "_T", "_T", "_T", "_T", "EA"};
  row.value = observation::ParseDecimal(value).value();
  return row;
}

DraftHere ADraft() {
  DraftHere draft{{}, {}, catalogue::LoadPublished().value()};
  draft.report.member = "KH";
  draft.report.provider = "KH.NIS";
  const catalogue::Indicator& indicator = *draft.catalogue.FindByCode("A1");
  observation::Block block{.measure = "number",
                           .period = "2016",
                           .unit_received = "PS",
                           .dimensions = indicator.dimensions,
                           .rows = {RowOf("F", "700"), RowOf("_T", "1234")}};
  draft.figures.push_back({indicator.id, {block}});
  return draft;
}

std::string FindingOn(const std::string& sex) {
  return absl::StrCat(R"({"findings": [
    {"id": "X", "severity": "warning", "place": "file", "value": "", "sentence": "about one",
     "cell": {"indicator": "child-labour-5-17", "measure": "number", "period": "2016",
              "dimensions": {"sex": ")",
                      sex, R"(", "age": "Y5T17", "citizenship": "_T", "urbanisation": "_T",
                             "geo": "_T", "activity": "_T", "concept": "EA"}}},
    {"id": "Y", "severity": "note", "place": "file", "value": "", "sentence": "about all",
     "cell": {"indicator": "child-labour-5-17", "measure": "number", "period": "2016",
              "dimensions": {}}}]})");
}

// The text at the place that the first finding is given.
std::string TextAtFinding(const PlacedWorkbook& placed, const std::string& sex) {
  const Answer findings = Read(FindingOn(sex));
  const auto annotations = AnnotationsIn(placed, findings.List("findings"));
  EXPECT_THAT(annotations, SizeIs(2));
  EXPECT_EQ(annotations[1].place, "file");
  const auto workbook = formats::ReadWorkbook(placed.bytes);
  EXPECT_TRUE(workbook.ok()) << workbook.status();
  for (const formats::Grid& sheet : workbook->sheets) {
    for (int row = 0; row < sheet.rows(); ++row) {
      for (int column = 0; column < sheet.columns(); ++column) {
        if (sheet.PlaceOf(row, column) == annotations[0].place) {
          return std::string(sheet.At(row, column));
        }
      }
    }
  }
  return "";
}

TEST(DraftWorkbook, AFreshTemplateHasEachFindingAtItsFigure) {
  const auto fresh = FreshWorkbook(ADraft(), absl::FromUnixSeconds(1767312000));
  ASSERT_TRUE(fresh.ok()) << fresh.status();
  EXPECT_EQ(TextAtFinding(*fresh, "F"), "700");
  EXPECT_EQ(TextAtFinding(*fresh, "_T"), "1234");
  EXPECT_EQ(TextAtFinding(*fresh, "M"), "");
}

TEST(DraftWorkbook, TheProvidersOwnFileIsReadAsItWasImported) {
  const DraftHere draft = ADraft();
  const auto fresh = FreshWorkbook(draft, absl::FromUnixSeconds(1767312000));
  ASSERT_TRUE(fresh.ok()) << fresh.status();
  const auto own = OwnWorkbook(fresh->bytes, "own.xlsx", std::nullopt, draft);
  ASSERT_TRUE(own.ok()) << own.status();
  EXPECT_EQ(own->places, fresh->places);
  EXPECT_EQ(TextAtFinding(*own, "F"), "700");
  EXPECT_FALSE(OwnWorkbook("noise", "own.xlsx", std::nullopt, draft).ok());
}

}  // namespace
}  // namespace lontar::cli
