#include "hub/service/sync_service.h"

#include <grpcpp/impl/codegen/server_callback.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/slice.h>

#include <deque>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/credentials.h"
#include "core/net/status.h"
#include "hub/service/peer_name.h"
#include "lontar/v1/sync_service.grpc.pb.h"

namespace lontar::hub {
namespace {

using Reactor = grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>;

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::string bytes;
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

absl::Status Overfull() {
  return base::Problem(absl::StatusCode::kResourceExhausted, "LINE_OVERFULL",
                       absl::StrCat("more than ", base::kLineBytesWaitingMax / (1024 * 1024),
                                    " MiB of answers wait for this node to read them; sync again, "
                                    "and ask for one thing at a time"));
}

// One conversation. gRPC calls the On… functions one at a time; the shell's thread calls those of
// LineEnd beside them. It keeps itself alive until gRPC is done with it.
class GrpcLine : public Reactor, public LineEnd, public std::enable_shared_from_this<GrpcLine> {
 public:
  GrpcLine(HubShell* shell, Doorkeeper* doorkeeper, base::Clock* clock,
           grpc::CallbackServerContext* context)
      : shell_(shell), doorkeeper_(doorkeeper), clock_(clock), context_(context) {}

  void Begin(const std::string& member) {
    self_ = shared_from_this();
    began_ = clock_->Now();
    NoteSign();
    const absl::StatusOr<LineId> line = shell_->Join(member, self_);
    base::MutexLock lock(&mutex_);
    if (line.ok()) {
      line_ = *line;
      peer_ = context_->peer();
      doorkeeper_->NoteLine(peer_);
      ReadIfAllowed();
    } else {
      FinishWith(line.status());
    }
  }

  void Send(std::string frame) override {
    {
      base::MutexLock lock(&mutex_);
      if (is_ending_) return;
      bytes_waiting_ += frame.size();
      out_.push_back(std::move(frame));
      WriteIfAny();
      if (bytes_waiting_ <= base::kLineBytesWaitingMax) return;
    }
    End(Overfull());
  }
  void NoteTaken() override {
    base::MutexLock lock(&mutex_);
    --frames_waiting_;
    bytes_untaken_ -= untaken_.front();
    untaken_.pop_front();
    ReadIfAllowed();
  }
  void End(const absl::Status& status) override {
    {
      base::MutexLock lock(&mutex_);
      FinishWith(status);
      const bool waits_for_no_one =
          absl::IsDeadlineExceeded(status) || absl::IsResourceExhausted(status);
      if (!waits_for_no_one || is_finished_) return;
      is_cancelling_ = true;
    }
    // Who takes nothing more would keep the line open as long as something waits for it. Finish
    // waits meanwhile: after it gRPC may be done with the context at any time.
    context_->TryCancel();
    base::MutexLock lock(&mutex_);
    is_cancelling_ = false;
    FinishIfSaid();
  }
  bool IsSilentSince(absl::Time then) const override {
    base::MutexLock lock(&mutex_);
    return last_sign_ <= then;
  }
  bool BeganBefore(absl::Time then) const override { return began_ < then; }
  size_t BytesHeld() const override {
    base::MutexLock lock(&mutex_);
    return bytes_waiting_ + bytes_untaken_;
  }

  void OnReadDone(bool ok) override {
    std::string frame;
    {
      base::MutexLock lock(&mutex_);
      last_sign_ = clock_->Now();
      if (!ok) FinishWith(absl::OkStatus());  // the node said all, or is gone
      if (is_ending_) return;
      frame = BytesOf(incoming_);
      ++frames_waiting_;
      bytes_untaken_ += frame.size();
      untaken_.push_back(frame.size());
    }
    doorkeeper_->NoteFrame(peer_, frame.size());
    // Until the shell has this frame the read is not over: NoteTaken, on the shell's thread, would
    // begin the next one, which may be done on another thread before this one is in the inbox.
    shell_->Take(line_, std::move(frame));
    base::MutexLock lock(&mutex_);
    is_reading_ = false;
    ReadIfAllowed();
  }
  void OnWriteDone(bool ok) override {
    base::MutexLock lock(&mutex_);
    is_writing_ = false;
    last_sign_ = clock_->Now();
    bytes_waiting_ -= out_.front().size();
    out_.pop_front();
    if (!ok) DropWaiting();
    WriteIfAny();
    ReadIfAllowed();
    FinishIfSaid();
  }
  void OnCancel() override {
    base::MutexLock lock(&mutex_);
    if (!is_writing_) DropWaiting();
    FinishWith(absl::CancelledError("the line was cut"));
  }
  void OnDone() override {
    if (line_ != 0) shell_->Leave(line_);
    std::shared_ptr<GrpcLine> last = std::move(self_);
  }

