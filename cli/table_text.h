#pragma once
// Answers as people read them in a terminal: at most 100 columns, no colour, fixed order, no
// ranking. Pure functions of the documented JSON.
//
// Source: reference pages, section Terminal.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "cli/answer.h"

namespace lontar::cli {

// Who was counted by which rule. Common to table and docket.
std::string RoundHeading(const Answer& answer);
// "log size 1204, root 7f3a…".
std::string LogLine(const Answer& answer);

// Of lontar.threshold.v1. Without UTF-8 the mark of a disputed baseline is "!".
std::string ThresholdText(const Answer& answer, bool has_utf8);
// Of lontar.docket.v1.
std::string DocketText(const Answer& answer);
// Of lontar.cells.v1.
std::string CellsText(const Answer& answer);

}  // namespace lontar::cli
