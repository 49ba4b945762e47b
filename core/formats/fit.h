#pragma once
// Whether a mapping fits the catalogue and the table, before the first row is read. Pure, any
// thread.

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/csv.h"
#include "core/formats/mapping.h"

namespace lontar::formats {

// The mapping's indicator, which lives as long as the catalogue. InvalidArgument with
// MAPPING_MISMATCH if the catalogue lacks it, a measure or a dimension that the mapping names, or
// if the mapping leaves out a dimension of the indicator.
absl::StatusOr<const catalogue::Indicator*> FitCatalogue(const Mapping& mapping,
                                                         const catalogue::Catalogue& catalogue);

// The place, from 0, of each column that the mapping names. InvalidArgument with COLUMN_MISSING,
// naming all that are not there.
absl::StatusOr<std::map<std::string, int>> FitTable(const Mapping& mapping, const Table& table);

}  // namespace lontar::formats
