#include "core/formats/band.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace lontar::formats {

void PutBand(absl::string_view band, WorkbookPlan* plan) {
  if (band.empty()) return;
  plan->band = std::string(band);
  for (SheetPlan& sheet : plan->sheets) {
    if (sheet.is_hidden) continue;
    for (PlannedCell& cell : sheet.cells) {
      const bool is_title = cell.row == 0 && cell.column == 0 && cell.look == Look::kTitle;
      if (is_title && !absl::StartsWith(cell.text, band)) {
        cell.text = cell.text.empty() ? plan->band : absl::StrCat(band, " \u2013 ", cell.text);
      }
    }
  }
}

std::vector<std::string> TitlesOf(const Workbook& workbook) {
  std::vector<std::string> titles;
  for (const Grid& sheet : workbook.sheets) {
    if (!sheet.is_hidden()) titles.emplace_back(sheet.At(0, 0));
  }
  return titles;
}

}  // namespace lontar::formats
