#pragma once
// A node without thread, socket, clock, file or entropy of its own: drafts, signatures, approval,
// own chain, sync, witness.
//
// Works for months without a network: every step up to approval is judged here by the same verdict
// that the hub will stamp, over the log as last pulled with the own entries that wait put behind it
// (the state *ahead*). What is approved is durable when the call answers. State runs ahead of the
// disk by one batch: after an error of the store this object is at its end, open a new one.
// Thread-compatible: the shell lets one caller in at a time.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/chain/high_water.h"
#include "core/fold/result_json.h"
#include "core/fold/state.h"
#include "core/fold/threshold.h"
#include "core/fold/verdict.h"
#include "core/log/note.h"
#include "core/log/tree_store.h"
#include "core/store/store.h"
#include "core/sync/node_session.h"
#include "node/core/draft_requests.h"
#include "node/core/last_figures.h"
#include "node/core/lead_plan.h"
#include "node/core/member_rules.h"
#include "node/core/return_requests.h"
#include "node/core/stored_sources.h"
#include "node/core/summary.h"

namespace lontar::node {

struct Doors {
  store::Store* store = nullptr;
  base::Clock* clock = nullptr;
  base::Entropy* entropy = nullptr;
  // Outside of the store. Written after every commit, so that a store which was rolled back, cut
  // or copied is not opened.
  chain::HighWaterRegister* high_water = nullptr;
  // Told after each leaf that is read again while the core opens; not kept. May be empty.
  std::function<void(uint64_t done, uint64_t total)> on_replayed = {};
};

struct Keys {
  const trust::Signer* node_key = nullptr;
  const trust::Signer* witness_key = nullptr;  // may be null: then this node does not cosign
};

struct Identity {
  base::HubId hub_id;
  std::string member;
  base::Incarnation incarnation;
};

struct Approval;
struct ApprovalStanding;
struct ApproverSources;
struct BuiltDraft;
struct DraftContext;
struct CompletenessSources;
struct DeputyRequest;
struct DraftDiff;
struct DraftReturnRequest;
struct DeclineRequest;
struct StoredDraft;
struct RewrittenDraft;
struct ReportDraft;
struct SaidRequest;

class NodeCore : private sync::NodeSide {
 public:
  // Draws the incarnation, writes the identity into an empty store and the first mark into its
  // register. FailedPrecondition with STORE_EXISTS; DataLoss with REGISTER_AHEAD: the register of a
  // node whose store was lost.
  static absl::Status Create(const Doors& doors, const base::HubId& hub_id,
                             absl::string_view member);
  // NotFound with NODE_NOT_INITIALISED; DataLoss: the store contradicts itself, or its register:
  // REGISTER_AHEAD, REGISTER_CONFLICT or STORE_COPIED (threat T08, invariants 19, 23 and 28). The
  // errors of the register's Read.
  static absl::StatusOr<std::unique_ptr<NodeCore>> Open(const Doors& doors, const Keys& keys,
                                                        const MemberRules& rules = {});

  // Answers are the documented JSON (docs/reference/json.md).

