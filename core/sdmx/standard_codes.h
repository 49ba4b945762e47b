#pragma once
// The registered code lists of SDMX that every structure here uses, as far as figures can have
// their codes.
//
// Source: the SDMX global registry as of September 2026. Pure, any thread.

#include "core/sdmx/structure.h"

namespace lontar::sdmx {

ItemScheme FrequencyCodes();        // SDMX:CL_FREQ(2.1)
ItemScheme StatusCodes();           // SDMX:CL_OBS_STATUS(2.3)
ItemScheme ConfidentialityCodes();  // SDMX:CL_CONF_STATUS(1.4)
ItemScheme UnitMultiplierCodes();   // SDMX:CL_UNIT_MULT(1.1)

}  // namespace lontar::sdmx
