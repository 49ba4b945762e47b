#include "core/paper/workbook.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "core/formats/template_write.h"

namespace lontar::paper {
namespace {

using formats::Look;
using formats::SheetPlan;

// The first sheet: one column for everything that is no table.
constexpr double kWordsWidth = 110;
// Of a table's columns, in characters, by their share.
constexpr double kUnitWidth = 6;
constexpr double kWidthMin = 9;

// A sheet that is filled from above.
class Filler {
 public:
  explicit Filler(std::string name) {
    plan_.name = std::move(name);
    plan_.is_protected = false;
  }

  void Line(Look look, const std::string& text) {
    plan_.cells.push_back({.row = row_, .column = 0, .look = look, .text = text});
    ++row_;
  }
  void Lines(Look look, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) Line(look, text);
  }
  // The head is repeated on each printed page, and stays in sight.
  void Head(const std::vector<Column>& columns) {
    plan_.header_row = row_;
    plan_.frozen_rows = row_ + 1;
    for (size_t i = 0; i < columns.size(); ++i) {
      plan_.widths.push_back(std::max(kWidthMin, kUnitWidth * columns[i].width));
      plan_.cells.push_back({.row = row_,
                             .column = static_cast<int>(i),
                             .look = Look::kHeader,
                             .text = columns[i].head});
    }
    ++row_;
  }
  void Row(const std::vector<Column>& columns, const std::vector<Cell>& row) {
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string& text = row[i].plain();
      const bool is_number =
          columns[i].is_number && !text.empty() &&
          std::ranges::all_of(text, [](unsigned char c) { return absl::ascii_isdigit(c); });
      plan_.cells.push_back({.row = row_,
                             .column = static_cast<int>(i),
                             .look = Look::kText,
                             .text = text,
                             .is_number = is_number});
    }
    ++row_;
  }
  void Widen(double width) { plan_.widths = {width}; }

  SheetPlan Take() { return std::move(plan_); }

 private:
  SheetPlan plan_;
  int row_ = 0;
};

SheetPlan WordsSheet(const Paper& paper) {
  Filler filler("Summary");
  filler.Widen(kWordsWidth);
  filler.Lines(Look::kTitle, paper.bands);
  filler.Line(Look::kTitle, paper.title);
  for (const Block& block : paper.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block)) {
      filler.Line(Look::kTitle, heading->text);
    } else if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      filler.Line(Look::kText, paragraph->text);
    } else if (const auto* table = std::get_if<Table>(&block)) {
      filler.Line(Look::kLabel, absl::StrCat("Table ", table->number, ". ", table->caption));
    }
  }
  filler.Line(Look::kLabel, paper.foot);
  return filler.Take();
}

SheetPlan TableSheet(const Paper& paper, const Table& table) {
  Filler filler(absl::StrCat("Table ", table.number));
  filler.Lines(Look::kTitle, paper.bands);
  filler.Line(Look::kTitle, absl::StrCat("Table ", table.number, ". ", table.caption));
  filler.Line(Look::kLabel, FingerprintOf(table));
  filler.Head(table.columns);
  for (const std::vector<Cell>& row : table.rows) filler.Row(table.columns, row);
  filler.Lines(Look::kLabel, table.footnotes);
  filler.Line(Look::kLabel, paper.foot);
  return filler.Take();
}

// The paper's own date, so that whoever makes the file has the same bytes.
absl::Time DateOf(const Paper& paper) {
  absl::Time date;
  std::string problem;
  if (absl::ParseTime("%Y-%m-%d", paper.date, &date, &problem)) return date;
  return absl::FromCivil(absl::CivilDay(2000, 1, 1), absl::UTCTimeZone());
}

}  // namespace

absl::StatusOr<std::string> ToWorkbook(const Paper& paper) {
  formats::WorkbookPlan plan;
  plan.title = paper.title;
  plan.band = absl::StrJoin(paper.bands, "  ");
  plan.sheets.push_back(WordsSheet(paper));
  for (const Block& block : paper.blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (table != nullptr) plan.sheets.push_back(TableSheet(paper, *table));
  }
  return formats::WriteWorkbook(plan, DateOf(paper));
}

}  // namespace lontar::paper
