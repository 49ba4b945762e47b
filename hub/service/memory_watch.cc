#include "hub/service/memory_watch.h"

#include <malloc.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::hub {
namespace {

constexpr char kStatm[] = "/proc/self/statm";
constexpr size_t kStatmBytesMax = 4096;

}  // namespace

void MemoryWatch::Take(size_t bytes_now) {
  is_above_ = bytes_now > bytes_max_;
  if (is_above_) is_short_ = true;
  if (bytes_now < bytes_max_ / 8 * 7) is_short_ = false;
}

absl::StatusOr<size_t> ResidentBytes() {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, base::ReadWholeFile(kStatm, kStatmBytesMax));
  // proc(5): size, resident, …, in pages.
  const std::vector<std::string> numbers = absl::StrSplit(text, ' ');
  uint64_t pages = 0;
  if (numbers.size() < 2 || !absl::SimpleAtoi(numbers[1], &pages)) {
    return base::Problem(absl::StatusCode::kUnavailable, "FILE_ERROR",
                         "/proc/self/statm does not say how much memory the process has");
  }
  return pages * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

void GiveBackMemory() { malloc_trim(0); }

}  // namespace lontar::hub
