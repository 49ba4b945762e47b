#pragma once
// lontar.summary.v1 as plain text for an e-mail: UTF-8, at most 72 columns but for a longer word,
// which collection, round and date in the first lines. No figure. Pure.

#include <string>

#include "cli/answer.h"

namespace lontar::cli {

inline constexpr int kMailColumns = 72;

// `is_reminder`: only what is open, and only of those who have something open.
std::string SummaryText(const Answer& answer, bool is_reminder);

}  // namespace lontar::cli
