#include "hub/service/memory_watch.h"

#include <malloc.h>

namespace lontar::hub {

void MemoryWatch::Take(size_t bytes_now) {
  is_above_ = bytes_now > bytes_max_;
  if (is_above_) is_short_ = true;
  if (bytes_now < bytes_max_ / 8 * 7) is_short_ = false;
}

void GiveBackMemory() { malloc_trim(0); }

}  // namespace lontar::hub
