#include "node/service/conversation.h"

#include <chrono>
#include <utility>

#include "core/base/diagnostics.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::node {
namespace {

absl::Status NodeStopping() {
  return base::Problem(absl::StatusCode::kUnavailable, "NODE_STOPPING",
                       "the node is being stopped; nothing is lost, sync again later");
}

// How often who waits for its turn looks whether it is still asked for, and what there is to tell.
constexpr std::chrono::milliseconds kLook(200);

bool IsRunning(const absl::Status& status) { return base::ReasonOf(status) == "SYNC_RUNNING"; }

// Runs `end` on every way out.
class AtEnd {
 public:
  explicit AtEnd(std::function<void()> end) : end_(std::move(end)) {}
  AtEnd(const AtEnd&) = delete;
  AtEnd& operator=(const AtEnd&) = delete;
  ~AtEnd() { end_(); }

 private:
  const std::function<void()> end_;
};

}  // namespace

absl::StatusOr<std::string> Caller::Sync(const TakeProgress& progress) {
  return Note(Converse(shell_->BeginSync(), progress));
}

absl::StatusOr<std::string> Caller::SyncInTurn(const TakeProgress& progress,
                                               const std::function<bool()>& is_given_up) {
  return Note(Converse(BeginInTurn(progress, is_given_up), progress));
}

absl::StatusOr<std::string> Caller::Note(absl::StatusOr<std::string> result) {
  const std::string reason = base::ReasonOf(result.status());
  if (reason == "SYNC_RUNNING" || reason == "SYNC_GIVEN_UP") return result;
  if (!result.ok()) {
    base::Diagnose(base::Severity::kWarning, "sync_failed",
                   {{"reason", reason}, {"sentence", std::string(result.status().message())}});
  }
  note_round_(result.status());
  return result;
}

absl::StatusOr<Caller::Frames> Caller::BeginInTurn(const TakeProgress& progress,
                                                   const std::function<bool()>& is_given_up) {
  Progress last;
  while (true) {
    absl::StatusOr<Frames> hello = shell_->BeginSync();
    if (!IsRunning(hello.status())) return hello;
    if (is_stopping_) return NodeStopping();
    if (is_given_up()) {
      return base::Problem(absl::StatusCode::kCancelled, "SYNC_GIVEN_UP",
                           "nobody waits for this conversation any more; nothing is lost");
    }
    const Progress present = shell_->progress();
    if (present != last) progress(present);
    last = present;
    std::unique_lock<std::mutex> lock(mutex_.native());
    turn_ended_.wait_for(lock, kLook);
  }
}

absl::StatusOr<std::string> Caller::Converse(const absl::StatusOr<Frames>& hello,
                                             const TakeProgress& progress) {
  LONTAR_RETURN_IF_ERROR(hello.status());
  const AtEnd end_turn([this] {
    shell_->EndSync();
    turn_ended_.notify_all();
  });
  LONTAR_ASSIGN_OR_RETURN(const std::shared_ptr<HubLine> line, OpenLine());
  absl::Status status = line->Send(*hello);
  if (status.ok()) status = Exchange(*line, progress);
  {
    base::MutexLock lock(&mutex_);
    line_.reset();
  }
  LONTAR_RETURN_IF_ERROR(status);
  return shell_->SyncJson();
}

absl::StatusOr<std::shared_ptr<HubLine>> Caller::OpenLine() {
  LONTAR_ASSIGN_OR_RETURN(net::TlsIdentity identity, ReadNodeTls(config_));
  const HubPlace place{config_.hub, config_.hub_name, std::move(identity)};
  LONTAR_ASSIGN_OR_RETURN(std::unique_ptr<HubLine> opened,
                          HubLine::Open(place, clock_, [this] { return is_stopping_.load(); }));
  std::shared_ptr<HubLine> line = std::move(opened);
  base::MutexLock lock(&mutex_);
  if (is_stopping_) return NodeStopping();
  line_ = line;
  return line;
}

// Until the hub has ended the line: a refusal of the last thing said, the cosignature, comes then.
absl::Status Caller::Exchange(HubLine& line, const TakeProgress& progress) {
  Progress last;
  while (true) {
    LONTAR_ASSIGN_OR_RETURN(const std::optional<std::string> frame, line.Receive());
    if (!frame) break;
    LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> frames, shell_->TakeFrame(*frame));
    LONTAR_RETURN_IF_ERROR(line.Send(frames));
    const Progress present = shell_->progress();
    if (present != last) progress(present);
    last = present;
    if (present.is_done) line.FinishSending();
  }
  if (last.is_done) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kUnavailable, "SYNC_CUT",
                       "the hub ended the conversation before its end; what was answered is kept, "
                       "sync again");
}

void Caller::Stop() {
  base::MutexLock lock(&mutex_);
  is_stopping_ = true;
  if (line_ != nullptr) line_->Cancel();
}

}  // namespace lontar::node
