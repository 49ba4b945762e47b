#include "core/store/map_store.h"

#include "core/base/problem.h"

namespace lontar::store {
namespace {

// std::string compares as unsigned bytes, which is the order that the interface wants.
using Contents = std::map<std::string, std::string>;

std::optional<std::string> Find(const Contents& contents, absl::string_view key) {
  const auto found = contents.find(std::string(key));
  if (found == contents.end()) return std::nullopt;
  return found->second;
}

void ScanContents(const Contents& contents, absl::string_view first, absl::string_view last,
                  absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) {
  for (auto it = contents.lower_bound(std::string(first)); it != contents.end(); ++it) {
    if (!last.empty() && last <= it->first) return;
    if (!take(it->first, it->second)) return;
  }
}

// A whole copy: simple, and the simulator's stores are small.
class MapSnapshot : public Reader {
 public:
  explicit MapSnapshot(Contents contents) : contents_(std::move(contents)) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    return Find(contents_, key);
  }

  absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const override {
    ScanContents(contents_, first, last, take);
    return absl::OkStatus();
  }

 private:
  const Contents contents_;
};

class MapStore : public Store {
 public:
  explicit MapStore(MapDisk* disk) : disk_(disk) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    return Find(disk_->durable, key);
  }

  absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const override {
    ScanContents(disk_->durable, first, last, take);
    return absl::OkStatus();
  }

  absl::Status Commit(const Batch& batch) override {
    if (has_failed_) {
      return base::Problem(absl::StatusCode::kFailedPrecondition, "STORE_FAILED",
                           "a commit to this store failed before; open the store again");
    }
    if (disk_->fail_commit_in > 0 && --disk_->fail_commit_in == 0) {
      has_failed_ = true;
      return disk_->failure;
    }
    for (const auto& [key, value] : batch.changes()) {
      if (value.has_value()) {
        disk_->durable[key] = *value;
      } else {
        disk_->durable.erase(key);
      }
    }
    ++disk_->commits;
    return absl::OkStatus();
  }

  std::unique_ptr<Reader> Snapshot() const override {
    return std::make_unique<MapSnapshot>(disk_->durable);
  }

 private:
  MapDisk* const disk_;
  bool has_failed_ = false;
};

}  // namespace

std::unique_ptr<Store> OpenMapStore(MapDisk* disk) { return std::make_unique<MapStore>(disk); }

}  // namespace lontar::store
