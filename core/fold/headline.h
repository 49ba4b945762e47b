#pragma once
// The cell that stands for an indicator in a year. Pure, any thread.

#include <optional>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/fold/merge.h"

namespace lontar::fold {

// By catalogue::HeadlineRow, among the rows of all providers in the first period of `cells`: those
// of one member, indicator, measure and year, in the order of merge.h. Nothing where none has a
// figure.
std::optional<Cell> HeadlineCell(const catalogue::Catalogue& catalogue,
                                 const catalogue::Indicator& indicator,
                                 const std::vector<Cell>& cells);

}  // namespace lontar::fold
