#pragma once
// A provider's workbook back, with a comment at each place where something was found.
//
// libxlsxwriter cannot change a file, so the workbook is made anew of what was read of it: texts,
// numbers and results stay, its own looks do not. Pure, any thread.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/catalogue/check.h"
#include "core/formats/grid.h"
#include "core/formats/template_layout.h"

namespace lontar::formats {

struct Annotation {
  std::string place;  // "A6!D14", "A6!14" for a row; any other text: only in the list
  catalogue::Severity severity = catalogue::Severity::kError;
  std::string id;
  std::string value;
  std::string sentence;
};

// The sheet with the list of all findings, first in the workbook. One of an earlier answer is left
// out.
inline constexpr char kFindingsSheet[] = "Findings";

// The layout of the template that came back, for its looks: by what its hidden sheet says. Without
// sheets where it is no template, or of another version of the catalogue.
TemplateLayout LayoutOf(const Workbook& workbook, const catalogue::Catalogue& catalogue);

// What is to be written: the sheets of `layout` with the workbook's texts in their cells, locked as
// they were; then the workbook's other sheets. Several findings of a cell share a comment, those
// of a row stand at its first cell; the band of the layout's plan is put. `layout` has no sheets
// where the workbook is no template.
WorkbookPlan AnnotatedPlan(const TemplateLayout& layout, const Workbook& workbook,
                           const std::vector<Annotation>& annotations);

// Its bytes. Errors are those of WriteWorkbook.
absl::StatusOr<std::string> WriteAnnotated(const TemplateLayout& layout, const Workbook& workbook,
                                           const std::vector<Annotation>& annotations,
                                           absl::Time created);

}  // namespace lontar::formats
