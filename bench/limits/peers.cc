#include "bench/limits/peers.h"

#include <sqlite3.h>
#include <zstd.h>

#include <chrono>
#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"

namespace lontar::bench {
namespace {

constexpr int kZstdLevel = 3;
constexpr char kTable[] =
    "CREATE TABLE observation (member TEXT, provider TEXT, indicator TEXT, measure TEXT,"
    " period TEXT, sex TEXT, age TEXT, citizenship TEXT, urbanisation TEXT, activity TEXT,"
    " value TEXT, status TEXT, PRIMARY KEY (member, provider, indicator, measure, period, sex, age,"
    " citizenship, urbanisation, activity))"
    " WITHOUT ROWID";
constexpr char kUpsert[] =
    "INSERT INTO observation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'A')"
    " ON CONFLICT DO UPDATE SET value = excluded.value, status = excluded.status";

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct EndStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

absl::Status Run(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("SQLite: ", sqlite3_errmsg(database)));
}

bool Upsert(sqlite3_stmt* statement, const SqliteRow& row) {
  const auto bind = [statement](int place, const std::string& text) {
    return sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()),
                             SQLITE_STATIC) == SQLITE_OK;
  };
  for (int i = 0; i < kSqliteKeyColumns; ++i) {
    if (!bind(i + 1, row.key[i])) return false;
  }
  return bind(kSqliteKeyColumns + 1, row.value) && sqlite3_step(statement) == SQLITE_DONE &&
         sqlite3_reset(statement) == SQLITE_OK;
}

}  // namespace

absl::StatusOr<SqliteUpserts> UpsertIntoSqlite(
    const std::string& file, int transactions,
    const std::function<std::vector<SqliteRow>(int)>& rows_of) {
  std::error_code error;
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file + end, error);
  sqlite3* opened = nullptr;
  const int code = sqlite3_open(file.c_str(), &opened);
  const std::unique_ptr<sqlite3, CloseDatabase> database(opened);
  if (code != SQLITE_OK) return absl::InternalError(absl::StrCat(file, " cannot be opened"));
  absl::Status status = Run(opened, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  status.Update(Run(opened, kTable));
  if (!status.ok()) return status;
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(opened, kUpsert, -1, &prepared, nullptr) != SQLITE_OK) {
    return absl::InternalError(sqlite3_errmsg(opened));
  }
  const std::unique_ptr<sqlite3_stmt, EndStatement> statement(prepared);
  std::chrono::duration<double> took(0);
  uint64_t count = 0;
  for (int i = 0; i < transactions && status.ok(); ++i) {
    const std::vector<SqliteRow> rows = rows_of(i);
    const auto start = std::chrono::steady_clock::now();
    status.Update(Run(opened, "BEGIN IMMEDIATE"));
    for (const SqliteRow& row : rows) {
      if (!Upsert(prepared, row)) status.Update(absl::InternalError(sqlite3_errmsg(opened)));
    }
    status.Update(Run(opened, "COMMIT"));
    took += std::chrono::steady_clock::now() - start;
    count += rows.size();
  }
  if (!status.ok()) return status;
  SqliteUpserts result;
  result.rows_per_s = static_cast<double>(count) / took.count();
  result.transactions_per_s = transactions / took.count();
  for (const char* end : {"", "-wal"}) {
    if (std::filesystem::exists(file + end, error)) {
      result.file_bytes += std::filesystem::file_size(file + end, error);
    }
  }
  return result;
}

uint64_t ZstdBytes(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  const size_t bytes = ZSTD_compress(out.data(), out.size(), text.data(), text.size(), kZstdLevel);
  base::CheckInvariant(!ZSTD_isError(bytes), "zstd compresses");
  return bytes;
}

}  // namespace lontar::bench
