// The worked examples of docs/formats/decimal.md and docs/formats/report.md, recomputed.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "tests/unit/observation/example_records.h"

namespace lontar::observation {
namespace {

std::vector<std::string> LinesOfPage(absl::string_view name) {
  const auto page = base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/docs/formats/", name),
                                        base::kActBytesMax);
  EXPECT_TRUE(page.ok()) << page.status();
  return absl::StrSplit(page.value_or(""), '\n');
}

// The bytes in the fenced block after the heading: on each line hexadecimal digits up to "|".
std::string BytesAfter(const std::vector<std::string>& lines, absl::string_view heading) {
  std::string hex;
  bool found = false;
  bool inside = false;
  for (const std::string& line : lines) {
    if (line == heading) found = true;
    if (!found) continue;
    if (line.rfind("```", 0) == 0) {
      if (inside) break;
      inside = true;
      continue;
    }
    if (!inside) continue;
    for (const char c : line.substr(0, line.find('|'))) {
      if (c != ' ') hex += c;
    }
  }
  return absl::HexStringToBytes(hex);
}

TEST(ReportPage, ShowsTheBytesOfItsPart) {
  const std::string shown = BytesAfter(LinesOfPage("report.md"), "### The part");
  EXPECT_EQ(absl::BytesToHexString(shown), absl::BytesToHexString(EncodePart(ExamplePart())));
}

TEST(ReportPage, ShowsTheBytesOfItsReport) {
  const std::string shown = BytesAfter(LinesOfPage("report.md"), "### The report");
  EXPECT_EQ(absl::BytesToHexString(shown), absl::BytesToHexString(EncodeReport(ExampleReport())));
}

// Rows of the table: | text | mantissa | scale |
TEST(DecimalPage, ShowsMantissaAndScaleOfItsExamples) {
  int examples = 0;
  for (const std::string& line : LinesOfPage("decimal.md")) {
    const std::vector<std::string> cells = absl::StrSplit(line, " | ");
    if (cells.size() != 3 || cells[0].rfind("| `", 0) != 0) continue;
    const std::string text = cells[0].substr(3, cells[0].size() - 4);
    const auto value = ParseDecimal(text);
    ASSERT_TRUE(value.ok()) << text;
    EXPECT_EQ(absl::StrCat(value->mantissa), cells[1]) << text;
    EXPECT_EQ(absl::StrCat(value->scale, " |"), cells[2]) << text;
    EXPECT_EQ(ToText(*value), text);
    ++examples;
  }
  EXPECT_GE(examples, 5);
}

}  // namespace
}  // namespace lontar::observation
