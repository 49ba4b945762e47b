#include "core/formats/template_read.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/filled_sheet.h"

namespace lontar::formats {
namespace {

using catalogue::Catalogue;
using catalogue::Indicator;
using catalogue::Severity;

absl::Status CheckAgainst(const TemplateHead& head, const Catalogue& catalogue) {
  if (head.collection != catalogue.collection()) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "TEMPLATE_MISMATCH",
        absl::StrCat("the template is of collection ", base::Quoted(head.collection),
                     ", the catalogue of ", base::Quoted(catalogue.collection())));
  }
  for (const TemplateSheet& sheet : head.sheets) {
    if (sheet.indicator.empty() || catalogue.FindIndicator(sheet.indicator) != nullptr) continue;
    return base::Problem(absl::StatusCode::kInvalidArgument, "TEMPLATE_MISMATCH",
                         absl::StrCat("the template has ", base::Quoted(sheet.indicator),
                                      " of catalogue ", base::Quoted(head.catalogue_version),
                                      "; catalogue ", catalogue.version(), " does not"));
  }
  return absl::OkStatus();
}

int ColumnWithId(const TemplateSheet& sheet, absl::string_view id) {
  const auto found = std::ranges::find(sheet.columns, id, &TemplateColumn::id);
  return found == sheet.columns.end() ? -1 : static_cast<int>(found - sheet.columns.begin());
}

void ReadNarratives(const Grid& grid, const TemplateSheet& sheet, const Catalogue& catalogue,
                    TemplateReading* reading) {
  if (!HeaderStands(grid, sheet, &reading->findings)) return;
  const int code = ColumnWithId(sheet, column_id::kIndicator);
  const int text = ColumnWithId(sheet, column_id::kNarrative);
  const int references = ColumnWithId(sheet, column_id::kReferences);
  for (int row = sheet.header_row + 1; row < grid.rows(); ++row) {
    FilledNarrative narrative;
    narrative.text = std::string(absl::StripAsciiWhitespace(grid.At(row, text)));
    narrative.references = std::string(absl::StripAsciiWhitespace(grid.At(row, references)));
    if (narrative.text.empty() && narrative.references.empty()) continue;
    narrative.place = grid.PlaceOf(row, text);
    const Indicator* indicator =
        catalogue.FindByCode(absl::StripAsciiWhitespace(grid.At(row, code)));
    if (indicator == nullptr) {
      reading->findings.push_back(
          {.place = grid.PlaceOf(row, code),
           .id = "INDICATOR_UNKNOWN",
           .severity = Severity::kError,
           .value = base::Plain(grid.At(row, code), base::kFindingValueBytesMax),
           .sentence = absl::StrCat(base::Quoted(grid.At(row, code)),
                                    " is no indicator; write its number, such as ",
                                    catalogue.indicators().front().code)});
      continue;
    }
    narrative.indicator = indicator->id;
    reading->narratives.push_back(std::move(narrative));
  }
}

}  // namespace

absl::StatusOr<TemplateReading> ReadTemplate(const Workbook& workbook, const Catalogue& catalogue) {
  TemplateReading reading;
  LONTAR_ASSIGN_OR_RETURN(reading.head, ReadTemplateHead(workbook));
  LONTAR_RETURN_IF_ERROR(CheckAgainst(reading.head, catalogue));
  for (const TemplateSheet& sheet : reading.head.sheets) {
    const Grid* grid = FindSheet(workbook, sheet.name);
    if (grid == nullptr) {
      reading.findings.push_back(
          {.place = sheet.name,
           .id = "TEMPLATE_SHEET_GONE",
           .severity = Severity::kError,
           .value = "",
           .sentence = absl::StrCat("there is no sheet ", base::Quoted(sheet.name),
                                    " any more; give it its name back, or fill a new copy")});
      continue;
    }
    if (sheet.indicator.empty()) {
      ReadNarratives(*grid, sheet, catalogue, &reading);
      continue;
    }
    std::optional<FilledSheet> filled =
        ReadFilledSheet(*grid, sheet, *catalogue.FindIndicator(sheet.indicator), &reading.findings);
    if (filled) reading.sheets.push_back(*std::move(filled));
  }
  return reading;
}

}  // namespace lontar::formats
