#pragma once
// The workbook that a provider fills: which sheets, rows, columns and ids it has. No library.
//
// docs/formats/template.md shows it. Nothing here knows an indicator, a year or a member: all comes
// from the catalogue and the round. Pure, any thread.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/round_text.h"
#include "core/formats/sheet_plan.h"

namespace lontar::formats {

// The sheet by which an import knows the workbook, and the first cells of its rows.
inline constexpr char kTemplateSheet[] = "lontar";
inline constexpr char kTemplateMark[] = "lontar-template";
inline constexpr char kTemplateVersion[] = "1";

// Ids of columns; that of a dimension stands behind "dimension:".
namespace column_id {
inline constexpr char kLabel[] = "label";  // for people, not read
inline constexpr char kMeasure[] = "measure";
inline constexpr char kDimension[] = "dimension:";
inline constexpr char kPeriod[] = "period";
inline constexpr char kValue[] = "value";
inline constexpr char kUnit[] = "unit";
inline constexpr char kStatus[] = "status";
inline constexpr char kConfidentiality[] = "confidentiality";
inline constexpr char kSource[] = "source";
inline constexpr char kMethod[] = "method";
inline constexpr char kDefinition[] = "definition";
inline constexpr char kDeviations[] = "deviations";
inline constexpr char kComment[] = "comment";
// Of the sheet with the narratives.
inline constexpr char kIndicator[] = "indicator";
inline constexpr char kNarrative[] = "narrative";
inline constexpr char kReferences[] = "references";
}  // namespace column_id

// Ids of the single cells at the head of an indicator's sheet.
namespace input_id {
inline constexpr char kDecimalMark[] = "decimal-mark";
inline constexpr char kPeriod[] = "period";
inline constexpr char kProgress[] = "progress";
inline constexpr char kNotAvailable[] = "not-available";
inline constexpr char kNotApplicable[] = "not-applicable";
inline constexpr char kZero[] = "zero";
}  // namespace input_id

struct TemplateRequest {
  std::string member;
  std::string member_name;  // may be empty, as may the provider's
  std::string provider;
  std::string provider_name;
  std::vector<std::string> indicators;  // stable ids, none twice
  std::optional<catalogue::RoundText> round;
  // ISO: places are asked for as they are on this day, or at the end of the year that the round
  // asks for; empty: all
  std::string date;
  std::string language = "en";
  // Each indicator's sheet has the columns for what is known already (template_hints.h).
  bool has_hints = false;
  // The sheet with the narratives has them.
  bool has_word_hints = false;
};

struct TemplateColumn {
  std::string id;
  std::string name;  // as it stands in the header row
  double width = 0;
};

// Where a cell lies on a sheet.
struct SheetSpot {
  int row = 0;
  int column = 0;
};

struct TemplateSheet {
  std::string name;
  std::string indicator;                    // stable id; empty: the sheet with the narratives
  int header_row = 0;                       // the rows to be filled begin behind it
  std::vector<TemplateColumn> columns;      // from the first
  std::map<std::string, SheetSpot> inputs;  // by their ids
};

struct TemplateLayout {
  WorkbookPlan plan;
  std::vector<TemplateSheet> sheets;
};

// A sheet for each indicator that has figures, in the order of the catalogue; one for the
// narratives of all; hidden, the sheet with the codes and the one for the import. The list of
// progress levels is the catalogue's code list "progress-level"; without one it is free text.
//
// InvalidArgument with TEMPLATE_EMPTY if there is no indicator, with INDICATOR_UNKNOWN if the
// catalogue lacks one.
absl::StatusOr<TemplateLayout> LayOutTemplate(const TemplateRequest& request,
                                              const catalogue::Catalogue& catalogue);

}  // namespace lontar::formats
