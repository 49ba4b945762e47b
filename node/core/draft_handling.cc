// What people do with a draft between import and approval.

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/key_space.h"
#include "node/core/approval_screen.h"
#include "node/core/approvals.h"
#include "node/core/completeness.h"
#include "node/core/draft_decline.h"
#include "node/core/draft_diff.h"
#include "node/core/draft_history.h"
#include "node/core/draft_return.h"
#include "node/core/node_core.h"
#include "node/core/settled.h"
#include "node/core/stored.h"
#include "node/core/summary.h"

namespace lontar::node {
namespace {

using nlohmann::json;

absl::Status CheckComparable(absl::string_view draft, const observation::Report& report,
                             absl::string_view other, const observation::Report& other_report) {
  if (report.provider == other_report.provider && report.collection == other_report.collection) {
    return absl::OkStatus();
  }
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "DRAFTS_NOT_COMPARABLE",
      absl::StrCat(draft, " is of ", report.provider, " for ", report.collection, ", ", other,
                   " of ", other_report.provider, " for ", other_report.collection,
                   ": a figure belongs to its provider; compare drafts of one"));
}

}  // namespace

absl::StatusOr<std::string> NodeCore::ReturnDraft(const DraftReturnRequest& request) {
  LONTAR_RETURN_IF_ERROR(CheckReturn(request));
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, request.draft));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  const absl::Time now = doors_.clock->Now();
  const ReturnedDraft returned = ReturnOf(draft, request, now);
  if (!request.is_dry_run) {
    store::Batch batch;
    batch.Put(absl::StrCat(store::DraftKey(draft.id), kDraftMeta), returned.meta_json);
    batch.Put(absl::StrCat(store::DraftKey(draft.id), kDraftEnvelope),
              chain::EncodeEnvelope(returned.envelope));
    DraftEvent event{draft.id, DraftStep::kReturned, now, report.provider,
                     draft.envelope.payload_id().hex()};
    event.reason = request.reason;
    event.by = request.by;
    event.drops_signature = returned.had_signature;
    LONTAR_RETURN_IF_ERROR(AddToHistory(*doors_.store, event, &batch));
    LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  }
  const json answer = {{"schema", "lontar.draft-return.v1"},
                       {"draft", draft.id},
                       {"provider", report.provider},
                       {"reason", request.reason},
                       {"by", request.by.empty() ? json() : json(request.by)},
                       {"signature_dropped", returned.had_signature},
                       {"dry_run", request.is_dry_run}};
  return answer.dump(2) + "\n";
}

absl::StatusOr<std::string> NodeCore::DeclineDraft(const DeclineRequest& request) {
  LONTAR_RETURN_IF_ERROR(CheckDecline(request));
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, request.draft));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  LONTAR_RETURN_IF_ERROR(WantDraftedRecord(*doors_.store, draft, report.provider).status());
  LONTAR_ASSIGN_OR_RETURN(const std::optional<Drafted> drafted, DraftedOf(*doors_.store, draft));
  if (!request.is_dry_run) {
    store::Batch batch;
    LONTAR_RETURN_IF_ERROR(DeleteDraft(*doors_.store, draft.id, &batch));
    DraftEvent event{draft.id, DraftStep::kDeclined, doors_.clock->Now(), report.provider,
                     draft.envelope.payload_id().hex()};
    event.reason = request.reason;
    event.by = request.by;
    event.drops_signature = drafted->is_signed;
    event.drafted = absl::StrCat("drafted by ", drafted->by);
    LONTAR_RETURN_IF_ERROR(AddToHistory(*doors_.store, event, &batch));
    LONTAR_RETURN_IF_ERROR(Commit(std::move(batch)));
  }
  return DeclineJson(request, *drafted, report, CatalogueOf(report));
}

absl::StatusOr<NodeCore::DraftFigures> NodeCore::FiguresOf(absl::string_view draft_id) const {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  const fold::PartReader parts = DraftPartsOf(*doors_.store, draft_id);
  DraftFigures figures{draft.envelope.payload, {}};
  for (const observation::PartEntry& entry : report.parts) {
    if (entry.kind != observation::PartKind::kFigures) continue;
    std::optional<std::string> bytes = parts(entry.part_hash);
    if (!bytes) {
      return Unreadable(absl::StrCat("the part of ", entry.indicator),
                        "its bytes are lost; drop the draft and import again");
    }
    figures.parts.push_back(*std::move(bytes));
  }
  return figures;
}

