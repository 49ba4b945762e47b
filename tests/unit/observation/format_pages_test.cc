// The worked examples of docs/formats/decimal.md and docs/formats/report.md, recomputed.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/trust/sha256.h"
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

// By the words of docs/formats/entry.md: SHA-256 of "DSSEv1", the type and the bytes, each with its
// length.
std::string IdentityOf(absl::string_view type, absl::string_view bytes) {
  const std::string name = absl::StrCat("application/vnd.lontar.", type, ".v1+protobuf");
  return trust::Sha256({"DSSEv1 ", absl::StrCat(name.size()), " ", name, " ",
                        absl::StrCat(bytes.size()), " ", bytes})
      .hex();
}

TEST(ReportPage, ShowsTheBytesOfItsPart) {
  const std::string shown = BytesAfter(LinesOfPage("report.md"), "### The part");
  EXPECT_EQ(absl::BytesToHexString(shown), absl::BytesToHexString(EncodePart(ExamplePart())));
}

TEST(ReportPage, ShowsTheBytesOfItsReport) {
  const std::string shown = BytesAfter(LinesOfPage("report.md"), "### The report");
  EXPECT_EQ(absl::BytesToHexString(shown), absl::BytesToHexString(EncodeReport(ExampleReport())));
}

TEST(ReportPage, ShowsTheIdentitiesOfItsExamples) {
  const std::vector<std::string> lines = LinesOfPage("report.md");
  EXPECT_EQ(absl::BytesToHexString(BytesAfter(lines, "### The part's hash")),
            IdentityOf("part", EncodePart(ExamplePart())));
  EXPECT_EQ(absl::BytesToHexString(BytesAfter(lines, "### The report's payload id")),
            IdentityOf("report", EncodeReport(ExampleReport())));
}

// Rows of the table: | number | status | | number | confidentiality | | bit | deviation |
TEST(ReportPage, NumbersStatusesConfidentialityAndDeviationsAsTheCodeDoes) {
  int statuses = 0;
  for (const std::string& line : LinesOfPage("report.md")) {
    const std::vector<std::string> cells = absl::StrSplit(line, '|');
    if (cells.size() != 10) continue;
    const auto numbered = [&cells](size_t place, int* number, std::string* name) {
      *name = std::string(absl::StripAsciiWhitespace(cells[place + 1]));
      return absl::SimpleAtoi(cells[place], number);
    };
    int number = 0;
    std::string name;
    if (numbered(1, &number, &name)) {
      EXPECT_EQ(name.substr(0, 1), std::string(CodeOf(static_cast<Status>(number))));
      EXPECT_EQ(HasNumber(static_cast<Status>(number)), number <= 5);
      ++statuses;
    }
    if (numbered(4, &number, &name)) {
      EXPECT_EQ(name.substr(0, 1), std::string(CodeOf(static_cast<Confidentiality>(number))));
    }
    if (numbered(7, &number, &name)) {
      EXPECT_EQ(name, std::string(NameOf(static_cast<Deviation>(number))));
    }
  }
  EXPECT_EQ(statuses, 9);
}

// Zigzag and varint, by the words of docs/formats/encoding.md.
std::string MantissaOnTheWire(int64_t mantissa) {
  uint64_t rest =
      mantissa < 0 ? static_cast<uint64_t>(-2 * mantissa - 1) : static_cast<uint64_t>(2 * mantissa);
  std::string hex;
  do {
    absl::StrAppend(&hex, hex.empty() ? "" : " ",
                    absl::Hex(rest % 128 + (rest >= 128 ? 128 : 0), absl::kZeroPad2));
    rest /= 128;
  } while (rest > 0);
  return hex;
}

// Rows of the table: | text | mantissa | scale | mantissa on the wire |
TEST(DecimalPage, ShowsMantissaAndScaleOfItsExamples) {
  int examples = 0;
  for (const std::string& line : LinesOfPage("decimal.md")) {
    const std::vector<std::string> cells = absl::StrSplit(line, " | ");
    if (cells.size() != 4 || cells[0].rfind("| `", 0) != 0) continue;
    const std::string text = cells[0].substr(3, cells[0].size() - 4);
    const auto value = ParseDecimal(text);
    ASSERT_TRUE(value.ok()) << text;
    EXPECT_EQ(absl::StrCat(value->mantissa), cells[1]) << text;
    EXPECT_EQ(absl::StrCat(value->scale), cells[2]) << text;
    EXPECT_EQ(absl::StrCat("`", MantissaOnTheWire(value->mantissa), "` |"), cells[3]) << text;
    EXPECT_EQ(ToText(*value), text);
    ++examples;
  }
  EXPECT_GE(examples, 5);
}

}  // namespace
}  // namespace lontar::observation
