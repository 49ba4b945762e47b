#pragma once
// A store that remembers that a commit failed: the core above it is at its end then. Threads as the
// store below.

#include <memory>
#include <utility>

#include "core/store/store.h"

namespace lontar::node {

class WatchedStore : public store::Store {
 public:
  explicit WatchedStore(std::unique_ptr<store::Store> store) : store_(std::move(store)) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    return store_->Get(key);
  }
  absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)> take) const override {
    return store_->Scan(first, last, take);
  }
  absl::Status Commit(const store::Batch& batch) override {
    absl::Status status = store_->Commit(batch);
    if (!status.ok()) has_failed_ = true;
    return status;
  }
  std::unique_ptr<store::Reader> Snapshot() const override { return store_->Snapshot(); }

  bool has_failed() const { return has_failed_; }

 private:
  std::unique_ptr<store::Store> store_;
  bool has_failed_ = false;
};

}  // namespace lontar::node
