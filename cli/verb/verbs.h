#pragma once
// The functions behind the table of command.cc, one file each. What they take is in that table.

#include "absl/status/status.h"
#include "cli/answer.h"
#include "cli/command.h"

namespace lontar::cli {

absl::Status CaNew(const Call& call);
absl::Status CaIssue(const Call& call);
absl::Status KeyNew(const Call& call);
absl::Status KeyList(const Call& call);
absl::Status HubInit(const Call& call);
absl::Status NodeInit(const Call& call);
absl::Status NodeInvite(const Call& call);
absl::Status NodeJoin(const Call& call);
// "--sync-minutes", or what is usual.
absl::StatusOr<int> SyncMinutesOf(const Arguments& arguments);
absl::Status CollectionAdd(const Call& call);
absl::Status CollectionLeadVerb(const Call& call);
absl::Status CatalogueAdd(const Call& call);
absl::Status CatalogueDiff(const Call& call);
absl::Status CatalogueLint(const Call& call);
absl::Status CatalogueShow(const Call& call);
absl::Status RoundOpenVerb(const Call& call);
absl::Status RoundCloseVerb(const Call& call);
absl::Status RoundEvaluateVerb(const Call& call);
absl::Status RoundCalendar(const Call& call);
absl::Status RoundExtend(const Call& call);
absl::Status DecisionRecord(const Call& call);
absl::Status DecisionList(const Call& call);
absl::Status CatalogueNext(const Call& call);
absl::Status ProgressVerb(const Call& call);
absl::Status Region(const Call& call);
absl::Status QuestionNew(const Call& call);
absl::Status QuestionAnswer(const Call& call);
absl::Status QuestionClose(const Call& call);
absl::Status QuestionList(const Call& call);
absl::Status QuestionShow(const Call& call);
absl::Status ReleaseNew(const Call& call);
absl::Status ReleaseList(const Call& call);
absl::Status EnrolMember(const Call& call);
absl::Status EnrolKeys(const Call& call);
absl::Status Template(const Call& call);
absl::Status Import(const Call& call);
absl::Status MappingNew(const Call& call);
absl::Status Check(const Call& call);
absl::Status Drafts(const Call& call);
absl::Status DraftExportVerb(const Call& call);
absl::Status DraftDrop(const Call& call);
absl::Status DraftJustify(const Call& call);
absl::Status DraftAdd(const Call& call);
absl::Status Withdraw(const Call& call);
// A warning, if the answer on a changed draft says that it was signed before.
void SayIfUnsigned(const Call& call, const Answer& answer);
absl::Status DraftImport(const Call& call);
absl::Status Diff(const Call& call);
absl::Status DeputyAdd(const Call& call);
absl::Status DeputyEnd(const Call& call);
absl::Status DeputyList(const Call& call);
absl::Status DraftReturn(const Call& call);
absl::Status DraftDecline(const Call& call);
absl::Status LeadSet(const Call& call);
absl::Status LeadClear(const Call& call);
absl::Status LeadList(const Call& call);
absl::Status DraftHistory(const Call& call);
absl::Status Completeness(const Call& call);
absl::Status Sign(const Call& call);
absl::Status Approve(const Call& call);
absl::Status ReturnPrepare(const Call& call);
absl::Status ReturnPrint(const Call& call);
absl::Status ReturnClear(const Call& call);
absl::Status Returns(const Call& call);
absl::Status LevelRaise(const Call& call);
absl::Status Sync(const Call& call);
absl::Status Receipt(const Call& call);
absl::Status ReceiptVerify(const Call& call);
absl::Status Status(const Call& call);
absl::Status Threshold(const Call& call);
absl::Status Docket(const Call& call);
absl::Status Cells(const Call& call);
absl::Status Export(const Call& call);
absl::Status Deviations(const Call& call);
absl::Status DraftNew(const Call& call);
absl::Status Summary(const Call& call);
absl::Status SourceList(const Call& call);
absl::Status SourceAdd(const Call& call);
absl::Status SourceShow(const Call& call);
absl::Status LogMirror(const Call& call);
absl::Status TokenMake(const Call& call);
absl::Status TokenList(const Call& call);
absl::Status TokenRevoke(const Call& call);
absl::Status Audit(const Call& call);
// audit --store
absl::Status AuditStoreFolder(const Call& call);
absl::Status Completion(const Call& call);
absl::Status Help(const Call& call);
absl::Status Man(const Call& call);

}  // namespace lontar::cli
