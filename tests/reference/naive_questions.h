#pragma once
// The open questions of a collection, counted from the leaves again and again from the start. Only
// decoders are shared with core; nothing of fold::State.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/reference/naive_fold.h"

namespace lontar::reference {

// How many are open after the first `size` lines, by indicator and member; none that is 0.
using NaiveOpen = std::map<std::pair<std::string, std::string>, int>;
NaiveOpen CountOpenNaively(const std::vector<LogLine>& lines, const std::string& collection,
                           size_t size);

}  // namespace lontar::reference
