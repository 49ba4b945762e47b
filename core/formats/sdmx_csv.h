#pragma once
// SDMX-CSV in, of this project's data structure: a grid and what its columns mean.
//
// Source: SDMX-CSV 1.0 (the 2.1 generation) and 2.0, 2.1. Pure, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/grid.h"
#include "core/formats/import.h"

namespace lontar::formats {

// "CHILD_LABOUR_5_17_PT" for child-labour-5-17 and a proportion, "…_NB" for a number: the code of
// an indicator and measure in the dimension INDICATOR. Where an indicator has several measures with
// one ending, each is named: "INJURY_RATES_FATALITY_RATE_PT".
std::string SdmxIndicatorCode(const catalogue::Indicator& indicator,
                              const catalogue::Measure& measure);

// By the first cell: DATAFLOW is 1.0, STRUCTURE or STRUCTURE[;] is 2.x; in capitals or not.
bool LooksLikeSdmxCsv(const Grid& grid);

// Labels behind codes ("PT: Percent") are left out, units and their multipliers become units of the
// catalogue; rows and columns stay where they are. InvalidArgument with
//   SDMX_STRUCTURE_UNKNOWN  no dimension INDICATOR, REF_AREA, TIME_PERIOD or no OBS_VALUE: a table
//                           of somebody else's structure, which needs a mapping
//   SDMX_ACTION             a row that deletes; a withdrawal needs a reason, so it is no file's
absl::StatusOr<MappedTable> MapSdmxCsv(const Grid& grid, const catalogue::Catalogue& catalogue,
                                       absl::string_view file_name);

}  // namespace lontar::formats
