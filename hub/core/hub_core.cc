#include "hub/core/hub_core.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/named_parts.h"
#include "core/log/note.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "hub/core/settled.h"

namespace lontar::hub {
namespace {

// The payload, and of the parts that came along those that it names: a store holds nothing that no
// leaf leads to. Gives the parts that it kept.
std::vector<base::PartHash> KeepPayloads(const sync::Offer& offer, store::Batch* batch) {
  std::vector<base::PartHash> kept;
  if (!offer.payload) return kept;
  batch->Put(store::PayloadKey(offer.entry.header.payload_id.view()), *offer.payload);
  for (const base::PartHash& named : fold::PartsNamedBy(offer.entry.header.kind, *offer.payload)) {
    const auto part = offer.parts.find(named);
    if (part == offer.parts.end()) continue;
    batch->Put(store::PartKey(part->first.view()), part->second);
    kept.push_back(part->first);
  }
  return kept;
}

absl::Status ActRejected(const fold::Judgement& judgement) {
  return base::Problem(absl::StatusCode::kFailedPrecondition, "ACT_REJECTED",
                       absl::StrCat(chain::NameOf(judgement.verdict), ": ", judgement.sentence));
}

}  // namespace

fold::PartReader PartsOf(const store::Reader& store) {
  return [&store](const base::PartHash& hash) -> std::optional<std::string> {
    auto bytes = store.Get(store::PartKey(hash.view()));
    if (!bytes.ok() || !*bytes || trust::PartHashOf(**bytes) != hash) return std::nullopt;
    return **std::move(bytes);
  };
}

std::optional<std::string> ReadPayload(const store::Reader& store, const chain::Header& header) {
  auto bytes = store.Get(store::PayloadKey(header.payload_id.view()));
  if (!bytes.ok() || !*bytes) return std::nullopt;
  const trust::PayloadType type = chain::PayloadTypeFor(header.kind);
  if (trust::PayloadIdOf(type, **bytes) != header.payload_id) return std::nullopt;
  return **std::move(bytes);
}

absl::Status HubCore::Create(const Doors& doors, const Keys& keys,
                             const chain::Envelope& trust_root) {
  HubCore core(doors, keys);
  LONTAR_RETURN_IF_ERROR(core.Load());
  if (core.state_.size().value() != 0) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "STORE_EXISTS",
                         "this store holds a log already");
  }
  core.authority_incarnation_ =
      *base::Incarnation::FromBytes(doors.entropy->Bytes(base::Incarnation::kBytes));
  return core.SubmitAct(trust_root).status();
}

absl::StatusOr<std::unique_ptr<HubCore>> HubCore::Open(const Doors& doors, const Keys& keys) {
  std::unique_ptr<HubCore> core(new HubCore(doors, keys));
  LONTAR_RETURN_IF_ERROR(core->Load());
  core->doors_.on_replayed = nullptr;
  if (core->state_.trust_root() == nullptr) {
    return base::Problem(absl::StatusCode::kNotFound, "HUB_NOT_INITIALISED",
                         "this store holds no log; `lontar hub init` makes one");
  }
  const fold::TrustRoot& root = *core->state_.trust_root();
  if (root.log_key != keys.log_key->public_key() ||
      root.chain_key != keys.chain_key->public_key()) {
    return base::Problem(
        absl::StatusCode::kPermissionDenied, "HUB_KEYS_DIFFER",
        "the log key or chain key is not the one that this log's trust root names");
  }
  LONTAR_RETURN_IF_ERROR(core->Publish());
  LONTAR_ASSIGN_OR_RETURN(core->settled_, SettledSizeOf(*doors.store, QuorumOf(core->state_)));
  return core;
}

// Everything below `tree_->size()` is durable. The register first, then the signature.
absl::Status HubCore::Publish() {
  const log::SignedHead head{tree_->size(), tree_->root()};
  LONTAR_ASSIGN_OR_RETURN(const auto highest, doors_.sign_register->Read());
  if (highest && highest->size <= head.size) {
    LONTAR_ASSIGN_OR_RETURN(const base::Hash ours, tree_->RootAt(highest->size));
    if (ours != highest->root) {
      return base::Problem(absl::StatusCode::kDataLoss, "REGISTER_CONFLICT",
                           absl::StrCat("another root was signed for size ", highest->size.value(),
                                        ": two histories; nothing is signed"));
    }
  }
  LONTAR_RETURN_IF_ERROR(log::AdvanceRegister(*doors_.sign_register, head));
  const log::Checkpoint statement{state_.trust_root()->origin, head.size, head.root, {}};
  checkpoint_ = log::SignCheckpoint(statement, *keys_.log_key);
  published_ = head.size;
  return absl::OkStatus();
}

