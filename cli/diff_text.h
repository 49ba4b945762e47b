#pragma once
// What a draft would change, as people read it in a terminal: at most 100 columns, fixed order,
// numbers with their points under each other. Pure functions of the documented JSON.

#include <string>

#include "cli/answer.h"

namespace lontar::cli {

// "sex F, age Y5T17": what breaks the figure down; "total" where nothing does.
std::string BreakdownWords(const Answer& dimensions);

// Of lontar.diff.v1.
std::string DiffText(const Answer& answer);

}  // namespace lontar::cli
