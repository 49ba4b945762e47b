#include "core/formats/template_write.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/civil_time.h"
#include "core/base/problem.h"
#include "tests/unit/formats/template_sample.h"

namespace lontar::formats {
namespace {

const absl::Time kMade = absl::FromCivil(absl::CivilDay(2026, 11, 22), absl::UTCTimeZone());

WorkbookPlan OneCell(std::string text) {
  WorkbookPlan plan;
  plan.sheets.push_back({.name = "A1", .cells = {{.text = std::move(text)}}});
  return plan;
}

TEST(TemplateWrite, GivesAZipFile) {
  const std::string bytes = Required(WriteWorkbook(SampleLayout({"A1"}).plan, kMade));
  EXPECT_EQ(bytes.substr(0, 2), "PK");
}

TEST(TemplateWrite, TheSamePlanAndDateGiveTheSameBytes) {
  const std::string once = Required(WriteWorkbook(SampleLayout({"A1", "A3"}).plan, kMade));
  const std::string again = Required(WriteWorkbook(SampleLayout({"A1", "A3"}).plan, kMade));
  EXPECT_EQ(once, again);
  const std::string later =
      Required(WriteWorkbook(SampleLayout({"A1", "A3"}).plan, kMade + absl::Hours(1)));
  EXPECT_NE(once, later);
}

TEST(TemplateWrite, ASheetsNameMustBePossibleAndItsOwn) {
  WorkbookPlan plan = OneCell("x");
  plan.sheets[0].name = "A/1";
  EXPECT_EQ(base::ReasonOf(WriteWorkbook(plan, kMade).status()), "XLSX_UNWRITABLE");
  plan = OneCell("x");
  plan.sheets.push_back(plan.sheets[0]);
  EXPECT_EQ(base::ReasonOf(WriteWorkbook(plan, kMade).status()), "XLSX_UNWRITABLE");
}

TEST(TemplateWrite, TextsThatNoSheetHoldsAreRefused) {
  EXPECT_TRUE(WriteWorkbook(OneCell(std::string(32767, 'a')), kMade).ok());
  const auto longer = WriteWorkbook(OneCell(std::string(32768, 'a')), kMade);
  EXPECT_EQ(base::ReasonOf(longer.status()), "XLSX_UNWRITABLE");
  EXPECT_EQ(base::ReasonOf(WriteWorkbook(OneCell("\xff"), kMade).status()), "XLSX_UNWRITABLE");
}

TEST(TemplateWrite, ACellOutsideOfASheetIsRefused) {
  WorkbookPlan plan = OneCell("x");
  plan.sheets[0].cells[0].row = 1'048'576;
  EXPECT_EQ(base::ReasonOf(WriteWorkbook(plan, kMade).status()), "XLSX_UNWRITABLE");
}

}  // namespace
}  // namespace lontar::formats
