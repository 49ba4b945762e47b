#include "tests/support/failing_file_system.h"

#include <cstring>
#include <future>

#include "rocksdb/env.h"
#include "rocksdb/file_system.h"

namespace lontar::support {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus ToRocksDb(DiskError error, const std::string& path) {
  switch (error) {
    case DiskError::kNone:
      return IOStatus::OK();
    case DiskError::kNotFound:
      return IOStatus::PathNotFound(path);
    case DiskError::kNoSpace:
      return IOStatus::NoSpace(path, "No space left on device");
    case DiskError::kDead:
      return IOStatus::IOError(path, "the power is gone");
    case DiskError::kInputOutput:
      return IOStatus::IOError(path, "Input/output error");
    case DiskError::kReadOnly:
      return IOStatus::IOError(path, "Read-only file system");
    case DiskError::kExists:
      return IOStatus::IOError(path, "File exists");
  }
  return IOStatus::IOError(path, "unknown");
}

// "db//000001.log", "db/" and "db/000001.log" are one name each.
std::string Plain(const std::string& path) {
  std::string plain;
  for (const char c : path) {
    if (c != '/' || plain.empty() || plain.back() != '/') plain.push_back(c);
  }
  if (plain.size() > 1 && plain.back() == '/') plain.pop_back();
  return plain;
}

class ReadFile : public rocksdb::FSSequentialFile, public rocksdb::FSRandomAccessFile {
 public:
  ReadFile(FailingDisk* disk, FailingDisk::Handle handle)
      : disk_(disk), handle_(std::move(handle)) {}

  IOStatus Read(size_t n, const IOOptions& options, Slice* result, char* scratch,
                IODebugContext* dbg) override {
    const IOStatus status = Read(place_, n, options, result, scratch, dbg);
    place_ += result->size();
    return status;
  }
  IOStatus Skip(uint64_t n) override {
    place_ += n;
    return IOStatus::OK();
  }
  IOStatus Read(uint64_t offset, size_t n, const IOOptions& /*options*/, Slice* result,
                char* scratch, IODebugContext* /*dbg*/) const override {
    std::string bytes;
    const DiskError error = disk_->Read(handle_, offset, n, &bytes);
    std::memcpy(scratch, bytes.data(), bytes.size());
    *result = Slice(scratch, bytes.size());
    return ToRocksDb(error, "read");
  }
  bool use_direct_io() const override { return false; }
  size_t GetRequiredBufferAlignment() const override { return 1; }
  IOStatus InvalidateCache(size_t /*offset*/, size_t /*length*/) override { return IOStatus::OK(); }
  rocksdb::Temperature GetTemperature() const override { return rocksdb::Temperature::kUnknown; }

 private:
  FailingDisk* const disk_;
  const FailingDisk::Handle handle_;
  uint64_t place_ = 0;
};

class WriteFile : public rocksdb::FSWritableFile {
 public:
  WriteFile(FailingDisk* disk, FailingDisk::Handle handle)
      : disk_(disk), handle_(std::move(handle)) {}

  using rocksdb::FSWritableFile::Append;
  IOStatus Append(const Slice& data, const IOOptions& /*options*/,
                  IODebugContext* /*dbg*/) override {
    return ToRocksDb(disk_->Append(handle_, data.data(), data.size()), "append");
  }
  IOStatus Append(const Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& /*verification*/,
                  IODebugContext* dbg) override {
    return Append(data, options, dbg);
  }
  IOStatus Truncate(uint64_t size, const IOOptions& /*options*/, IODebugContext* /*dbg*/) override {
    // RocksDB cuts files that it closes to the length that they have.
    if (size == disk_->SizeOf(handle_)) return IOStatus::OK();
    return ToRocksDb(disk_->Truncate(handle_, size), "truncate");
  }
  IOStatus Close(const IOOptions& /*options*/, IODebugContext* /*dbg*/) override {
    return IOStatus::OK();
  }
  IOStatus Flush(const IOOptions& /*options*/, IODebugContext* /*dbg*/) override {
    return IOStatus::OK();
  }
  IOStatus Sync(const IOOptions& /*options*/, IODebugContext* /*dbg*/) override {
    return ToRocksDb(disk_->Sync(handle_), "sync");
  }
  uint64_t GetFileSize(const IOOptions& /*options*/, IODebugContext* /*dbg*/) override {
    return disk_->SizeOf(handle_);
  }

