#include "node/service/conversation.h"

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

// Ends the shell's conversation on every way out.
class SyncTurn {
 public:
  explicit SyncTurn(NodeShell* shell) : shell_(shell) {}
  SyncTurn(const SyncTurn&) = delete;
  SyncTurn& operator=(const SyncTurn&) = delete;
  ~SyncTurn() { shell_->EndSync(); }

 private:
  NodeShell* shell_;
};

}  // namespace

absl::StatusOr<std::string> Caller::Sync(const TakeProgress& progress) {
  auto result = Converse(progress);
  if (!result.ok()) {
    base::Diagnose(base::Severity::kWarning, "sync_failed",
                   {{"reason", base::ReasonOf(result.status())},
                    {"sentence", std::string(result.status().message())}});
  }
  if (base::ReasonOf(result.status()) != "SYNC_RUNNING") note_round_(result.status());
  return result;
}

absl::StatusOr<std::string> Caller::Converse(const TakeProgress& progress) {
  LONTAR_ASSIGN_OR_RETURN(const std::vector<std::string> hello, shell_->BeginSync());
  const SyncTurn turn(shell_);
  LONTAR_ASSIGN_OR_RETURN(const std::shared_ptr<HubLine> line, OpenLine());
  absl::Status status = line->Send(hello);
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
