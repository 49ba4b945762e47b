#pragma once
// What others make of the same rows: SQLite as a table of figures, zstd as mere bytes.
//
// SQLite here signs nothing, keeps no log, no history and no second copy, and has no network before
// it: it is what a single server with a table would do with the same figures.

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace lontar::bench {

struct SqliteRow {
  std::vector<std::string> key;  // kSqliteKeyColumns of them
  std::string value;
};
inline constexpr int kSqliteKeyColumns = 10;

struct SqliteUpserts {
  double rows_per_s = 0;
  double transactions_per_s = 0;
  uint64_t file_bytes = 0;  // database and write-ahead log, afterwards
};
// Upserts `transactions` sets of rows into a new file: WAL, synchronous=FULL, one transaction each,
// one writer, prepared statement. `rows_of` is not on the clock.
absl::StatusOr<SqliteUpserts> UpsertIntoSqlite(
    const std::string& file, int transactions,
    const std::function<std::vector<SqliteRow>(int)>& rows_of);

// The bytes of one text after zstd at level 3.
uint64_t ZstdBytes(const std::string& text);

}  // namespace lontar::bench
