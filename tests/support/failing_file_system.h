#pragma once
// RocksDB on a FailingDisk: hand `env()` to store::OpenRocksDbStore.
//
// What RocksDB says about itself (its LOG file) goes nowhere and counts nothing. Must outlive the
// stores that are open over it. Thread-safe.

#include <memory>
#include <vector>

#include "tests/support/failing_disk.h"

namespace rocksdb {
class Env;
}

namespace lontar::support {

class FailingFileSystem {
 public:
  // `disk` must outlive it.
  explicit FailingFileSystem(FailingDisk* disk);
  ~FailingFileSystem();
  rocksdb::Env* env() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// While it lives, what RocksDB would do in the background waits; when it goes, all of that is done
// to the end, one job after another, flushes before merges. Put around whatever may start such
// work, it makes one order of all changes of a disk out of many, and leaves none to come later.
//
// It holds up all stores of the process, so it stands around one commit or one opening: a second
// commit might wait for the flush that the first one began. One at a time, one thread.
class HeldBackgroundWork {
 public:
  HeldBackgroundWork();
  ~HeldBackgroundWork();
  HeldBackgroundWork(const HeldBackgroundWork&) = delete;
  HeldBackgroundWork& operator=(const HeldBackgroundWork&) = delete;

 private:
  class Pool;
  std::vector<std::unique_ptr<Pool>> pools_;
};

}  // namespace lontar::support
