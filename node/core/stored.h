#pragma once
// Payloads, parts and drafts in a node's store.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/chain/entry.h"
#include "core/fold/verdict.h"
#include "core/store/store.h"

namespace lontar::node {

// Records of a draft, behind store::DraftKey(id).
inline constexpr absl::string_view kDraftMeta = "/meta";          // JSON: what people see of it
inline constexpr absl::string_view kDraftEnvelope = "/envelope";  // chain::Envelope, signed or not
inline constexpr absl::string_view kDraftDrafted = "/drafted";    // JSON: as another drafted it

// Bytes that do not hash to what was asked are as good as absent.
fold::PartReader PartsOf(const store::Reader& store);
std::optional<std::string> ReadPayload(const store::Reader& store, const chain::Header& header);

// The parts of a draft. The reader must not outlive the store.
fold::PartReader DraftPartsOf(const store::Reader& store, absl::string_view draft);

struct StoredDraft {
  std::string id;
  std::string meta_json;
  chain::Envelope envelope;
};
// A record that an earlier version wrote, or a disk changed, so that it cannot be read (threat
// T37): DataLoss with RECORD_UNREADABLE, naming it. Nothing else is harmed by it.
absl::Status Unreadable(absl::string_view what, absl::string_view why);
// NotFound with DRAFT_ABSENT; DataLoss with RECORD_UNREADABLE: such a draft can only be dropped.
absl::StatusOr<StoredDraft> ReadDraft(const store::Reader& store, absl::string_view id);
// NotFound with DRAFT_ABSENT, unless there is something of this draft.
absl::Status CheckDraftIsThere(const store::Reader& store, absl::string_view id);
// When the own entry of this number was sealed, UTC, ISO 8601; empty where the store does not say.
std::string SealedAt(const store::Reader& store, uint64_t number);
// For a store of an earlier version, which did not say: an empty record for each own entry that has
// none, of the first `entries`.
absl::Status FillSealedAt(const store::Reader& store, uint64_t entries, store::Batch* batch);
// Adds the deletion of everything that a draft has.
absl::Status DeleteDraft(const store::Reader& store, absl::string_view id, store::Batch* batch);

}  // namespace lontar::node