 private:
  FailingDisk* const disk_;
  const FailingDisk::Handle handle_;
};

class Folder : public rocksdb::FSDirectory {
 public:
  Folder(FailingDisk* disk, std::string path) : disk_(disk), path_(std::move(path)) {}
  IOStatus Fsync(const IOOptions& /*options*/, IODebugContext* /*dbg*/) override {
    return ToRocksDb(disk_->SyncFolder(path_), path_);
  }
  IOStatus Close(const IOOptions& /*options*/, IODebugContext* /*dbg*/) override {
    return IOStatus::OK();
  }

 private:
  FailingDisk* const disk_;
  const std::string path_;
};

class HeldLock : public rocksdb::FileLock {
 public:
  explicit HeldLock(std::string path) : path(std::move(path)) {}
  const std::string path;
};

class SilentLogger : public rocksdb::Logger {
 public:
  SilentLogger() : rocksdb::Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
  size_t GetLogFileSize() const override { return 0; }
};

class DiskFileSystem : public rocksdb::FileSystemWrapper {
 public:
  explicit DiskFileSystem(FailingDisk* disk)
      : rocksdb::FileSystemWrapper(rocksdb::FileSystem::Default()), disk_(disk) {}

  const char* Name() const override { return "FailingFileSystem"; }

  IOStatus NewSequentialFile(const std::string& path, const FileOptions& /*options*/,
                             std::unique_ptr<rocksdb::FSSequentialFile>* file,
                             IODebugContext* /*dbg*/) override {
    FailingDisk::Handle handle;
    const DiskError error = disk_->OpenToRead(Plain(path), &handle);
    if (error == DiskError::kNone) *file = std::make_unique<ReadFile>(disk_, handle);
    return ToRocksDb(error, path);
  }
  IOStatus NewRandomAccessFile(const std::string& path, const FileOptions& /*options*/,
                               std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                               IODebugContext* /*dbg*/) override {
    FailingDisk::Handle handle;
    const DiskError error = disk_->OpenToRead(Plain(path), &handle);
    if (error == DiskError::kNone) *file = std::make_unique<ReadFile>(disk_, handle);
    return ToRocksDb(error, path);
  }
  IOStatus NewWritableFile(const std::string& path, const FileOptions& /*options*/,
                           std::unique_ptr<rocksdb::FSWritableFile>* file,
                           IODebugContext* /*dbg*/) override {
    FailingDisk::Handle handle;
    const DiskError error = disk_->Create(Plain(path), &handle);
    if (error == DiskError::kNone) *file = std::make_unique<WriteFile>(disk_, handle);
    return ToRocksDb(error, path);
  }
  IOStatus ReopenWritableFile(const std::string& path, const FileOptions& /*options*/,
                              std::unique_ptr<rocksdb::FSWritableFile>* file,
                              IODebugContext* /*dbg*/) override {
    FailingDisk::Handle handle;
    const DiskError error = disk_->Reopen(Plain(path), &handle);
    if (error == DiskError::kNone) *file = std::make_unique<WriteFile>(disk_, handle);
    return ToRocksDb(error, path);
  }
  IOStatus NewDirectory(const std::string& path, const IOOptions& /*options*/,
                        std::unique_ptr<rocksdb::FSDirectory>* folder,
                        IODebugContext* /*dbg*/) override {
    *folder = std::make_unique<Folder>(disk_, Plain(path));
    return IOStatus::OK();
  }
  IOStatus FileExists(const std::string& path, const IOOptions& /*options*/,
                      IODebugContext* /*dbg*/) override {
    if (disk_->is_dead()) return ToRocksDb(DiskError::kDead, path);
    return disk_->Exists(Plain(path)) ? IOStatus::OK() : IOStatus::NotFound(path);
  }
  IOStatus GetChildren(const std::string& path, const IOOptions& /*options*/,
                       std::vector<std::string>* names, IODebugContext* /*dbg*/) override {
    if (disk_->is_dead()) return ToRocksDb(DiskError::kDead, path);
    if (!disk_->IsFolder(Plain(path))) return IOStatus::NotFound(path);
    *names = disk_->NamesIn(Plain(path));
    return IOStatus::OK();
  }
  IOStatus GetChildrenFileAttributes(const std::string& path, const IOOptions& options,
                                     std::vector<rocksdb::FileAttributes>* files,
                                     IODebugContext* dbg) override {
    std::vector<std::string> names;
    const IOStatus status = GetChildren(path, options, &names, dbg);
    for (const std::string& name : names) {
      files->push_back({name, disk_->SizeOf(Plain(path + "/" + name)).value_or(0)});
    }
    return status;
  }
  IOStatus DeleteFile(const std::string& path, const IOOptions& /*options*/,
                      IODebugContext* /*dbg*/) override {
    return ToRocksDb(disk_->Remove(Plain(path)), path);
  }
  IOStatus Truncate(const std::string& path, size_t size, const IOOptions& /*options*/,
                    IODebugContext* /*dbg*/) override {
    FailingDisk::Handle handle;
    const DiskError error = disk_->OpenToRead(Plain(path), &handle);
    return ToRocksDb(error == DiskError::kNone ? disk_->Truncate(handle, size) : error, path);
  }
  IOStatus CreateDir(const std::string& path, const IOOptions& /*options*/,
                     IODebugContext* /*dbg*/) override {
    return ToRocksDb(disk_->MakeFolder(Plain(path)), path);
  }
  IOStatus CreateDirIfMissing(const std::string& path, const IOOptions& /*options*/,
                              IODebugContext* /*dbg*/) override {
    const DiskError error = disk_->MakeFolder(Plain(path));
    return ToRocksDb(error == DiskError::kExists ? DiskError::kNone : error, path);
  }
  IOStatus DeleteDir(const std::string& path, const IOOptions& /*options*/,
                     IODebugContext* /*dbg*/) override {
    return ToRocksDb(disk_->RemoveFolder(Plain(path)), path);
  }
  IOStatus GetFileSize(const std::string& path, const IOOptions& /*options*/, uint64_t* size,
                       IODebugContext* /*dbg*/) override {
    const std::optional<uint64_t> found = disk_->SizeOf(Plain(path));
    *size = found.value_or(0);
    return ToRocksDb(found ? DiskError::kNone : DiskError::kNotFound, path);
  }
  IOStatus GetFileModificationTime(const std::string& path, const IOOptions& /*options*/,
                                   uint64_t* time, IODebugContext* /*dbg*/) override {
    *time = 0;
    return ToRocksDb(disk_->Exists(Plain(path)) ? DiskError::kNone : DiskError::kNotFound, path);
  }
  IOStatus GetAbsolutePath(const std::string& path, const IOOptions& /*options*/,
                           std::string* absolute, IODebugContext* /*dbg*/) override {
    *absolute = Plain(path);
    return IOStatus::OK();
  }
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& /*options*/,
                      IODebugContext* /*dbg*/) override {
    return ToRocksDb(disk_->Rename(Plain(from), Plain(to)), from);
  }
  IOStatus LinkFile(const std::string& from, const std::string& to, const IOOptions& /*options*/,
                    IODebugContext* /*dbg*/) override {
    return ToRocksDb(disk_->Link(Plain(from), Plain(to)), from);
  }
  IOStatus LockFile(const std::string& path, const IOOptions& /*options*/, rocksdb::FileLock** lock,
                    IODebugContext* /*dbg*/) override {
    if (disk_->is_dead()) return ToRocksDb(DiskError::kDead, path);
    if (!disk_->Lock(Plain(path))) return IOStatus::IOError("While lock file: " + path);
    *lock = new HeldLock(Plain(path));
    return IOStatus::OK();
  }
  IOStatus UnlockFile(rocksdb::FileLock* lock, const IOOptions& /*options*/,
                      IODebugContext* /*dbg*/) override {
    const std::unique_ptr<HeldLock> held(static_cast<HeldLock*>(lock));
    disk_->Unlock(held->path);
    return IOStatus::OK();
  }
  IOStatus NewLogger(const std::string& /*path*/, const IOOptions& /*options*/,
                     std::shared_ptr<rocksdb::Logger>* logger, IODebugContext* /*dbg*/) override {
    *logger = std::make_shared<SilentLogger>();
    return IOStatus::OK();
  }
  IOStatus IsDirectory(const std::string& path, const IOOptions& /*options*/, bool* is_folder,
                       IODebugContext* /*dbg*/) override {
    *is_folder = disk_->IsFolder(Plain(path));
    return IOStatus::OK();
  }