  // Reads a file by its mapping into a draft. Findings are in the answer; with an error among them
  // there is no draft. No draft either where nothing changed or the file has no row of this member.
  // Figures that disclosure control holds back are in neither draft nor answer.
  // FailedPrecondition with NO_CATALOGUE before the first sync.
  absl::StatusOr<std::string> Import(const ImportRequest& request);
  absl::StatusOr<std::string> Check(absl::string_view draft) const;
  absl::StatusOr<std::string> ListDrafts() const;
  absl::Status DropDraft(absl::string_view draft);
  // Gives it back to its provider: the stage is "returned", and a signature is dropped from it. The
  // errors of CheckReturn (draft_return.h).
  absl::StatusOr<std::string> ReturnDraft(const DraftReturnRequest& request);
  // Ends a draft that another has made for its provider. The errors of CheckDecline
  // (draft_decline.h); FailedPrecondition with NOT_DRAFTED: it is the provider's own.
  absl::StatusOr<std::string> DeclineDraft(const DeclineRequest& request);
  struct DraftFigures {
    std::string report;              // observation::DecodeReport reads it
    std::vector<std::string> parts;  // with figures, in its order
  };
  // As they would be sent: what is held back is in neither. DataLoss with RECORD_UNREADABLE.
  absl::StatusOr<DraftFigures> FiguresOf(absl::string_view draft) const;
  // What was done with a draft, or with all where it is empty (draft_history.h).
  absl::StatusOr<std::string> DraftHistory(absl::string_view draft) const;
  // What the draft would change (draft_diff.h). `against`: "current" for what stands by the same
  // provider, with what waits taken in, or another draft. InvalidArgument with
  // DRAFTS_NOT_COMPARABLE: that one is of another provider or collection.
  absl::StatusOr<std::string> DiffDraft(absl::string_view draft, absl::string_view against) const;

  struct DraftExport {
    chain::Envelope envelope;  // unsigned: for the provider
    std::string summary_json;
  };
  absl::StatusOr<DraftExport> ExportDraft(absl::string_view draft) const;
  // The signature of the provider, and of people who approve beside it. PermissionDenied with
  // KEY_NOT_VALID or NOT_ENTITLED (threat T03), or with DEPUTY_DATES; InvalidArgument with
  // DRAFT_DIFFERS.
  absl::StatusOr<std::string> AttachSignature(absl::string_view draft,
                                              const chain::Envelope& envelope);
  // What the member would answer for a round now, as lontar.return.v1, and the act that says it,
  // signed by nobody. Choices are kept; an indicator that has a figure or a narrative takes none:
  // FailedPrecondition with RETURN_ANSWERED. The errors of fold::FindRound; InvalidArgument with
  // INDICATOR_UNKNOWN. FailedPrecondition with LEVEL_TOO_LOW where the log knows no returns yet.
  absl::StatusOr<PreparedReturn> PrepareReturn(const ReturnRequest& request);
  // The same with everything that is printed, as lontar.return-paper.v1. Its fingerprint is noted
  // as printed.
  absl::StatusOr<std::string> PrintReturn(const ReturnRequest& request);
  // Seals the return as it stands now. FailedPrecondition with RETURN_CHANGED: the paper or the
  // signature is of another one; CLEARANCE_ABSENT: this member's returns are cleared, and there is
  // neither paper nor signature. PermissionDenied with KEY_NOT_VALID; ENTRY_WOULD_BE_REJECTED.
  absl::StatusOr<std::string> ClearReturn(const ClearanceRequest& request);
  // Seals the signed report into the chain. FailedPrecondition with DRAFT_UNSIGNED, with
  // WARNINGS_UNJUSTIFIED where the member's rules want justifications, with APPROVERS_WANTED where
  // people are to sign who have not yet, or with ENTRY_WOULD_BE_REJECTED and why. With a signature
  // of an approver that is not the last one wanted, the draft stays and the answer says who is
  // missing: "sealed" is false. A dry run answers with what Review says.
  absl::StatusOr<std::string> Approve(const ApprovalRequest& request);

  // Deputies of those who approve and clear, as lontar.deputies.v1. The errors of deputies.h.
  absl::StatusOr<std::string> Deputies() const;
  absl::StatusOr<std::string> AddDeputy(const DeputyRequest& request);
  absl::StatusOr<std::string> EndDeputy(const std::string& key, bool is_dry_run);
  // Per indicator and provider how far it is (completeness.h). An empty round is the one opened
  // last.
  absl::StatusOr<std::string> Completeness(absl::string_view collection,
                                           absl::string_view round) const;
  // What an approval would approve (approval_screen.h).
  absl::StatusOr<std::string> Review(absl::string_view draft) const;

