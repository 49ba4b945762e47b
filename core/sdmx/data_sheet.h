#pragma once
// Figures for people's spreadsheets: names instead of codes, flags and notes beside the values. As
// a workbook, or as CSV with the marks of the reader's country.
//
// Source: docs/formats/sdmx.md, "For spreadsheets". No text becomes a formula: in a workbook texts
// are texts, in CSV one that begins with =, +, -, @, a tab or a carriage return gets an apostrophe
// before it.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "core/sdmx/message_head.h"
#include "core/sdmx/stream.h"
#include "core/sdmx/structure.h"

namespace lontar::sdmx {

struct SheetCsvOptions {
  char separator = ',';
  char decimal = '.';  // must not be the separator
};

// UTF-8 with a byte order mark, CRLF. The structure must outlive the writer.
std::unique_ptr<ObservationSink> MakeSheetCsvWriter(const Structure& structure,
                                                    const SheetCsvOptions& options, ByteSink sink);

// `band`: what everybody has to be told of the hub; may be empty. Errors of formats::StreamSheet.
std::unique_ptr<ObservationSink> MakeXlsxWriter(const Structure& structure, const MessageHead& head,
                                                std::string band, ByteSink sink);

// The text as a spreadsheet's CSV may hold it.
std::string WithoutFormula(absl::string_view text);

}  // namespace lontar::sdmx
