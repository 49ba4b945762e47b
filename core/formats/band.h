#pragma once
// What everybody has to be told of the hub that a workbook is for, on each of its sheets: TRAINING,
// DEMONSTRATION. Pure, any thread.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/formats/grid.h"
#include "core/formats/sheet_plan.h"

namespace lontar::formats {

// Puts the band over every page that is printed and before the title of every sheet that has one,
// where no import reads it; a title that begins with it stays. Nothing for an empty band.
void PutBand(absl::string_view band, WorkbookPlan* plan);

// The first cells of the sheets that are shown: where a template has its title, and the band.
std::vector<std::string> TitlesOf(const Workbook& workbook);

}  // namespace lontar::formats
