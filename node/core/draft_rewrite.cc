#include "node/core/draft_rewrite.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "node/core/live_words.h"

namespace lontar::node {
namespace {

using nlohmann::json;

// What people see of the draft, as it is now.
std::string ChangedMeta(const store::Reader& store, const StoredDraft& draft,
                        const ReportDraft& changed) {
  const observation::Report& report = changed.report;
  json meta = json::parse(draft.meta_json, nullptr, false);
  if (!meta.is_object()) meta = {{"draft", draft.id}, {"provider", report.provider}};
  std::set<std::string> indicators;
  int attachments = 0;
  for (const observation::PartEntry& part : report.parts) {
    if (!part.indicator.empty()) indicators.insert(part.indicator);
    if (part.kind == observation::PartKind::kAttachment) ++attachments;
  }
  meta["stage"] = "draft";
  meta.erase("approvals");
  meta["indicators"] = indicators;
  meta["attachments"] = attachments;
  const fold::PartReader lying = DraftPartsOf(store, draft.id);
  const auto added = [&](const base::PartHash& hash) -> std::optional<std::string> {
    for (const auto& [of, bytes] : changed.parts) {
      if (of == hash) return bytes;
    }
    return lying(hash);
  };
  meta["narratives"] = IndicatorsInWords(report, added).size();
  const std::string letter = LetterNumberIn(report, added);
  if (!letter.empty() && meta["on_behalf"].is_object()) meta["on_behalf"]["letter"] = letter;
  return meta.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

absl::StatusOr<ReportDraft> OpenReport(const StoredDraft& draft) {
  ReportDraft opened;
  LONTAR_ASSIGN_OR_RETURN(opened.report, observation::DecodeReport(draft.envelope.payload));
  return opened;
}

absl::Status CheckSize(const observation::Report& report) {
  uint64_t bytes = 0;
  for (const observation::PartEntry& part : report.parts) bytes += part.bytes;
  if (report.parts.size() > static_cast<size_t>(base::kPartsMax)) {
    return base::Problem(
        absl::StatusCode::kResourceExhausted, "TOO_MANY_PARTS",
        absl::StrCat("the report would have ", report.parts.size(), " parts, the limit is ",
                     base::kPartsMax, "; put the rest into another report"));
  }
  if (bytes > base::kSubmissionBytesMax) {
    return base::Problem(
        absl::StatusCode::kResourceExhausted, "SUBMISSION_TOO_LARGE",
        absl::StrCat("the report would have ", bytes, " bytes, the limit is ",
                     base::kSubmissionBytesMax, "; put the rest into another report"));
  }
  return absl::OkStatus();
}

absl::StatusOr<RewrittenDraft> RewriteDraft(const RewriteDoors& doors, const StoredDraft& draft,
                                            ReportDraft changed, store::Batch* batch) {
  observation::Report& report = changed.report;
  report.salt = *base::Salt::FromBytes(doors.entropy->Bytes(base::Salt::kBytes));
  std::ranges::sort(report.parts, {}, &observation::PartEntry::part_hash);
  LONTAR_RETURN_IF_ERROR(CheckSize(report));
  const std::string meta = ChangedMeta(*doors.store, draft, changed);
  std::set<std::string> named;
  for (const observation::PartEntry& part : report.parts) {
    named.insert(store::DraftPartKey(draft.id, part.part_hash.view()));
  }
  LONTAR_RETURN_IF_ERROR(doors.store->ScanPrefix(store::DraftPartKey(draft.id, ""),
                                                 [&](absl::string_view key, absl::string_view) {
                                                   if (!named.contains(std::string(key)))
                                                     batch->Delete(key);
                                                   return true;
                                                 }));
  for (const auto& [hash, bytes] : changed.parts) {
    batch->Put(store::DraftPartKey(draft.id, hash.view()), bytes);
  }
  chain::Envelope envelope = draft.envelope;
  envelope.signatures.clear();
  envelope.payload = observation::EncodeReport(std::move(report));
  LONTAR_RETURN_IF_ERROR(observation::DecodeReport(envelope.payload).status());
  batch->Put(absl::StrCat(store::DraftKey(draft.id), kDraftMeta), meta);
  batch->Put(absl::StrCat(store::DraftKey(draft.id), kDraftEnvelope),
             chain::EncodeEnvelope(envelope));
  return RewrittenDraft{!draft.envelope.signatures.empty(), envelope.payload_id().hex()};
}

}  // namespace lontar::node
