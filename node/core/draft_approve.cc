// Signatures on a draft: the provider's, those of the people who approve, and the node's own seal.

#include <nlohmann/json.hpp>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"
#include "node/core/approvals.h"
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

std::string ApproveJson(const json& value) {
  return value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

// A valid key of the provider, or of the office that signs for it, that signed and may report all
// that the report is on.
absl::StatusOr<const fold::KeyRecord*> ProviderIn(const fold::State& ahead,
                                                  const observation::Report& report,
                                                  const chain::Envelope& envelope) {
  const std::string& office = OfficeOf(report);
  const std::string message = trust::Pae(trust::PayloadType::kReport, envelope.payload);
  const fold::KeyRecord* signer = nullptr;
  for (const auto* key : ahead.KeysAt(fold::KeyRole::kProvider, report.member,
                                      base::LogIndex(ahead.size().value()))) {
    const bool signs =
        key->provider == office && std::ranges::any_of(envelope.signatures, [&](const auto& s) {
          return trust::Verify(key->key, message, s).ok();
        });
    // The first one, as the verdict has it: two keys of an office may be for different collections.
    if (signs && signer == nullptr) signer = key;
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
  return signer;
}

// A report that was signed for the hub of an exercise looks like one of this draft but for its hub.
absl::Status CheckHubOfSigned(const chain::Envelope& envelope, const fold::State& state,
                              const base::HubId& own) {
  if (envelope.kind != chain::EntryKind::kSubmission) return absl::OkStatus();
  const auto report = observation::DecodeReport(envelope.payload);
  if (!report.ok() || report->hub_id == own) return absl::OkStatus();
  const bool is_training =
      state.trust_root() != nullptr && fold::IsTraining(state.trust_root()->notice);
  return base::Problem(absl::StatusCode::kInvalidArgument, "OTHER_HUB",
                       absl::StrCat("what was signed is for hub ", report->hub_id.short_hex(),
                                    ", this node is of hub ", own.short_hex(),
                                    is_training ? ", which is for exercises only" : "",
                                    "; export the draft from this node and sign that"));
}

absl::Status CheckSamePayload(const StoredDraft& draft, const chain::Envelope& envelope) {
  if (envelope.payload == draft.envelope.payload && envelope.kind == draft.envelope.kind) {
    return absl::OkStatus();
  }
  return base::Problem(absl::StatusCode::kInvalidArgument, "DRAFT_DIFFERS",
                       absl::StrCat("what was signed is not ", draft.id,
                                    " as it stands here; export and sign it again"));
}

// An approver's signature that is not valid is as none; one that is there already is the same
// person's.
absl::Status CheckNew(const std::vector<Approval>& added, const chain::Envelope& joined,
                      const StoredDraft& draft) {
  if (!added.empty()) return absl::OkStatus();
  if (joined.signatures.size() == draft.envelope.signatures.size()) {
    return base::Problem(
        absl::StatusCode::kPermissionDenied, "SAME_PERSON",
        absl::StrCat("this key has signed ", draft.id, " already; somebody else approves it next"));
  }
  return base::Problem(absl::StatusCode::kPermissionDenied, "KEY_NOT_VALID",
                       "no new signature is by a valid key of an approver of this member; the "
                       "administrator enrols one with `lontar enrol keys --approver FILE`");
}

}  // namespace

absl::StatusOr<ApproverSources> NodeCore::Approvers() const {
  ApproverSources sources;
  sources.ahead = &ahead();
  sources.member = identity_.member;
  sources.now = doors_.clock->Now();
  LONTAR_ASSIGN_OR_RETURN(sources.deputies, ReadDeputies(*doors_.store));
  return sources;
}

absl::StatusOr<ApprovalStanding> NodeCore::ApprovalOf(const StoredDraft& draft) const {
  LONTAR_ASSIGN_OR_RETURN(const ApproverSources sources, Approvers());
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  return StandingOf(sources, draft, rules_.approvers,
                    PublishesAgainstRule(report, DraftPartsOf(*doors_.store, draft.id)));
}

absl::StatusOr<std::string> NodeCore::AttachSignature(absl::string_view draft_id,
                                                      const chain::Envelope& envelope) {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  LONTAR_RETURN_IF_ERROR(CheckHubOfSigned(envelope, ahead(), identity_.hub_id));
  LONTAR_RETURN_IF_ERROR(CheckSamePayload(draft, envelope));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(envelope.payload));
  LONTAR_RETURN_IF_ERROR(CheckLetter(draft, report));
  LONTAR_ASSIGN_OR_RETURN(const chain::Envelope joined, JoinSignatures(draft.envelope, envelope));
  LONTAR_ASSIGN_OR_RETURN(const fold::KeyRecord* signer, ProviderIn(ahead(), report, joined));
  LONTAR_ASSIGN_OR_RETURN(const ApproverSources sources, Approvers());
  LONTAR_ASSIGN_OR_RETURN(const std::vector<Approval> added,
                          NewApprovals(sources, draft, joined, ""));
  std::string key = signer->key.id().hex();
  if (added.empty() || draft.envelope.signatures.empty()) {
    LONTAR_RETURN_IF_ERROR(TakeProviderSignature(draft, joined, key));
  }
  if (!added.empty()) {
    key = added.back().key;
    LONTAR_RETURN_IF_ERROR(TakeApprovals(draft.id, joined, added));
  }
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft now, ReadDraft(*doors_.store, draft_id));
  LONTAR_ASSIGN_OR_RETURN(const ApprovalStanding standing, ApprovalOf(now));
  LONTAR_ASSIGN_OR_RETURN(const std::optional<Drafted> drafted, DraftedOf(*doors_.store, now));
  return ApproveJson({{"schema", "lontar.sign.v1"},
                      {"draft", draft.id},
                      {"provider", report.provider},
                      {"on_behalf", json::parse(OnBehalfJson(draft, report))},
                      {"drafted", json::parse(DraftedJson(drafted, CatalogueOf(report)))},
                      {"payload_id", envelope.payload_id().hex()},
                      {"key", key},
                      {"approvals", json::parse(ApprovalsJson(standing))}});
}

