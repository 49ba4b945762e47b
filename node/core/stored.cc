#include "node/core/stored.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"

namespace lontar::node {
namespace {

std::optional<std::string> PartUnder(const store::Reader& store, const std::string& key,
                                     const base::PartHash& hash) {
  auto bytes = store.Get(key);
  if (!bytes.ok() || !*bytes || trust::PartHashOf(**bytes) != hash) return std::nullopt;
  return **std::move(bytes);
}

}  // namespace

fold::PartReader PartsOf(const store::Reader& store) {
  return [&store](const base::PartHash& hash) {
    return PartUnder(store, store::PartKey(hash.view()), hash);
  };
}

fold::PartReader DraftPartsOf(const store::Reader& store, absl::string_view draft) {
  return [&store, id = std::string(draft)](const base::PartHash& hash) {
    return PartUnder(store, store::DraftPartKey(id, hash.view()), hash);
  };
}

std::optional<std::string> ReadPayload(const store::Reader& store, const chain::Header& header) {
  auto bytes = store.Get(store::PayloadKey(header.payload_id.view()));
  if (!bytes.ok() || !*bytes) return std::nullopt;
  if (trust::PayloadIdOf(chain::PayloadTypeFor(header.kind), **bytes) != header.payload_id)
    return std::nullopt;
  return **std::move(bytes);
}

absl::Status Unreadable(absl::string_view what, absl::string_view why) {
  return base::Problem(absl::StatusCode::kDataLoss, "RECORD_UNREADABLE",
                       absl::StrCat(what, " in the store cannot be read: ", why));
}

absl::Status CheckDraftIsThere(const store::Reader& store, absl::string_view id) {
  for (const absl::string_view record : {kDraftMeta, kDraftEnvelope}) {
    LONTAR_ASSIGN_OR_RETURN(const auto found, store.Get(absl::StrCat(store::DraftKey(id), record)));
    if (found) return absl::OkStatus();
  }
  return base::Problem(
      absl::StatusCode::kNotFound, "DRAFT_ABSENT",
      absl::StrCat("there is no draft \"", id, "\"; `lontar drafts` lists those that wait"));
}

absl::StatusOr<StoredDraft> ReadDraft(const store::Reader& store, absl::string_view id) {
  LONTAR_RETURN_IF_ERROR(CheckDraftIsThere(store, id));
  LONTAR_ASSIGN_OR_RETURN(const auto meta,
                          store.Get(absl::StrCat(store::DraftKey(id), kDraftMeta)));
  LONTAR_ASSIGN_OR_RETURN(const auto envelope,
                          store.Get(absl::StrCat(store::DraftKey(id), kDraftEnvelope)));
  if (!meta || !envelope || !nlohmann::json::accept(*meta)) {
    return Unreadable(id, "its description is damaged; drop it and import again");
  }
  StoredDraft draft;
  draft.id = std::string(id);
  draft.meta_json = *meta;
  absl::StatusOr<chain::Envelope> read = chain::DecodeEnvelope(*envelope);
  if (!read.ok()) return Unreadable(id, read.status().message());
  draft.envelope = *std::move(read);
  return draft;
}

absl::Status DeleteDraft(const store::Reader& store, absl::string_view id, store::Batch* batch) {
  batch->Delete(absl::StrCat(store::DraftKey(id), kDraftMeta));
  batch->Delete(absl::StrCat(store::DraftKey(id), kDraftEnvelope));
  batch->Delete(absl::StrCat(store::DraftKey(id), kDraftDrafted));
  return store.ScanPrefix(store::DraftPartKey(id, ""),
                          [batch](absl::string_view key, absl::string_view) {
                            batch->Delete(key);
                            return true;
                          });
}

std::string SealedAt(const store::Reader& store, uint64_t number) {
  const auto found = store.Get(store::SealedAtKey(number));
  return found.ok() && *found ? **found : "";
}

absl::Status FillSealedAt(const store::Reader& store, uint64_t entries, store::Batch* batch) {
  for (uint64_t number = 1; number <= entries; ++number) {
    LONTAR_ASSIGN_OR_RETURN(const auto found, store.Get(store::SealedAtKey(number)));
    if (!found) batch->Put(store::SealedAtKey(number), "");
  }
  return absl::OkStatus();
}

}  // namespace lontar::node
