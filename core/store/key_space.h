#pragma once
// Where everything stands in a node's and in the hub's store. Each kind of record has a prefix of
// its own; numbers in keys are 8 bytes, big-endian. What may be thrown away and made again is not
// stored: the fold lives in memory and is made from the log when a program starts
// (docs/decisions/0003).

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/store/store.h"

namespace lontar::store {

// The log: leaves, hash tiles, size (core/log/tree_store.h). On a node: the leaves that it pulled
// and verified.
inline constexpr absl::string_view kLogPrefix = "log/";
// Payloads by payload id, and parts by part hash.
inline constexpr absl::string_view kPayloadPrefix = "payload/";
inline constexpr absl::string_view kPartPrefix = "part/";
// A chain's own entries by number: a node's present incarnation, the hub's authority chain.
inline constexpr absl::string_view kEntryPrefix = "entry/";
// Drafts and their parts, on nodes.
inline constexpr absl::string_view kDraftPrefix = "draft/";
inline constexpr absl::string_view kDraftPartPrefix = "draft-part/";
// What a member has chosen to answer for a round and has printed, on nodes.
inline constexpr absl::string_view kReturnPrefix = "return/";
// The member's register of sources, on nodes, by version: local, never sent.
inline constexpr absl::string_view kSourcesPrefix = "sources/";
// By payload id, on nodes: who entered a report on a provider's behalf and who approved it. JSON
// with people's names, which are nowhere else.
inline constexpr absl::string_view kHandsPrefix = "hands/";
// Whose key stands in for another one, and when, on nodes, by key id: local, never sent.
inline constexpr absl::string_view kDeputyPrefix = "deputy/";
// What was done with drafts, on nodes, numbered from 1; how many there are is a single record.
inline constexpr absl::string_view kHistoryPrefix = "history/";
// When an own entry was sealed, on nodes, by its number: what a person is told of those that wait.
inline constexpr absl::string_view kSealedAtPrefix = "sealed-at/";
// Single records.
inline constexpr absl::string_view kIdentityKey = "meta/identity";
inline constexpr absl::string_view kCheckpointKey = "meta/checkpoint";
inline constexpr absl::string_view kNextDraftKey = "meta/next-draft";
inline constexpr absl::string_view kHistoryCountKey = "meta/history-count";
// On nodes, against the register outside of the store: its token, and how many commits it has had
// (core/chain/high_water.h).
inline constexpr absl::string_view kInstanceKey = "meta/instance";
inline constexpr absl::string_view kCommitsKey = "meta/commits";
// Cosignature lines at the hub, by size and witness name.
inline constexpr absl::string_view kCosignaturePrefix = "cosignature/";

inline std::string PayloadKey(absl::string_view id) { return absl::StrCat(kPayloadPrefix, id); }
inline std::string PartKey(absl::string_view hash) { return absl::StrCat(kPartPrefix, hash); }
inline std::string EntryKey(uint64_t number) {
  return absl::StrCat(kEntryPrefix, KeyNumber(number));
}
inline std::string SealedAtKey(uint64_t number) {
  return absl::StrCat(kSealedAtPrefix, KeyNumber(number));
}
inline std::string DraftKey(absl::string_view id) { return absl::StrCat(kDraftPrefix, id); }
inline std::string HistoryKey(uint64_t number) {
  return absl::StrCat(kHistoryPrefix, KeyNumber(number));
}
inline std::string DraftPartKey(absl::string_view draft, absl::string_view hash) {
  return absl::StrCat(kDraftPartPrefix, draft, "/", hash);
}
inline std::string ReturnKey(absl::string_view collection, absl::string_view round) {
  return absl::StrCat(kReturnPrefix, collection, "/", round);
}
inline std::string SourcesKey(uint64_t version) {
  return absl::StrCat(kSourcesPrefix, KeyNumber(version));
}
inline std::string DeputyKey(absl::string_view key_id) {
  return absl::StrCat(kDeputyPrefix, key_id);
}
inline std::string HandsKey(absl::string_view payload) {
  return absl::StrCat(kHandsPrefix, payload);
}
// Checkpoints of the hub that contradict what a node verified before, by size and root.
inline constexpr absl::string_view kEvidencePrefix = "evidence/";

inline std::string EvidenceKey(uint64_t size, absl::string_view root) {
  return absl::StrCat(kEvidencePrefix, KeyNumber(size), root);
}
inline std::string CosignatureKey(uint64_t size, absl::string_view witness) {
  return absl::StrCat(kCosignaturePrefix, KeyNumber(size), witness);
}

}  // namespace lontar::store
