#pragma once
// A disk in memory with the rules of a real one: what was not synced may be gone after a power cut,
// whole, in part, or with garbage at its end; and so may names that were made, changed or removed
// since their folder was synced.
//
// Every changing operation has a number. At a planned number the power goes: that operation may or
// may not have reached the disk, every later one fails until PowerCut. Source: fault testing notes,
// section 4.2. Folders themselves are durable at once. Thread-safe, as file systems are.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/base/mutex.h"

namespace lontar::support {

enum class DiskError { kNone, kDead, kInputOutput, kNoSpace, kReadOnly, kNotFound, kExists };
enum class DiskWork { kCreate, kAppend, kTruncate, kSync, kRename, kRemove, kSyncFolder };

// The numbers of all changes on all disks of a test, and at which one the power goes. Thread-safe:
// RocksDB has threads of its own.
class Fuse {
 public:
  static constexpr uint64_t kNever = ~uint64_t{0};
  // `on_change` is told of each change before it is done, under the fuse's lock.
  using OnChange = std::function<void(DiskWork work, const std::string& path, bool blows)>;
  explicit Fuse(uint64_t blows_at, OnChange on_change = nullptr)
      : blows_at_(blows_at), on_change_(std::move(on_change)) {}

  // True if the power goes with this change.
  bool Burn(DiskWork work, const std::string& path) {
    base::MutexLock lock(&mutex_);
    const bool blows = done_++ == blows_at_;
    if (on_change_) on_change_(work, path, blows);
    return blows;
  }
  uint64_t done() const {
    base::MutexLock lock(&mutex_);
    return done_;
  }

 private:
  mutable base::Mutex mutex_;
  uint64_t done_ ABSL_GUARDED_BY(mutex_) = 0;
  const uint64_t blows_at_;
  const OnChange on_change_;
};

class FailingDisk {
 public:
  // `fuse` may be shared by disks of one thread and must outlive them; null: the power never goes.
  FailingDisk(uint64_t seed, Fuse* fuse) : random_(seed), fuse_(fuse) {}

  // A file as one opener has it. Dead after a power cut or restart.
  struct File;
  using Handle = std::shared_ptr<File>;

  DiskError Create(const std::string& path, Handle* handle);  // empties one that is there
  DiskError Reopen(const std::string& path, Handle* handle);  // to append; makes it if absent
  DiskError OpenToRead(const std::string& path, Handle* handle);
  DiskError Append(const Handle& handle, const char* bytes, size_t count);
  DiskError Truncate(const Handle& handle, uint64_t size);
  DiskError Sync(const Handle& handle);
  DiskError Read(const Handle& handle, uint64_t offset, size_t count, std::string* bytes);
  uint64_t SizeOf(const Handle& handle);

  DiskError Rename(const std::string& from, const std::string& to);
  DiskError Link(const std::string& from, const std::string& to);
  DiskError Remove(const std::string& path);
  DiskError SyncFolder(const std::string& folder);
  DiskError MakeFolder(const std::string& path);
  DiskError RemoveFolder(const std::string& path);
  bool IsFolder(const std::string& path);
  bool Exists(const std::string& path);
  std::optional<uint64_t> SizeOf(const std::string& path);
  std::vector<std::string> NamesIn(const std::string& folder);
  // False if it is held. A cut or restart frees all.
  bool Lock(const std::string& path);
  void Unlock(const std::string& path);

  bool is_dead();
  // The power is gone and back: drops a drawn part of what was not synced. All openers must be
  // gone.
  void PowerCut();
  // The program was killed and the system went on: everything written stays.
  void Restart();

  // From now on the n-th change of this kind (1 = the next) fails once with this error. After a
  // failed sync the file's unsynced bytes never become durable, whatever later syncs answer.
  void FailOnce(DiskWork work, int nth, DiskError error);
  void SetReadOnly(bool is_read_only);
  // So many bytes may be appended on top of what is there; nothing: no bound.
  void SetSpace(std::optional<uint64_t> bytes);

  // Changes a byte of a file for good, as a failing medium does. False if there is none at
  // `offset`.
  bool FlipBit(const std::string& path, uint64_t offset, int bit);

 private:
  struct Content {
    std::string bytes;
    size_t synced = 0;       // the first bytes that survive
    bool is_doomed = false;  // a sync failed: `synced` never grows again
  };
  using Shared = std::shared_ptr<Content>;
  // A change of names that its folder's sync makes durable.
  struct Change {
    std::string folder;
    std::string removed;  // path, may be empty
    std::string added;    // path, may be empty
    Shared content;
  };
  enum class Answer { kGoOn, kGoOnAndDie, kFail };

  // Counts the change. kGoOnAndDie: do it, it may have reached the disk, and answer kDead.
  Answer Begin(DiskWork work, const std::string& path, DiskError* error)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  DiskError End(Answer answer) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Note(const std::string& removed, const std::string& added, const Shared& content)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  static void ApplyTo(const Change& change, std::map<std::string, Shared>* names);
  void LoseUnsynced(Content* content) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void LetGo() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  base::Mutex mutex_;
  std::mt19937_64 random_ ABSL_GUARDED_BY(mutex_);
  Fuse* const fuse_;
  bool is_dead_ ABSL_GUARDED_BY(mutex_) = false;
  uint64_t life_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<std::string, Shared> names_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, Shared> durable_names_ ABSL_GUARDED_BY(mutex_);
  std::vector<Change> pending_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string> folders_ ABSL_GUARDED_BY(mutex_) = {"", "/"};
  std::set<std::string> locks_ ABSL_GUARDED_BY(mutex_);
  bool is_read_only_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<uint64_t> space_ ABSL_GUARDED_BY(mutex_);
  struct Failure {
    int in = 0;  // 0: none
    DiskError error = DiskError::kNone;
  };
  std::map<DiskWork, Failure> failures_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lontar::support
