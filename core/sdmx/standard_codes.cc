#include "core/sdmx/standard_codes.h"

namespace lontar::sdmx {
namespace {

ItemScheme Registered(const char* id, const char* version, const char* name,
                      std::vector<Item> items) {
  ItemScheme list;
  list.reference = {"SDMX", id, version};
  list.name = name;
  list.is_partial = true;
  list.items = std::move(items);
  return list;
}

}  // namespace

ItemScheme FrequencyCodes() {
  return Registered("CL_FREQ", "2.1", "Frequency",
                    {{"A", "Annual"},
                     {"S", "Half-yearly"},
                     {"A_3", "Three times a year"},
                     {"Q", "Quarterly"},
                     {"M", "Monthly"}});
}

ItemScheme StatusCodes() {
  return Registered("CL_OBS_STATUS", "2.3", "Observation status",
                    {{"A", "Normal value"},
                     {"B", "Time series break"},
                     {"E", "Estimated value"},
                     {"L", "Missing value; data exist but were not collected"},
                     {"M", "Missing value; data cannot exist"},
                     {"O", "Missing value"},
                     {"P", "Provisional value"},
                     {"Q", "Missing value; suppressed"},
                     {"U", "Low reliability"},
                     {"X", "Status not available"}});
}

ItemScheme ConfidentialityCodes() {
  return Registered("CL_CONF_STATUS", "1.4", "Confidentiality status",
                    {{"F", "Free"},
                     {"N", "Not for publication, internal use only"},
                     {"C", "Confidential"},
                     {"A", "Primary confidentiality due to small counts"},
                     {"D", "Secondary confidentiality set by the sender"}});
}

ItemScheme UnitMultiplierCodes() {
  return Registered("CL_UNIT_MULT", "1.1", "Unit multiplier", {{"0", "Units"}});
}

}  // namespace lontar::sdmx
