// What the node tells a sync session, and what it does with what comes down.

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/named_parts.h"
#include "core/log/note.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "node/core/node_core.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

log::NoteKey LogKeyOf(const fold::TrustRoot& root) {
  return {root.origin, log::NoteKeyType::kEd25519, root.log_key};
}

absl::Status StateProblem(absl::string_view reason, absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kFailedPrecondition, reason, sentence);
}

// The payload that came with a leaf, if its bytes hash to what the header says.
std::optional<std::string> PulledPayload(const sync::Pulled& pulled, const chain::Header& header) {
  const auto found =
      pulled.payloads.find({sync::PayloadKind::kPayload, base::Hash(header.payload_id.array())});
  if (found == pulled.payloads.end()) return std::nullopt;
  const trust::PayloadType type = chain::PayloadTypeFor(header.kind);
  if (trust::PayloadIdOf(type, found->second) != header.payload_id) return std::nullopt;
  return found->second;
}

// The texts of this member's questions that came with them. One that did not come, or is not what
// was named, is as good as unsaid.
void KeepPulledParts(const sync::Pulled& pulled, const std::vector<base::PartHash>& named,
                     store::Batch* batch) {
  for (const base::PartHash& hash : named) {
    const auto found = pulled.payloads.find({sync::PayloadKind::kPart, base::Hash(hash.array())});
    if (found == pulled.payloads.end() || trust::PartHashOf(found->second) != hash) continue;
    batch->Put(store::PartKey(hash.view()), found->second);
  }
}

}  // namespace

std::unique_ptr<sync::NodeSession> NodeCore::StartSync() {
  answers_.clear();
  has_cosigned_ = false;
  return std::unique_ptr<sync::NodeSession>(new sync::NodeSession(this));
}

absl::StatusOr<sync::SignedHello> NodeCore::MakeHello() {
  sync::Hello hello;
  hello.hub_id = identity_.hub_id;
  hello.member = identity_.member;
  hello.incarnation = identity_.incarnation;
  hello.head = head_;
  hello.verified_size = tree_->size();
  if (tree_->size().value() > 0) hello.verified_root = tree_->root();
  hello.nonce = *sync::Nonce::FromBytes(doors_.entropy->Bytes(sync::Nonce::kBytes));
  hello.level = fold::kKnownLevel;
  return sync::SignHello(hello, *keys_.node_key);
}

absl::Status NodeCore::CheckWelcome(const sync::Welcome& welcome) {
  if (welcome.level > fold::kKnownLevel) {
    return StateProblem(
        "LEVEL_UNKNOWN",
        absl::StrCat("the hub is at level ", welcome.level, ", this program knows level ",
                     fold::kKnownLevel, "; install a newer version, the data are kept"));
  }
  if (welcome.state == sync::SyncState::kForked) {
    return StateProblem(
        "CHAIN_FORKED",
        "the hub holds another entry under a number of this node: two machines wrote as one; "
        "nothing is lost, go on in a new incarnation");
  }
  if (welcome.state == sync::SyncState::kHubAhead) {
    return StateProblem(
        "CHAIN_BEHIND",
        "the hub holds entries of this node that are not here: its store was rolled back; "
        "restore it, nothing is sent until then");
  }
  if (welcome.head) {
    LONTAR_ASSIGN_OR_RETURN(const auto entry, OwnEntry(welcome.head->number));
    if (!entry || entry->hash() != welcome.head->hash) {
      return StateProblem("CHAIN_FORKED",
                          absl::StrCat("the hub's entry ", welcome.head->number.value(),
                                       " of this node is not the one that stands here"));
    }
  }
  if (tree_->size().value() == 0) return absl::OkStatus();  // the log key comes with leaf 0
  LONTAR_ASSIGN_OR_RETURN(const log::Checkpoint theirs,
                          log::OpenCheckpoint(welcome.checkpoint, LogKeyOf(*state_.trust_root())));
  absl::Status status;
  if (theirs.size < tree_->size()) {
    status = StateProblem("HUB_BEHIND",
                          absl::StrCat("the hub shows a log of ", theirs.size.value(), " leaves, ",
                                       tree_->size().value(),
                                       " were verified before: it was rolled back, or lies; "
                                       "nothing is lost, tell the other members"));
  } else {
    status = log::VerifyConsistency(welcome.consistency, tree_->size(), tree_->root(), theirs.size,
                                    theirs.root);
  }
  if (status.ok()) return status;
  // Both signed checkpoints are the evidence.
  store::Batch batch;
  batch.Put(store::EvidenceKey(theirs.size.value(), theirs.root.view()), welcome.checkpoint);
  LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  return status;
}

absl::StatusOr<std::optional<sync::Outgoing>> NodeCore::EntryAt(base::ChainNumber number) {
  LONTAR_ASSIGN_OR_RETURN(std::optional<chain::Entry> entry, OwnEntry(number));
  if (!entry) return std::optional<sync::Outgoing>();
  sync::Outgoing outgoing;
  outgoing.payload = OwnPayload(entry->header);
  if (outgoing.payload) {
    const fold::PartReader parts = PartsOf(*doors_.store);
    for (const base::PartHash& hash : fold::PartsNamedBy(entry->header.kind, *outgoing.payload)) {
      if (std::optional<std::string> bytes = parts(hash))
        outgoing.parts.emplace_back(hash, *std::move(bytes));
    }
  }
  outgoing.entry = *std::move(entry);
  return std::optional<sync::Outgoing>(std::move(outgoing));
}

void NodeCore::TakeAnswer(const sync::EntryAnswer& answer) { answers_.push_back(answer); }

