// What is written out is read in again as the same cells.

#include <random>

#include "absl/strings/str_cat.h"
#include "core/formats/csv_write.h"
#include "core/formats/import.h"
#include "gtest/gtest.h"
#include "tests/unit/formats/sample.h"

namespace lontar::formats {
namespace {

const catalogue::Catalogue& Published() {
  static const catalogue::Catalogue catalogue = Catalogue2025();
  return catalogue;
}

CountedImport ImportedFrom(absl::string_view rows) {
  const Table table = Required(ReadCsv(absl::StrCat(kSmallColumns, rows)));
  return Required(ImportTable(table, Required(ReadMapping(kSmallMapping)), Published(), "KH"));
}

// A ministry's rows: numbers of any scale, thousands, zero, confidential and missing ones, comments
// with commas, quotes and line breaks.
std::string DrawRows(std::mt19937* random) {
  const auto pick = [random](std::vector<std::string> texts) {
    return texts[(*random)() % texts.size()];
  };
  std::string rows;
  for (int i = 0; i < 10; ++i) {
    const bool is_percent = (*random)() % 2 == 0;
    const std::string status = pick({"A", "A", "E", "M", "Q"});
    std::string value = is_percent ? pick({"0", "4.20", "99.999999999", "100", "12.5"})
                                   : pick({"0", "17", "400123", "1"});
    if (status == "M" || status == "Q") value = "";
    const std::string unit = is_percent ? "PT" : "PS";
    AppendCsvRow(std::vector<std::string>{"KH", "A1", pick({"2015", "2016", "2017"}),
                                          is_percent ? "PERCENT" : "NUMBER", pick({"_T", "F", "M"}),
                                          pick({"Y5T17", "Y15T17"}), value, unit, status,
                                          pick({"", "a, b", "\"so\"", "two\nlines", "ឧទាហរណ៍"})},
                 &rows);
  }
  return rows;
}

// Blocks as rows, in the units of their measures.
std::string Exported(const ImportedIndicator& imported) {
  std::string rows;
  for (const observation::Block& block : imported.blocks) {
    const bool is_number = block.measure == "number";
    for (const observation::Row& row : block.rows) {
      const bool has_number = observation::HasNumber(row.status);
      const absl::string_view status = observation::CodeOf(row.status);
      AppendCsvRow(
          std::vector<std::string>{
              "KH", "A1", block.period, is_number ? "NUMBER" : "PERCENT", row.codes[0],
              row.codes[1], has_number ? observation::ToText(row.value) : "",
              is_number ? "PS" : "PT", status == "O" ? "M" : std::string(status), row.comment},
          &rows);
    }
  }
  return rows;
}

void ExpectSameCells(const observation::Block& before, const observation::Block& after) {
  EXPECT_EQ(before.measure, after.measure);
  EXPECT_EQ(before.period, after.period);
  EXPECT_EQ(before.dimensions, after.dimensions);
  ASSERT_EQ(before.rows.size(), after.rows.size());
  for (size_t i = 0; i < before.rows.size(); ++i) {
    EXPECT_EQ(before.rows[i].codes, after.rows[i].codes);
    EXPECT_EQ(before.rows[i].status, after.rows[i].status);
    EXPECT_EQ(before.rows[i].comment, after.rows[i].comment);
    EXPECT_TRUE(observation::SameStatement(before.rows[i], after.rows[i]));
  }
}

// Invariant 35: numbers are exact, what is missing stays missing for its reason.
TEST(RoundTrip, CellsThatAreExportedAreImportedAsTheSame) {
  std::mt19937 random(35);
  int taken = 0;
  for (int round = 0; round < 200; ++round) {
    const CountedImport first = ImportedFrom(DrawRows(&random));
    if (first.indicators.empty()) continue;
    const ImportedIndicator& before = first.indicators.front();
    const CountedImport second = ImportedFrom(Exported(before));
    ASSERT_EQ(second.indicators.size(), 1u) << Exported(before);
    EXPECT_EQ(second.refused, 0) << Exported(before);
    const ImportedIndicator& after = second.indicators.front();
    ASSERT_EQ(before.blocks.size(), after.blocks.size());
    for (size_t i = 0; i < before.blocks.size(); ++i) {
      ExpectSameCells(before.blocks[i], after.blocks[i]);
    }
    taken += second.taken;
  }
  EXPECT_GT(taken, 500);
}

}  // namespace
}  // namespace lontar::formats
