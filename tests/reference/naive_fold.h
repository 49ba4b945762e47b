#pragma once
// The table of a round counted from the leaves, again and again from the start: slow and obvious.
// The incremental fold of core/fold must agree with it.
//
// Only decoders and the catalogue's text are shared with core; nothing of fold::State. What counts
// is recounted from the parts, not taken from the counts that reports state. Source: domain brief,
// sections 5 and 6; DESIGN.md section 6.

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/digest.h"
#include "core/chain/entry.h"

namespace lontar::reference {

struct LogLine {
  chain::Leaf leaf;
  std::optional<std::string> payload;
};

struct NaiveCoverage {
  std::set<std::string> reported;
  std::set<std::string> as_specified;
  bool is_met = false;
  friend bool operator==(const NaiveCoverage&, const NaiveCoverage&) = default;
};

struct NaiveTable {
  std::vector<std::string> members;  // in their order
  std::map<std::string, NaiveCoverage> indicators;
  friend bool operator==(const NaiveTable&, const NaiveTable&) = default;
};

using PartBytes = std::function<std::optional<std::string>(const base::PartHash&)>;

// Which evaluation of which round is counted.
struct RoundAsked {
  std::string round;
  size_t evaluation = 1;
};

// The table of `asked` over the first `size` lines. All parts of accepted reports are at hand, and
// the lines hold the act of a later evaluation.
NaiveTable CountNaively(const std::vector<LogLine>& lines, const RoundAsked& asked, size_t size,
                        const PartBytes& parts);

}  // namespace lontar::reference
