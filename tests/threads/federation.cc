#include "tests/threads/federation.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::threads {
namespace {

using nlohmann::json;

template <class Value>
Value Must(absl::StatusOr<Value> value) {
  base::CheckInvariant(value.ok(), value.status().ToString().c_str());
  return *std::move(value);
}

// The same key for the same name.
std::unique_ptr<trust::PrivateKey> KeyNamed(std::string name) {
  name.resize(32, '.');
  return Must(trust::PrivateKey::FromSeed(name));
}

std::unique_ptr<trust::PrivateKey> AdministratorOf(const std::string& member) {
  return KeyNamed(absl::StrCat("administrator of ", member));
}

std::unique_ptr<trust::PrivateKey> NodeKeyOf(const std::string& member, int number) {
  return KeyNamed(absl::StrCat("node key ", member, " ", number));
}

}  // namespace

void LineInMemory::Send(std::string frame) {
  base::MutexLock lock(&mutex_);
  frames_.push_back(std::move(frame));
  changed_.notify_all();
}

void LineInMemory::NoteTaken() {
  base::MutexLock lock(&mutex_);
  --waiting_;
  changed_.notify_all();
}

void LineInMemory::End(const absl::Status& status) {
  base::MutexLock lock(&mutex_);
  if (end_.empty()) end_ = status.ok() ? "OK" : base::ReasonOf(status);
  changed_.notify_all();
}

bool LineInMemory::WaitForRoom() ABSL_NO_THREAD_SAFETY_ANALYSIS {
  std::unique_lock<std::mutex> lock(mutex_.native());
  changed_.wait(lock, [this]() ABSL_NO_THREAD_SAFETY_ANALYSIS {
    return !end_.empty() || waiting_ < base::kFramesWaitingMax;
  });
  if (!end_.empty()) return false;
  ++waiting_;
  return true;
}

std::optional<std::string> LineInMemory::Next() ABSL_NO_THREAD_SAFETY_ANALYSIS {
  std::unique_lock<std::mutex> lock(mutex_.native());
  changed_.wait(
      lock, [this]() ABSL_NO_THREAD_SAFETY_ANALYSIS { return !end_.empty() || !frames_.empty(); });
  if (frames_.empty()) return std::nullopt;
  std::string frame = std::move(frames_.front());
  frames_.pop_front();
  return frame;
}

std::string LineInMemory::EndReason() ABSL_NO_THREAD_SAFETY_ANALYSIS {
  std::unique_lock<std::mutex> lock(mutex_.native());
  changed_.wait(lock, [this]() ABSL_NO_THREAD_SAFETY_ANALYSIS { return !end_.empty(); });
  return end_;
}

// As MapStore, but the failure is asked for by another thread.
class Disk::PlannedStore : public store::Store {
 public:
  explicit PlannedStore(Disk* disk) : disk_(disk), store_(store::OpenMapStore(&disk->contents_)) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    return store_->Get(key);
  }
  absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)> take) const override {
    return store_->Scan(first, last, take);
  }
  absl::Status Commit(const store::Batch& batch) override {
    bool is_to_fail = false;
    if (!has_failed_) {
      base::MutexLock lock(&disk_->mutex_);
      is_to_fail = std::exchange(disk_->fails_, false);
      if (is_to_fail) ++disk_->failed_;
    }
    if (is_to_fail) {
      has_failed_ = true;
      disk_->contents_.fail_commit_in = 1;
    }
    absl::Status status = store_->Commit(batch);
    if (is_to_fail) disk_->changed_.notify_all();
    return status;
  }
  std::unique_ptr<store::Reader> Snapshot() const override { return store_->Snapshot(); }

 private:
  Disk* disk_;
  std::unique_ptr<store::Store> store_;
  bool has_failed_ = false;
};

void Disk::FailNextCommit() {
  base::MutexLock lock(&mutex_);
  fails_ = !is_given_up_;
}

bool Disk::WaitUntilFailed() ABSL_NO_THREAD_SAFETY_ANALYSIS {
  std::unique_lock<std::mutex> lock(mutex_.native());
  changed_.wait(lock, [this]() ABSL_NO_THREAD_SAFETY_ANALYSIS { return !fails_ || is_given_up_; });
  return !is_given_up_;
}

void Disk::GiveUp() {
  base::MutexLock lock(&mutex_);
  is_given_up_ = true;
  fails_ = false;
  changed_.notify_all();
}

int Disk::failed() const {
  base::MutexLock lock(&mutex_);
  return failed_;
}

std::unique_ptr<store::Store> Disk::Open() { return std::make_unique<PlannedStore>(this); }

Federation::Federation(const std::vector<std::string>& members) {
  OpenHub();
  for (const std::string& member : members) {
    Must(hub_->SubmitAct(MemberAct(member)));
    OpenNode(member);
  }
}

