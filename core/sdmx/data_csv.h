#pragma once
// SDMX-CSV out: 1.0 of the 2.1 generation, 2.0 and 2.1 of the 3.x generation.
//
// Source: SDMX-CSV 1.0.0, 2.0.0, 2.1.0. One row for each observation, LF, UTF-8 without a mark.
// Texts stand as they were reported: a spreadsheet's formulas are a matter of data_sheet.h.

#include <memory>

#include "core/sdmx/stream.h"
#include "core/sdmx/structure.h"

namespace lontar::sdmx {

enum class CsvVersion { k10, k20, k21 };
enum class CsvLabels { kId, kName, kBoth };  // kName: not in 1.0
enum class CsvKeys { kNone, kObs, kSeries, kBoth };
// Periods as they were reported, or all in one form: months where there are parts of years.
enum class CsvTime { kOriginal, kYears, kMonths };

struct CsvOptions {
  CsvVersion version = CsvVersion::k21;
  CsvLabels labels = CsvLabels::kId;
  CsvKeys keys = CsvKeys::kNone;  // 1.0 has none
  CsvTime time = CsvTime::kOriginal;
};

// The structure must outlive the writer.
std::unique_ptr<ObservationSink> MakeCsvWriter(const Structure& structure,
                                               const CsvOptions& options, ByteSink sink);

// A cell, in quotes where the separator, a quote or a line break asks for them.
void AppendCsvCell(absl::string_view cell, char separator, std::string* out);

// "2016-Q3" is "2016-09" by months; a year is its last month.
std::string NormalizedPeriod(absl::string_view period, CsvTime time);

}  // namespace lontar::sdmx
