#include "tests/bad_input/page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::bad_input {
namespace {

constexpr absl::string_view kPage = "docs/reference/bad-input.md";

// A bar inside a cell is written \|, and code marks are for the eye.
std::string CellText(absl::string_view cell) {
  const std::string text(absl::StripAsciiWhitespace(cell));
  const bool is_code = text.size() > 1 && text.front() == '`' && text.back() == '`';
  return is_code ? text.substr(1, text.size() - 2) : text;
}

std::string RowText(const PageRow& row) {
  return absl::StrCat("| ", row.input, " | ", row.door, " | `", row.answer, "` | ", row.sentence,
                      " | `", row.test, "` |");
}

std::vector<PageRow> ReadPage() {
  const auto page = base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/", kPage),
                                        base::kConfigurationBytesMax);
  EXPECT_TRUE(page.ok()) << page.status();
  std::vector<PageRow> rows;
  for (const absl::string_view line : absl::StrSplit(page.value_or(""), '\n')) {
    const std::vector<std::string> cells = absl::StrSplit(line, absl::string_view(" | "));
    if (cells.size() != 5 || !absl::StartsWith(line, "| ") || !absl::EndsWith(line, "` |")) {
      continue;
    }
    std::string test = cells[4];
    test.resize(test.size() - 2);
    rows.push_back({CellText(cells[0].substr(2)), CellText(cells[1]), CellText(cells[2]),
                    CellText(cells[3]), CellText(test)});
  }
  return rows;
}

std::set<std::string>& Shown() {
  static std::set<std::string> rows;
  return rows;
}

std::string RunningTest() {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  return absl::StrCat(test->test_suite_name(), ".", test->name());
}

// When every test of the binary has run, every row must have been seen.
class EveryRowIsShown : public testing::Environment {
 public:
  void TearDown() override {
    const auto* tests = testing::UnitTest::GetInstance();
    if (tests->test_to_run_count() != tests->total_test_count() || tests->Failed()) return;
    for (const PageRow& row : PageRows()) {
      EXPECT_TRUE(Shown().contains(absl::StrCat(row.input, "|", row.door)))
          << kPage << ": no test has shown this row:\n"
          << RowText(row);
    }
  }
};

const testing::Environment* const kEveryRowIsShown =
    testing::AddGlobalTestEnvironment(new EveryRowIsShown);

TEST(BadInputPage, NamesOnlyTestsThatAreHere) {
  std::set<std::string> names;
  const auto* tests = testing::UnitTest::GetInstance();
  for (int suite = 0; suite < tests->total_test_suite_count(); ++suite) {
    const auto* info = tests->GetTestSuite(suite);
    for (int test = 0; test < info->total_test_count(); ++test) {
      names.insert(absl::StrCat(info->name(), ".", info->GetTestInfo(test)->name()));
    }
  }
  EXPECT_GT(PageRows().size(), 50u);
  std::set<std::string> seen;
  for (const PageRow& row : PageRows()) {
    EXPECT_TRUE(names.contains(row.test)) << RowText(row);
    EXPECT_TRUE(seen.insert(absl::StrCat(row.input, "|", row.door)).second) << RowText(row);
  }
}

// Sentences begin in lower case, a quotation or a name, have no full stop and fit a line or two.
TEST(BadInputPage, SentencesAreInTheHousesStyle) {
  for (const PageRow& row : PageRows()) {
    ASSERT_FALSE(row.sentence.empty()) << RowText(row);
    EXPECT_NE(row.sentence.back(), '.') << RowText(row);
    EXPECT_LT(row.sentence.size(), 300u) << RowText(row);
    EXPECT_FALSE(absl::StrContains(row.sentence, "\xEF\xBF\xBD")) << RowText(row);
  }
}

}  // namespace

const std::vector<PageRow>& PageRows() {
  static const std::vector<PageRow> rows = ReadPage();
  return rows;
}

const PageRow* FindRow(absl::string_view input, absl::string_view door) {
  const auto& rows = PageRows();
  const auto found = std::ranges::find_if(
      rows, [&](const PageRow& row) { return row.input == input && row.door == door; });
  return found == rows.end() ? nullptr : &*found;
}

void ExpectOnPage(absl::string_view input, absl::string_view door, absl::string_view answer,
                  absl::string_view sentence) {
  const PageRow seen{std::string(input), std::string(door), std::string(answer),
                     absl::StrReplaceAll(sentence, {{"|", "\\|"}}), RunningTest()};
  Shown().insert(absl::StrCat(input, "|", door));
  const PageRow* row = FindRow(input, door);
  if (row != nullptr && RowText(*row) == RowText(seen)) return;
  ADD_FAILURE() << kPage << " must have this row:\n"
                << RowText(seen) << (row == nullptr ? "" : "\nand has this one:\n")
                << (row == nullptr ? "" : RowText(*row));
}

void ExpectOnPage(absl::string_view input, absl::string_view door, const absl::Status& status) {
  ASSERT_FALSE(status.ok()) << input << " at " << door << " was taken";
  ExpectOnPage(input, door, base::ReasonOf(status), status.message());
}

}  // namespace lontar::bad_input