absl::StatusOr<std::string> NodeCore::DraftedWords(const StoredDraft& draft) const {
  LONTAR_ASSIGN_OR_RETURN(const std::optional<Drafted> drafted, DraftedOf(*doors_.store, draft));
  if (!drafted) return "";
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  return DraftedSentence(*drafted, CatalogueOf(report));
}

absl::Status NodeCore::TakeProviderSignature(const StoredDraft& draft,
                                             const chain::Envelope& joined,
                                             const std::string& key) {
  json meta = json::parse(draft.meta_json);
  meta["stage"] = "signed";
  store::Batch batch;
  batch.Put(absl::StrCat(store::DraftKey(draft.id), kDraftMeta), meta.dump());
  batch.Put(absl::StrCat(store::DraftKey(draft.id), kDraftEnvelope), chain::EncodeEnvelope(joined));
  DraftEvent event{draft.id, DraftStep::kSigned, doors_.clock->Now(), meta.value("provider", ""),
                   joined.payload_id().hex()};
  event.key = key;
  StoredDraft signed_draft = draft;
  signed_draft.envelope = joined;
  LONTAR_ASSIGN_OR_RETURN(event.drafted, DraftedWords(signed_draft));
  LONTAR_RETURN_IF_ERROR(AddToHistory(*doors_.store, event, &batch));
  return Commit(std::move(batch));
}

// One commit for each: a record of the history has its number from the store.
absl::Status NodeCore::TakeApprovals(const std::string& draft_id, const chain::Envelope& joined,
                                     const std::vector<Approval>& added) {
  for (const Approval& approval : added) {
    LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
    store::Batch batch;
    batch.Put(absl::StrCat(store::DraftKey(draft_id), kDraftMeta),
              WithApprovals(draft.meta_json, {approval}));
    batch.Put(absl::StrCat(store::DraftKey(draft_id), kDraftEnvelope),
              chain::EncodeEnvelope(joined));
    DraftEvent event{draft_id, DraftStep::kApprovalSigned, doors_.clock->Now(),
                     json::parse(draft.meta_json).value("provider", ""), joined.payload_id().hex()};
    event.key = approval.key;
    event.deputy_of = approval.stands_in_for;
    event.by = approval.by;
    LONTAR_RETURN_IF_ERROR(AddToHistory(*doors_.store, event, &batch));
    LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  }
  return absl::OkStatus();
}

absl::Status NodeCore::CheckApprovable(const StoredDraft& draft, const observation::Report& report,
                                       absl::string_view by) const {
  if (draft.envelope.signatures.empty()) return Unsigned(draft);
  LONTAR_RETURN_IF_ERROR(CheckLetter(draft, report));
  LONTAR_RETURN_IF_ERROR(CheckHands(draft, by));
  if (!rules_.wants_justification) return absl::OkStatus();
  LONTAR_ASSIGN_OR_RETURN(const DraftReview review, ReviewDraft({&ahead(), doors_.store}, draft));
  return CheckJustified(review, draft.id);
}