// Verifies everything in copies; only when all of it holds and is durable do they take the place of
// what was.
absl::StatusOr<std::optional<sync::CosignatureFrame>> NodeCore::TakePulled(sync::Pulled pulled) {
  fold::State state = state_;
  log::TreeStore tree = *tree_;
  store::Batch batch;
  for (std::string& bytes : pulled.leaves) {
    LONTAR_ASSIGN_OR_RETURN(const chain::Leaf leaf, chain::DecodeLeaf(bytes));
    const chain::Header& header = leaf.entry.header;
    const bool is_ours =
        header.author == identity_.member && header.incarnation == identity_.incarnation;
    if (is_ours && leaf.stamp.verdict != chain::Verdict::kFork) {
      LONTAR_ASSIGN_OR_RETURN(const auto entry, OwnEntry(header.number));
      if (!entry || entry->hash() != leaf.entry.hash()) {
        return StateProblem("CHAIN_FORKED", absl::StrCat("leaf ", state.size().value(),
                                                         " holds an entry ", header.number.value(),
                                                         " of this node that is not its own"));
      }
    }
    std::optional<std::string> payload = PulledPayload(pulled, header);
    if (payload) batch.Put(store::PayloadKey(header.payload_id.view()), *payload);
    if (!payload) payload = OwnPayload(header);
    LONTAR_RETURN_IF_ERROR(state.Apply(leaf, payload));
    const bool is_accepted = leaf.stamp.verdict == chain::Verdict::kAccepted && payload;
    if (is_accepted && fold::MemberAsked(state, header, *payload) == identity_.member) {
      KeepPulledParts(pulled, fold::PartsNamedBy(header.kind, *payload), &batch);
    }
  }
  tree.AppendAll(pulled.leaves, &batch);
  if (state.trust_root() == nullptr || state.hub_id() != identity_.hub_id) {
    return StateProblem("OTHER_HUB",
                        absl::StrCat("leaf 0 makes hub ", state.hub_id().hex(),
                                     ", this node was made for ", identity_.hub_id.hex()));
  }
  LONTAR_ASSIGN_OR_RETURN(const log::Checkpoint theirs,
                          log::OpenCheckpoint(pulled.checkpoint, LogKeyOf(*state.trust_root())));
  if (theirs.size != tree.size() || theirs.root != tree.root()) {
    return base::Problem(
        absl::StatusCode::kDataLoss, "LOG_FORKED",
        absl::StrCat("the leaves that came make another root than the checkpoint of size ",
                     theirs.size.value()));
  }
  batch.Put(store::kCheckpointKey, pulled.checkpoint);
  chain::HighWater mark = Mark();
  mark.log_size = tree.size();
  mark.log_root = tree.root();
  LONTAR_RETURN_IF_ERROR(CommitTo(mark, std::move(batch)));
  state_ = std::move(state);
  tree_ = std::move(tree);
  checkpoint_ = std::move(pulled.checkpoint);
  if (const absl::Status status = RebuildAhead(); !status.ok()) {
    is_ended_ = true;
    return status;
  }
  return MakeCosignature(theirs);
}

absl::Status NodeCore::CheckCheckpoint() const {
  const absl::StatusOr<log::Checkpoint> kept =
      log::OpenCheckpoint(checkpoint_, LogKeyOf(*state_.trust_root()));
  if (kept.ok() && kept->size == tree_->size() && kept->root == tree_->root()) {
    return absl::OkStatus();
  }
  return Unreadable("the checkpoint", kept.ok() ? "it is that of another log; `lontar sync` first"
                                                : kept.status().message());
}

// A witness says what it has verified and keeps: nothing if its key is not enrolled.
std::optional<sync::CosignatureFrame> NodeCore::MakeCosignature(const log::Checkpoint& checkpoint) {
  if (keys_.witness_key == nullptr) return std::nullopt;
  const fold::KeyRecord* key = state_.FindKey(keys_.witness_key->public_key().id());
  const bool is_witness = key != nullptr && key->role == fold::KeyRole::kWitness &&
                          key->ValidAt(base::LogIndex(state_.size().value()));
  const int64_t now_s = absl::ToUnixSeconds(doors_.clock->Now());
  if (!is_witness || now_s <= 0) return std::nullopt;
  const log::NoteLine line =
      log::Cosign(checkpoint, key->witness_name, *keys_.witness_key, static_cast<uint64_t>(now_s));
  has_cosigned_ = true;
  return sync::CosignatureFrame{checkpoint.size, log::FormatNoteLine(line)};
}

std::string NodeCore::SyncJson(const sync::NodeSession& session) const {
  json answers = json::array();
  for (const sync::EntryAnswer& answer : answers_) {
    const absl::StatusOr<chain::Leaf> leaf = chain::DecodeLeaf(answer.leaf);
    answers.push_back(
        {{"number", answer.number.value()},
         {"index", answer.index.value()},
         {"verdict", leaf.ok() ? std::string(chain::NameOf(leaf->stamp.verdict)) : "unknown"},
         {"sentence", answer.sentence}});
  }
  const json result = {
      {"schema", "lontar.sync.v1"},
      {"member", identity_.member},
      {"sent", {{"entries", session.entries_sent()}, {"bytes", session.bytes_sent()}}},
      {"received", {{"leaves", session.leaves_received()}}},
      {"answers", answers},
      {"log_size", tree_->size().value()},
      {"root", tree_->root().hex()},
      {"queued", queued()},
      {"cosigned", has_cosigned_}};
  return result.dump() + "\n";
}

}  // namespace lontar::node
