#include "core/formats/template_read.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/formats/filled_sheet.h"
#include "core/formats/template_hints.h"

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

// Reads the sheet with the words. One use.
class NarrativeReader {
 public:
  NarrativeReader(const Grid& grid, const TemplateSheet& sheet, const Catalogue& catalogue,
                  TemplateReading* reading)
      : grid_(grid), sheet_(sheet), catalogue_(catalogue), reading_(*reading) {}

  void Read() {
    if (!HeaderStands(grid_, sheet_, &reading_.findings)) return;
    for (int row = sheet_.header_row + 1; row < grid_.rows(); ++row) ReadRow(row);
    NoteUnconfirmed();
  }

 private:
  std::string Field(int row, absl::string_view id) const {
    const int column = ColumnWithId(sheet_, id);
    if (column < 0) return "";
    return std::string(absl::StripAsciiWhitespace(grid_.At(row, column)));
  }

  void Find(TemplateFinding finding) {
    finding.value = base::Plain(finding.value, base::kFindingValueBytesMax);
    reading_.findings.push_back(std::move(finding));
  }

  void ReadRow(int row) {
    FilledNarrative narrative;
    narrative.text = Field(row, column_id::kNarrative);
    narrative.references = Field(row, column_id::kReferences);
    if (!Confirm(row, &narrative)) return;
    if (narrative.text.empty() && narrative.references.empty()) return;
    narrative.place = grid_.PlaceOf(row, ColumnWithId(sheet_, column_id::kNarrative));
    const std::string code = Field(row, column_id::kIndicator);
    const Indicator* indicator = catalogue_.FindByCode(code);
    if (indicator == nullptr) {
      Find({.place = grid_.PlaceOf(row, ColumnWithId(sheet_, column_id::kIndicator)),
            .id = "INDICATOR_UNKNOWN",
            .severity = Severity::kError,
            .value = code,
            .sentence =
                absl::StrCat(base::Quoted(code), " is no indicator; write its number, such as ",
                             catalogue_.indicators().front().code)});
      return;
    }
    narrative.indicator = indicator->id;
    reading_.narratives.push_back(std::move(narrative));
  }

  // Words in grey count only where the row says that they hold (template_hints.h); what is typed
  // goes before them. False where the confirmation is wrong: then the row is not taken.
  bool Confirm(int row, FilledNarrative* narrative) {
    const std::string words = Field(row, hint_id::kNarrative);
    const std::string references = Field(row, hint_id::kReferences);
    const bool has_hint = !words.empty() || !references.empty();
    const bool is_typed = !narrative->text.empty() || !narrative->references.empty();
    const std::string said = Field(row, hint_id::kConfirm);
    if (said.empty()) {
      if (has_hint && !is_typed && unconfirmed_++ == 0) first_ = row;
      return true;
    }
    const std::string place = grid_.PlaceOf(row, ColumnWithId(sheet_, hint_id::kConfirm));
    if (!absl::EqualsIgnoreCase(said, "x")) {
      Find({.place = place,
            .id = "TEMPLATE_CONFIRM_UNKNOWN",
            .severity = Severity::kError,
            .value = said,
            .sentence = absl::StrCat(base::Quoted(said),
                                     " does not say whether what stands in grey holds; write x or "
                                     "nothing")});
      return false;
    }
    if (!has_hint) {
      Find({.place = place,
            .id = "TEMPLATE_NOTHING_TO_CONFIRM",
            .severity = Severity::kError,
            .value = said,
            .sentence = "nothing is known already of this row; empty the cell, or write the words "
                        "themselves"});
      return false;
    }
    if (narrative->text.empty()) narrative->text = words;
    if (narrative->references.empty()) narrative->references = references;
    return true;
  }

  void NoteUnconfirmed() {
    if (unconfirmed_ == 0) return;
    Find({.place = grid_.PlaceOf(first_, ColumnWithId(sheet_, hint_id::kConfirm)),
          .id = "TEMPLATE_HINT_NOT_CONFIRMED",
          .severity = Severity::kNote,
          .value = "",
          .sentence = absl::StrCat(unconfirmed_,
                                   " of what is known already is not confirmed and is not taken, "
                                   "the first here; write x where it holds")});
  }

  const Grid& grid_;
  const TemplateSheet& sheet_;
  const Catalogue& catalogue_;
  TemplateReading& reading_;
  int unconfirmed_ = 0;
  int first_ = 0;
};

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
      NarrativeReader(*grid, sheet, catalogue, &reading).Read();
      continue;
    }
    std::optional<FilledSheet> filled =
        ReadFilledSheet(*grid, sheet, *catalogue.FindIndicator(sheet.indicator), &reading.findings);
    if (filled) reading.sheets.push_back(*std::move(filled));
  }
  return reading;
}

}  // namespace lontar::formats
