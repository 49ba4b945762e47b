#pragma once
// RocksDB on a FailingDisk: hand `env()` to store::OpenRocksDbStore.
//
// What RocksDB says about itself (its LOG file) goes nowhere and counts nothing. Must outlive the
// stores that are open over it. Thread-safe.

#include <memory>

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

}  // namespace lontar::support