 private:
  FailingDisk* const disk_;
};

}  // namespace

struct FailingFileSystem::Parts {
  std::unique_ptr<rocksdb::Env> env;
};

FailingFileSystem::FailingFileSystem(FailingDisk* disk) : parts_(std::make_unique<Parts>()) {
  parts_->env = rocksdb::NewCompositeEnv(std::make_shared<DiskFileSystem>(disk));
}

FailingFileSystem::~FailingFileSystem() = default;

rocksdb::Env* FailingFileSystem::env() const { return parts_->env.get(); }

// A pool of the process with one thread, which a job of ours keeps busy. RocksDB asks for no more
// threads with the two background jobs that a store has, and the jobs of a pool keep their order.
class HeldBackgroundWork::Pool {
 public:
  explicit Pool(rocksdb::Env::Priority priority) : priority_(priority) {
    env_->SetBackgroundThreads(1, priority_);
    Hold();
  }
  ~Pool() { LetGo(); }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // True if anything waited: it is done.
  bool Drain() {
    bool has_worked = false;
    // A job may have started others: they stand behind the one that holds.
    while (env_->GetThreadPoolQueueLen(priority_) > 0) {
      LetGo();
      Hold();
      has_worked = true;
    }
    return has_worked;
  }

 private:
  struct Holder {
    std::promise<void> has_begun;
    std::promise<void> may_end;
  };
  using Shared = std::shared_ptr<Holder>;