absl::StatusOr<std::string> NodeCore::Approve(const ApprovalRequest& request) {
  LONTAR_ASSIGN_OR_RETURN(StoredDraft draft, ReadDraft(*doors_.store, request.draft));
  if (!request.seen.empty() && draft.envelope.payload_id().hex() != request.seen) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "DRAFT_CHANGED",
                         absl::StrCat(draft.id, " has changed since it was looked at; look again"));
  }
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  LONTAR_RETURN_IF_ERROR(CheckApprovable(draft, report, request.by));
  if (request.envelope && !request.is_dry_run) {
    LONTAR_RETURN_IF_ERROR(CheckSamePayload(draft, *request.envelope));
    LONTAR_ASSIGN_OR_RETURN(const chain::Envelope joined,
                            JoinSignatures(draft.envelope, *request.envelope));
    LONTAR_ASSIGN_OR_RETURN(const ApproverSources sources, Approvers());
    LONTAR_ASSIGN_OR_RETURN(const std::vector<Approval> added,
                            NewApprovals(sources, draft, joined, request.by));
    LONTAR_RETURN_IF_ERROR(CheckNew(added, joined, draft));
    LONTAR_RETURN_IF_ERROR(TakeApprovals(draft.id, joined, added));
    LONTAR_ASSIGN_OR_RETURN(draft, ReadDraft(*doors_.store, request.draft));
  }
  LONTAR_ASSIGN_OR_RETURN(const ApprovalStanding standing, ApprovalOf(draft));
  const json approvals = json::parse(ApprovalsJson(standing));
  if (request.is_dry_run || standing.is_complete()) {
    LONTAR_ASSIGN_OR_RETURN(const std::string sealed, SealDraft(draft, report, request));
    json result = json::parse(sealed);
    result["approvals"] = approvals;
    return ApproveJson(result);
  }
  if (!request.envelope) return CheckComplete(standing, draft.id);
  return ApproveJson({{"schema", "lontar.approve.v1"},
                      {"draft", draft.id},
                      {"sealed", false},
                      {"on_behalf", json::parse(OnBehalfJson(draft, report))},
                      {"approvals", approvals}});
}

absl::StatusOr<std::string> NodeCore::SealDraft(const StoredDraft& draft,
                                                const observation::Report& report,
                                                const ApprovalRequest& request) {
  const fold::PartReader parts = DraftPartsOf(*doors_.store, draft.id);
  store::Batch batch;
  if (!request.by.empty() || report.on_behalf || !ApprovalsOf(draft).empty()) {
    const std::string now =
        absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", doors_.clock->Now(), absl::UTCTimeZone());
    batch.Put(store::HandsKey(draft.envelope.payload_id().view()),
              HandsRecord(draft, request.by, now));
  }
  LONTAR_RETURN_IF_ERROR(DeleteDraft(*doors_.store, draft.id, &batch));
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
                          Seal(draft.envelope, std::move(batch), request.is_dry_run, parts));
  json result = json::parse(sealed);
  result["schema"] = "lontar.approve.v1";
  result["draft"] = draft.id;
  result["sealed"] = !request.is_dry_run;
  result["on_behalf"] = json::parse(OnBehalfJson(draft, report));
  result["drafted"] = json::parse(DraftedJson(drafted, CatalogueOf(report)));
  if (request.is_dry_run) {
    LONTAR_ASSIGN_OR_RETURN(const std::string review, Review(draft.id));
    result["review"] = json::parse(review);
  }
  return ApproveJson(result);
}

absl::StatusOr<std::string> NodeCore::Deputies() const {
  LONTAR_ASSIGN_OR_RETURN(const std::vector<Deputy> deputies, ReadDeputies(*doors_.store));
  return DeputiesJson(deputies, ahead(), doors_.clock->Now());
}

absl::StatusOr<std::string> NodeCore::AddDeputy(const DeputyRequest& request) {
  LONTAR_ASSIGN_OR_RETURN(const Deputy deputy, DeputyOf(ahead(), identity_.member, request));
  if (request.is_dry_run) return DeputiesJson({deputy}, ahead(), doors_.clock->Now());
  store::Batch batch;
  PutDeputy(deputy, &batch);
  LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  return DeputiesJson({deputy}, ahead(), doors_.clock->Now());
}

absl::StatusOr<std::string> NodeCore::EndDeputy(const std::string& key, bool is_dry_run) {
  LONTAR_ASSIGN_OR_RETURN(const std::vector<Deputy> deputies, ReadDeputies(*doors_.store));
  LONTAR_ASSIGN_OR_RETURN(const Deputy deputy, DeputyNamed(deputies, key));
  if (!is_dry_run) {
    store::Batch batch;
    DeleteDeputy(deputy.key, &batch);
    LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  }
  return DeputiesJson({deputy}, ahead(), doors_.clock->Now());
}

}  // namespace lontar::node
