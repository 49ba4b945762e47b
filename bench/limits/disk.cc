#include "bench/limits/disk.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "rocksdb/db.h"
#include "rocksdb/write_batch.h"

namespace lontar::bench {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

double Elapsed(SteadyTime start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

absl::Status FromEngine(const rocksdb::Status& status) {
  return status.ok() ? absl::OkStatus() : absl::InternalError(status.ToString());
}

}  // namespace

absl::StatusOr<double> SyncRate(const std::string& folder, double seconds) {
  const std::string path = folder + "/sync-rate";
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return absl::InternalError(absl::StrCat(path, " cannot be written"));
  const std::string block(4096, 's');
  const auto start = std::chrono::steady_clock::now();
  int count = 0;
  bool is_good = true;
  while (is_good && Elapsed(start) < seconds) {
    is_good = write(file, block.data(), block.size()) == static_cast<ssize_t>(block.size()) &&
              fdatasync(file) == 0;
    ++count;
  }
  const double rate = count / Elapsed(start);
  close(file);
  unlink(path.c_str());
  if (!is_good) return absl::InternalError(absl::StrCat(path, " cannot be synced"));
  return rate;
}

struct RawStore::Inside {
  std::unique_ptr<rocksdb::DB> db;
};

RawStore::RawStore(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
RawStore::~RawStore() = default;

absl::StatusOr<std::unique_ptr<RawStore>> RawStore::Create(const std::string& folder) {
  std::error_code error;
  std::filesystem::remove_all(folder, error);
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* db = nullptr;
  const absl::Status status = FromEngine(rocksdb::DB::Open(options, folder, &db));
  if (!status.ok()) return status;
  auto inside = std::make_unique<Inside>();
  inside->db.reset(db);
  return std::unique_ptr<RawStore>(new RawStore(std::move(inside)));
}

absl::Status RawStore::Write(const std::vector<const KeysAndValues*>& joined) {
  rocksdb::WriteBatch batch;
  absl::Status status;
  for (const KeysAndValues* one : joined) {
    for (const auto& [key, value] : *one) status.Update(FromEngine(batch.Put(key, value)));
  }
  rocksdb::WriteOptions synced;
  synced.sync = true;
  status.Update(FromEngine(inside_->db->Write(synced, &batch)));
  return status;
}

bool RawStore::SeeksTo(const std::string& key) {
  const std::unique_ptr<rocksdb::Iterator> at(inside_->db->NewIterator(rocksdb::ReadOptions()));
  at->Seek(key);
  return at->Valid() && at->key() == key;
}

absl::Status RawStore::Close() { return FromEngine(inside_->db->Close()); }

absl::StatusOr<RawBatches> WriteRawBatches(const std::string& folder,
                                           const std::vector<KeysAndValues>& batches,
                                           int together) {
  LONTAR_ASSIGN_OR_RETURN(const std::unique_ptr<RawStore> store, RawStore::Create(folder));
  std::vector<const KeysAndValues*> joined;
  const auto start = std::chrono::steady_clock::now();
  for (size_t i = 0; i < batches.size(); ++i) {
    joined.push_back(&batches[i]);
    if (joined.size() < static_cast<size_t>(together) && i + 1 < batches.size()) continue;
    LONTAR_RETURN_IF_ERROR(store->Write(joined));
    joined.clear();
  }
  RawBatches result;
  result.batches_per_s = static_cast<double>(batches.size()) / Elapsed(start);
  LONTAR_RETURN_IF_ERROR(store->Close());
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    result.store_bytes += entry.file_size(error);
  }
  std::filesystem::remove_all(folder, error);
  return result;
}

}  // namespace lontar::bench
