#pragma once
// When figures may have become others. Pure functions of the state. Any thread, if the state does
// not change meanwhile.

#include <optional>
#include <string>
#include <vector>

#include "core/fold/state.h"
#include "core/sdmx/cell_pass.h"

namespace lontar::sdmx {

// The sizes of the log, up to the plan's, with whose last leaf a figure of its members may have
// become another: a report came, was replaced or fell, or another office leads. Ascending.
// `indicators`: codes of INDICATOR; nothing: all. No part is read.
std::vector<base::LogSize> SizesOfChange(const fold::State& state, const CellPlan& plan,
                                         const std::optional<std::vector<std::string>>& indicators);

}  // namespace lontar::sdmx
