#pragma once
// lontar.calendar.v1 for people. Pure.

#include <string>

#include "absl/strings/string_view.h"
#include "cli/answer.h"

namespace lontar::cli {

// Every round with its days and a line for each member, in their fixed order.
std::string CalendarText(const Answer& answer);

// Only who is overdue: a line for each round that can be put into a mail, or that there is nobody.
std::string OverdueText(const Answer& answer);

// The JSON without the rounds for which nobody is overdue. Valid JSON of a daemon is expected.
std::string OnlyOverdueRounds(absl::string_view json);

}  // namespace lontar::cli
