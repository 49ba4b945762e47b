#include "core/store/rocksdb/power_cut.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "core/store/rocksdb/manifest_tail.h"
#include "rocksdb/env.h"
#include "rocksdb/file_system.h"

namespace lontar::store {
namespace {

constexpr char kCurrent[] = "/CURRENT";
constexpr char kManifest[] = "MANIFEST-";
constexpr size_t kPieceBytes = 64 * 1024;

bool IsManifest(absl::string_view path) {
  return absl::StartsWith(path.substr(path.rfind('/') + 1), kManifest);
}

// A file of which the bytes are at hand.
class BytesFile : public rocksdb::FSSequentialFile {
 public:
  explicit BytesFile(std::string bytes) : bytes_(std::move(bytes)) {}

  rocksdb::IOStatus Read(size_t count, const rocksdb::IOOptions& /*options*/,
                         rocksdb::Slice* result, char* scratch,
                         rocksdb::IODebugContext* /*debug*/) override {
    const size_t got = std::min(count, bytes_.size() - at_);
    std::memcpy(scratch, bytes_.data() + at_, got);
    at_ += got;
    *result = rocksdb::Slice(scratch, got);
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Skip(uint64_t count) override {
    at_ += static_cast<size_t>(std::min<uint64_t>(count, bytes_.size() - at_));
    return rocksdb::IOStatus::OK();
  }

 private:
  const std::string bytes_;
  size_t at_ = 0;
};

rocksdb::IOStatus ReadToEnd(rocksdb::FSSequentialFile* file, std::string* bytes,
                            rocksdb::IODebugContext* debug) {
  std::string piece(kPieceBytes, '\0');
  while (true) {
    rocksdb::Slice got;
    const rocksdb::IOStatus status =
        file->Read(piece.size(), rocksdb::IOOptions(), &got, piece.data(), debug);
    if (!status.ok()) return status;
    bytes->append(got.data(), got.size());
    if (got.size() < piece.size()) return status;
  }
}

class PowerCutFiles : public rocksdb::FileSystemWrapper {
 public:
  using rocksdb::FileSystemWrapper::FileSystemWrapper;
  const char* Name() const override { return "OutlivesPowerCuts"; }

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

  rocksdb::IOStatus NewSequentialFile(const std::string& path, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                      rocksdb::IODebugContext* debug) override {
    rocksdb::IOStatus status = target()->NewSequentialFile(path, options, file, debug);
    if (!status.ok() || !IsManifest(path)) return status;
    std::string bytes;
    status = ReadToEnd(file->get(), &bytes, debug);
    if (!status.ok()) return status;
    bytes.resize(BytesBeforeTornEnd(bytes));
    *file = std::make_unique<BytesFile>(std::move(bytes));
    return status;
  }
};

}  // namespace

std::unique_ptr<rocksdb::Env> OutlivesPowerCuts(rocksdb::Env* env) {
  return rocksdb::NewCompositeEnv(std::make_shared<PowerCutFiles>(env->GetFileSystem()));
}

}  // namespace lontar::store
