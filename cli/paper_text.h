#pragma once
// A paper as plain text, for a mail or a terminal: at most 100 columns. Pure, any thread.

#include <string>

#include "core/paper/paper.h"

namespace lontar::cli {

// A table whose rows fit has columns; of a wider one each row is a paragraph of its own, "head:
// text".
std::string ToText(const paper::Paper& paper);

}  // namespace lontar::cli
