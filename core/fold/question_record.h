#pragma once
// What the log holds of one question between the authority and a member: who asked, what was
// answered, whether it is closed. No text. Values, any thread.

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/fold/act.h"

namespace lontar::fold {

using base::LogIndex;
using base::LogSize;

// The two between whom a question stands.
enum class Side { kAsec, kMember };
// "asec", "member".
absl::string_view NameOf(Side side);

struct QuestionRecord {
  // One of the two speaks.
  struct Word {
    base::PayloadId id;
    LogIndex index;
    uint64_t time_ms = 0;  // of the hub's clock, as stamped
    Side by = Side::kAsec;
    std::optional<base::PartHash> text;
    bool closes = false;
  };

  QuestionAct act;
  Word asked;
  std::vector<Word> answers;  // in the order of the log; none behind one that closes

  const base::PayloadId& id() const { return asked.id; }
  // Whether it is in the first `size` leaves, and nothing there closes it.
  bool IsOpenAt(LogSize size) const;
  // The last word in the first `size` leaves; null if it was not asked there.
  const Word* LastWordAt(LogSize size) const;
  // Whose turn it is: the side that has not spoken last. Nothing where it is not open.
  std::optional<Side> WaitsForAt(LogSize size) const;
};

}  // namespace lontar::fold
