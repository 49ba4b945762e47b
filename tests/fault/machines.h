#pragma once
// Two machines with a failing disk each: hub and node over RocksDB, and the registers of both
// by their own code, as the programs have them.

#include <atomic>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/store/rocksdb/open.h"
#include "hub/service/sign_register_file.h"
#include "node/service/high_water_file.h"
#include "tests/fault/small_world.h"
#include "tests/support/failing_file_system.h"
#include "tests/support/failing_files.h"

namespace lontar::fault {

// A program that starts reads the register anew.
class RegisterDoor : public log::SignRegister {
 public:
  explicit RegisterDoor(base::FileSteps* files) : files_(files) { Renew(); }
  void Renew() { file_ = std::make_unique<hub::SignRegisterFile>("hub/sign-register", *files_); }
  absl::StatusOr<std::optional<log::SignedHead>> Read() const override { return file_->Read(); }
  absl::Status Write(const log::SignedHead& head) override { return file_->Write(head); }

 private:
  base::FileSteps* files_;
  std::unique_ptr<hub::SignRegisterFile> file_;
};

class HighWaterDoor : public chain::HighWaterRegister {
 public:
  explicit HighWaterDoor(base::FileSteps* files) : files_(files) { Renew(); }
  void Renew() { file_ = std::make_unique<node::HighWaterFile>("node/high-water", *files_); }
  absl::StatusOr<std::optional<chain::HighWater>> Read() const override { return file_->Read(); }
  absl::Status Write(const chain::HighWater& mark) override { return file_->Write(mark); }

 private:
  base::FileSteps* files_;
  std::unique_ptr<node::HighWaterFile> file_;
};

// What a commit starts in the background is done when it returns. Otherwise RocksDB's threads and
// the work race for the numbers of the changes, and the power may go when nobody asks any more. The
// price: no run meets a merge in the midst of a later commit; kills.sh, with real programs, may.
class OrderlyStore : public store::Store {
 public:
  explicit OrderlyStore(std::unique_ptr<store::Store> store) : store_(std::move(store)) {}
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    return store_->Get(key);
  }
  absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const override {
    return store_->Scan(first, last, take);
  }
  absl::Status Commit(const store::Batch& batch) override {
    const support::HeldBackgroundWork held;
    return store_->Commit(batch);
  }
  std::unique_ptr<store::Reader> Snapshot() const override { return store_->Snapshot(); }

 private:
  const std::unique_ptr<store::Store> store_;
};

class Machines {
 public:
  // `fuse` may be null.
  Machines(uint64_t seed, support::Fuse* fuse)
      : hub_disk(seed, fuse),
        node_disk(seed + 1, fuse),
        register_(&hub_files_),
        high_water_(&node_files_),
        world(HubPlace(), NodePlace(), {&register_, &high_water_}, seed) {
    world.on_step = [this](const char* now) { step = now; };
  }

  // What is being done. The fuse reads it, also on RocksDB's own threads.
  std::atomic<const char*> step = "";
  support::FailingDisk hub_disk;
  support::FailingDisk node_disk;

 private:
  // Small, so that tables are written and merged within a run.
  static constexpr size_t kBufferBytes = 64 << 10;

  static void Wipe(support::FailingDisk* disk, const std::string& folder) {
    for (const std::string& name : disk->NamesIn(folder)) {
      (void)disk->Remove(absl::StrCat(folder, "/", name));
    }
  }
  // An opening starts background work too.
  static absl::StatusOr<std::unique_ptr<store::Store>> OpenOrderly(
      const std::string& kind, const support::FailingFileSystem& files) {
    const support::HeldBackgroundWork held;
    LONTAR_ASSIGN_OR_RETURN(auto store, store::OpenRocksDbStore(absl::StrCat(kind, "/store"), kind,
                                                                files.env(), kBufferBytes));
    return std::make_unique<OrderlyStore>(std::move(store));
  }
  Place HubPlace() {
    Place place;
    place.create = [this] {
      Wipe(&hub_disk, "hub/store");
      Wipe(&hub_disk, "hub");
      LONTAR_RETURN_IF_ERROR(base::WriteFileDurably("hub/sign-register", "none\n",
                                                    base::FileMode::kOwnerOnly, hub_files_));
      return store::CreateRocksDbStore("hub/store", "hub", hub_rocksdb_.env());
    };
    place.open = [this] {
      register_.Renew();
      return OpenOrderly("hub", hub_rocksdb_);
    };
    return place;
  }
  Place NodePlace() {
    Place place;
    place.create = [this] {
      Wipe(&node_disk, "node/store");
      Wipe(&node_disk, "node");
      LONTAR_RETURN_IF_ERROR(base::WriteFileDurably("node/high-water", "none\n",
                                                    base::FileMode::kOwnerOnly, node_files_));
      return store::CreateRocksDbStore("node/store", "node", node_rocksdb_.env());
    };
    place.open = [this] {
      high_water_.Renew();
      return OpenOrderly("node", node_rocksdb_);
    };
    return place;
  }

  support::FailingFileSystem hub_rocksdb_{&hub_disk};
  support::FailingFileSystem node_rocksdb_{&node_disk};
  support::FailingFiles hub_files_{&hub_disk};
  support::FailingFiles node_files_{&node_disk};
  RegisterDoor register_;
  HighWaterDoor high_water_;

 public:
  // Last, so that it goes first.
  SmallWorld world;
};

}  // namespace lontar::fault
