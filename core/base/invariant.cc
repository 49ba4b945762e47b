#include "core/base/invariant.h"

#include <cstdio>
#include <cstdlib>

namespace lontar::base {

void CheckInvariant(bool holds, const char* sentence, const char* file, int line) {
  if (holds) return;
  std::fprintf(stderr, "lontar: broken invariant: %s (%s:%d)\n", sentence, file, line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace lontar::base
