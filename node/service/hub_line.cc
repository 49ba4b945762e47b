#include "node/service/hub_line.h"

#include <grpcpp/channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/mutex.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/channel.h"
#include "core/net/status.h"
#include "core/trust/certificate.h"
#include "core/trust/certificate_check.h"

namespace lontar::node {
namespace {

constexpr char kConverse[] = "/lontar.v1.SyncService/Converse";
constexpr std::chrono::minutes kSilentMax(base::kSilentMinutesMax);

std::string DayOf(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone());
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::string bytes;
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

absl::Status Cut(const std::string& why) {
  return base::Problem(absl::StatusCode::kUnavailable, "SYNC_CUT",
                       absl::StrCat("the line to the hub was cut",
                                    why.empty() ? std::string() : absl::StrCat(" (", why, ")"),
                                    "; what was answered is kept, sync again"));
}

// How the call ended: the hub's own word where it carries a reason id, else a cut line.
absl::Status EndOf(const grpc::Status& status) {
  if (status.ok() || !status.error_details().empty()) return net::FromGrpc(status);
  return Cut(status.error_message());
}

absl::Status Silent() {
  return base::Problem(absl::StatusCode::kDeadlineExceeded, "LINE_SILENT",
                       absl::StrCat("the hub said nothing for ", base::kSilentMinutesMax,
                                    " minutes; nothing is lost, sync again"));
}

}  // namespace

absl::Status CheckOwnCertificate(absl::string_view certificate_pem, absl::Time now) {
  LONTAR_ASSIGN_OR_RETURN(const trust::CertificateFacts facts,
                          trust::ReadCertificate(certificate_pem));
  return trust::CheckDates(facts, "this node's", now);
}

// gRPC calls the On… functions; the caller's thread waits for them.
struct HubLine::Inside : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<grpc::GenericStub> stub;
  grpc::ClientContext context;
  grpc::ByteBuffer incoming;
  grpc::ByteBuffer outgoing;

  base::Mutex mutex;
  std::condition_variable changed;
  std::deque<std::string> in;
  bool is_reading = false;
  bool is_writing = false;
  bool is_read_out = false;  // the hub says no more
  bool is_said_out = false;  // this side says no more
  bool is_released = false;
  bool is_done = false;
  grpc::Status status;

  void Begin() {
    context.set_deadline(net::DeadlineIn(absl::Hours(base::kLocalStreamHoursMax)));
    stub->PrepareBidiStreamingCall(&context, kConverse, {}, this);
    // What this side says and reads later comes from another thread than gRPC's: until ReleaseHold
    // the call stays, whatever the hub does.
    AddHold();
    is_reading = true;
    StartRead(&incoming);
    StartCall();
  }

  void OnReadDone(bool ok) override {
    base::MutexLock lock(&mutex);
    is_reading = false;
    if (ok) {
      in.push_back(BytesOf(incoming));
      ReadIfAllowed();
    } else {
      is_read_out = true;
    }
    changed.notify_all();
  }
  void OnWriteDone(bool) override {
    base::MutexLock lock(&mutex);
    is_writing = false;
    changed.notify_all();
  }
  void OnDone(const grpc::Status& end) override {
    base::MutexLock lock(&mutex);
    is_done = true;
    status = end;
    changed.notify_all();
  }

  // Called with the lock held.
  void ReadIfAllowed() {
    if (is_reading || is_read_out || in.size() >= base::kFramesWaitingMax) return;
    is_reading = true;
    StartRead(&incoming);
  }
  // True if `ready` came true in time.
  template <class Ready>
  bool Wait(Ready ready) {
    std::unique_lock<std::mutex> lock(mutex.native());
    return changed.wait_for(lock, kSilentMax, ready);
  }
  void FinishSending() {
    base::MutexLock lock(&mutex);
    if (std::exchange(is_said_out, true)) return;
    StartWritesDone();
  }
  // After this nothing more is sent or read.
  void ReleaseHold() {
    FinishSending();
    {
      base::MutexLock lock(&mutex);
      if (std::exchange(is_released, true)) return;
    }
    RemoveHold();
  }
};

HubLine::HubLine(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

absl::StatusOr<std::unique_ptr<HubLine>> HubLine::Open(const HubPlace& place, base::Clock* clock,
                                                       const std::function<bool()>& is_given_up) {
  auto inside = std::make_unique<Inside>();
  inside->channel = net::OpenHubChannel(place.address, place.identity, place.server_name);
  const absl::Status connected =
      net::Connect(inside->channel.get(), place.address, absl::InfiniteDuration(), is_given_up);
  if (!connected.ok()) {
    // A handshake that fails looks the same from here: tell what can be seen from this side.
    const absl::Time now = clock->Now();
    LONTAR_RETURN_IF_ERROR(CheckOwnCertificate(place.identity.certificate_pem, now));
    LONTAR_ASSIGN_OR_RETURN(const trust::CertificateFacts authority,
                            trust::ReadCertificate(place.identity.authority_pem));
    LONTAR_RETURN_IF_ERROR(trust::CheckDates(authority, "the authority's", now));
    return base::Problem(
        absl::StatusCode::kUnavailable, base::ReasonOf(connected),
        absl::StrCat(connected.message(),
                     "; if the hub does run, compare tls_authority with the hub's, hub_name with "
                     "the name in its certificate, and this clock (",
                     DayOf(now), ") with the days of that; nothing is lost"));
  }
  inside->stub = std::make_unique<grpc::GenericStub>(inside->channel);
  inside->Begin();
  return std::unique_ptr<HubLine>(new HubLine(std::move(inside)));
}

HubLine::~HubLine() {
  Cancel();
  inside_->ReleaseHold();
  // gRPC answers a cancelled call at once; the object must not go before.
  std::unique_lock<std::mutex> lock(inside_->mutex.native());
  inside_->changed.wait(lock, [this] { return inside_->is_done; });
}

absl::Status HubLine::Send(const std::vector<std::string>& frames) {
  for (const std::string& frame : frames) {
    {
      base::MutexLock lock(&inside_->mutex);
      // The hub's reason is read by Receive.
      if (inside_->is_said_out || inside_->is_read_out) return absl::OkStatus();
      inside_->is_writing = true;
      const grpc::Slice slice(frame);
      inside_->outgoing = grpc::ByteBuffer(&slice, 1);
      inside_->StartWrite(&inside_->outgoing);
    }
    const bool in_time = inside_->Wait([this] { return !inside_->is_writing; });
    if (!in_time) return Silent();
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> HubLine::Receive() {
  const bool in_time =
      inside_->Wait([this] { return !inside_->in.empty() || inside_->is_read_out; });
  if (!in_time) return Silent();
  {
    base::MutexLock lock(&inside_->mutex);
    if (!inside_->in.empty()) {
      std::string frame = std::move(inside_->in.front());
      inside_->in.pop_front();
      inside_->ReadIfAllowed();
      return std::optional<std::string>(std::move(frame));
    }
  }
  // The hub ended: how, is known when the call is over.
  inside_->ReleaseHold();
  if (!inside_->Wait([this] { return inside_->is_done; })) return Silent();
  LONTAR_RETURN_IF_ERROR(EndOf(inside_->status));
  return std::optional<std::string>();
}

void HubLine::FinishSending() { inside_->FinishSending(); }

void HubLine::Cancel() { inside_->context.TryCancel(); }

}  // namespace lontar::node