  // These change a draft, which loses its signature: what was signed says something else. The
  // errors of JustifyDraft (draft_justify.h), of AddFile (draft_files.h) and of RewriteDraft.
  absl::StatusOr<std::string> Justify(const JustifyRequest& request);
  absl::StatusOr<std::string> AddToDraft(const AddRequest& request);
  // A draft that withdraws live figures. The errors of BuildWithdrawal (draft_withdraw.h).
  absl::StatusOr<std::string> Withdraw(const WithdrawRequest& request);
  // Seals an act that its signers have signed (keys), or one of the node itself (source plan: the
  // node signs it here).
  absl::StatusOr<std::string> SealAct(chain::Envelope act, bool is_dry_run = false);
  absl::StatusOr<std::string> Say(const SaidRequest& request);  // as office_words.h tells

  // Who leads where several providers report an indicator: changes the plan that stands and seals
  // it, or only says it where the request asks for nothing. The errors of PlanLeads (lead_plan.h)
  // and of SealAct.
  absl::StatusOr<std::string> Leads(const LeadRequest& request);

  // A text becomes the newest version of the member's register of sources. The errors of
  // AddToSources.
  absl::StatusOr<std::string> AddSources(absl::string_view file, absl::string_view text,
                                         bool is_dry_run);
  absl::StatusOr<std::string> Sources(const SourcesQuestion& question) const;
  // What a provider reported in a round, for its next workbook.
  absl::StatusOr<std::string> LastFigures(const LastFiguresQuestion& question) const;
  // How a round stands for this member, without any figure.
  absl::StatusOr<std::string> Summary(const SummaryQuestion& question) const;

  absl::StatusOr<std::string> StatusJson() const;
  absl::StatusOr<std::string> Ask(const fold::Question& question) const;

  // The receipt of an own entry, as lontar.receipt.v1: a stand-alone text that verifies offline. It
  // is made from the leaves and the checkpoint that this node has verified and keeps. NotFound with
  // RECEIPT_ABSENT while the entry waits. DataLoss with RECORD_UNREADABLE: the checkpoint in the
  // store is damaged; the next sync brings one.
  absl::StatusOr<std::string> Receipt(base::ChainNumber number) const;

  // The end of one conversation. One at a time; it must not outlive this object.
  std::unique_ptr<sync::NodeSession> StartSync();
  // What the last conversation did.
  std::string SyncJson(const sync::NodeSession& session) const;

  // True after a commit failed, or its register did: every change is refused, open a new one.
  bool is_ended() const { return is_ended_; }

  // What people must hear of what was found on opening, a sentence each: own entries that wait and
  // whose payload cannot be read any more. They go out alone and are rejected for it.
  const std::vector<std::string>& notices() const { return notices_; }

  const Identity& identity() const { return identity_; }
  const fold::State& state() const { return state_; }
  const log::TreeStore& tree() const { return *tree_; }
  const store::Reader& store() const { return *doors_.store; }
  uint64_t own_entries() const { return head_ ? head_->number.value() : 0; }
  // Own entries that are not in the log as last pulled.
  uint64_t queued() const;

