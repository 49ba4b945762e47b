#pragma once
// A template that came back, as the tables of an import with what they mean. Pure, any thread.

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/grid.h"
#include "core/formats/import_file.h"

namespace lontar::formats {

// A table for each sheet that has a filled row; the mapping needs no file. Findings are those of
// ReadTemplate (template_read.h), TEXT_TOO_LONG of words over base::kNarrativeBytesMax, and notes:
// SHEET_NOT_READ of sheets that the template did not have. Words, references and the statement of
// progress of an indicator are one narrative (narrative_text.h).
// InvalidArgument as ReadTemplate and Table::Cut.
absl::StatusOr<MappedFile> MapTemplate(const Workbook& workbook,
                                       const catalogue::Catalogue& catalogue);

}  // namespace lontar::formats
