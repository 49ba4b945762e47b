#pragma once
// What the disk and RocksDB do with the same bytes when nothing of ours stands in the way.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace lontar::bench {

// fdatasync calls a second on a file in `folder` that grows by 4 KiB each time. Internal if it
// cannot be written.
absl::StatusOr<double> SyncRate(const std::string& folder, double seconds);

using KeysAndValues = std::vector<std::pair<std::string, std::string>>;

// RocksDB by itself, with its default options and synced writes. One writer.
class RawStore {
 public:
  // A new database; what the folder held before is removed.
  static absl::StatusOr<std::unique_ptr<RawStore>> Create(const std::string& folder);
  ~RawStore();
  // In one batch, durable when it answers.
  absl::Status Write(const std::vector<const KeysAndValues*>& joined);
  absl::Status Close();
  // One seek; whether this key stands there.
  bool SeeksTo(const std::string& key);

 private:
  struct Inside;
  explicit RawStore(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

struct RawBatches {
  double batches_per_s = 0;
  uint64_t store_bytes = 0;  // sizes of its files afterwards
};
// Writes each element of `batches` into a new database in `folder` as one synced batch, `together`
// of them joined into one, by one writer with RocksDB's default options.
absl::StatusOr<RawBatches> WriteRawBatches(const std::string& folder,
                                           const std::vector<KeysAndValues>& batches, int together);

}  // namespace lontar::bench
