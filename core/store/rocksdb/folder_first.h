#pragma once
// A file system under RocksDB that makes a folder's names durable before CURRENT names another
// manifest.
//
// When RocksDB opens a store it writes tables and a manifest that lists them, syncs each, renames
// CURRENT, and only then syncs the folder. Where the rename outlives a power cut and the name of a
// table does not, the store never opens again. POSIX promises no order between the two; file
// systems with a journal mostly keep one.

#include <memory>

namespace rocksdb {
class Env;
}

namespace lontar::store {

// `env` must outlive what is returned, and that the engine which is opened over it. Thread-safe.
std::unique_ptr<rocksdb::Env> FolderFirst(rocksdb::Env* env);

}  // namespace lontar::store
