#pragma once
// On what the figures were taken: they mean nothing without it.

#include <string>

namespace lontar::bench {

struct MachineFacts {
  int cores = 0;
  std::string processor;    // "model name" of /proc/cpuinfo
  std::string kernel;       // release
  std::string file_system;  // on which the benchmark's folder is: its type in /proc/mounts
  double memory_bytes = 0;
  double load_before = 0;  // average of the last minute, before the benchmark began
};

MachineFacts LookAtMachine(const std::string& folder);

}  // namespace lontar::bench
