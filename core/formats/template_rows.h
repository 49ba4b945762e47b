#pragma once
// Which rows an indicator's sheet has: the breakdowns that everybody may be asked for. Pure, any
// thread.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"

namespace lontar::formats {

struct TemplateRow {
  std::string measure;             // id
  std::vector<std::string> codes;  // one for each of the indicator's dimensions; "" where chosen
  std::string dimension;           // by which it is broken down; empty: undivided
  std::string code;                // of that dimension
};

// Whose codes are wanted.
struct CodesAsked {
  std::string member;
  std::string date;  // ISO: rows are asked for codes that hold on this day; empty: for all
};

// The code that a row has in `dimension` where it is not broken down by it: the one that counts by
// the catalogue, else that of the indicator's age range, else the dimension's total.
std::string BaseCode(const catalogue::Indicator& indicator, const catalogue::Dimension& dimension);

// True where the catalogue takes any code as specified: not a breakdown, but a choice of whoever
// reports ("concept").
bool IsChosen(const catalogue::Indicator& indicator, absl::string_view dimension);

// The codes of a dimension by which the member is asked for a row each: those without a parent, and
// those with parts; of a list of places, the member's own ("KH-12" is KH's) as they were on the
// day; of ages, the finest brackets inside of the indicator's range that do not overlap. Without
// the base code.
std::vector<catalogue::Code> BreakdownCodes(const catalogue::Catalogue& catalogue,
                                            const catalogue::Indicator& indicator,
                                            const catalogue::Dimension& dimension,
                                            const CodesAsked& asked);

// All codes of a dimension that the member may choose, of whatever day, the base code first.
std::vector<catalogue::Code> CodesToChoose(const catalogue::Catalogue& catalogue,
                                           const catalogue::Indicator& indicator,
                                           const catalogue::Dimension& dimension,
                                           const CodesAsked& asked);

// For each measure the undivided row, then one for each breakdown code, dimension by dimension.
// None for an indicator that is told in words.
std::vector<TemplateRow> StandardRows(const catalogue::Catalogue& catalogue,
                                      const catalogue::Indicator& indicator,
                                      const CodesAsked& asked);

}  // namespace lontar::formats
