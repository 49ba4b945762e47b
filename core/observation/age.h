#pragma once
// Age as intervals, not labels: Y5T17 is 5 to 17 completed years, both included.
//
// Source: SDMX code conventions for age (Y15T17, Y_GE15, Y_LT18, Y14). Values, any thread.

#include <optional>

#include "absl/strings/string_view.h"

namespace lontar::observation {

struct AgeInterval {
  int from = 0;
  std::optional<int> to;  // absent: open
  friend bool operator==(const AgeInterval&, const AgeInterval&) = default;
};

// Nothing for codes that are no interval (_T, _U, _Z, SCH_PRIM).
std::optional<AgeInterval> AgeOf(absl::string_view code);

enum class AgeRelation { kSame, kPart, kWider, kOverlapping, kDisjoint };
// How `age` stands to the wanted `range`; kPart: inside it, kWider: contains it.
AgeRelation Relate(const AgeInterval& age, const AgeInterval& range);

}  // namespace lontar::observation
