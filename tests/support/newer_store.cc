#include "tests/support/newer_store.h"

#include <rocksdb/db.h>

#include <memory>
#include <vector>

namespace lontar::support {

bool SetStoreFormat(const std::string& folder, const std::string& format) {
  const std::vector<rocksdb::ColumnFamilyDescriptor> families = {
      {rocksdb::kDefaultColumnFamilyName, {}}, {"lontar", {}}};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  if (!rocksdb::DB::Open({}, folder, families, &handles, &opened).ok()) return false;
  const std::unique_ptr<rocksdb::DB> db(opened);
  rocksdb::WriteOptions synced;
  synced.sync = true;
  const bool is_written = db->Put(synced, handles[1], "format", format).ok();
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    if (!db->DestroyColumnFamilyHandle(handle).ok()) return false;
  }
  return is_written;
}

}  // namespace lontar::support
