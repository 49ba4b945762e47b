#include <atomic>
#include <cstdarg>
#include <map>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/base/space.h"
#include "core/base/status_macros.h"
#include "core/store/rocksdb/marker.h"
#include "core/store/rocksdb/open.h"
#include "core/store/rocksdb/power_cut.h"
#include "rocksdb/cache.h"
#include "rocksdb/db.h"
#include "rocksdb/env.h"
#include "rocksdb/options.h"
#include "rocksdb/table.h"
#include "rocksdb/write_batch.h"

namespace lontar::store {
namespace {

using base::Problem;

// What the store is, apart from the caller's keys: no scan ever shows it.
constexpr char kMarkerFamily[] = "lontar";
constexpr char kFormatKey[] = "format";
constexpr char kKindKey[] = "kind";

rocksdb::Slice ToSlice(absl::string_view bytes) {
  return rocksdb::Slice(bytes.data(), bytes.size());
}
absl::string_view FromSlice(const rocksdb::Slice& bytes) {
  return absl::string_view(bytes.data(), bytes.size());
}

// A store that is open is one that exists: a file that it misses then is damage.
absl::Status FromRocksDb(const rocksdb::Status& status, absl::string_view folder) {
  if (status.ok()) return absl::OkStatus();
  const std::string said = status.ToString();
  if (status.IsNoSpace() || status.subcode() == rocksdb::Status::SubCode::kSpaceLimit) {
    return Problem(absl::StatusCode::kResourceExhausted, "DISK_FULL",
                   absl::StrCat("no space for the store in \"", folder,
                                "\"; nothing that was acknowledged is lost: ", said));
  }
  if (status.IsCorruption() || status.IsPathNotFound()) return StoreDamaged(folder, said);
  if (status.IsIOError()) {
    return Problem(absl::StatusCode::kUnavailable, "STORE_UNAVAILABLE",
                   absl::StrCat("the store in \"", folder, "\" cannot be used: ", said));
  }
  return Problem(absl::StatusCode::kInternal, "STORE_ERROR",
                 absl::StrCat("the store in \"", folder, "\" answered: ", said));
}

// RocksDB has no code of its own for a lock that is held; it has these words.
bool IsLocked(const rocksdb::Status& status) {
  const std::string said = status.ToString();
  return status.IsIOError() && (absl::StrContains(said, "lock hold by current process") ||
                                absl::StrContains(said, "While lock file"));
}

absl::Status FromOpen(const rocksdb::Status& status, absl::string_view folder) {
  if (IsLocked(status)) {
    return Problem(absl::StatusCode::kFailedPrecondition, "STORE_LOCKED",
                   absl::StrCat("the store in \"", folder, "\" is open in another process"));
  }
  // The families are not the ones that CreateRocksDbStore makes.
  if (status.IsInvalidArgument()) {
    return StoreDamaged(
        folder, absl::StrCat("not made completely, or not by this program: ", status.ToString()));
  }
  return FromRocksDb(status, folder);
}

// Small, because a dozen programs share one old machine in demonstrations and tests.
rocksdb::Options SmallOptions(rocksdb::Env* env, size_t write_buffer_bytes) {
  rocksdb::Options options;
  if (env != nullptr) options.env = env;
  options.write_buffer_size = write_buffer_bytes;
  options.max_background_jobs = 2;
  options.max_open_files = 256;
  options.compression = rocksdb::kLZ4Compression;
  options.paranoid_checks = true;
  // A power cut may leave garbage behind the last synced record. That must not keep the store shut;
  // what was acknowledged is before it, and a store that lost more is caught by the registers
  // outside of it (DESIGN.md section 4).
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  options.keep_log_file_num = 3;
  options.max_log_file_size = 1 << 20;
  // No statistics are written into the info log every ten minutes.
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(8 << 20);
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::WriteOptions Synced() {
  rocksdb::WriteOptions options;
  options.sync = true;
  return options;
}

// The engine with the handles of its two families, closed in the right order.
class Engine {
 public:
  // `env`: what it was opened over, if that is its own.
  Engine(std::string folder, rocksdb::DB* db, std::vector<rocksdb::ColumnFamilyHandle*> families,
         std::unique_ptr<rocksdb::Env> env = nullptr)
      : folder_(std::move(folder)), env_(std::move(env)), db_(db), families_(std::move(families)) {}
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine() {
    for (rocksdb::ColumnFamilyHandle* family : families_) {
      db_->DestroyColumnFamilyHandle(family).PermitUncheckedError();
    }
    db_->Close().PermitUncheckedError();  // every commit is on the disk already
  }

  const std::string& folder() const { return folder_; }
  rocksdb::DB* db() const { return db_.get(); }
  rocksdb::ColumnFamilyHandle* marker() const { return families_.back(); }

 private:
  const std::string folder_;
  const std::unique_ptr<rocksdb::Env> env_;
  const std::unique_ptr<rocksdb::DB> db_;
  const std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

// RocksDB, as distributions build it, ends the process when a disk is full while a store opens.
absl::Status CheckSpaceToOpen(absl::string_view folder, const rocksdb::Env* env) {
  if (env != nullptr) return absl::OkStatus();  // not a disk of this machine
  return base::CheckSpaceOf(folder, base::SpaceFor::kOpenedStore);
}

absl::StatusOr<std::unique_ptr<Engine>> OpenEngine(absl::string_view folder,
                                                   rocksdb::Options options) {
  std::unique_ptr<rocksdb::Env> env = OutlivesPowerCuts(options.env);
  options.env = env.get();
  const std::vector<rocksdb::ColumnFamilyDescriptor> wanted = {
      {rocksdb::kDefaultColumnFamilyName, options}, {kMarkerFamily, options}};
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  rocksdb::DB* db = nullptr;
  LONTAR_RETURN_IF_ERROR(
      FromOpen(rocksdb::DB::Open(options, std::string(folder), wanted, &families, &db), folder));
  return std::make_unique<Engine>(std::string(folder), db, std::move(families), std::move(env));
}

absl::StatusOr<std::string> ReadMarkerLine(const Engine& engine, absl::string_view key) {
  std::string value;
  const rocksdb::Status status =
      engine.db()->Get(rocksdb::ReadOptions(), engine.marker(), ToSlice(key), &value);
  if (status.IsNotFound())
    return StoreDamaged(engine.folder(), absl::StrCat("its ", key, " is missing"));
  LONTAR_RETURN_IF_ERROR(FromRocksDb(status, engine.folder()));
  return value;
}

// RocksDB's own sign of a database: the file that names its current manifest.
absl::StatusOr<bool> HoldsDatabase(absl::string_view folder, rocksdb::Env* env) {
  const rocksdb::Status status = env->FileExists(absl::StrCat(folder, "/CURRENT"));
  if (status.ok()) return true;
  if (status.IsNotFound() || status.IsPathNotFound()) return false;
  return FromRocksDb(status, folder);
}

// Reads the engine now, or a moment of it.
class RocksDbReader {
 public:
  RocksDbReader(const Engine* engine, const rocksdb::Snapshot* snapshot)
      : engine_(engine), snapshot_(snapshot) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const {
    std::string value;
    const rocksdb::Status status = engine_->db()->Get(Options(), ToSlice(key), &value);
    if (status.IsNotFound()) return std::nullopt;
    LONTAR_RETURN_IF_ERROR(FromRocksDb(status, engine_->folder()));
    return value;
  }

  absl::Status Scan(absl::string_view first, absl::string_view last,
                    absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const {
    if (!last.empty() && last <= first) return absl::OkStatus();
    const rocksdb::Slice end = ToSlice(last);
    rocksdb::ReadOptions options = Options();
    if (!last.empty()) options.iterate_upper_bound = &end;
    const std::unique_ptr<rocksdb::Iterator> it(engine_->db()->NewIterator(options));
    for (it->Seek(ToSlice(first)); it->Valid(); it->Next()) {
      if (!take(FromSlice(it->key()), FromSlice(it->value()))) break;
    }
    return FromRocksDb(it->status(), engine_->folder());
  }

 private:
  rocksdb::ReadOptions Options() const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    return options;
  }

  const Engine* const engine_;
  const rocksdb::Snapshot* const snapshot_;
};

class RocksDbSnapshot : public Reader {
 public:
  explicit RocksDbSnapshot(const Engine* engine)
      : engine_(engine), moment_(engine->db()->GetSnapshot()), reader_(engine, moment_) {}
  ~RocksDbSnapshot() override { engine_->db()->ReleaseSnapshot(moment_); }

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    return reader_.Get(key);
  }
  absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const override {
    return reader_.Scan(first, last, take);
  }

 private:
  const Engine* const engine_;
  const rocksdb::Snapshot* const moment_;
  const RocksDbReader reader_;
};

class RocksDbStore : public Store {
 public:
  explicit RocksDbStore(std::unique_ptr<Engine> engine)
      : engine_(std::move(engine)), reader_(engine_.get(), nullptr) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    return reader_.Get(key);
  }
  absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const override {
    return reader_.Scan(first, last, take);
  }
  std::unique_ptr<Reader> Snapshot() const override {
    return std::make_unique<RocksDbSnapshot>(engine_.get());
  }

  absl::Status Commit(const Batch& batch) override {
    if (has_failed_.load()) {
      return Problem(absl::StatusCode::kFailedPrecondition, "STORE_FAILED",
                     absl::StrCat("a commit to the store in \"", engine_->folder(),
                                  "\" failed before; open the store again"));
    }
    const absl::Status status = Write(batch);
    // After a failed sync nobody knows what the disk holds: only reading it anew tells. Never try
    // again on this object.
    if (!status.ok()) has_failed_.store(true);
    return status;
  }

 private:
  absl::Status Write(const Batch& batch) {
    // Only the last word on a key is written: a turn of the hub appends many leaves, each with the
    // same growing tile of up to 8 KiB.
    std::map<absl::string_view, size_t> last_words;
    const auto& all = batch.changes();
    for (size_t i = 0; i < all.size(); ++i) last_words[all[i].first] = i;
    rocksdb::WriteBatch changes;
    for (size_t i = 0; i < all.size(); ++i) {
      const auto& [key, value] = all[i];
      if (last_words.at(key) != i) continue;
      const rocksdb::Status status =
          value.has_value() ? changes.Put(key, *value) : changes.Delete(key);
      LONTAR_RETURN_IF_ERROR(FromRocksDb(status, engine_->folder()));
    }
    return FromRocksDb(engine_->db()->Write(Synced(), &changes), engine_->folder());
  }

  const std::unique_ptr<Engine> engine_;
  const RocksDbReader reader_;
  std::atomic<bool> has_failed_ = false;
};

// RocksDB makes an info log in the folder unless it is given one.
class NoInfoLog : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// Keeps the engine that it reads.
class OwningReader : public Reader {
 public:
  explicit OwningReader(std::unique_ptr<Engine> engine)
      : engine_(std::move(engine)), reader_(engine_.get(), nullptr) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    return reader_.Get(key);
  }
  absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const override {
    return reader_.Scan(first, last, take);
  }

