#pragma once
// A Store in memory, with the durability rules of a disk: for tests and the simulator.

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/store/store.h"

namespace lontar::store {

// What survives a crash of the program that uses it. Owned by the "machine", outlives the stores
// opened over it. Thread-compatible.
struct MapDisk {
  std::map<std::string, std::string> durable;
  // Fails the n-th commit from now with this status, once; 0 = never. The changes of a failed
  // commit are not durable.
  int fail_commit_in = 0;
  absl::Status failure = absl::UnavailableError("planned failure");
  // How many commits became durable, for tests.
  int commits = 0;
};

// `disk` must outlive the store. Thread-compatible.
std::unique_ptr<Store> OpenMapStore(MapDisk* disk);

}  // namespace lontar::store
