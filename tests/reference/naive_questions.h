#pragma once
// The questions of a log, read from the leaves again and again from the start. Only decoders are
// shared with core; nothing of fold::State.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/reference/naive_fold.h"

namespace lontar::reference {

// How many are open after the first `size` lines, by indicator and member; none that is 0.
using NaiveOpen = std::map<std::pair<std::string, std::string>, int>;
NaiveOpen CountOpenNaively(const std::vector<LogLine>& lines, const std::string& collection,
                           size_t size);

// One accepted question.
struct NaiveQuestion {
  base::PayloadId id;
  std::string collection;
  std::string member;
  std::string indicator;
  std::vector<base::PartHash> texts;  // its own, and those of its accepted answers
  std::optional<size_t> closed_at;    // the index of the answer that closes it
};
// Those of the first `size` lines, in the order of the log.
std::vector<NaiveQuestion> ReadQuestionsNaively(const std::vector<LogLine>& lines, size_t size);

// Whether the entry at `index` is an answer to a question that an entry before it had closed: then
// it is out of order, whoever made it.
bool IsTooLate(const std::vector<LogLine>& lines, size_t index);

}  // namespace lontar::reference
