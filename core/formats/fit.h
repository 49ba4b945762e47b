#pragma once
// Whether a mapping fits the catalogue and the table, before the first row is read. Pure, any
// thread.

#include <set>
#include <string>

#include "absl/status/status.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/mapping.h"
#include "core/formats/table.h"

namespace lontar::formats {

// InvalidArgument with MAPPING_MISMATCH if the catalogue lacks an indicator that the mapping names,
// or none of these has a measure or a dimension that it names, or if the mapping leaves out a
// dimension of one. Indicators that a column names as they stand are seen row by row; a dimension
// that such a mapping leaves out stands at its total.
absl::Status FitCatalogue(const Mapping& mapping, const catalogue::Catalogue& catalogue);

// The columns that a mapping names, in their plain form.
std::set<std::string> ColumnsOf(const Mapping& mapping);

// InvalidArgument with COLUMN_MISSING, naming all that are not there and those that are.
absl::Status FitTable(const Mapping& mapping, const Table& table);

}  // namespace lontar::formats