 private:
  const std::unique_ptr<Engine> engine_;
  const RocksDbReader reader_;
};

// `env`: what the options' is, if it is the engine's own.
absl::StatusOr<std::unique_ptr<Engine>> OpenEngineToRead(
    absl::string_view folder, const rocksdb::Options& options,
    std::unique_ptr<rocksdb::Env> env = nullptr) {
  const std::vector<rocksdb::ColumnFamilyDescriptor> wanted = {
      {rocksdb::kDefaultColumnFamilyName, options}, {kMarkerFamily, options}};
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  rocksdb::DB* db = nullptr;
  LONTAR_RETURN_IF_ERROR(FromOpen(
      rocksdb::DB::OpenForReadOnly(options, std::string(folder), wanted, &families, &db), folder));
  return std::make_unique<Engine>(std::string(folder), db, std::move(families), std::move(env));
}

// The families that CreateRocksDbStore makes, and in the marker's no line but its two.
absl::Status CheckNothingElse(const Engine& engine, const rocksdb::Options& options) {
  std::vector<std::string> names;
  LONTAR_RETURN_IF_ERROR(FromRocksDb(
      rocksdb::DB::ListColumnFamilies(options, engine.folder(), &names), engine.folder()));
  if (names.size() != 2) {
    return StoreDamaged(engine.folder(),
                        absl::StrCat("it has ", names.size(), " families of keys, and not two"));
  }
  int lines = 0;
  const std::unique_ptr<rocksdb::Iterator> it(
      engine.db()->NewIterator(rocksdb::ReadOptions(), engine.marker()));
  for (it->SeekToFirst(); it->Valid(); it->Next()) ++lines;
  LONTAR_RETURN_IF_ERROR(FromRocksDb(it->status(), engine.folder()));
  if (lines == 2) return absl::OkStatus();
  return StoreDamaged(engine.folder(),
                      absl::StrCat("its marker has ", lines, " lines, and not two"));
}

}  // namespace

