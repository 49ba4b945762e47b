#include "core/formats/template_head.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/place.h"

namespace lontar::formats {
namespace {

// Where the rows of the hidden sheet have what.
constexpr int kKey = 0;
constexpr int kFirst = 1;
constexpr int kSecond = 2;
constexpr int kThird = 3;
constexpr int kFourth = 4;

// Reads the hidden sheet row by row. One use.
class HeadReader {
 public:
  explicit HeadReader(const Grid& grid) : grid_(grid) {}

  absl::StatusOr<TemplateHead> Read() {
    if (Text(0, kFirst) != kTemplateVersion) {
      return base::Problem(
          absl::StatusCode::kInvalidArgument, "TEMPLATE_VERSION",
          absl::StrCat("the workbook is a template of version ", base::Quoted(Text(0, kFirst)),
                       "; this program reads version ", kTemplateVersion));
    }
    for (int row = 1; row < grid_.rows(); ++row) LONTAR_RETURN_IF_ERROR(ReadRow(row));
    if (head_.collection.empty()) return Invalid(0, "it names no collection");
    if (head_.member.empty()) return Invalid(0, "it names no member");
    if (head_.provider.empty()) return Invalid(0, "it names no provider");
    if (head_.sheets.empty()) return Invalid(0, "it names no sheet");
    for (const TemplateSheet& sheet : head_.sheets) {
      if (sheet.columns.empty()) return Invalid(0, "a sheet has no columns");
    }
    return std::move(head_);
  }

 private:
  std::string Text(int row, int column) const { return std::string(grid_.At(row, column)); }

  absl::Status Invalid(int row, absl::string_view what) const {
    return base::Problem(absl::StatusCode::kInvalidArgument, "TEMPLATE_INVALID",
                         absl::StrCat("the hidden sheet ", kTemplateSheet, ", row ", row + 1, ": ",
                                      what, "; fill a new copy of the template"));
  }

  absl::Status ReadRow(int row) {
    const std::string key = Text(row, kKey);
    if (key.empty()) return absl::OkStatus();
    if (key == "sheet") return ReadSheet(row);
    if (key == "column") return ReadColumn(row);
    if (key == "input") return ReadInput(row);
    if (key == "collection") return Take(row, &head_.collection);
    if (key == "catalogue-version") return Take(row, &head_.catalogue_version);
    if (key == "member") return Take(row, &head_.member);
    if (key == "provider") return Take(row, &head_.provider);
    if (key == "date") return Take(row, &head_.date);
    if (key == "round") return Take(row, &head_.round);
    if (key == "target-year") return Take(row, &head_.target_year);
    return Invalid(row, absl::StrCat(base::Quoted(key), " has no meaning"));
  }

  absl::Status Take(int row, std::string* field) {
    *field = Text(row, kFirst);
    return absl::OkStatus();
  }

  absl::Status ReadSheet(int row) {
    TemplateSheet sheet;
    sheet.name = Text(row, kFirst);
    sheet.indicator = Text(row, kSecond);
    int header = 0;
    if (!absl::SimpleAtoi(Text(row, kThird), &header) || header < 1) {
      return Invalid(row, "there is no row of names");
    }
    sheet.header_row = header - 1;
    if (Find(sheet.name) != nullptr) return Invalid(row, "the sheet is named twice");
    head_.sheets.push_back(std::move(sheet));
    return absl::OkStatus();
  }

  // Columns stand in their order, without a gap.
  absl::Status ReadColumn(int row) {
    TemplateSheet* sheet = Find(Text(row, kFirst));
    if (sheet == nullptr) return Invalid(row, "a column of no sheet");
    const std::optional<int> column = ColumnOfLetters(Text(row, kSecond));
    if (column != static_cast<int>(sheet->columns.size())) {
      return Invalid(row, "a column is missing");
    }
    if (Text(row, kThird).empty() || Text(row, kFourth).empty()) {
      return Invalid(row, "a column without a name");
    }
    sheet->columns.push_back({.id = Text(row, kThird), .name = Text(row, kFourth)});
    return absl::OkStatus();
  }

  absl::Status ReadInput(int row) {
    TemplateSheet* sheet = Find(Text(row, kFirst));
    if (sheet == nullptr) return Invalid(row, "a cell of no sheet");
    const std::optional<Place> cell = ParseCell(Text(row, kSecond));
    if (!cell) return Invalid(row, absl::StrCat(base::Quoted(Text(row, kSecond)), " is no cell"));
    sheet->inputs[Text(row, kThird)] = {cell->row, cell->column};
    return absl::OkStatus();
  }

  TemplateSheet* Find(absl::string_view name) {
    const auto found = std::ranges::find(head_.sheets, name, &TemplateSheet::name);
    return found == head_.sheets.end() ? nullptr : &*found;
  }

  const Grid& grid_;
  TemplateHead head_;
};

}  // namespace

const Grid* FindSheet(const Workbook& workbook, absl::string_view name) {
  for (const Grid& sheet : workbook.sheets) {
    if (absl::EqualsIgnoreCase(sheet.name(), name)) return &sheet;
  }
  return nullptr;
}

bool IsTemplate(const Workbook& workbook) {
  const Grid* sheet = FindSheet(workbook, kTemplateSheet);
  return sheet != nullptr && sheet->At(0, 0) == kTemplateMark;
}

absl::StatusOr<TemplateHead> ReadTemplateHead(const Workbook& workbook) {
  if (!IsTemplate(workbook)) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "TEMPLATE_INVALID",
        absl::StrCat("the workbook has no sheet ", kTemplateSheet,
                     ", by which a template is known; it can be imported with a mapping"));
  }
  return HeadReader(*FindSheet(workbook, kTemplateSheet)).Read();
}

}  // namespace lontar::formats
