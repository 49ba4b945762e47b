#pragma once
// Numbers with a type each: a log index cannot be passed where a size is wanted.

#include <compare>
#include <cstdint>
#include <ostream>

namespace lontar::base {

template <class Tag>
class Number {
 public:
  constexpr Number() = default;
  constexpr explicit Number(uint64_t value) : value_(value) {}
  constexpr uint64_t value() const { return value_; }
  constexpr Number next() const { return Number(value_ + 1); }
  friend constexpr auto operator<=>(const Number&, const Number&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Number& n) { return out << n.value_; }

 private:
  uint64_t value_ = 0;
};

// The place of a leaf in the hub's log, from 0; below 2^63.
using LogIndex = Number<struct LogIndexTag>;
// How many leaves a log has: one past its last index.
using LogSize = Number<struct LogSizeTag>;
// The place of an entry in its chain, from 1 in every incarnation.
using ChainNumber = Number<struct ChainNumberTag>;

// True if the leaf at `index` is one of the first `size`.
constexpr bool IsBefore(LogIndex index, LogSize size) { return index.value() < size.value(); }

}  // namespace lontar::base
