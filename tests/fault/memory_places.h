#pragma once
// Places in memory for SmallWorld: what is committed stays, whatever program is killed.

#include <memory>
#include <optional>

#include "core/store/map_store.h"
#include "tests/fault/small_world.h"

namespace lontar::fault {

class MemoryRegister : public log::SignRegister {
 public:
  absl::StatusOr<std::optional<log::SignedHead>> Read() const override { return head; }
  absl::Status Write(const log::SignedHead& written) override {
    head = written;
    return absl::OkStatus();
  }

  std::optional<log::SignedHead> head;
};

inline Place MemoryPlace(store::MapDisk* disk) {
  Place place;
  place.create = [disk] {
    disk->durable.clear();
    return absl::OkStatus();
  };
  place.open = [disk] {
    return absl::StatusOr<std::unique_ptr<store::Store>>(store::OpenMapStore(disk));
  };
  return place;
}

}  // namespace lontar::fault
