// Check, signature and approval of drafts.

#include <nlohmann/json.hpp>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/fingerprint.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/formats/import.h"
#include "core/formats/import_json.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "node/core/draft_history.h"
#include "node/core/draft_on_behalf.h"
#include "node/core/draft_return.h"
#include "node/core/draft_review.h"
#include "node/core/drafted.h"
#include "node/core/node_core.h"
#include "node/core/stored.h"

namespace lontar::node {
namespace {

using nlohmann::json;

// Names of files come from outside and may be no UTF-8; an answer always is.
std::string DraftJson(const json& value) {
  return value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string KindName(observation::PartKind kind) {
  switch (kind) {
    case observation::PartKind::kFigures:
      return "figures";
    case observation::PartKind::kNarrative:
      return "narrative";
    case observation::PartKind::kAttachment:
      return "attachment";
    case observation::PartKind::kLetter:
      return "letter";
  }
  return "";
}

json BlocksJson(const observation::PartEntry& part) {
  json blocks = json::array();
  for (const observation::BlockCount& counts : part.blocks) {
    blocks.push_back(
        {{"measure", counts.measure},
         {"period", counts.period},
         {"withdrawn", counts.withdrawn ? json(std::string(NameOf(*counts.withdrawn))) : json()},
         {"with_number", counts.with_number},
         {"held_back", counts.held_back},
         {"missing", counts.missing},
         {"as_specified", counts.as_specified}});
  }
  return blocks;
}

json DraftFindingJson(const DraftFinding& found) {
  json finding = json::parse(formats::FindingJson(found.finding));
  finding["at"] = found.Place();
  finding["justification"] = found.justification ? json(*found.justification) : json();
  return finding;
}

}  // namespace

absl::StatusOr<std::string> NodeCore::DraftedOfJson(const StoredDraft& draft,
                                                    const observation::Report& report) const {
  LONTAR_ASSIGN_OR_RETURN(const std::optional<Drafted> drafted, DraftedOf(*doors_.store, draft));
  return DraftedJson(drafted, CatalogueOf(report));
}

absl::StatusOr<std::string> NodeCore::Check(absl::string_view draft_id) const {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  LONTAR_ASSIGN_OR_RETURN(const DraftReview review, ReviewDraft({&ahead(), doors_.store}, draft));
  LONTAR_ASSIGN_OR_RETURN(const std::string drafted, DraftedOfJson(draft, review.report));
  json findings = json::array();
  for (const DraftFinding& found : review.findings) {
    if (findings.size() < static_cast<size_t>(base::kImportFindingsMax)) {
      findings.push_back(DraftFindingJson(found));
    }
  }
  const json result = {{"schema", "lontar.check.v1"},
                       {"draft", draft.id},
                       {"provider", review.report.provider},
                       {"on_behalf", json::parse(OnBehalfJson(draft, review.report))},
                       {"drafted", json::parse(drafted)},
                       {"errors", review.Count(catalogue::Severity::kError)},
                       {"warnings", review.Count(catalogue::Severity::kWarning)},
                       {"open_warnings", review.CountOpen()},
                       {"justification_required", rules_.wants_justification},
                       {"findings", findings}};
  return DraftJson(result);
}

std::string NodeCore::DraftedInList(const std::string& draft_id, const std::string& by) const {
  if (const auto draft = ReadDraft(*doors_.store, draft_id); draft.ok()) {
    const auto report = observation::DecodeReport(draft->envelope.payload);
    const auto drafted =
        report.ok() ? DraftedOfJson(*draft, *report) : absl::StatusOr<std::string>("null");
    if (drafted.ok() && *drafted != "null") return *drafted;
  }
  // One that cannot be read hides no other.
  const json unread = {
      {"by", by},
      {"outcome", nullptr},
      {"sentence", absl::StrCat("drafted by ", by, "; what became of it cannot be read")}};
  return unread.dump();
}

absl::StatusOr<std::string> NodeCore::ListDrafts() const {
  json drafts = json::array();
  LONTAR_RETURN_IF_ERROR(doors_.store->ScanPrefix(
      store::kDraftPrefix, [&drafts](absl::string_view key, absl::string_view value) {
        const bool is_meta = key.size() > kDraftMeta.size() &&
                             key.substr(key.size() - kDraftMeta.size()) == kDraftMeta;
        if (!is_meta) return true;
        json meta = json::parse(std::string(value), nullptr, false);
        if (!meta.is_object()) {
          // One that cannot be read hides no other: it is shown as what it is, to be dropped.
          key.remove_prefix(store::kDraftPrefix.size());
          key.remove_suffix(kDraftMeta.size());
          meta = {{"draft", std::string(key)}, {"stage", "unreadable"}, {"provider", ""}};
        }
        meta.erase("entered_by");  // a person's name leaves the store in no answer
        drafts.push_back(std::move(meta));
        return true;
      }));
  for (json& meta : drafts) {
    const json by = meta.value("drafted_by", json());
    meta.erase("drafted_by");
    meta["drafted"] =
        by.is_string() ? json::parse(DraftedInList(meta.value("draft", ""), by)) : json();
  }
  return DraftJson({{"schema", "lontar.drafts.v1"}, {"drafts", drafts}});
}

absl::Status NodeCore::DropDraft(absl::string_view draft_id) {
  // Also one that cannot be read.
  LONTAR_RETURN_IF_ERROR(CheckDraftIsThere(*doors_.store, draft_id));
  DraftEvent event{std::string(draft_id), DraftStep::kDropped, doors_.clock->Now(), "", ""};
  if (const auto draft = ReadDraft(*doors_.store, draft_id); draft.ok()) {
    const auto report = observation::DecodeReport(draft->envelope.payload);
    if (report.ok()) event.provider = report->provider;
    event.payload_id = draft->envelope.payload_id().hex();
  }
  store::Batch batch;
  LONTAR_RETURN_IF_ERROR(DeleteDraft(*doors_.store, draft_id, &batch));
  LONTAR_RETURN_IF_ERROR(AddToHistory(*doors_.store, event, &batch));
  return Commit(std::move(batch));
}

absl::StatusOr<NodeCore::DraftExport> NodeCore::ExportDraft(absl::string_view draft_id) const {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  const catalogue::Catalogue* catalogue =
      ahead().FindCatalogue(report.collection, report.catalogue_version, ahead().size());
  json parts = json::array();
  for (const observation::PartEntry& entry : report.parts) {
    const auto* indicator =
        catalogue == nullptr ? nullptr : catalogue->FindIndicator(entry.indicator);
    parts.push_back({{"indicator", entry.indicator},
                     {"code", indicator == nullptr ? json() : json(indicator->code)},
                     {"kind", KindName(entry.kind)},
                     {"bytes", entry.bytes},
                     {"blocks", BlocksJson(entry)}});
  }
  json summary = {{"schema", "lontar.draft.v1"},
                  {"draft", draft.id},
                  {"member", report.member},
                  {"provider", report.provider},
                  {"collection", report.collection},
                  {"catalogue_version", report.catalogue_version},
                  {"payload_id", draft.envelope.payload_id().hex()},
                  {"fingerprint", base::ShortFingerprint(draft.envelope.payload_id().hex())},
                  {"on_behalf", json::parse(OnBehalfJson(draft, report))},
                  {"supersedes", report.supersedes.size()},
                  {"parts", parts}};
  LONTAR_ASSIGN_OR_RETURN(const std::string drafted, DraftedOfJson(draft, report));
  summary["drafted"] = json::parse(drafted);
  if (rules_.wants_justification) {
    LONTAR_ASSIGN_OR_RETURN(const DraftReview review, ReviewDraft({&ahead(), doors_.store}, draft));
    summary["open_warnings"] = review.CountOpen();
  }
  return DraftExport{draft.envelope, DraftJson(summary)};
}

absl::StatusOr<std::string> NodeCore::AttachSignature(absl::string_view draft_id,
                                                      const chain::Envelope& envelope) {
  LONTAR_ASSIGN_OR_RETURN(StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  if (envelope.payload != draft.envelope.payload || envelope.kind != draft.envelope.kind) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "DRAFT_DIFFERS",
                         absl::StrCat("what was signed is not ", draft.id,
                                      " as it stands here; export and sign it again"));
  }
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(envelope.payload));
  LONTAR_RETURN_IF_ERROR(CheckLetter(draft, report));
  const std::string& office = OfficeOf(report);
  const std::string message = trust::Pae(trust::PayloadType::kReport, envelope.payload);
  const fold::KeyRecord* signer = nullptr;
  for (const auto* key : ahead().KeysAt(fold::KeyRole::kProvider, identity_.member,
                                        base::LogIndex(ahead().size().value()))) {
    const bool signs =
        key->provider == office && std::ranges::any_of(envelope.signatures, [&](const auto& s) {
          return trust::Verify(key->key, message, s).ok();
        });
    if (signs) signer = key;
  }
  if (signer == nullptr) {
    return base::Problem(
        absl::StatusCode::kPermissionDenied, "KEY_NOT_VALID",
        absl::StrCat("no signature is by a valid key of ", office,
                     "; sign with its own key, or let the administrator enrol it"));
  }
  for (const observation::PartEntry& part : report.parts) {
    // A letter, and words on the whole report, are on no indicator.
    if (part.indicator.empty() || signer->MayReport(report.collection, part.indicator)) continue;
    return base::Problem(absl::StatusCode::kPermissionDenied, "NOT_ENTITLED",
                         absl::StrCat("key ", signer->key.id().short_hex(), " of ", office,
                                      " may not report ", part.indicator));
  }
  json meta = json::parse(draft.meta_json);
  meta["stage"] = "signed";
  store::Batch batch;
  batch.Put(absl::StrCat(store::DraftKey(draft_id), kDraftMeta), meta.dump());
  batch.Put(absl::StrCat(store::DraftKey(draft_id), kDraftEnvelope),
            chain::EncodeEnvelope(envelope));
  DraftEvent event{draft.id, DraftStep::kSigned, doors_.clock->Now(), report.provider,
                   envelope.payload_id().hex()};
  event.key = signer->key.id().hex();
  draft.envelope = envelope;
  LONTAR_ASSIGN_OR_RETURN(const std::optional<Drafted> drafted, DraftedOf(*doors_.store, draft));
  if (drafted) event.drafted = DraftedSentence(*drafted, CatalogueOf(report));
  LONTAR_RETURN_IF_ERROR(AddToHistory(*doors_.store, event, &batch));
  LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  return DraftJson({{"schema", "lontar.sign.v1"},
                    {"draft", draft.id},
                    {"provider", report.provider},
                    {"on_behalf", json::parse(OnBehalfJson(draft, report))},
                    {"drafted", json::parse(DraftedJson(drafted, CatalogueOf(report)))},
                    {"payload_id", envelope.payload_id().hex()},
                    {"key", signer->key.id().hex()}});
}