absl::Status CreateRocksDbStore(absl::string_view folder, absl::string_view kind,
                                rocksdb::Env* env) {
  rocksdb::Options options = SmallOptions(env, kWriteBufferBytes);
  LONTAR_ASSIGN_OR_RETURN(const bool exists, HoldsDatabase(folder, options.env));
  if (exists) {
    return Problem(absl::StatusCode::kFailedPrecondition, "STORE_EXISTS",
                   absl::StrCat("\"", folder, "\" holds a store already"));
  }
  if (env == nullptr) LONTAR_RETURN_IF_ERROR(base::MakeFolders(folder));
  LONTAR_RETURN_IF_ERROR(CheckSpaceToOpen(folder, env));
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.error_if_exists = true;
  LONTAR_ASSIGN_OR_RETURN(const std::unique_ptr<Engine> engine, OpenEngine(folder, options));
  rocksdb::WriteBatch marker;
  LONTAR_RETURN_IF_ERROR(
      FromRocksDb(marker.Put(engine->marker(), kFormatKey, absl::StrCat(kStoreFormat)), folder));
  LONTAR_RETURN_IF_ERROR(
      FromRocksDb(marker.Put(engine->marker(), kKindKey, ToSlice(kind)), folder));
  LONTAR_RETURN_IF_ERROR(FromRocksDb(engine->db()->Write(Synced(), &marker), folder));
  // Out of the write-ahead log, which would otherwise be kept for these two lines for ever.
  return FromRocksDb(engine->db()->Flush(rocksdb::FlushOptions(), engine->marker()), folder);
}

