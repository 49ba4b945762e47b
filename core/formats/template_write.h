#pragma once
// XLSX out, through libxlsxwriter. Pure but for a file in memory (base/memory_file.h); any thread.
//
// Text is always written as text: what begins with = + - @, a tab or a carriage return is no
// formula. The same plan and date give the same bytes.

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/formats/sheet_plan.h"

namespace lontar::formats {

// The bytes of the file. `created` stands in the file as the date when it was made; it must not be
// the epoch. Of a protected sheet all cells but the inputs are locked.
//
// InvalidArgument with XLSX_UNWRITABLE if the plan cannot be a workbook: a sheet's name that is not
// allowed or stands twice, a text of more than 32767 characters, too many rows or columns, bytes
// that are no UTF-8. ResourceExhausted with MEMORY_FILE if there is no memory for it.
absl::StatusOr<std::string> WriteWorkbook(const WorkbookPlan& plan, absl::Time created);

}  // namespace lontar::formats