absl::StatusOr<std::string> NodeCore::DraftHistory(absl::string_view draft) const {
  return HistoryJson(*doors_.store, draft);
}

absl::StatusOr<DraftDiff> NodeCore::DiffOf(const StoredDraft& draft,
                                           const observation::Report& report,
                                           absl::string_view against, int* unreadable) const {
  LONTAR_ASSIGN_OR_RETURN(const Side after, SideOf(report, DraftPartsOf(*doors_.store, draft.id)));
  CurrentSide before;
  if (against == kAgainstCurrent) {
    before = CurrentOf(ahead(), PartsOf(*doors_.store), report);
  } else {
    LONTAR_ASSIGN_OR_RETURN(const StoredDraft other, ReadDraft(*doors_.store, against));
    LONTAR_ASSIGN_OR_RETURN(const observation::Report other_report,
                            observation::DecodeReport(other.envelope.payload));
    LONTAR_RETURN_IF_ERROR(CheckComparable(draft.id, report, against, other_report));
    LONTAR_ASSIGN_OR_RETURN(before.side,
                            SideOf(other_report, DraftPartsOf(*doors_.store, against)));
  }
  *unreadable = before.unreadable;
  DraftDiff diff = DiffSides(before.side, after);
  OrderBy(ahead().FindCatalogue(report.collection, report.catalogue_version, ahead().size()),
          &diff);
  return diff;
}

absl::StatusOr<std::string> NodeCore::DiffDraft(absl::string_view draft_id,
                                                absl::string_view against) const {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  DiffHeading heading;
  heading.draft = draft.id;
  heading.against = std::string(against);
  heading.report = &report;
  heading.catalogue = CatalogueOf(report);
  LONTAR_ASSIGN_OR_RETURN(const DraftDiff diff,
                          DiffOf(draft, report, against, &heading.unreadable));
  return DiffJson(heading, diff);
}

absl::StatusOr<std::string> NodeCore::Review(absl::string_view draft_id) const {
  LONTAR_ASSIGN_OR_RETURN(const StoredDraft draft, ReadDraft(*doors_.store, draft_id));
  LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                          observation::DecodeReport(draft.envelope.payload));
  int unreadable = 0;
  LONTAR_ASSIGN_OR_RETURN(const DraftDiff diff,
                          DiffOf(draft, report, kAgainstCurrent, &unreadable));
  ApprovalSources sources;
  sources.draft = &draft;
  sources.report = &report;
  sources.parts = DraftPartsOf(*doors_.store, draft_id);
  sources.diff = &diff;
  sources.catalogue = CatalogueOf(report);
  LONTAR_ASSIGN_OR_RETURN(const std::optional<Drafted> drafted, DraftedOf(*doors_.store, draft));
  sources.drafted_json = DraftedJson(drafted, sources.catalogue);
  LONTAR_ASSIGN_OR_RETURN(sources.check_json, Check(draft_id));
  LONTAR_ASSIGN_OR_RETURN(const ApprovalStanding standing, ApprovalOf(draft));
  sources.approvals_json = ApprovalsJson(standing);
  return ReviewJson(sources);
}

absl::StatusOr<std::string> NodeCore::Completeness(absl::string_view collection,
                                                   absl::string_view round) const {
  LONTAR_ASSIGN_OR_RETURN(const CompletenessSources sources, StandingIn(collection, round));
  return CompletenessJson(sources);
}

absl::StatusOr<std::string> NodeCore::Summary(const SummaryQuestion& question) const {
  LONTAR_ASSIGN_OR_RETURN(const CompletenessSources sources,
                          StandingIn(question.collection, question.round));
  return SummaryJson(sources, question.provider);
}

absl::StatusOr<CompletenessSources> NodeCore::StandingIn(absl::string_view collection,
                                                         absl::string_view round) const {
  CompletenessSources sources;
  sources.ahead = &ahead();
  sources.log_size = state_.size();
  sources.settled_size = SettledSize(state_, checkpoint_);
  sources.queued = queued();
  sources.oldest_waiting = SealedAt(*doors_.store, own_entries() - queued() + 1);
  sources.member = identity_.member;
  sources.collection = std::string(collection);
  sources.round = std::string(round);
  sources.now = doors_.clock->Now();
  sources.parts = PartsOf(*doors_.store);
  LONTAR_ASSIGN_OR_RETURN(sources.drafts, DraftStandings(*doors_.store));
  return sources;
}

}  // namespace lontar::node
