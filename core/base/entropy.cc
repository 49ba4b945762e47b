#include "core/base/entropy.h"

#include <sys/random.h>

#include <cerrno>

#include "core/base/invariant.h"

namespace lontar::base {

std::string SystemEntropy::Bytes(size_t count) {
  std::string bytes(count, '\0');
  size_t filled = 0;
  while (filled < count) {
    const ssize_t got = getrandom(bytes.data() + filled, count - filled, 0);
    if (got < 0 && errno == EINTR) continue;
    CheckInvariant(got > 0, "the kernel gives no random bytes");
    filled += static_cast<size_t>(got);
  }
  return bytes;
}

}  // namespace lontar::base
