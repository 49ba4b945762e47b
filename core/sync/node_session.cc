#include "core/sync/node_session.h"

#include <numeric>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::sync {
namespace {

absl::Status OutOfPlace(absl::string_view what) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "FRAME_OUT_OF_PLACE",
                       absl::StrCat("the hub sent ", what, " where it has no place"));
}

absl::Status RefusedByHub(const Refusal& refusal) {
  return base::Problem(absl::StatusCode::kFailedPrecondition, refusal.reason,
                       absl::StrCat("the hub refuses: ", refusal.sentence));
}

}  // namespace

NodeSession::NodeSession(NodeSide* side) : side_(side), incoming_(4 * base::kSubmissionBytesMax) {}

void NodeSession::Send(Body body) {
  out_.push_back(order_.Write(std::move(body)));
  bytes_sent_ += out_.back().size();
}

absl::StatusOr<std::vector<std::string>> NodeSession::Start() {
  LONTAR_ASSIGN_OR_RETURN(SignedHello hello, side_->MakeHello());
  nonce_ = hello.hello.nonce;
  phase_ = Phase::kWelcome;
  Send(std::move(hello));
  return std::exchange(out_, {});
}

absl::StatusOr<std::vector<std::string>> NodeSession::Receive(absl::string_view frame_bytes) {
  LONTAR_ASSIGN_OR_RETURN(std::optional<Body> body, order_.Read(frame_bytes));
  if (body) LONTAR_RETURN_IF_ERROR(OnBody(*std::move(body)));
  return std::exchange(out_, {});
}

absl::Status NodeSession::OnBody(Body body) {
  if (const auto* refusal = std::get_if<Refusal>(&body)) return RefusedByHub(*refusal);
  if (phase_ == Phase::kWelcome && std::holds_alternative<Welcome>(body)) {
    return OnWelcome(std::get<Welcome>(body));
  }
  if (phase_ == Phase::kPush && std::holds_alternative<EntryAnswer>(body)) {
    return OnAnswer(std::get<EntryAnswer>(body));
  }
  if (phase_ == Phase::kPull) {
    if (auto* leaves = std::get_if<Leaves>(&body)) return OnLeaves(std::move(*leaves));
    if (const auto* chunk = std::get_if<Chunk>(&body)) return incoming_.Add(*chunk);
    if (auto* done = std::get_if<PullDone>(&body)) return OnPullDone(std::move(*done));
  }
  return OutOfPlace(absl::StrCat("a frame of kind ", body.index()));
}

absl::Status NodeSession::OnWelcome(const Welcome& welcome) {
  if (welcome.nonce != nonce_) return OutOfPlace("a welcome that answers another hello");
  LONTAR_RETURN_IF_ERROR(side_->CheckWelcome(welcome));
  next_to_push_ = welcome.head ? welcome.head->number.next() : base::ChainNumber(1);
  next_to_answer_ = next_to_push_;
  phase_ = Phase::kPush;
  return PushMore();
}

// Sends entries as far as the window allows; when all are answered, asks for what is new.
absl::Status NodeSession::PushMore() {
  while (true) {
    const uint64_t waiting =
        std::accumulate(unanswered_bytes_.begin(), unanswered_bytes_.end(), uint64_t{0});
    const bool is_full =
        waiting >= base::kUnansweredBytesMax ||
        unanswered_bytes_.size() >= static_cast<size_t>(base::kUnansweredEntriesMax);
    if (is_full) return absl::OkStatus();
    LONTAR_ASSIGN_OR_RETURN(std::optional<Outgoing> outgoing, side_->EntryAt(next_to_push_));
    if (!outgoing) break;
    const uint64_t before = bytes_sent_;
    if (outgoing->payload) {
      const base::Hash id(outgoing->entry.header.payload_id.array());
      for (Chunk& chunk : CutIntoChunks(PayloadKind::kPayload, id, *outgoing->payload))
        Send(std::move(chunk));
    }
    for (const auto& [hash, bytes] : outgoing->parts) {
      for (Chunk& chunk : CutIntoChunks(PayloadKind::kPart, base::Hash(hash.array()), bytes))
        Send(std::move(chunk));
    }
    Send(std::move(outgoing->entry));
    unanswered_bytes_.push_back(bytes_sent_ - before);
    next_to_push_ = next_to_push_.next();
    ++entries_sent_;
  }
  if (unanswered_bytes_.empty()) {
    phase_ = Phase::kPull;
    pulled_.from = base::LogIndex(side_->verified_size().value());
    Send(PullRequest{side_->verified_size()});
  }
  return absl::OkStatus();
}

absl::Status NodeSession::OnAnswer(const EntryAnswer& answer) {
  if (unanswered_bytes_.empty() || answer.number != next_to_answer_) {
    return OutOfPlace(absl::StrCat("an answer for entry ", answer.number.value()));
  }
  LONTAR_ASSIGN_OR_RETURN(const std::optional<Outgoing> ours, side_->EntryAt(answer.number));
  if (!ours || ours->entry.hash() != answer.entry_hash)
    return OutOfPlace("an answer for another entry");
  side_->TakeAnswer(answer);
  unanswered_bytes_.erase(unanswered_bytes_.begin());
  next_to_answer_ = next_to_answer_.next();
  return PushMore();
}

absl::Status NodeSession::OnLeaves(Leaves leaves) {
  const uint64_t expected = pulled_.from.value() + pulled_.leaves.size();
  if (leaves.from.value() != expected || leaves.leaves.empty()) {
    return OutOfPlace(absl::StrCat("leaves from ", leaves.from.value(), ", wanted are those from ",
                                   expected, ","));
  }
  leaves_received_ += static_cast<int>(leaves.leaves.size());
  for (std::string& leaf : leaves.leaves) pulled_.leaves.push_back(std::move(leaf));
  Send(PullRequest{base::LogSize(pulled_.from.value() + pulled_.leaves.size())});
  return absl::OkStatus();
}

absl::Status NodeSession::OnPullDone(PullDone done) {
  pulled_.checkpoint = std::move(done.checkpoint);
  pulled_.payloads = incoming_.TakeAll();
  LONTAR_ASSIGN_OR_RETURN(std::optional<CosignatureFrame> cosignature,
                          side_->TakePulled(std::move(pulled_)));
  if (cosignature) Send(*std::move(cosignature));
  Send(Done{});
  phase_ = Phase::kDone;
  return absl::OkStatus();
}

}  // namespace lontar::sync
