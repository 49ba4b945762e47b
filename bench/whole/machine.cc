#include "bench/whole/machine.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "absl/strings/match.h"

namespace lontar::bench {
namespace {

std::string ProcessorName() {
  std::ifstream file("/proc/cpuinfo");
  std::string line;
  while (std::getline(file, line)) {
    if (absl::StartsWith(line, "model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

// The type of the longest mount point that is a beginning of the folder's path.
std::string FileSystemOf(const std::string& folder) {
  std::error_code error;
  const std::string path = std::filesystem::canonical(folder, error).string() + "/";
  std::ifstream file("/proc/mounts");
  std::string line, type = "unknown";
  size_t longest = 0;
  while (std::getline(file, line)) {
    std::istringstream words(line);
    std::string device, point, name;
    words >> device >> point >> name;
    const std::string stem = point == "/" ? point : point + "/";
    if (!absl::StartsWith(path, stem) || stem.size() < longest) continue;
    longest = stem.size();
    type = name;
  }
  return type;
}

}  // namespace

MachineFacts LookAtMachine(const std::string& folder) {
  MachineFacts facts;
  facts.cores = static_cast<int>(std::thread::hardware_concurrency());
  facts.processor = ProcessorName();
  utsname names = {};
  if (uname(&names) == 0) facts.kernel = names.release;
  facts.file_system = FileSystemOf(folder);
  facts.memory_bytes =
      static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
  std::ifstream("/proc/loadavg") >> facts.load_before;
  return facts;
}

}  // namespace lontar::bench