SessionId HubCore::Connect(absl::string_view member) {
  const SessionId id = next_session_++;
  sessions_.emplace(id, sync::HubSession(this, std::string(member)));
  return id;
}

void HubCore::Disconnect(SessionId session) { sessions_.erase(session); }

Steps HubCore::Receive(SessionId session, absl::string_view frame_bytes) {
  Steps steps;
  const auto found = sessions_.find(session);
  if (found == sessions_.end() || is_ended_) {
    steps.close.push_back(session);
    return steps;
  }
  sync::HubSteps made = found->second.Receive(frame_bytes);
  for (std::string& frame : made.send) steps.send.emplace_back(session, std::move(frame));
  for (sync::Offer& offer : made.offers) {
    Pending pending{next_ticket_++, session, std::move(offer), 0};
    for (fold::SignatureJob& job : fold::SignatureJobsFor(state_, CandidateOf(pending.offer))) {
      steps.jobs.push_back({pending.ticket, std::move(job)});
      ++pending.jobs_open;
    }
    queue_.push_back(std::move(pending));
  }
  if (made.is_finished) steps.close.push_back(session);
  return steps;
}

void HubCore::TakeVerified(const VerifyJob& job, bool verifies) {
  oracle_.File(job.job.Id(), verifies);
  // Tickets are given in the order of the queue: no search, however long it is.
  if (queue_.empty() || job.ticket < queue_.front().ticket) return;
  const uint64_t place = job.ticket - queue_.front().ticket;
  if (place < queue_.size() && queue_[place].jobs_open > 0) --queue_[place].jobs_open;
}

fold::Candidate HubCore::CandidateOf(const sync::Offer& offer) const {
  const fold::PartReader stored = PartsOf(*doors_.store);
  return {&offer.entry, offer.payload,
          [&offer, stored](const base::PartHash& hash) -> std::optional<std::string> {
            const auto found = offer.parts.find(hash);
            return found != offer.parts.end() ? std::optional<std::string>(found->second)
                                              : stored(hash);
          }};
}

absl::StatusOr<base::LogIndex> HubCore::AppendLeaf(const sync::Offer& offer,
                                                   const fold::Candidate& candidate, Turn* turn,
                                                   std::string* sentence) {
  const fold::Judgement judgement = fold::Judge(state_, candidate, oracle_);
  const auto now_ms =
      static_cast<uint64_t>(std::max<int64_t>(0, absl::ToUnixMillis(doors_.clock->Now())));
  const chain::Stamp stamp{judgement.verdict, std::max(now_ms, state_.last_time_ms())};
  std::string bytes = chain::EncodeLeaf(offer.entry, stamp);
  LONTAR_ASSIGN_OR_RETURN(const chain::Leaf leaf, chain::DecodeLeaf(bytes));
  LONTAR_RETURN_IF_ERROR(ApplyLeaf(leaf, offer.payload));
  Fresh fresh{bytes, stamp, offer.payload.has_value(), KeepPayloads(offer, &turn->batch)};
  const base::LogIndex index = tree_->Append(bytes, &turn->batch);
  turn->leaves.emplace(index, std::move(fresh));
  *sentence = judgement.sentence;
  return index;
}

HubCore::Sequenced HubCore::SequenceOne(const Pending& pending, Turn* turn) {
  Sequenced result;
  result.session = pending.session;
  result.answer.number = pending.offer.entry.header.number;
  result.answer.entry_hash = pending.offer.entry.hash();
  const fold::Candidate candidate = CandidateOf(pending.offer);
  const absl::StatusOr<fold::DoorAnswer> door = fold::CheckAtDoor(state_, candidate, oracle_);
  if (!door.ok()) {
    result.refusal = door.status();
    return result;
  }
  absl::StatusOr<base::LogIndex> index = door->known_at.value_or(base::LogIndex());
  if (!door->known_at) index = AppendLeaf(pending.offer, candidate, turn, &result.answer.sentence);
  if (!index.ok()) {
    result.refusal = index.status();
    return result;
  }
  result.answer.index = *index;
  const auto fresh = turn->leaves.find(*index);
  absl::StatusOr<std::string> leaf = fresh != turn->leaves.end()
                                         ? absl::StatusOr<std::string>(fresh->second.leaf)
                                         : tree_->LeafAt(*index);
  if (leaf.ok()) {
    result.answer.leaf = *std::move(leaf);
  } else {
    result.refusal = leaf.status();
  }
  return result;
}

