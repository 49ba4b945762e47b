#include "tests/simulation/disk.h"

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/rocksdb/open.h"

namespace lontar::simulation {

// One program's view of the disk: after a failed commit it takes no other, as a real store.
class FaultyStore : public store::Store {
 public:
  explicit FaultyStore(Disk* disk) : disk_(disk), engine_(disk->engine_.get()) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    return engine_->Get(key);
  }
  absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const override {
    return engine_->Scan(first, last, take);
  }
  std::unique_ptr<Reader> Snapshot() const override { return engine_->Snapshot(); }

  absl::Status Commit(const store::Batch& batch) override {
    if (has_failed_) {
      return base::Problem(absl::StatusCode::kFailedPrecondition, "STORE_FAILED",
                           "a commit to this store failed before; open the store again");
    }
    const absl::Status status = disk_->Commit(batch);
    has_failed_ = !status.ok();
    return status;
  }

 private:
  Disk* disk_;
  store::Store* engine_;
  bool has_failed_ = false;
};

Disk::Disk(bool on_rocksdb, std::string kind, Plant plant) : kind_(std::move(kind)), plant_(plant) {
  if (on_rocksdb) folder_ = std::make_unique<support::TempFolder>();
}

absl::Status Disk::Reopen() {
  engine_.reset();
  if (folder_ == nullptr) {
    engine_ = store::OpenMapStore(&map_);
    return absl::OkStatus();
  }
  if (folders_ == 0) {
    ++folders_;
    LONTAR_RETURN_IF_ERROR(store::CreateRocksDbStore(folder_->Inside("1"), kind_));
  }
  LONTAR_ASSIGN_OR_RETURN(engine_,
                          store::OpenRocksDbStore(folder_->Inside(absl::StrCat(folders_)), kind_));
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<store::Store>> Disk::Open() {
  LONTAR_RETURN_IF_ERROR(Reopen());
  return std::unique_ptr<store::Store>(std::make_unique<FaultyStore>(this));
}

absl::Status Disk::Commit(const store::Batch& batch) {
  const bool fails = fail_commit_in_ > 0 && --fail_commit_in_ == 0;
  if (fails || is_full_) {
    if (plant_ == Plant::kNodeSwallowsCommit && kind_ == "node") return absl::OkStatus();
    if (plant_ == Plant::kHubSwallowsCommit && kind_ == "hub") return absl::OkStatus();
    if (is_full_) {
      return base::Problem(absl::StatusCode::kResourceExhausted, "DISK_FULL",
                           "no space left on the disk; nothing is lost");
    }
    return absl::UnavailableError("planned failure");
  }
  if (plant_ == Plant::kLosesSyncedBatch) {
    undo_ = store::Batch();
    for (const auto& [key, value] : batch.changes()) {
      const auto before = *engine_->Get(key);
      before ? undo_.Put(key, *before) : undo_.Delete(key);
    }
  }
  LONTAR_RETURN_IF_ERROR(engine_->Commit(batch));
  ++commits_;
  if (on_commit) on_commit();
  return absl::OkStatus();
}

Contents Disk::Read() const {
  if (folder_ == nullptr) return map_.durable;
  Contents contents;
  if (engine_ == nullptr) return contents;
  const absl::Status read =
      engine_->ScanPrefix("", [&contents](absl::string_view key, absl::string_view value) {
        contents.emplace(key, value);
        return true;
      });
  base::CheckInvariant(read.ok(), "a store of the simulation can be read");
  return contents;
}

void Disk::Write(const Contents& contents) {
  undo_ = store::Batch();
  if (folder_ == nullptr) {
    engine_.reset();
    map_.durable = contents;
    return;
  }
  engine_.reset();
  ++folders_;
  store::Batch all;
  for (const auto& [key, value] : contents) all.Put(key, value);
  absl::Status status = store::CreateRocksDbStore(folder_->Inside(absl::StrCat(folders_)), kind_);
  if (status.ok()) status = Reopen();
  if (status.ok() && !all.empty()) status = engine_->Commit(all);
  base::CheckInvariant(status.ok(), "a disk of the simulation can be made");
}

void Disk::LosePower() {
  if (plant_ != Plant::kLosesSyncedBatch || undo_.empty() || engine_ == nullptr) return;
  base::CheckInvariant(engine_->Commit(undo_).ok(), "a batch can be undone");
  undo_ = store::Batch();
}

}  // namespace lontar::simulation
