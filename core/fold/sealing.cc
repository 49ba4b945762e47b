#include "core/fold/sealing.h"

#include "core/trust/payload_type.h"
#include "core/trust/sha256.h"

namespace lontar::fold {

using chain::EntryKind;

LogIndex NextIndex(const State& state) { return LogIndex(state.size().value()); }

bool IsFirstTrustRoot(const State& state, const chain::Header& header) {
  return state.size().value() == 0 && header.kind == EntryKind::kTrustRoot &&
         header.author == chain::kAuthority;
}

namespace {

// What a node states by itself, and of which no other key's signature is tried.
bool IsSignedByNode(EntryKind kind) {
  return kind == EntryKind::kQuestion || kind == EntryKind::kAnswer || kind == EntryKind::kRelease;
}

}  // namespace

std::optional<KeysAct> KeysIn(const Candidate& candidate) {
  if (candidate.entry->header.kind != EntryKind::kKeys || !candidate.payload) return std::nullopt;
  absl::StatusOr<Act> act = DecodeAct(EntryKind::kKeys, *candidate.payload);
  if (!act.ok()) return std::nullopt;
  return std::get<KeysAct>(*std::move(act));
}

std::vector<trust::PublicKey> SealingKeys(const State& state, const chain::Header& header) {
  std::vector<trust::PublicKey> keys;
  if (header.author == chain::kAuthority) {
    if (state.trust_root() != nullptr) keys.push_back(state.trust_root()->chain_key);
    return keys;
  }
  for (const KeyRecord* key : state.KeysAt(KeyRole::kNode, header.author, NextIndex(state))) {
    keys.push_back(key->key);
  }
  return keys;
}

std::vector<trust::PublicKey> SealingKeysBrought(const State& state, const Candidate& candidate) {
  std::vector<trust::PublicKey> keys;
  if (const std::optional<KeysAct> act = KeysIn(candidate);
      act && act->member == candidate.entry->header.author) {
    for (const Enrolment& enrolment : act->enrolments) {
      const bool is_new = state.FindKey(enrolment.key.id()) == nullptr;
      if (enrolment.role == KeyRole::kNode && is_new) keys.push_back(enrolment.key);
    }
  }
  if (IsFirstTrustRoot(state, candidate.entry->header) && candidate.payload) {
    const absl::StatusOr<Act> act = DecodeAct(EntryKind::kTrustRoot, *candidate.payload);
    if (act.ok()) keys.push_back(std::get<TrustRoot>(*act).chain_key);
  }
  return keys;
}

base::Hash SignatureJob::Id() const {
  return trust::Sha256({key.bytes.view(), signature.bytes.view(), message});
}

std::vector<SignatureJob> SignatureJobsFor(const State& state, const Candidate& candidate) {
  const chain::Entry& entry = *candidate.entry;
  std::vector<SignatureJob> jobs;
  const auto add = [&jobs](const std::vector<trust::PublicKey>& keys, const std::string& message,
                           const std::vector<trust::Signature>& signatures) {
    for (const trust::Signature& signature : signatures) {
      for (const trust::PublicKey& key : keys) {
        if (key.hint() == signature.key_hint) jobs.push_back({key, message, signature});
      }
    }
  };
  const std::string sealed = trust::Pae(trust::PayloadType::kEntry, entry.header_bytes);
  add(SealingKeys(state, entry.header), sealed, {entry.signature});
  add(SealingKeysBrought(state, candidate), sealed, {entry.signature});
  if (!candidate.payload) return jobs;
  std::vector<trust::PublicKey> keys;
  if (entry.header.kind == EntryKind::kSubmission) {
    for (const KeyRecord* key :
         state.KeysAt(KeyRole::kProvider, entry.header.author, NextIndex(state))) {
      keys.push_back(key->key);
    }
  } else if (const MemberAct* member = state.FindMember(entry.header.author, state.size())) {
    keys.push_back(member->administrator);
  } else if (state.trust_root() != nullptr) {
    keys = state.trust_root()->authority_keys;
    const CollectionRecord* collection = state.FindCollection(entry.header.collection);
    const CollectionLead* lead = collection == nullptr ? nullptr : collection->LeadAt(state.size());
    if (lead != nullptr) keys.insert(keys.end(), lead->keys.begin(), lead->keys.end());
  }
  if (entry.header.kind == EntryKind::kReturn) {
    for (const KeyRole role : {KeyRole::kNode, KeyRole::kFocalPoint}) {
      for (const KeyRecord* key : state.KeysAt(role, entry.header.author, NextIndex(state))) {
        keys.push_back(key->key);
      }
    }
  }
  if (IsSignedByNode(entry.header.kind)) {
    for (const KeyRecord* key :
         state.KeysAt(KeyRole::kNode, entry.header.author, NextIndex(state))) {
      keys.push_back(key->key);
    }
  }
  if (const std::optional<KeysAct> act = KeysIn(candidate)) {
    for (const Enrolment& enrolment : act->enrolments) keys.push_back(enrolment.key);
  }
  add(keys, trust::Pae(chain::PayloadTypeFor(entry.header.kind), *candidate.payload),
      entry.header.payload_signatures);
  return jobs;
}

}  // namespace lontar::fold
