#pragma once
// A file system under RocksDB that keeps a power cut from leaving a store that never opens again.
// It mends two orders of events that RocksDB does not see to:
//
// When it opens a store it writes tables and a manifest that lists them, syncs each, renames
// CURRENT, and only then syncs the folder. Where the rename outlives a power cut and the name of a
// table does not, the store stays shut. Here the folder is synced before that rename as well. POSIX
// promises no order between the two; file systems with a journal mostly keep one.
//
// Garbage at the end of a manifest, where a record was not synced yet, is taken for damage. Here
// RocksDB sees the manifest up to there (manifest_tail.h).

#include <memory>

namespace rocksdb {
class Env;
}

namespace lontar::store {

// `env` must outlive what is returned, and that the engine which is opened over it. Thread-safe.
std::unique_ptr<rocksdb::Env> OutlivesPowerCuts(rocksdb::Env* env);

}  // namespace lontar::store
