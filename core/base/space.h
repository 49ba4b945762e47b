#pragma once
// Whether a disk has room for new work.
//
// A store that is full to its last byte can still be read, but not brought into order: the database
// needs room to write its tables anew. So new work is refused while there is still that room, and
// service comes back by itself when space is made (threat T36). Opening a store needs room too, but
// less: what was kept free. Shells only. Any thread.

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace lontar::base {

struct FreeSpace {
  uint64_t bytes = 0;
  uint64_t files = 0;  // that can be made; the largest number where the system does not count them
};

enum class SpaceFor {
  kNewWork,      // kFreeBytesMin, kFreeFilesMin
  kOpenedStore,  // kFreeBytesToOpenMin, kFreeFilesToOpenMin
};

// OK if there is as much as `purpose` asks for. ResourceExhausted with DISK_FULL, naming `folder`.
absl::Status CheckSpace(absl::string_view folder, SpaceFor purpose, const FreeSpace& free);

// The same of the disk that `folder` is on. A disk that cannot be asked is none to refuse work for:
// OK, and the write itself will say what is wrong.
absl::Status CheckSpaceOf(absl::string_view folder, SpaceFor purpose);

}  // namespace lontar::base
