// What the hub tells a sync session: greetings, leaves, payloads, cosignatures.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/named_parts.h"
#include "core/log/note.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "hub/core/hub_core.h"
#include "hub/core/settled.h"

namespace lontar::hub {
namespace {

absl::Status NotGreeted(absl::StatusCode code, absl::string_view reason,
                        absl::string_view sentence) {
  return base::Problem(code, reason, sentence);
}

// How the two heads of one incarnation stand to each other (sync design notes, section 3).
sync::SyncState Compare(const fold::ChainRecord* chain, const std::optional<chain::Head>& node) {
  const uint64_t hub_number = chain == nullptr ? 0 : chain->hashes.size();
  const uint64_t node_number = node ? node->number.value() : 0;
  if (node && node_number <= hub_number && chain->hashes[node_number - 1] != node->hash) {
    return sync::SyncState::kForked;
  }
  if (chain != nullptr && chain->frozen_at) return sync::SyncState::kForked;
  if (hub_number == node_number) return sync::SyncState::kEqual;
  return hub_number < node_number ? sync::SyncState::kNodeAhead : sync::SyncState::kHubAhead;
}

}  // namespace

absl::StatusOr<sync::Welcome> HubCore::Greet(const sync::SignedHello& signed_hello,
                                             absl::string_view member) {
  const sync::Hello& hello = signed_hello.hello;
  if (hello.protocol != sync::kProtocolVersion) {
    return NotGreeted(absl::StatusCode::kFailedPrecondition, "PROTOCOL_UNKNOWN",
                      absl::StrCat("the node speaks protocol ", hello.protocol, ", this hub ",
                                   sync::kProtocolVersion, "; bring both to one version"));
  }
  if (hello.hub_id != state_.hub_id()) {
    return NotGreeted(
        absl::StatusCode::kFailedPrecondition, "OTHER_HUB",
        absl::StrCat(
            "the node was made for hub ", hello.hub_id.short_hex(), ", this is ",
            state_.hub_id().short_hex(),
            fold::IsTraining(state_.trust_root()->notice) ? ", which is for exercises only" : ""));
  }
  if (hello.member != member) {
    return NotGreeted(
        absl::StatusCode::kPermissionDenied, "MEMBER_MISMATCH",
        absl::StrCat("the hello is of ", hello.member, ", the certificate of ", member));
  }
  if (state_.FindMember(member, state_.size()) == nullptr) {
    return NotGreeted(
        absl::StatusCode::kPermissionDenied, "MEMBER_UNKNOWN",
        absl::StrCat(member, " is no member on this log; the authority enrols it first"));
  }
  // A member without any node key is about to bring its first one, in its first entry.
  const auto keys =
      state_.KeysAt(fold::KeyRole::kNode, member, base::LogIndex(state_.size().value()));
  const std::string message = trust::Pae(trust::PayloadType::kHello, signed_hello.hello_bytes);
  const bool is_signed = std::ranges::any_of(keys, [&](const fold::KeyRecord* key) {
    return oracle_.Verifies(key->key, message, signed_hello.signature);
  });
  const trust::KeyHint& hint = signed_hello.signature.key_hint;
  const bool is_known = std::ranges::any_of(
      keys, [&hint](const fold::KeyRecord* key) { return key->key.hint() == hint; });
  if (!is_signed && is_known) {
    return NotGreeted(absl::StatusCode::kPermissionDenied, "NODE_KEY_NOT_VALID",
                      absl::StrCat("the signature of key ", hint.hex(),
                                   " does not fit the hello; one of the two was altered"));
  }
  if (!keys.empty() && !is_signed) {
    return NotGreeted(
        absl::StatusCode::kPermissionDenied, "NODE_KEY_NOT_VALID",
        absl::StrCat("the hello is signed by key ", signed_hello.signature.key_hint.hex(),
                     ", which is no valid node key of ", member));
  }
  const fold::ChainRecord* chain = state_.FindChain(member, hello.incarnation);
  sync::Welcome welcome;
  welcome.nonce = hello.nonce;
  welcome.level = state_.level();
  welcome.state = Compare(chain, hello.head);
  if (chain != nullptr) welcome.head = chain->head();
  welcome.checkpoint = checkpoint();
  if (hello.verified_size <= published_) {
    LONTAR_ASSIGN_OR_RETURN(welcome.consistency,
                            tree_->Consistency(hello.verified_size, published_));
  }
  return welcome;
}

absl::StatusOr<std::string> HubCore::LeafAt(base::LogIndex index) const {
  return tree_->LeafAt(index);
}

std::optional<std::string> HubCore::PayloadFor(absl::string_view member,
                                               absl::string_view leaf_bytes) const {
  const absl::StatusOr<chain::Leaf> leaf = chain::DecodeLeaf(std::string(leaf_bytes));
  if (!leaf.ok() || leaf->stamp.verdict != chain::Verdict::kAccepted) return std::nullopt;
  if (leaf->entry.header.author == member) return std::nullopt;
  return ReadPayload(*doors_.store, leaf->entry.header);
}

std::vector<std::pair<base::PartHash, std::string>> HubCore::PartsFor(
    absl::string_view member, absl::string_view leaf_bytes) const {
  std::vector<std::pair<base::PartHash, std::string>> sent;
  const absl::StatusOr<chain::Leaf> leaf = chain::DecodeLeaf(std::string(leaf_bytes));
  if (!leaf.ok() || leaf->stamp.verdict != chain::Verdict::kAccepted) return sent;
  const chain::Header& header = leaf->entry.header;
  const bool may_bring_text =
      header.kind == chain::EntryKind::kQuestion || header.kind == chain::EntryKind::kAnswer;
  if (!may_bring_text || header.author == member) return sent;
  const std::optional<std::string> payload = ReadPayload(*doors_.store, header);
  if (!payload) return sent;
  const std::string of = fold::MemberAsked(state_, header, *payload);
  if (!fold::MaySeeQuestions({fold::ViewerRole::kMember, std::string(member)}, of)) return sent;
  const fold::PartReader parts = PartsOf(*doors_.store);
  for (const base::PartHash& hash : fold::PartsNamedBy(header.kind, *payload)) {
    if (std::optional<std::string> bytes = parts(hash)) sent.emplace_back(hash, *std::move(bytes));
  }
  return sent;
}

absl::Status HubCore::TakeCosignature(absl::string_view member,
                                      const sync::CosignatureFrame& cosignature) {
  LONTAR_ASSIGN_OR_RETURN(const log::NoteLine line, log::ParseNoteLine(cosignature.line));
  if (published_ < cosignature.size || cosignature.size.value() == 0) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "SIZE_UNKNOWN",
                         absl::StrCat("a cosignature of size ", cosignature.size.value(),
                                      ", this log has ", published_.value()));
  }
  // A witness nearly always signs the newest size, whose root is at hand.
  absl::StatusOr<base::Hash> root = tree_->root();
  if (cosignature.size != tree_->size()) root = tree_->RootAt(cosignature.size);
  LONTAR_RETURN_IF_ERROR(root.status());
  const log::Checkpoint statement{state_.trust_root()->origin, cosignature.size, *root, {}};
  for (const fold::KeyRecord* key :
       state_.KeysAt(fold::KeyRole::kWitness, member, base::LogIndex(state_.size().value()))) {
    const log::NoteKey witness{key->witness_name, log::NoteKeyType::kCosignatureV1, key->key};
    if (!log::VerifyCosignature(statement, line, witness).ok()) continue;
    store::Batch batch;
    batch.Put(store::CosignatureKey(cosignature.size.value(), key->witness_name),
              log::FormatNoteLine(line));
    const absl::Status stored = doors_.store->Commit(batch);
    if (!stored.ok()) is_ended_ = true;
    LONTAR_RETURN_IF_ERROR(stored);
    LONTAR_ASSIGN_OR_RETURN(const uint64_t lines, CosignaturesOf(*doors_.store, cosignature.size));
    if (lines >= QuorumOf(state_)) settled_ = std::max(settled_, cosignature.size);
    return absl::OkStatus();
  }
  return base::Problem(absl::StatusCode::kPermissionDenied, "WITNESS_KEY_NOT_VALID",
                       absl::StrCat("the cosignature is by no valid witness key of ", member));
}

std::string HubCore::checkpoint() const {
  std::string note = checkpoint_;
  const std::string prefix = store::CosignatureKey(published_.value(), "");
  const absl::Status read =
      doors_.store->ScanPrefix(prefix, [&note](absl::string_view, absl::string_view line) {
        // A damaged line would keep every node from reading the note (threat T37).
        const absl::StatusOr<log::NoteLine> read = log::ParseNoteLine(line);
        if (read.ok()) absl::StrAppend(&note, log::FormatNoteLine(*read));
        return true;
      });
  // Cosignatures are a help, not a condition: without them the checkpoint still stands.
  return read.ok() ? note : checkpoint_;
}

}  // namespace lontar::hub
