#include "core/store/rocksdb/folder_first.h"

#include <string>

#include "absl/strings/match.h"
#include "rocksdb/env.h"
#include "rocksdb/file_system.h"

namespace lontar::store {
namespace {

constexpr char kCurrent[] = "/CURRENT";

class FolderFirstFiles : public rocksdb::FileSystemWrapper {
 public:
  using rocksdb::FileSystemWrapper::FileSystemWrapper;
  const char* Name() const override { return "FolderFirst"; }

  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    if (absl::EndsWith(to, kCurrent)) {
      const std::string folder = to.substr(0, to.size() + 1 - sizeof(kCurrent));
      std::unique_ptr<rocksdb::FSDirectory> names;
      rocksdb::IOStatus status = target()->NewDirectory(folder, options, &names, debug);
      if (status.ok()) status = names->Fsync(options, debug);
      if (!status.ok()) return status;
    }
    return target()->RenameFile(from, to, options, debug);
  }
};

}  // namespace

std::unique_ptr<rocksdb::Env> FolderFirst(rocksdb::Env* env) {
  return rocksdb::NewCompositeEnv(std::make_shared<FolderFirstFiles>(env->GetFileSystem()));
}

}  // namespace lontar::store