absl::StatusOr<std::string> NodeCore::Approve(absl::string_view draft_id, bool is_dry_run,
                                              absl::string_view by) {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  if (draft.envelope.signatures.empty()) return Unsigned(draft);
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  LONTAR_RETURN_IF_ERROR(CheckLetter(draft, report));
  LONTAR_RETURN_IF_ERROR(CheckHands(draft, by));
  if (rules_.wants_justification) {
    LONTAR_ASSIGN_OR_RETURN(const DraftReview review, ReviewDraft({&ahead(), doors_.store}, draft));
    LONTAR_RETURN_IF_ERROR(CheckJustified(review, draft.id));
  }
  const fold::PartReader parts = DraftPartsOf(*doors_.store, draft_id);
  store::Batch batch;
  if (!by.empty() || report.on_behalf) {
    const std::string now =
        absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", doors_.clock->Now(), absl::UTCTimeZone());
    batch.Put(store::HandsKey(draft.envelope.payload_id().view()), HandsRecord(draft, by, now));
  }
  LONTAR_RETURN_IF_ERROR(DeleteDraft(*doors_.store, draft_id, &batch));
  for (const observation::PartEntry& entry : report.parts) {
    const std::optional<std::string> bytes = parts(entry.part_hash);
    if (bytes) batch.Put(store::PartKey(entry.part_hash.view()), *bytes);
  }
  DraftEvent event{draft.id, DraftStep::kApproved, doors_.clock->Now(), report.provider,
                   draft.envelope.payload_id().hex()};
  event.entry = own_entries() + 1;
  LONTAR_ASSIGN_OR_RETURN(const std::optional<Drafted> drafted, DraftedOf(*doors_.store, draft));
  if (drafted) event.drafted = DraftedSentence(*drafted, CatalogueOf(report));
  LONTAR_RETURN_IF_ERROR(AddToHistory(*doors_.store, event, &batch));
  LONTAR_ASSIGN_OR_RETURN(const std::string sealed,
                          Seal(draft.envelope, std::move(batch), is_dry_run, parts));
  json result = json::parse(sealed);
  result["schema"] = "lontar.approve.v1";
  result["draft"] = draft.id;
  result["on_behalf"] = json::parse(OnBehalfJson(draft, report));
  result["drafted"] = json::parse(DraftedJson(drafted, CatalogueOf(report)));
  if (is_dry_run) {
    LONTAR_ASSIGN_OR_RETURN(const std::string review, Review(draft_id));
    result["review"] = json::parse(review);
  }
  return DraftJson(result);
}

}  // namespace lontar::node
