// Opening the log, and reading again what was written before a checkpoint is signed over it (threat
// T12, docs/decisions/0010).
//
// A public log died of one bit that flipped between an entry and its tree. So nothing is signed but
// what was read back and is what was judged; and leaves that a hub finds behind the last signed one
// when it opens are judged as if they came just now.

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/fold/named_parts.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "hub/core/hub_core.h"

namespace lontar::hub {
namespace {

absl::Status WriteDiffers(base::LogIndex index, absl::string_view what) {
  return base::Problem(absl::StatusCode::kDataLoss, "WRITE_DIFFERS",
                       absl::StrCat("leaf ", index.value(), " does not read as it was judged: ",
                                    what, "; nothing is signed over it"));
}

// Whoever may have sealed it. That the key was valid at its position is judged at the door; here it
// is only asked whether the bytes are those that a key of the author signed.
std::vector<trust::PublicKey> SealersOf(const fold::State& state, base::LogIndex index,
                                        const chain::Header& header,
                                        const std::optional<std::string>& payload) {
  if (header.author == chain::kAuthority) return {state.trust_root()->chain_key};
  std::vector<trust::PublicKey> keys;
  // A key that this leaf revokes was valid until just before it.
  for (const uint64_t at : {index.value(), index.value() - (index.value() > 0 ? 1 : 0)}) {
    for (const auto* key : state.KeysAt(fold::KeyRole::kNode, header.author, base::LogIndex(at))) {
      keys.push_back(key->key);
    }
  }
  // And one that it brings itself, also where the act was rejected.
  if (header.kind != chain::EntryKind::kKeys || !payload) return keys;
  const absl::StatusOr<fold::Act> act = fold::DecodeAct(header.kind, *payload);
  if (!act.ok()) return keys;
  for (const fold::Enrolment& enrolment : std::get<fold::KeysAct>(*act).enrolments) {
    if (enrolment.role == fold::KeyRole::kNode) keys.push_back(enrolment.key);
  }
  return keys;
}

// Payloads and parts to which these leaves lead. DataLoss: one of their payloads is damaged, so
// that nobody can say what it led to.
absl::StatusOr<std::set<std::string>> KeysLedTo(const store::Reader& store,
                                                const std::vector<std::string>& leaves) {
  std::set<std::string> keys;
  for (const std::string& bytes : leaves) {
    LONTAR_ASSIGN_OR_RETURN(const chain::Leaf leaf, chain::DecodeLeaf(bytes));
    const chain::Header& header = leaf.entry.header;
    const std::string key = store::PayloadKey(header.payload_id.view());
    LONTAR_ASSIGN_OR_RETURN(const auto stored, store.Get(key));
    const std::optional<std::string> payload = ReadPayload(store, header);
    if (!payload && (stored || leaf.stamp.verdict == chain::Verdict::kAccepted)) {
      return base::Problem(
          absl::StatusCode::kDataLoss, "PAYLOAD_ABSENT",
          absl::StrCat("payload ", header.payload_id.short_hex(), " is not there"));
    }
    keys.insert(key);
    if (!payload) continue;
    for (const base::PartHash& part : fold::PartsNamedBy(header.kind, *payload)) {
      keys.insert(store::PartKey(part.view()));
    }
  }
  return keys;
}

}  // namespace

// The fold lives in memory: it is made from the log, so that it cannot differ from it.
absl::Status HubCore::Load() {
  LONTAR_ASSIGN_OR_RETURN(const auto highest, doors_.sign_register->Read());
  const base::LogSize signed_size = highest ? highest->size : base::LogSize(0);
  const absl::Status loaded = LoadLog(signed_size);
  // A register that holds nothing yet vouches for nothing: init begins anew then.
  if (!absl::IsDataLoss(loaded) || !highest) return loaded;
  // Errors of cutting: the damage is not behind what was signed, or not only there.
  if (!CutBackTo(*highest).ok()) return loaded;
  LONTAR_RETURN_IF_ERROR(LoadLog(signed_size));
  notice_ = absl::StrCat(
      "the log was brought back to the ", signed_size.value(),
      " leaves that were signed; what stood behind them was never answered: ", loaded.message());
  return absl::OkStatus();
}

absl::Status HubCore::ApplyLeaf(const chain::Leaf& leaf,
                                const std::optional<std::string>& payload) {
  LONTAR_RETURN_IF_ERROR(state_.Apply(leaf, payload));
  ++verdicts_[leaf.stamp.verdict];
  return absl::OkStatus();
}

absl::Status HubCore::LoadLog(base::LogSize signed_size) {
  state_ = fold::State();
  verdicts_.clear();
  LONTAR_ASSIGN_OR_RETURN(tree_,
                          log::TreeStore::Open(doors_.store, std::string(store::kLogPrefix)));
  for (base::LogIndex index; base::IsBefore(index, tree_->size()); index = index.next()) {
    const std::string place = absl::StrCat("leaf ", index.value());
    LONTAR_ASSIGN_OR_RETURN(std::string bytes, tree_->LeafAt(index));
    absl::StatusOr<chain::Leaf> leaf = chain::DecodeLeaf(std::move(bytes));
    if (!leaf.ok()) {
      return base::Problem(
          absl::StatusCode::kDataLoss, "RECORD_UNREADABLE",
          absl::StrCat(place, " in the store cannot be read: ", leaf.status().message()));
    }
    if (index.value() == 0) authority_incarnation_ = leaf->entry.header.incarnation;
    const std::optional<std::string> payload = ReadPayload(*doors_.store, leaf->entry.header);
    if (!base::IsBefore(index, signed_size)) {
      LONTAR_RETURN_IF_ERROR(base::Annotate(Rejudge(*leaf, payload), place));
    }
    LONTAR_RETURN_IF_ERROR(base::Annotate(ApplyLeaf(*leaf, payload), place));
    if (doors_.on_replayed) doors_.on_replayed(index.value() + 1, tree_->size().value());
  }
  return absl::OkStatus();
}

absl::Status HubCore::Rejudge(const chain::Leaf& leaf, const std::optional<std::string>& payload) {
  const base::LogIndex index(state_.size().value());
  fold::DirectOracle oracle;
  const fold::Candidate candidate{&leaf.entry, payload, PartsOf(*doors_.store)};
  const auto door = fold::CheckAtDoor(state_, candidate, oracle);
  if (!door.ok()) return WriteDiffers(index, door.status().message());
  if (door->known_at) return WriteDiffers(index, "its entry is in the log already");
  const fold::Judgement judgement = fold::Judge(state_, candidate, oracle);
  if (judgement.verdict != leaf.stamp.verdict) {
    return WriteDiffers(index, absl::StrCat("it is stamped ", chain::NameOf(leaf.stamp.verdict),
                                            " and judged ", chain::NameOf(judgement.verdict)));
  }
  // Not whether it is still to come: the clock may have been set back since, and then good leaves
  // would be cut off and come again in another order (threat T46).
  if (leaf.stamp.time_ms < state_.last_time_ms()) {
    return WriteDiffers(
        index, absl::StrCat("its time ", leaf.stamp.time_ms, " ms is before the last leaf's"));
  }
  return absl::OkStatus();
}

// Measured cost: docs/decisions/0010. A signature that was checked when the entry came is found by
// the hash of key, message and signature as they read now, so that other bytes are checked anew.
absl::Status HubCore::CheckWritten(const Turn& turn) {
  absl::Status status = tree_->CheckCommitted();
  for (const auto& [index, fresh] : turn.leaves) {
    if (status.ok()) status = CheckLeaf(index, fresh);
  }
  if (status.ok()) return status;
  // At once, while it is known which leaves these are. If that fails too, opening finds them.
  const auto highest = doors_.sign_register->Read();
  if (highest.ok() && *highest) {
    const absl::Status cut = CutBackTo(**highest);
    if (!cut.ok()) return base::Annotate(status, std::string(cut.message()));
  }
  return status;
}

absl::Status HubCore::CheckLeaf(base::LogIndex index, const Fresh& fresh) {
  LONTAR_ASSIGN_OR_RETURN(std::string bytes, tree_->LeafAt(index));
  const absl::StatusOr<chain::Leaf> leaf = chain::DecodeLeaf(std::move(bytes));
  if (!leaf.ok()) return WriteDiffers(index, leaf.status().message());
  if (leaf->stamp != fresh.stamp) return WriteDiffers(index, "its stamp is another");
  const chain::Entry& entry = leaf->entry;
  const std::optional<std::string> payload = ReadPayload(*doors_.store, entry.header);
  if (fresh.has_payload && !payload) return WriteDiffers(index, "its payload is another");
  const std::string message = trust::Pae(trust::PayloadType::kEntry, entry.header_bytes);
  const auto sealers = SealersOf(state_, index, entry.header, payload);
  const bool is_sealed = std::ranges::any_of(sealers, [&](const trust::PublicKey& key) {
    return key.hint() == entry.signature.key_hint &&
           oracle_.Verifies(key, message, entry.signature);
  });
  if (!is_sealed) return WriteDiffers(index, "no key of its author signed it");
  const fold::PartReader parts = PartsOf(*doors_.store);
  for (const base::PartHash& hash : fresh.parts) {
    if (!parts(hash)) return WriteDiffers(index, absl::StrCat("part ", hash.short_hex()));
  }
  return absl::OkStatus();
}

absl::Status HubCore::CutBackTo(const log::SignedHead& head) {
  LONTAR_ASSIGN_OR_RETURN(
      log::TreeStore::Kept kept,
      log::TreeStore::CutBack(*doors_.store, std::string(store::kLogPrefix), head.size));
  if (kept.root != head.root) {
    return base::Problem(absl::StatusCode::kDataLoss, "LOG_DAMAGED",
                         absl::StrCat("the first ", head.size.value(),
                                      " leaves make another root than the one that was signed"));
  }
  LONTAR_ASSIGN_OR_RETURN(const std::set<std::string> led_to,
                          KeysLedTo(*doors_.store, kept.leaves));
  for (const absl::string_view kind : {store::kPayloadPrefix, store::kPartPrefix}) {
    LONTAR_RETURN_IF_ERROR(
        doors_.store->ScanPrefix(kind, [&led_to, &kept](absl::string_view key, absl::string_view) {
          if (!led_to.contains(std::string(key))) kept.batch.Delete(key);
          return true;
        }));
  }
  return doors_.store->Commit(kept.batch);
}

}  // namespace lontar::hub
