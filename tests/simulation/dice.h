#pragma once
// The one source of chance of a run: the same seed gives the same numbers on every machine.

#include <cstdint>
#include <string>
#include <vector>

namespace lontar::simulation {

// SplitMix64 (Steele, Lea, Flood 2014): small, and its streams do not depend on a library.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}

  uint64_t Next();
  // 0 to n - 1; needs n > 0.
  uint64_t Below(uint64_t n) { return Next() % n; }
  // from to to, both included.
  int64_t Between(int64_t from, int64_t to);
  bool Chance(int percent) { return static_cast<int>(Below(100)) < percent; }
  template <class T>
  const T& Pick(const std::vector<T>& of) {
    return of[Below(of.size())];
  }
  std::string Bytes(size_t count);
  // A stream of its own, so that one part of a run does not shift the numbers of another.
  Dice Fork() { return Dice(Next()); }

 private:
  uint64_t state_;
};

}  // namespace lontar::simulation
