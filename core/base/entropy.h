#pragma once
// The door to randomness: salts, incarnations, nonces.

#include <cstddef>
#include <string>

namespace lontar::base {

class Entropy {
 public:
  virtual ~Entropy() = default;
  // `count` bytes that nobody can guess (in the simulator: bytes of a seeded generator).
  virtual std::string Bytes(size_t count) = 0;
};

// getrandom(2). Any thread. Ends the process if the kernel gives nothing: without entropy nothing
// may be signed.
class SystemEntropy : public Entropy {
 public:
  std::string Bytes(size_t count) override;
};

}  // namespace lontar::base
