#pragma once
// How far a member is with a round, as people read it in a terminal: at most 100 columns, by the
// catalogue's order. A pure function of the documented JSON (lontar.completeness.v1).

#include <string>

#include "cli/answer.h"

namespace lontar::cli {

std::string CompletenessText(const Answer& answer);
// "2 entries wait to be sent, all safe here; the oldest since 2026-06-12", of `queued` and
// `oldest_waiting` (lontar.completeness.v1 and lontar.status.v1); empty where nothing waits.
std::string WaitingWords(const Answer& answer);

}  // namespace lontar::cli