void Federation::OpenHub() {
  const hub::Keys keys{&authority_.chain_key(), &authority_.log_key()};
  const auto store = hub_disk_.Open();
  const hub::Doors doors{store.get(), &clock_, &entropy_, &register_};
  const absl::Status created = hub::HubCore::Create(doors, keys, authority_.TrustRoot());
  base::CheckInvariant(created.ok(), created.ToString().c_str());
  hub::ShellOptions options;
  options.open_store = [this]() -> absl::StatusOr<std::unique_ptr<store::Store>> {
    return hub_disk_.Open();
  };
  options.doors = {nullptr, &clock_, &entropy_, &register_};
  options.keys = keys;
  options.verifiers = &verifiers_;
  options.when_broken = [](const absl::Status& status) {
    base::CheckInvariant(false, absl::StrCat("the hub broke: ", status.ToString()).c_str());
  };
  hub_ = Must(hub::HubShell::Open(std::move(options)));
}

void Federation::OpenNode(const std::string& member) {
  auto machine = std::make_unique<Machine>();
  machine->key = NodeKeyOf(member, 0);
  const auto store = machine->disk.Open();
  node::ShellOptions options;
  options.doors = {store.get(), &clock_, &entropy_, &machine->high_water};
  const absl::Status created = node::NodeCore::Create(options.doors, authority_.hub_id(), member);
  base::CheckInvariant(created.ok(), created.ToString().c_str());
  options.open_store = [disk = &machine->disk]() -> absl::StatusOr<std::unique_ptr<store::Store>> {
    return disk->Open();
  };
  options.keys = {machine->key.get(), nullptr};
  machine->shell = Must(node::NodeShell::Open(std::move(options)));
  machines_.emplace(member, std::move(machine));
}

chain::Envelope Federation::MemberAct(const std::string& code) const {
  return authority_.Member(code, AdministratorOf(code)->public_key());
}

chain::Envelope Federation::KeyAct(const std::string& member, int number) const {
  const auto key = NodeKeyOf(member, number);
  fold::KeysAct act;
  act.hub_id = authority_.hub_id();
  act.member = member;
  fold::Enrolment enrolment;
  enrolment.key = key->public_key();
  act.enrolments = {enrolment};
  chain::Envelope envelope = support::ActOf(act);
  chain::AddSignature(&envelope, *AdministratorOf(member));
  chain::AddSignature(&envelope, *key);
  return envelope;
}

std::string Federation::Sync(const std::string& member) {
  node::NodeShell& node = *machines_.at(member)->shell;
  const auto line = std::make_shared<LineInMemory>();
  const auto id = hub_->Join(member, line);
  if (!id.ok()) return base::ReasonOf(id.status());
  absl::StatusOr<std::vector<std::string>> frames = node.BeginSync();
  if (!frames.ok()) {
    hub_->Leave(*id);
    return base::ReasonOf(frames.status());
  }
  while (frames.ok()) {
    for (std::string& frame : *frames) {
      if (line->WaitForRoom()) hub_->Take(*id, std::move(frame));
    }
    const std::optional<std::string> answer = line->Next();
    if (!answer) break;
    frames = node.TakeFrame(*answer);
  }
  node.EndSync();
  hub_->Leave(*id);
  return frames.ok() ? line->EndReason() : base::ReasonOf(frames.status());
}

uint64_t Federation::hub_size() const {
  return json::parse(Must(hub_->StatusJson()))["log_size"].get<uint64_t>();
}

uint64_t Federation::queued(const std::string& member) {
  return Must(node(member).Do(
      [](node::NodeCore& core) -> absl::StatusOr<uint64_t> { return core.queued(); }));
}

log::SignedHead Federation::VerifiedBy(const std::string& member) {
  return Must(node(member).Do([](node::NodeCore& core) -> absl::StatusOr<log::SignedHead> {
    return log::SignedHead{core.tree().size(), core.tree().root()};
  }));
}

support::MirrorMap Federation::Mirror() const {
  support::MirrorMap files;
  const absl::Status status =
      hub_->Mirror([&files](const std::string& path, const std::string& content) {
        base::CheckInvariant(files.emplace(path, content).second, path.c_str());
        return absl::OkStatus();
      });
  base::CheckInvariant(status.ok(), status.ToString().c_str());
  return files;
}

std::unique_ptr<hub::HubCore> Federation::ReopenHub() {
  reopened_ = hub_disk_.Open();
  const hub::Keys keys{&authority_.chain_key(), &authority_.log_key()};
  return Must(hub::HubCore::Open({reopened_.get(), &clock_, &entropy_, &register_}, keys));
}

}  // namespace lontar::threads
