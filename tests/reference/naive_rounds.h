#pragma once
// Cut-offs and closes of rounds, and returns, read from the leaves again and again from the start.
// Only decoders are shared with core; nothing of fold::State.
//
// Source: decisions 0022 and 0036; DESIGN.md section 10, "rounds, time".

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/reference/naive_fold.h"

namespace lontar::reference {

// A round as a member has it; without a member: as it was announced to all.
struct RoundOf {
  std::string round;
  std::string member;
};

// The latest day that was announced to the member in the first `size` lines.
std::string CutOffNaively(const std::vector<LogLine>& lines, const RoundOf& of, size_t size);

// Where the first close stands that does not leave the member out.
std::optional<size_t> ClosedAtNaively(const std::vector<LogLine>& lines, const RoundOf& of);

// Where the last return of the member stands in the first `size` lines.
std::optional<size_t> ReturnNaively(const std::vector<LogLine>& lines, const RoundOf& of,
                                    size_t size);

// Where the closes stand that were stamped before a day that had been announced to one of those
// for whom they close.
std::set<size_t> ClosedEarlyNaively(const std::vector<LogLine>& lines);

}  // namespace lontar::reference
