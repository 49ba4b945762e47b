#include "node/service/node_shell.h"

#include "core/base/diagnostics.h"
#include "core/base/replay_note.h"
#include "core/base/status_macros.h"

namespace lontar::node {

absl::StatusOr<std::unique_ptr<NodeShell>> NodeShell::Open(ShellOptions options) {
  std::unique_ptr<NodeShell> shell(new NodeShell(std::move(options)));
  base::MutexLock lock(&shell->mutex_);
  LONTAR_RETURN_IF_ERROR(shell->MakeReady());
  return shell;
}

absl::Status NodeShell::MakeReady() {
  const bool is_ended = is_ended_ || (store_ != nullptr && store_->has_failed()) ||
                        (core_ != nullptr && core_->is_ended());
  if (core_ != nullptr && !is_ended) return absl::OkStatus();
  if (core_ != nullptr) base::Diagnose(base::Severity::kError, "commit_failed");
  session_.reset();  // it must not outlive its core, nor the core its store
  core_.reset();
  store_.reset();
  is_ended_ = false;
  absl::Status opened = OpenCore();
  if (options_.when_up) options_.when_up(opened.ok());
  return opened;
}

absl::Status NodeShell::OpenCore() {
  LONTAR_ASSIGN_OR_RETURN(auto opened, options_.open_store());
  store_ = std::make_unique<WatchedStore>(std::move(opened));
  Doors doors = options_.doors;
  doors.store = store_.get();
  base::ReplayNote note(doors.clock);
  doors.on_replayed = [&note](uint64_t done, uint64_t total) { note.Tell(done, total); };
  LONTAR_ASSIGN_OR_RETURN(core_, NodeCore::Open(doors, options_.keys, options_.rules));
  for (const std::string& notice : core_->notices()) {
    base::Diagnose(base::Severity::kError, "payload_lost", {{"sentence", notice}});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> NodeShell::BeginSync() {
  if (options_.check_space) LONTAR_RETURN_IF_ERROR(options_.check_space());
  base::MutexLock lock(&mutex_);
  if (is_syncing_) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "SYNC_RUNNING",
                         "a conversation with the hub is under way; wait for its end");
  }
  LONTAR_RETURN_IF_ERROR(MakeReady());
  session_ = core_->StartSync();
  is_syncing_ = true;
  auto frames = session_->Start();
  if (!frames.ok()) {
    session_.reset();
    is_syncing_ = false;
  }
  return frames;
}

absl::StatusOr<std::vector<std::string>> NodeShell::TakeFrame(absl::string_view frame) {
  base::MutexLock lock(&mutex_);
  LONTAR_RETURN_IF_ERROR(MakeReady());
  if (session_ == nullptr) {
    return base::Problem(absl::StatusCode::kUnavailable, "SYNC_CUT",
                         "the node could not write and starts anew from its store; nothing is "
                         "lost, sync again");
  }
  auto frames = session_->Receive(frame);
  NoteEnd(frames);
  return frames;
}

Progress NodeShell::progress() const {
  base::MutexLock lock(&mutex_);
  if (session_ == nullptr) return {};
  return {session_->entries_sent(), session_->bytes_sent(), session_->leaves_received(),
          session_->is_done()};
}

std::string NodeShell::SyncJson() const {
  base::MutexLock lock(&mutex_);
  return session_ == nullptr ? "" : core_->SyncJson(*session_);
}

void NodeShell::EndSync() {
  base::MutexLock lock(&mutex_);
  session_.reset();
  is_syncing_ = false;
}

}  // namespace lontar::node
