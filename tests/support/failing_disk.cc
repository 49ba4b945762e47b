#include "tests/support/failing_disk.h"

#include <algorithm>

namespace lontar::support {
namespace {

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

}  // namespace

struct FailingDisk::File {
  uint64_t life = 0;
  std::string path;
  Shared content;
};

FailingDisk::Answer FailingDisk::Begin(DiskWork work, const std::string& path, DiskError* error) {
  *error = DiskError::kNone;
  if (is_dead_) {
    *error = DiskError::kDead;
    return Answer::kFail;
  }
  if (is_read_only_) {
    *error = DiskError::kReadOnly;
    return Answer::kFail;
  }
  if (fuse_ != nullptr && fuse_->Burn(work, path)) {
    is_dead_ = true;
    return Answer::kGoOnAndDie;
  }
  Failure& failure = failures_[work];
  if (failure.in > 0 && --failure.in == 0) {
    *error = failure.error;
    return Answer::kFail;
  }
  return Answer::kGoOn;
}

DiskError FailingDisk::End(Answer answer) {
  return answer == Answer::kGoOnAndDie ? DiskError::kDead : DiskError::kNone;
}

void FailingDisk::Note(const std::string& removed, const std::string& added,
                       const Shared& content) {
  const Change change{FolderOf(added.empty() ? removed : added), removed, added, content};
  ApplyTo(change, &names_);
  pending_.push_back(change);
}

void FailingDisk::ApplyTo(const Change& change, std::map<std::string, Shared>* names) {
  if (!change.removed.empty()) names->erase(change.removed);
  if (!change.added.empty()) (*names)[change.added] = change.content;
}

DiskError FailingDisk::Create(const std::string& path, Handle* handle) {
  base::MutexLock lock(&mutex_);
  DiskError error;
  const Answer answer = Begin(DiskWork::kCreate, path, &error);
  if (answer == Answer::kFail) return error;
  auto content = std::make_shared<Content>();
  Note("", path, content);
  *handle = std::make_shared<File>(File{life_, path, content});
  return End(answer);
}

DiskError FailingDisk::Reopen(const std::string& path, Handle* handle) {
  {
    base::MutexLock lock(&mutex_);
    if (is_dead_) return DiskError::kDead;
    const auto found = names_.find(path);
    if (found != names_.end()) {
      *handle = std::make_shared<File>(File{life_, path, found->second});
      return DiskError::kNone;
    }
  }
  return Create(path, handle);
}

DiskError FailingDisk::OpenToRead(const std::string& path, Handle* handle) {
  base::MutexLock lock(&mutex_);
  if (is_dead_) return DiskError::kDead;
  const auto found = names_.find(path);
  if (found == names_.end()) return DiskError::kNotFound;
  *handle = std::make_shared<File>(File{life_, path, found->second});
  return DiskError::kNone;
}

DiskError FailingDisk::Append(const Handle& handle, const char* bytes, size_t count) {
  base::MutexLock lock(&mutex_);
  if (handle->life != life_) return DiskError::kDead;
  DiskError error;
  const Answer answer = Begin(DiskWork::kAppend, handle->path, &error);
  if (answer == Answer::kFail) return error;
  if (space_ && *space_ < count) {
    // What fits is written, as write(2) does.
    handle->content->bytes.append(bytes, *space_);
    space_ = 0;
    return DiskError::kNoSpace;
  }
  if (space_) *space_ -= count;
  handle->content->bytes.append(bytes, count);
  return End(answer);
}

DiskError FailingDisk::Truncate(const Handle& handle, uint64_t size) {
  base::MutexLock lock(&mutex_);
  if (handle->life != life_) return DiskError::kDead;
  DiskError error;
  const Answer answer = Begin(DiskWork::kTruncate, handle->path, &error);
  if (answer == Answer::kFail) return error;
  handle->content->bytes.resize(size);
  handle->content->synced = std::min<size_t>(handle->content->synced, size);
  return End(answer);
}

DiskError FailingDisk::Sync(const Handle& handle) {
  base::MutexLock lock(&mutex_);
  if (handle->life != life_) return DiskError::kDead;
  DiskError error;
  const Answer answer = Begin(DiskWork::kSync, handle->path, &error);
  Content& content = *handle->content;
  if (answer == Answer::kFail) {
    if (error == DiskError::kInputOutput) content.is_doomed = true;
    return error;
  }
  // Cut in the middle of it: PowerCut draws how far it got.
  if (answer == Answer::kGoOn && !content.is_doomed) content.synced = content.bytes.size();
  return End(answer);
}

DiskError FailingDisk::Read(const Handle& handle, uint64_t offset, size_t count,
                            std::string* bytes) {
  base::MutexLock lock(&mutex_);
  if (is_dead_ || handle->life != life_) return DiskError::kDead;
  const std::string& all = handle->content->bytes;
  *bytes = offset < all.size() ? all.substr(offset, count) : "";
  return DiskError::kNone;
}

uint64_t FailingDisk::SizeOf(const Handle& handle) {
  base::MutexLock lock(&mutex_);
  return handle->content->bytes.size();
}

DiskError FailingDisk::Rename(const std::string& from, const std::string& to) {
  base::MutexLock lock(&mutex_);
  const auto found = names_.find(from);
  if (found == names_.end()) return is_dead_ ? DiskError::kDead : DiskError::kNotFound;
  DiskError error;
  const Answer answer = Begin(DiskWork::kRename, to, &error);
  if (answer == Answer::kFail) return error;
  Note(from, to, Shared(found->second));
  return End(answer);
}

DiskError FailingDisk::Link(const std::string& from, const std::string& to) {
  base::MutexLock lock(&mutex_);
  const auto found = names_.find(from);
  if (found == names_.end()) return is_dead_ ? DiskError::kDead : DiskError::kNotFound;
  if (names_.contains(to)) return DiskError::kExists;
  DiskError error;
  const Answer answer = Begin(DiskWork::kCreate, to, &error);
  if (answer == Answer::kFail) return error;
  Note("", to, found->second);
  return End(answer);
}

DiskError FailingDisk::Remove(const std::string& path) {
  base::MutexLock lock(&mutex_);
  const auto found = names_.find(path);
  if (found == names_.end()) return is_dead_ ? DiskError::kDead : DiskError::kNotFound;
  DiskError error;
  const Answer answer = Begin(DiskWork::kRemove, path, &error);
  if (answer == Answer::kFail) return error;
  if (space_) *space_ += found->second->bytes.size();
  Note(path, "", nullptr);
  return End(answer);
}

DiskError FailingDisk::SyncFolder(const std::string& folder) {
  base::MutexLock lock(&mutex_);
  DiskError error;
  const Answer answer = Begin(DiskWork::kSyncFolder, folder, &error);
  if (answer != Answer::kGoOn) return answer == Answer::kFail ? error : DiskError::kDead;
  std::vector<Change> others;
  for (Change& change : pending_) {
    if (change.folder == folder) {
      ApplyTo(change, &durable_names_);
    } else {
      others.push_back(std::move(change));
    }
  }
  pending_ = std::move(others);
  return DiskError::kNone;
}

DiskError FailingDisk::MakeFolder(const std::string& path) {
  base::MutexLock lock(&mutex_);
  if (is_dead_) return DiskError::kDead;
  if (folders_.contains(path)) return DiskError::kExists;
  if (is_read_only_) return DiskError::kReadOnly;
  folders_.insert(path);
  return DiskError::kNone;
}

DiskError FailingDisk::RemoveFolder(const std::string& path) {
  base::MutexLock lock(&mutex_);
  if (is_dead_) return DiskError::kDead;
  return folders_.erase(path) > 0 ? DiskError::kNone : DiskError::kNotFound;
}

bool FailingDisk::IsFolder(const std::string& path) {
  base::MutexLock lock(&mutex_);
  return folders_.contains(path);
}

bool FailingDisk::Exists(const std::string& path) {
  base::MutexLock lock(&mutex_);
  return names_.contains(path) || folders_.contains(path);
}

std::optional<uint64_t> FailingDisk::SizeOf(const std::string& path) {
  base::MutexLock lock(&mutex_);
  const auto found = names_.find(path);
  if (found == names_.end()) return std::nullopt;
  return found->second->bytes.size();
}

std::vector<std::string> FailingDisk::NamesIn(const std::string& folder) {
  base::MutexLock lock(&mutex_);
  std::vector<std::string> names;
  for (const auto& [path, content] : names_) {
    if (FolderOf(path) == folder) names.push_back(path.substr(folder.size() + 1));
  }
  return names;
}

bool FailingDisk::Lock(const std::string& path) {
  base::MutexLock lock(&mutex_);
  return locks_.insert(path).second;
}

void FailingDisk::Unlock(const std::string& path) {
  base::MutexLock lock(&mutex_);
  locks_.erase(path);
}

bool FailingDisk::is_dead() {
  base::MutexLock lock(&mutex_);
  return is_dead_;
}

// A part of what was not synced: none, all, some, or some and garbage where the rest would be.
void FailingDisk::LoseUnsynced(Content* content) {
  const size_t unsynced = content->bytes.size() - content->synced;
  const uint64_t kind = content->is_doomed ? 0 : random_() % 4;
  size_t kept = 0;
  if (kind == 1) kept = unsynced;
  if (kind >= 2 && unsynced > 0) kept = random_() % (unsynced + 1);
  std::string garbage;
  if (kind == 3) {
    // A sector at most: what was being written when the power went.
    garbage.resize(std::min<size_t>(unsynced - kept, random_() % 512));
    for (char& byte : garbage) byte = static_cast<char>(random_() & 0xff);
  }
  content->bytes.resize(content->synced + kept);
  content->bytes += garbage;
  content->synced = content->bytes.size();
  content->is_doomed = false;
}

void FailingDisk::LetGo() {
  ++life_;
  is_dead_ = false;
  locks_.clear();
  failures_.clear();
}

void FailingDisk::PowerCut() {
  base::MutexLock lock(&mutex_);
  for (const Change& change : pending_) {
    if (random_() % 2 == 0) ApplyTo(change, &durable_names_);
  }
  pending_.clear();
  names_ = durable_names_;
  std::set<Content*> seen;
  for (const auto& [path, content] : names_) {
    if (seen.insert(content.get()).second) LoseUnsynced(content.get());
  }
  LetGo();
}

void FailingDisk::Restart() {
  base::MutexLock lock(&mutex_);
  LetGo();
}

void FailingDisk::FailOnce(DiskWork work, int nth, DiskError error) {
  base::MutexLock lock(&mutex_);
  failures_[work] = {nth, error};
}

void FailingDisk::SetReadOnly(bool is_read_only) {
  base::MutexLock lock(&mutex_);
  is_read_only_ = is_read_only;
}

void FailingDisk::SetSpace(std::optional<uint64_t> bytes) {
  base::MutexLock lock(&mutex_);
  space_ = bytes;
}

bool FailingDisk::FlipBit(const std::string& path, uint64_t offset, int bit) {
  base::MutexLock lock(&mutex_);
  const auto found = names_.find(path);
  if (found == names_.end() || offset >= found->second->bytes.size()) return false;
  found->second->bytes[offset] ^= static_cast<char>(1 << bit);
  return true;
}

}  // namespace lontar::support
