#include "core/base/resident_memory.h"

#include <unistd.h>

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::base {
namespace {

constexpr char kStatm[] = "/proc/self/statm";
constexpr size_t kStatmBytesMax = 4096;

}  // namespace

absl::StatusOr<size_t> ResidentBytes() {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, ReadWholeFile(kStatm, kStatmBytesMax));
  // proc(5): size, resident, …, in pages.
  const std::vector<std::string> numbers = absl::StrSplit(text, ' ');
  uint64_t pages = 0;
  if (numbers.size() < 2 || !absl::SimpleAtoi(numbers[1], &pages)) {
    return Problem(absl::StatusCode::kUnavailable, "FILE_ERROR",
                   "/proc/self/statm does not say how much memory the process has");
  }
  return pages * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace lontar::base
