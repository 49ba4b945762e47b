#pragma once
// What is known already of a row of a template: a figure of an earlier round, or one that an
// international body has published. It stands in grey beside the row and is no figure of the
// provider's: an import takes it only where the cell "confirm" of the row says so.
//
// Pure, any thread.

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/catalogue/round_text.h"
#include "core/formats/template_layout.h"
#include "core/observation/report.h"

namespace lontar::formats {

// Ids of the columns, behind all others. Only the confirmation is an input.
namespace hint_id {
inline constexpr char kConfirm[] = "confirm";
inline constexpr char kFrom[] = "hint-from";  // for people, not read
inline constexpr char kPeriod[] = "hint-period";
inline constexpr char kValue[] = "hint-value";
inline constexpr char kStatus[] = "hint-status";
inline constexpr char kSource[] = "hint-source";  // with the method
inline constexpr char kDefinition[] = "hint-definition";
inline constexpr char kDeviations[] = "hint-deviations";
inline constexpr char kComment[] = "hint-comment";
// Of the sheet with the narratives, which has kConfirm and kFrom besides.
inline constexpr char kNarrative[] = "hint-narrative";
inline constexpr char kReferences[] = "hint-references";
}  // namespace hint_id

// In the order of the sheet.
std::vector<std::string> HintColumns();
bool IsHintColumn(absl::string_view id);
// The hint that stands in for an empty cell of the column in a confirmed row; empty if none does.
absl::string_view HintFor(absl::string_view id);
// True for what is one statement: value, period, status. If one of them is typed, the hint's others
// do not stand in: a new value is not of the old period.
bool IsOfFigure(absl::string_view id);

// Figures and where they are from: "round baseline-2021", "ILOSTAT, 2021".
struct HintedFigures {
  observation::Figures figures;
  std::string from;
};

// Words that the provider has said already, and where they are from.
struct HintedWords {
  std::string indicator;  // stable id
  std::string words;
  std::string references;
  std::string from;
};

// Of each cell, whatever its period, the one figure that is nearest to the rule's target year (its
// tie rule on a tie), or the latest without a rule or target. Only rows with a number that are
// free: nothing that is held back or confidential is brought along. `left_out` counts the rows that
// are neither.
observation::Figures OneOfEachCell(const observation::Figures& figures,
                                   const std::optional<catalogue::YearRule>& rule, int* left_out);

}  // namespace lontar::formats
