#include "hub/service/doorkeeper.h"

#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/problem.h"
#include "core/base/resident_memory.h"
#include "core/base/status_macros.h"
#include "core/trust/certificate.h"
#include "hub/service/peer_address.h"
#include "hub/service/peer_name.h"

namespace lontar::hub {
namespace {

absl::Status CallsTooMany(const std::string& member) {
  return base::Problem(absl::StatusCode::kResourceExhausted, "CALLS_TOO_MANY",
                       absl::StrCat("the nodes of ", member,
                                    " call too often; the connection is cut, try again in a "
                                    "minute"));
}

std::string MebibytesOf(size_t bytes) { return absl::StrCat(bytes / (1024 * 1024)); }

}  // namespace

Doorkeeper::Doorkeeper(const DoorLimits& limits, base::Clock* clock)
    : clock_(clock),
      memory_bytes_max_(limits.memory_bytes_max),
      memory_(limits.memory_bytes_max),
      budget_(limits.calls) {}

void Doorkeeper::Guard(AcceptLoop* loop) {
  base::MutexLock lock(&loop_mutex_);
  loop_ = loop;
}

absl::Status Doorkeeper::AdmitConnection(absl::string_view chain_pem) {
  LONTAR_ASSIGN_OR_RETURN(trust::CertificateFacts facts, trust::ReadCertificate(chain_pem));
  net::Peer peer;
  peer.uris = std::move(facts.uris);
  const absl::StatusOr<std::string> member = MemberOf(peer);
  if (!member.ok()) return absl::OkStatus();
  {
    base::MutexLock lock(&mutex_);
    if (budget_.MayConnect(*member, clock_->Now())) return absl::OkStatus();
  }
  absl::Status status = CallsTooMany(*member);
  Complain(status, *member, "");
  return status;
}

absl::Status Doorkeeper::Admit(const std::string& member, absl::string_view peer) {
  bool has_budget = false;
  {
    base::MutexLock lock(&mutex_);
    has_budget = budget_.Take(member, clock_->Now());
  }
  if (!has_budget) {
    Cut(peer);
    return CallsTooMany(member);
  }
  if (is_memory_short_) {
    return base::Problem(absl::StatusCode::kResourceExhausted, "MEMORY_SHORT",
                         "the hub has no memory left for another line; nothing is lost, sync "
                         "again later");
  }
  return absl::OkStatus();
}

void Doorkeeper::NoteLine(absl::string_view peer) {
  base::MutexLock lock(&loop_mutex_);
  if (loop_ != nullptr) loop_->NoteLine(EndpointOfPeer(peer));
}

void Doorkeeper::NoteFrame(absl::string_view peer, size_t bytes) {
  base::MutexLock lock(&loop_mutex_);
  if (loop_ != nullptr) loop_->NoteFrame(EndpointOfPeer(peer), bytes);
}

void Doorkeeper::Complain(const absl::Status& status, const std::string& member,
                          absl::string_view peer) {
  const std::string event = absl::StrCat("refused_", absl::AsciiStrToLower(base::ReasonOf(status)));
  std::optional<int> times;
  {
    base::MutexLock lock(&mutex_);
    times = complaints_.Count(absl::StrCat(event, " ", member), clock_->Now());
  }
  if (!times) return;
  const std::string sentence(status.message());
  if (member.empty() && peer.empty()) {
    base::Diagnose(base::Severity::kWarning, event,
                   {{"times", absl::StrCat(*times)}, {"sentence", sentence}});
    return;
  }
  base::Diagnose(base::Severity::kWarning, event,
                 {{"member", member},
                  {"peer", EndpointOfPeer(peer)},
                  {"times", absl::StrCat(*times)},
                  {"sentence", sentence}});
}

void Doorkeeper::WatchMemory(const std::function<void()>& end_largest) {
  absl::StatusOr<size_t> bytes = base::ResidentBytes();
  if (!bytes.ok()) return;  // no /proc here: the limit of the service is the last line
  if (*bytes > memory_bytes_max_) {
    GiveBackMemory();
    bytes = base::ResidentBytes();
    if (!bytes.ok()) return;
  }
  const bool was_short = memory_.is_short();
  memory_.Take(*bytes);
  is_memory_short_ = memory_.is_short();
  if (was_short != memory_.is_short()) {
    base::Diagnose(
        memory_.is_short() ? base::Severity::kError : base::Severity::kNote,
        memory_.is_short() ? "memory_short" : "memory_enough",
        {{"mebibytes", MebibytesOf(*bytes)}, {"mebibytes_max", MebibytesOf(memory_bytes_max_)}});
  }
  if (memory_.is_above()) end_largest();
}

void Doorkeeper::Cut(absl::string_view peer) {
  base::MutexLock lock(&loop_mutex_);
  if (loop_ != nullptr) loop_->Cut(EndpointOfPeer(peer));
}

}  // namespace lontar::hub
