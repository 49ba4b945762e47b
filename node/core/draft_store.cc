// A report becomes a draft in the store, or takes the place of what a draft held.

#include <nlohmann/json.hpp>

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "core/trust/sha256.h"
#include "node/core/draft_builder.h"
#include "node/core/draft_history.h"
#include "node/core/draft_rewrite.h"
#include "node/core/drafted.h"
#include "node/core/node_core.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

json MetaJson(const std::string& id, const ImportRequest& request, const BuiltDraft& built,
              const std::string& created) {
  std::set<std::string> indicators;
  uint64_t observations = 0;
  for (const observation::PartEntry& part : built.report.parts) {
    if (!part.indicator.empty()) indicators.insert(part.indicator);
    for (const auto& counts : part.blocks)
      observations += counts.with_number + counts.held_back + counts.missing;
  }
  json on_behalf;
  if (!request.on_behalf.office.empty()) {
    const std::string& letter = request.on_behalf.letter_number;
    on_behalf = {{"office", request.on_behalf.office},
                 {"letter", letter.empty() ? json() : json(letter)}};
  }
  return {{"draft", id},
          {"provider", built.report.provider},
          {"file", request.file_name},
          {"file_sha256", trust::Sha256({request.content}).hex()},
          {"mapping", request.mapping_name},
          {"stage", "draft"},
          {"indicators", indicators},
          {"blocks", built.blocks_stated},
          {"observations", observations},
          {"attachments", 0},
          {"on_behalf", on_behalf},
          {"entered_by", request.on_behalf.by},
          {"drafted_by", request.drafted_by.empty() ? json() : json(request.drafted_by)},
          {"narratives", built.narratives_stated},
          {"created", created}};
}

}  // namespace

absl::StatusOr<std::string> NodeCore::StoreDraft(const ImportRequest& request,
                                                 const BuiltDraft& built) {
  LONTAR_RETURN_IF_ERROR(CheckSize(built.report));
  LONTAR_ASSIGN_OR_RETURN(const auto next, doors_.store->Get(store::kNextDraftKey));
  uint64_t number = 1;
  if (next) {
    const absl::StatusOr<uint64_t> read = store::ReadKeyNumber(*next);
    // One that cannot be read is drawn anew, far from the names that are in use.
    number = read.ok() ? *read : static_cast<uint64_t>(absl::ToUnixSeconds(doors_.clock->Now()));
  }
  const std::string id = absl::StrCat("draft-", number);
  const absl::Time now = doors_.clock->Now();
  const std::string created = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", now, absl::UTCTimeZone());
  chain::Envelope envelope;
  envelope.kind = chain::EntryKind::kSubmission;
  envelope.collection = built.report.collection;
  envelope.payload = observation::EncodeReport(built.report);
  store::Batch batch;
  batch.Put(store::kNextDraftKey, store::KeyNumber(number + 1));
  batch.Put(
      absl::StrCat(store::DraftKey(id), kDraftMeta),
      MetaJson(id, request, built, created).dump(-1, ' ', false, json::error_handler_t::replace));
  batch.Put(absl::StrCat(store::DraftKey(id), kDraftEnvelope), chain::EncodeEnvelope(envelope));
  if (!built.drafted_record.empty()) {
    batch.Put(absl::StrCat(store::DraftKey(id), kDraftDrafted), built.drafted_record);
  }
  for (const auto& [hash, bytes] : built.parts)
    batch.Put(store::DraftPartKey(id, hash.view()), bytes);
  DraftEvent event{id, DraftStep::kImported, now, built.report.provider,
                   envelope.payload_id().hex()};
  event.file = request.file_name;
  event.drafted = request.drafted_by.empty() ? "" : absl::StrCat("drafted by ", request.drafted_by);
  LONTAR_RETURN_IF_ERROR(AddToHistory(*doors_.store, event, &batch));
  LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  return id;
}

absl::StatusOr<std::string> NodeCore::StoreCorrection(const ImportRequest& request,
                                                      BuiltDraft built) {
  LONTAR_ASSIGN_OR_RETURN(StoredDraft draft, ReadDraft(*doors_.store, request.corrects));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report before,
                          observation::DecodeReport(draft.envelope.payload));
  LONTAR_ASSIGN_OR_RETURN(const Drafted drafted, CompareDrafted(built.drafted_record, built));
  for (const observation::PartEntry& entry : before.parts) {
    if (entry.kind == observation::PartKind::kAttachment) built.report.parts.push_back(entry);
  }
  const json meta = json::parse(draft.meta_json);
  draft.meta_json = MetaJson(draft.id, request, built, meta.value("created", ""))
                        .dump(-1, ' ', false, json::error_handler_t::replace);
  store::Batch batch;
  LONTAR_ASSIGN_OR_RETURN(
      const RewrittenDraft rewritten,
      RewriteDraft({doors_.store, doors_.entropy}, draft, std::move(built), &batch));
  DraftEvent event{draft.id, DraftStep::kCorrected, doors_.clock->Now(), before.provider,
                   rewritten.payload_id};
  event.file = request.file_name;
  event.drafted = DraftedSentence(drafted, CatalogueOf(before));
  event.drops_signature = rewritten.was_signed;
  LONTAR_RETURN_IF_ERROR(AddToHistory(*doors_.store, event, &batch));
  LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  return draft.id;
}

}  // namespace lontar::node
