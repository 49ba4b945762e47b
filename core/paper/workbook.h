#pragma once
// A paper as an XLSX workbook. Pure but for a file in memory; any thread.
//
// The first sheet holds the words, each table has a sheet of its own, named by its number. Text is
// always text: nothing becomes a formula. The same paper gives the same bytes.

#include <string>

#include "absl/status/statusor.h"
#include "core/paper/paper.h"

namespace lontar::paper {

// The errors of formats::WriteWorkbook.
absl::StatusOr<std::string> ToWorkbook(const Paper& paper);

}  // namespace lontar::paper
