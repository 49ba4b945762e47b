#pragma once
// The RocksDB store. Linked by programs and their tests only.

#include <cstddef>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/store/store.h"

namespace rocksdb {
class Env;
}

namespace lontar::store {

// What a commit adds in memory before it is moved into tables: small beside the machines that we
// plan for, large beside a day's entries.
inline constexpr size_t kWriteBufferBytes = 8 << 20;

// Makes an empty store in `folder`, which must not hold one: FailedPrecondition with the reason
// STORE_EXISTS. `kind` ("node", "hub") and the format version are written into it.
// ResourceExhausted with DISK_FULL. A folder in which this did not end well holds no store that
// opens: remove it. `env` as below.
absl::Status CreateRocksDbStore(absl::string_view folder, absl::string_view kind,
                                rocksdb::Env* env = nullptr);

// Opens a store that was made before. NotFound with STORE_ABSENT: no store there (opening never
// makes one); FailedPrecondition with STORE_LOCKED: another process has it open; FailedPrecondition
// with STORE_KIND: made for another kind of program; FailedPrecondition with STORE_NEWER: written
// by a newer version; DataLoss with STORE_DAMAGED. `env` may be null; else it must outlive the
// store. `write_buffer_bytes`: tests take little, so that tables are written and merged soon.
absl::StatusOr<std::unique_ptr<Store>> OpenRocksDbStore(
    absl::string_view folder, absl::string_view kind, rocksdb::Env* env = nullptr,
    size_t write_buffer_bytes = kWriteBufferBytes);

}  // namespace lontar::store
