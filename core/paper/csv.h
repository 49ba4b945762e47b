#pragma once
// A paper as one CSV file, UTF-8 (docs/formats/docket.md). Pure, any thread.
//
// Each row begins with the number of its table and what it is: "band", "title", "heading", "text",
// "caption", "head", "row", "note", "foot". So one filter gives one table. A text that a
// spreadsheet would take for a formula stands behind an apostrophe.

#include <string>

#include "core/paper/paper.h"

namespace lontar::paper {

std::string ToCsv(const Paper& paper);

}  // namespace lontar::paper
