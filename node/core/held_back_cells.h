#pragma once
// Which cells of a report are held back, and by which mark. Never a value: there is none.
//
// Pure but for the reader given.

#include <string>

#include "core/catalogue/catalogue.h"
#include "core/fold/verdict.h"
#include "core/observation/report.h"

namespace lontar::node {

inline constexpr size_t kHeldBackCellsMax = 200;

// In the report's order, at most kHeldBackCellsMax, as a JSON list: `indicator`, `code`, `at`
// ("number/2016/F.Y5T17"), `mark` (SDMX CL_CONF_STATUS: A a small count, D one that protects it, C
// confidential, N not for everybody). Parts that cannot be read are left out; `catalogue` may be
// null.
std::string HeldBackCellsJson(const observation::Report& report, const fold::PartReader& parts,
                              const catalogue::Catalogue* catalogue);

}  // namespace lontar::node
