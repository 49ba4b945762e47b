#include "tests/simulation/dice.h"

namespace lontar::simulation {

uint64_t Dice::Next() {
  state_ += 0x9e3779b97f4a7c15;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

int64_t Dice::Between(int64_t from, int64_t to) {
  return from + static_cast<int64_t>(Below(static_cast<uint64_t>(to - from) + 1));
}

std::string Dice::Bytes(size_t count) {
  std::string bytes;
  bytes.reserve(count);
  while (bytes.size() < count) bytes.push_back(static_cast<char>(Next() & 0xff));
  return bytes;
}

}  // namespace lontar::simulation