absl::StatusOr<std::unique_ptr<Store>> OpenRocksDbStore(absl::string_view folder,
                                                        absl::string_view kind, rocksdb::Env* env,
                                                        size_t write_buffer_bytes) {
  const rocksdb::Options options = SmallOptions(env, write_buffer_bytes);
  // RocksDB makes the folder and a log file in it even where it then refuses: look first.
  LONTAR_ASSIGN_OR_RETURN(const bool exists, HoldsDatabase(folder, options.env));
  if (!exists) {
    return Problem(absl::StatusCode::kNotFound, "STORE_ABSENT",
                   absl::StrCat("there is no store in \"", folder, "\"; make one with init"));
  }
  LONTAR_RETURN_IF_ERROR(CheckSpaceToOpen(folder, env));
  LONTAR_ASSIGN_OR_RETURN(std::unique_ptr<Engine> engine, OpenEngine(folder, options));
  Marker marker;
  LONTAR_ASSIGN_OR_RETURN(marker.format, ReadMarkerLine(*engine, kFormatKey));
  LONTAR_ASSIGN_OR_RETURN(marker.kind, ReadMarkerLine(*engine, kKindKey));
  LONTAR_RETURN_IF_ERROR(CheckMarker(marker, kind, folder));
  return std::unique_ptr<Store>(std::make_unique<RocksDbStore>(std::move(engine)));
}

absl::StatusOr<StoreToRead> OpenRocksDbToRead(absl::string_view folder, rocksdb::Env* env) {
  rocksdb::Options options = SmallOptions(env, kWriteBufferBytes);
  options.info_log = std::make_shared<NoInfoLog>();
  LONTAR_ASSIGN_OR_RETURN(const bool exists, HoldsDatabase(folder, options.env));
  if (!exists) {
    return Problem(absl::StatusCode::kNotFound, "STORE_ABSENT",
                   absl::StrCat("there is no store in \"", folder, "\""));
  }
  StoreToRead store;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kAbsoluteConsistency;
  auto engine = OpenEngineToRead(folder, options);
  if (absl::IsDataLoss(engine.status())) {
    store.tail = engine.status();
    // As a program would open it.
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
    std::unique_ptr<rocksdb::Env> lenient = OutlivesPowerCuts(options.env);
    options.env = lenient.get();
    engine = OpenEngineToRead(folder, options, std::move(lenient));
  }
  LONTAR_RETURN_IF_ERROR(engine.status());
  LONTAR_RETURN_IF_ERROR(FromRocksDb((*engine)->db()->VerifyChecksum(), folder));
  LONTAR_RETURN_IF_ERROR(CheckNothingElse(**engine, options));
  Marker marker;
  LONTAR_ASSIGN_OR_RETURN(marker.format, ReadMarkerLine(**engine, kFormatKey));
  LONTAR_ASSIGN_OR_RETURN(marker.kind, ReadMarkerLine(**engine, kKindKey));
  LONTAR_RETURN_IF_ERROR(CheckMarker(marker, marker.kind, folder));
  store.kind = marker.kind;
  store.reader = std::make_unique<OwningReader>(*std::move(engine));
  return store;
}

}  // namespace lontar::store