 private:
  void NoteSign() {
    base::MutexLock lock(&mutex_);
    last_sign_ = clock_->Now();
  }
  void ReadIfAllowed() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const bool is_full =
        frames_waiting_ >= base::kFramesWaitingMax || bytes_waiting_ >= base::kUnansweredBytesMax;
    if (is_reading_ || is_ending_ || is_full) return;
    is_reading_ = true;
    StartRead(&incoming_);
  }
  void WriteIfAny() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (is_writing_ || is_finished_ || out_.empty()) return;
    is_writing_ = true;
    const grpc::Slice slice(out_.front());
    outgoing_ = grpc::ByteBuffer(&slice, 1);
    StartWrite(&outgoing_);
  }
  void DropWaiting() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    out_.clear();
    bytes_waiting_ = 0;
  }
  void FinishWith(const absl::Status& status) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (is_ending_) return;
    is_ending_ = true;
    status_ = status;
    FinishIfSaid();
  }
  void FinishIfSaid() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (!is_ending_ || is_finished_ || is_cancelling_ || is_writing_ || !out_.empty()) return;
    is_finished_ = true;
    Finish(net::ToGrpc(status_));
  }

  HubShell* const shell_;
  Doorkeeper* const doorkeeper_;
  base::Clock* const clock_;
  grpc::CallbackServerContext* const context_;  // gRPC's, until OnDone
  std::string peer_;                            // set before the first read
  absl::Time began_;                            // set before the shell knows the line
  LineId line_ = 0;  // 0: the shell did not take it; set before the first read
  std::shared_ptr<GrpcLine> self_;
  grpc::ByteBuffer incoming_;
  grpc::ByteBuffer outgoing_;

  mutable base::Mutex mutex_;
  std::deque<std::string> out_ ABSL_GUARDED_BY(mutex_);  // the first one is under way
  size_t bytes_waiting_ ABSL_GUARDED_BY(mutex_) = 0;
  int frames_waiting_ ABSL_GUARDED_BY(mutex_) = 0;
  std::deque<size_t> untaken_ ABSL_GUARDED_BY(mutex_);  // their sizes, the oldest first
  size_t bytes_untaken_ ABSL_GUARDED_BY(mutex_) = 0;
  bool is_reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_cancelling_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_ending_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_finished_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  absl::Time last_sign_ ABSL_GUARDED_BY(mutex_);
};

// gRPC 1.51 asks clients to keep to its limit of metadata and takes more from those that do not.
absl::Status CheckMetadata(const grpc::CallbackServerContext& context) {
  size_t bytes = 0;
  for (const auto& [name, value] : context.client_metadata()) bytes += name.size() + value.size();
  if (bytes <= base::kMetadataBytesMax) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kResourceExhausted, "METADATA_TOO_LARGE",
                       absl::StrCat("the call has ", bytes, " bytes of metadata, at most ",
                                    base::kMetadataBytesMax, " are taken"));
}

// The member whose node calls.
absl::StatusOr<std::string> CallerOf(const grpc::CallbackServerContext& context) {
  LONTAR_ASSIGN_OR_RETURN(const net::Peer peer, net::PeerOf(context));
  return MemberOf(peer);
}

// A call that ends before a conversation begins.
class Refusal : public Reactor {
 public:
  explicit Refusal(const absl::Status& status) { Finish(net::ToGrpc(status)); }
  void OnDone() override { delete this; }
};

// Frames pass as bytes: what the strict reader sees is what came over the line.
class SyncCalls : public v1::SyncService::WithRawCallbackMethod_Converse<v1::SyncService::Service> {
 public:
  SyncCalls(HubShell* shell, Doorkeeper* doorkeeper, base::Clock* clock)
      : shell_(shell), doorkeeper_(doorkeeper), clock_(clock) {}

  Reactor* Converse(grpc::CallbackServerContext* context) override {
    const absl::StatusOr<std::string> member = CallerOf(*context);
    absl::Status admitted =
        member.ok() ? doorkeeper_->Admit(*member, context->peer()) : member.status();
    if (admitted.ok()) admitted = CheckMetadata(*context);
    if (!admitted.ok()) {
      doorkeeper_->Complain(admitted, member.ok() ? *member : "", context->peer());
      return new Refusal(admitted);
    }
    const auto line = std::make_shared<GrpcLine>(shell_, doorkeeper_, clock_, context);
    line->Begin(*member);
    return line.get();
  }

 private:
  HubShell* shell_;
  Doorkeeper* doorkeeper_;
  base::Clock* clock_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeSyncService(HubShell* shell, Doorkeeper* doorkeeper,
                                               base::Clock* clock) {
  return std::make_unique<SyncCalls>(shell, doorkeeper, clock);
}

}  // namespace lontar::hub