  // Returns when the thread has nothing of RocksDB in hand.
  void Hold() {
    holder_ = std::make_shared<Holder>();
    env_->Schedule(&Pool::Wait, new Shared(holder_), priority_);
    holder_->has_begun.get_future().wait();
  }
  void LetGo() { holder_->may_end.set_value(); }
  static void Wait(void* argument) {
    const std::unique_ptr<Shared> holder(static_cast<Shared*>(argument));
    (*holder)->has_begun.set_value();
    (*holder)->may_end.get_future().wait();
  }

  // Not the store's own: it wraps the files and leaves the threads to this one.
  rocksdb::Env* const env_ = rocksdb::Env::Default();
  const rocksdb::Env::Priority priority_;
  Shared holder_;
};

HeldBackgroundWork::HeldBackgroundWork() {
  pools_.push_back(std::make_unique<Pool>(rocksdb::Env::Priority::HIGH));  // flushes
  pools_.push_back(std::make_unique<Pool>(rocksdb::Env::Priority::LOW));   // merges
}

// One pool works while the other is held. A flush starts merges, and whatever a merge starts is
// drained in the next round.
HeldBackgroundWork::~HeldBackgroundWork() {
  bool has_worked = true;
  while (has_worked) {
    has_worked = false;
    for (const std::unique_ptr<Pool>& pool : pools_) has_worked |= pool->Drain();
  }
}

}  // namespace lontar::support
