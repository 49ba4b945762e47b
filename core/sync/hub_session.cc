#include "core/sync/hub_session.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/trust/payload_type.h"

namespace lontar::sync {
namespace {

absl::Status NoPlace(absl::string_view what) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "FRAME_OUT_OF_PLACE",
                       absl::StrCat("the node sent ", what, " where it has no place"));
}

}  // namespace

HubSession::HubSession(HubSide* side, std::string member)
    : side_(side),
      member_(std::move(member)),
      incoming_(base::kSubmissionBytesMax + base::kActBytesMax) {}

HubSteps HubSession::Receive(absl::string_view frame_bytes) {
  HubSteps steps;
  if (is_over_) {
    steps.is_finished = true;
    return steps;
  }
  absl::StatusOr<std::optional<Body>> body = order_.Read(frame_bytes);
  absl::Status status = body.status();
  if (body.ok() && *body) status = OnBody(**std::move(body), &steps);
  if (!status.ok()) {
    steps.send.push_back(Refuse(status, base::ChainNumber()));
    steps.is_finished = true;
  }
  return steps;
}

absl::Status HubSession::OnBody(Body body, HubSteps* steps) {
  if (const auto* hello = std::get_if<SignedHello>(&body)) {
    if (is_greeted_) return NoPlace("a second hello");
    LONTAR_ASSIGN_OR_RETURN(Welcome welcome, side_->Greet(*hello, member_));
    is_greeted_ = true;
    steps->send.push_back(order_.Write(std::move(welcome)));
    return absl::OkStatus();
  }
  if (!is_greeted_) return NoPlace("a frame before its hello");
  if (const auto* chunk = std::get_if<Chunk>(&body)) return incoming_.Add(*chunk);
  if (auto* entry = std::get_if<chain::Entry>(&body)) return OnEntry(std::move(*entry), steps);
  if (const auto* pull = std::get_if<PullRequest>(&body)) return OnPull(*pull, steps);
  if (const auto* cosignature = std::get_if<CosignatureFrame>(&body)) {
    return side_->TakeCosignature(member_, *cosignature);
  }
  if (std::holds_alternative<Done>(body)) {
    is_over_ = true;
    steps->is_finished = true;
    return absl::OkStatus();
  }
  return NoPlace(absl::StrCat("a frame of kind ", body.index()));
}

// Takes along what came before the entry and hashes to what the entry names; the rest is forgotten.
absl::Status HubSession::OnEntry(chain::Entry entry, HubSteps* steps) {
  Offer offer;
  const trust::PayloadType type = chain::PayloadTypeFor(entry.header.kind);
  for (auto& [key, bytes] : incoming_.TakeAll()) {
    const auto& [kind, id] = key;
    if (kind == PayloadKind::kPayload) {
      const bool fits = id.view() == entry.header.payload_id.view() &&
                        trust::PayloadIdOf(type, bytes) == entry.header.payload_id;
      if (fits) offer.payload = std::move(bytes);
    } else if (const base::PartHash hash = trust::PartHashOf(bytes); hash.view() == id.view()) {
      offer.parts.emplace(hash, std::move(bytes));
    }
  }
  if (entry.header.author != member_) {
    return base::Problem(
        absl::StatusCode::kPermissionDenied, "MEMBER_MISMATCH",
        absl::StrCat("an entry of ", entry.header.author, " came on the line of ", member_));
  }
  offer.entry = std::move(entry);
  steps->offers.push_back(std::move(offer));
  return absl::OkStatus();
}

absl::Status HubSession::OnPull(const PullRequest& pull, HubSteps* steps) {
  const uint64_t size = side_->published_size().value();
  if (pull.from.value() > size) {
    return base::Problem(
        absl::StatusCode::kFailedPrecondition, "HUB_BEHIND",
        absl::StrCat("asked are leaves from ", pull.from.value(), ", this log has ", size));
  }
  if (pull.from.value() == size) {
    steps->send.push_back(order_.Write(PullDone{side_->checkpoint()}));
    return absl::OkStatus();
  }
  Leaves leaves;
  leaves.from = base::LogIndex(pull.from.value());
  const uint64_t end = std::min<uint64_t>(size, pull.from.value() + base::kLeavesPerFrameMax);
  size_t payload_bytes = 0;
  for (uint64_t index = pull.from.value(); index < end; ++index) {
    LONTAR_ASSIGN_OR_RETURN(std::string leaf, side_->LeafAt(base::LogIndex(index)));
    if (const std::optional<std::string> payload = side_->PayloadFor(member_, leaf)) {
      LONTAR_ASSIGN_OR_RETURN(const chain::Leaf decoded, chain::DecodeLeaf(leaf));
      const base::Hash id(decoded.entry.header.payload_id.array());
      for (Chunk& chunk : CutIntoChunks(PayloadKind::kPayload, id, *payload)) {
        steps->send.push_back(order_.Write(std::move(chunk)));
      }
      payload_bytes += payload->size();
    }
    for (const auto& [hash, bytes] : side_->PartsFor(member_, leaf)) {
      for (Chunk& chunk : CutIntoChunks(PayloadKind::kPart, base::Hash(hash.array()), bytes)) {
        steps->send.push_back(order_.Write(std::move(chunk)));
      }
      payload_bytes += bytes.size();
    }
    leaves.leaves.push_back(std::move(leaf));
    if (payload_bytes > base::kUnansweredBytesMax) break;
  }
  steps->send.push_back(order_.Write(std::move(leaves)));
  return absl::OkStatus();
}

std::string HubSession::Answer(const EntryAnswer& answer) { return order_.Write(answer); }

std::string HubSession::Refuse(const absl::Status& status, base::ChainNumber number) {
  is_over_ = true;
  return order_.Write(
      Refusal{base::ReasonOf(status), std::string(status.message()), number.value()});
}

}  // namespace lontar::sync
