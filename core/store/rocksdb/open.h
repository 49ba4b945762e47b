#pragma once
// The RocksDB store. Linked by programs and their tests only.

#include <cstddef>
#include <memory>
#include <string>

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
// by a newer version; DataLoss with STORE_DAMAGED; ResourceExhausted with DISK_FULL: not so much is
// free as opening needs, and nothing was touched. `env` may be null; else it must outlive the
// store. `write_buffer_bytes`: tests take little, so that tables are written and merged soon.
absl::StatusOr<std::unique_ptr<Store>> OpenRocksDbStore(
    absl::string_view folder, absl::string_view kind, rocksdb::Env* env = nullptr,
    size_t write_buffer_bytes = kWriteBufferBytes);

// A store that is only looked at.
struct StoreToRead {
  std::unique_ptr<Reader> reader;
  std::string kind;  // "node", "hub": what its marker says
  // Not OK, with STORE_DAMAGED: the write-ahead log or the manifest ends in a record that is torn
  // or damaged, and was read up to there. A power cut leaves such an end behind, and so does
  // damage: what was lost only the register outside of the store can tell.
  absl::Status tail;
};

// Opens a copy of a store without writing or making a single file, and without its lock: not for
// the store of a program that runs. Verifies the checksum of every block of every table first.
// NotFound with STORE_ABSENT; FailedPrecondition with STORE_NEWER; DataLoss with STORE_DAMAGED,
// naming the file.
absl::StatusOr<StoreToRead> OpenRocksDbToRead(absl::string_view folder,
                                              rocksdb::Env* env = nullptr);

}  // namespace lontar::store