absl::Status HubCore::CommitTurn(const Turn& turn) {
  if (turn.batch.empty()) return absl::OkStatus();
  absl::Status status = doors_.store->Commit(turn.batch);
  if (status.ok()) status = CheckWritten(turn);
  if (status.ok()) status = Publish();
  if (!status.ok()) is_ended_ = true;
  return status;
}

absl::StatusOr<Steps> HubCore::Sequence() {
  if (is_ended_)
    return base::Problem(absl::StatusCode::kUnavailable, "HUB_ENDED",
                         "a commit failed; the hub opens anew");
  Turn turn;
  while (!queue_.empty() && queue_.front().jobs_open == 0) {
    turn.sequenced.push_back(SequenceOne(queue_.front(), &turn));
    queue_.pop_front();
  }
  LONTAR_RETURN_IF_ERROR(CommitTurn(turn));
  if (queue_.empty()) oracle_.Clear();
  Steps steps;
  for (const Sequenced& sequenced : turn.sequenced) {
    const auto session = sessions_.find(sequenced.session);
    if (session == sessions_.end()) continue;
    if (sequenced.refusal.ok()) {
      steps.send.emplace_back(sequenced.session, session->second.Answer(sequenced.answer));
    } else {
      steps.send.emplace_back(sequenced.session,
                              session->second.Refuse(sequenced.refusal, sequenced.answer.number));
      steps.close.push_back(sequenced.session);
    }
  }
  return steps;
}

absl::StatusOr<base::LogIndex> HubCore::SubmitAct(const chain::Envelope& act, bool is_dry_run) {
  if (is_ended_)
    return base::Problem(absl::StatusCode::kUnavailable, "HUB_ENDED",
                         "a commit failed; the hub opens anew");
  const fold::ChainRecord* chain = state_.FindChain(chain::kAuthority, authority_incarnation_);
  const std::optional<chain::Head> head = chain == nullptr ? std::nullopt : chain->head();
  chain::Header header;
  header.hub_id = state_.trust_root() == nullptr ? fold::HubIdOf(act.payload) : state_.hub_id();
  header.author = std::string(chain::kAuthority);
  header.incarnation = authority_incarnation_;
  header.number = head ? head->number.next() : base::ChainNumber(1);
  if (head) header.previous = head->hash;
  header.kind = act.kind;
  header.collection = act.collection;
  header.payload_id = act.payload_id();
  header.payload_signatures = act.signatures;
  sync::Offer offer{chain::SealEntry(header, *keys_.chain_key), act.payload, {}};
  for (const std::string& part : act.parts) offer.parts.emplace(trust::PartHashOf(part), part);
  const fold::Candidate candidate = CandidateOf(offer);
  LONTAR_RETURN_IF_ERROR(fold::CheckAtDoor(state_, candidate, oracle_).status());
  const fold::Judgement judgement = fold::Judge(state_, candidate, oracle_);
  if (judgement.verdict != chain::Verdict::kAccepted) return ActRejected(judgement);
  if (is_dry_run) return base::LogIndex(tree_->size().value());
  Turn turn;
  std::string sentence;
  LONTAR_ASSIGN_OR_RETURN(const base::LogIndex index,
                          AppendLeaf(offer, candidate, &turn, &sentence));
  LONTAR_RETURN_IF_ERROR(CommitTurn(turn));
  return index;
}

fold::Question HubCore::InViewOf(const fold::Viewer& viewer, fold::Question question) const {
  question.viewer = viewer;
  question.find_region = [this](const fold::RoundReference& round, base::LogSize as_of) {
    return regions_.Find(state_, round, as_of, PartsOf(*doors_.store));
  };
  // One pass over the cosignatures for each member, however many questions it has.
  question.seen_up_to =
      [this, known = std::map<std::string, base::LogSize>()](absl::string_view member) mutable {
        const auto [at, is_new] = known.try_emplace(std::string(member));
        if (is_new) at->second = CosignedBy(*doors_.store, state_, member);
        return at->second;
      };
  return question;
}

absl::StatusOr<std::string> HubCore::Ask(const fold::Question& question) const {
  return fold::Answer(
      state_, InViewOf({fold::ViewerRole::kAsec}, question),
      [this](base::LogSize size) { return tree_->RootAt(size); }, PartsOf(*doors_.store));
}

absl::StatusOr<std::string> HubCore::AskFor(const fold::Viewer& viewer,
                                            const fold::Question& question) const {
  const fold::PartReader all = PartsOf(*doors_.store);
  return fold::Answer(
      state_, InViewOf(viewer, question),
      [this](base::LogSize size) { return tree_->RootAt(size); },
      fold::VisibleParts(viewer, state_, all));
}

}  // namespace lontar::hub