 private:
  NodeCore(const Doors& doors, const Keys& keys, const MemberRules& rules)
      : doors_(doors), keys_(keys), rules_(rules) {}
  absl::Status Load();
  absl::Status CheckRegister();
  // Where the store stands, for its register.
  chain::HighWater Mark() const;
  // Every commit goes through one of these: the batch, synced, then the register. One that fails
  // ends the object. `mark`: where the store stands then; its count of commits is set here.
  absl::Status Commit(store::Batch batch) { return CommitTo(Mark(), std::move(batch)); }
  absl::Status CommitTo(chain::HighWater mark, store::Batch batch);
  // Whether the checkpoint of the last pull, as the store holds it, is that of the log here.
  absl::Status CheckCheckpoint() const;
  absl::Status ReplayLog();
  absl::Status RebuildAhead();
  absl::Status ApplyAhead(const chain::Entry& entry);
  const fold::State& ahead() const { return ahead_ ? *ahead_ : state_; }
  absl::StatusOr<std::string> Seal(const chain::Envelope& envelope, store::Batch batch,
                                   bool is_dry_run, const fold::PartReader& parts);
  absl::StatusOr<ApproverSources> Approvers() const;
  absl::StatusOr<ApprovalStanding> ApprovalOf(const StoredDraft& draft) const;
  // What stands against an approval but the people who approve.
  absl::Status CheckApprovable(const StoredDraft& draft, const observation::Report& report,
                               absl::string_view by) const;
  absl::StatusOr<std::string> DraftedWords(const StoredDraft& draft) const;
  // Each commits.
  absl::Status TakeProviderSignature(const StoredDraft& draft, const chain::Envelope& joined,
                                     const std::string& key);
  absl::Status TakeApprovals(const std::string& draft, const chain::Envelope& joined,
                             const std::vector<Approval>& added);
  absl::StatusOr<std::string> SealDraft(const StoredDraft& draft, const observation::Report& report,
                                        const ApprovalRequest& request);
  // What a round's completeness is made of, now.
  absl::StatusOr<CompletenessSources> StandingIn(absl::string_view collection,
                                                 absl::string_view round) const;
  absl::StatusOr<fold::RoundReference> RoundFor(const std::string& collection,
                                                const std::string& round) const;
  // Its changes against what stands, or against another draft.
  absl::StatusOr<DraftDiff> DiffOf(const StoredDraft& draft, const observation::Report& report,
                                   absl::string_view against, int* unreadable) const;
  // That which a report names; null where it is not on this node.
  const catalogue::Catalogue* CatalogueOf(const observation::Report& report) const {
    return ahead().FindCatalogue(report.collection, report.catalogue_version, ahead().size());
  }
  // What became of a draft that another made, as JSON; null for the provider's own.
  absl::StatusOr<std::string> DraftedOfJson(const StoredDraft& draft,
                                            const observation::Report& report) const;
  std::string DraftedInList(const std::string& draft_id, const std::string& by) const;
  DraftContext ContextFor(const std::string& provider, const std::string& round,
                          const catalogue::Catalogue* catalogue) const;
  absl::StatusOr<std::string> StoreDraft(const ImportRequest& request, const BuiltDraft& built);
  // In the place of what `request.corrects` held; its attachments stay.
  absl::StatusOr<std::string> StoreCorrection(const ImportRequest& request, BuiltDraft built);
  absl::StatusOr<RewrittenDraft> Rewrite(const StoredDraft& draft, ReportDraft changed);
  std::optional<sync::CosignatureFrame> MakeCosignature(const log::Checkpoint& checkpoint);
  absl::StatusOr<std::optional<chain::Entry>> OwnEntry(base::ChainNumber number) const;
  std::optional<std::string> OwnPayload(const chain::Header& header) const;

  // sync::NodeSide
  absl::StatusOr<sync::SignedHello> MakeHello() override;
  absl::Status CheckWelcome(const sync::Welcome& welcome) override;
  absl::StatusOr<std::optional<sync::Outgoing>> EntryAt(base::ChainNumber number) override;
  void TakeAnswer(const sync::EntryAnswer& answer) override;
  base::LogSize verified_size() const override { return tree_->size(); }
  absl::StatusOr<std::optional<sync::CosignatureFrame>> TakePulled(sync::Pulled pulled) override;

  Doors doors_;
  Keys keys_;
  MemberRules rules_;
  Identity identity_;
  chain::InstanceToken instance_;
  uint64_t commits_ = 0;
  bool is_ended_ = false;
  std::vector<std::string> notices_;
  fold::State state_;  // the log as last pulled
  // And own entries that wait, as they will probably be judged. Absent while none waits: then it
  // would be a second copy of state_.
  std::optional<fold::State> ahead_;
  std::optional<log::TreeStore> tree_;
  std::optional<chain::Head> head_;
  std::string checkpoint_;
  std::vector<sync::EntryAnswer> answers_;  // of the present conversation
  bool has_cosigned_ = false;
};

}  // namespace lontar::node
