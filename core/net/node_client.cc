#include "core/net/node_client.h"

#include <optional>
#include <utility>

#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/local_call.h"
#include "core/net/local_socket.h"
#include "lontar/v1/node_service.grpc.pb.h"

namespace lontar::net {

struct NodeClient::Inside {
  Daemon daemon;
  std::unique_ptr<v1::NodeService::Stub> stub;

  template <class Method, class Request>
  absl::StatusOr<std::string> Json(Method method, const Request& request) {
    LONTAR_ASSIGN_OR_RETURN(v1::NodeAnswer answer,
                            CallOnce<v1::NodeAnswer>(daemon, stub.get(), method, request));
    return std::move(*answer.mutable_json());
  }
};

namespace {

v1::DraftRequest DraftNamed(absl::string_view draft, bool dry_run = false) {
  v1::DraftRequest request;
  request.set_draft(std::string(draft));
  request.set_dry_run(dry_run);
  return request;
}

v1::DeputyRequest MessageOf(const NodeClient::Deputy& deputy) {
  v1::DeputyRequest request;
  request.set_key(deputy.key);
  request.set_stands_in_for(deputy.stands_in_for);
  request.set_from(deputy.from);
  request.set_to(deputy.to);
  request.set_dry_run(deputy.dry_run);
  return request;
}

v1::ReturnRequest ReturnRequestFor(const ReturnFor& what) {
  v1::ReturnRequest request;
  request.set_collection(what.collection);
  request.set_round(what.round);
  for (const ReturnFor::Choice& choice : what.choices) {
    v1::ReturnChoice* added = request.add_choices();
    added->set_indicator(choice.indicator);
    added->set_answer(choice.answer);
    added->set_reason(choice.reason);
  }
  request.set_nil_reason(what.nil_reason);
  request.set_restore(what.restore);
  request.set_language(what.language);
  request.set_dry_run(what.dry_run);
  return request;
}

}  // namespace

NodeClient::NodeClient(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
NodeClient::~NodeClient() = default;

absl::StatusOr<std::unique_ptr<NodeClient>> NodeClient::Open(absl::string_view socket_path) {
  LONTAR_ASSIGN_OR_RETURN(const auto channel, OpenLocalChannel(socket_path));
  auto inside = std::make_unique<Inside>();
  inside->daemon = {.name = "node",
                    .program = "lontar-node",
                    .not_running_reason = "NODE_NOT_RUNNING",
                    .socket = std::string(socket_path)};
  inside->stub = v1::NodeService::NewStub(channel);
  return std::unique_ptr<NodeClient>(new NodeClient(std::move(inside)));
}

absl::StatusOr<std::string> NodeClient::Import(const ImportFile& file) {
  v1::ImportRequest request;
  request.set_file_name(file.file_name);
  request.set_content(file.content);
  request.set_mapping_name(file.mapping_name);
  request.set_mapping(file.mapping);
  request.set_provider(file.provider);
  request.set_round(file.round);
  request.set_dry_run(file.dry_run);
  request.set_replace(file.replace);
  request.set_confirm_small_totals(file.confirm_small_totals);
  request.mutable_publish()->Add(file.publish.begin(), file.publish.end());
  request.set_publish_reason(file.publish_reason);
  request.set_on_behalf_by(file.on_behalf_by);
  request.set_letter_name(file.letter_name);
  request.set_letter(file.letter);
  request.set_letter_number(file.letter_number);
  request.set_by(file.by);
  request.set_withdraw_reason(file.withdraw_reason);
  request.set_drafted_by(file.drafted_by);
  request.set_corrects(file.corrects);
  request.set_collection(file.collection);
  return inside_->Json(&v1::NodeService::Stub::Import, request);
}

absl::StatusOr<std::string> NodeClient::Check(absl::string_view draft) {
  return inside_->Json(&v1::NodeService::Stub::Check, DraftNamed(draft));
}

absl::StatusOr<std::string> NodeClient::ListDrafts() {
  return inside_->Json(&v1::NodeService::Stub::ListDrafts, v1::ListDraftsRequest());
}

absl::StatusOr<DraftExport> NodeClient::ExportDraft(absl::string_view draft) {
  LONTAR_ASSIGN_OR_RETURN(
      v1::DraftExport answer,
      CallOnce<v1::DraftExport>(inside_->daemon, inside_->stub.get(),
                                &v1::NodeService::Stub::ExportDraft, DraftNamed(draft)));
  return DraftExport{.envelope = std::move(*answer.mutable_envelope()),
                     .summary_json = std::move(*answer.mutable_summary_json())};
}

absl::StatusOr<std::string> NodeClient::AttachSignature(absl::string_view draft,
                                                        absl::string_view envelope) {
  v1::SignedDraft request;
  request.set_draft(std::string(draft));
  request.set_envelope(std::string(envelope));
  return inside_->Json(&v1::NodeService::Stub::AttachSignature, request);
}

absl::StatusOr<std::string> NodeClient::Approve(const Approval& approval) {
  v1::DraftRequest request = DraftNamed(approval.draft, approval.dry_run);
  request.set_by(approval.by);
  request.set_expected_payload_id(approval.payload_id);
  request.set_envelope(approval.envelope);
  return inside_->Json(&v1::NodeService::Stub::Approve, request);
}

absl::StatusOr<std::string> NodeClient::ListDeputies() {
  return inside_->Json(&v1::NodeService::Stub::ListDeputies, v1::ListDeputiesRequest());
}

absl::StatusOr<std::string> NodeClient::AddDeputy(const Deputy& deputy) {
  return inside_->Json(&v1::NodeService::Stub::AddDeputy, MessageOf(deputy));
}

absl::StatusOr<std::string> NodeClient::EndDeputy(const Deputy& deputy) {
  return inside_->Json(&v1::NodeService::Stub::EndDeputy, MessageOf(deputy));
}

absl::StatusOr<std::string> NodeClient::JustifyDraft(const Justification& justification) {
  v1::JustifyRequest request;
  request.set_draft(justification.draft);
  request.set_finding(justification.finding);
  request.set_at(justification.at);
  request.set_sentence(justification.sentence);
  request.set_all(justification.all);
  return inside_->Json(&v1::NodeService::Stub::JustifyDraft, request);
}

absl::StatusOr<std::string> NodeClient::AddToDraft(const AddedFile& file) {
  v1::AddToDraftRequest request;
  request.set_draft(file.draft);
  request.set_indicator(file.indicator);
  request.set_file_name(file.file_name);
  request.set_content(file.content);
  request.set_letter_number(file.letter_number);
  return inside_->Json(&v1::NodeService::Stub::AddToDraft, request);
}

absl::StatusOr<std::string> NodeClient::Withdraw(const Withdrawal& withdrawal) {
  v1::WithdrawRequest request;
  request.set_provider(withdrawal.provider);
  request.set_collection(withdrawal.collection);
  request.set_indicator(withdrawal.indicator);
  request.set_measure(withdrawal.measure);
  request.set_period(withdrawal.period);
  request.set_reason(withdrawal.reason);
  request.set_note(withdrawal.note);
  request.set_on_behalf_by(withdrawal.on_behalf_by);
  request.set_letter_name(withdrawal.letter_name);
  request.set_letter(withdrawal.letter);
  request.set_letter_number(withdrawal.letter_number);
  request.set_by(withdrawal.by);
  request.set_round(withdrawal.round);
  request.set_dry_run(withdrawal.dry_run);
  return inside_->Json(&v1::NodeService::Stub::Withdraw, request);
}

absl::StatusOr<std::string> NodeClient::ReviewDraft(absl::string_view draft) {
  return inside_->Json(&v1::NodeService::Stub::ReviewDraft, DraftNamed(draft));
}

absl::StatusOr<std::string> NodeClient::DropDraft(absl::string_view draft) {
  return inside_->Json(&v1::NodeService::Stub::DropDraft, DraftNamed(draft));
}

absl::StatusOr<std::string> NodeClient::ReturnDraft(const Return& draft) {
  v1::ReturnDraftRequest request;
  request.set_draft(draft.draft);
  request.set_reason(draft.reason);
  request.set_by(draft.by);
  request.set_dry_run(draft.dry_run);
  return inside_->Json(&v1::NodeService::Stub::ReturnDraft, request);
}

absl::StatusOr<std::string> NodeClient::DeclineDraft(const Return& draft) {
  v1::DeclineDraftRequest request;
  request.set_draft(draft.draft);
  request.set_reason(draft.reason);
  request.set_by(draft.by);
  request.set_dry_run(draft.dry_run);
  return inside_->Json(&v1::NodeService::Stub::DeclineDraft, request);
}

absl::StatusOr<std::string> NodeClient::Completeness(absl::string_view collection,
                                                     absl::string_view round) {
  v1::CompletenessRequest request;
  request.set_collection(std::string(collection));
  request.set_round(std::string(round));
  return inside_->Json(&v1::NodeService::Stub::Completeness, request);
}

absl::StatusOr<net::DraftFigures> NodeClient::DraftFigures(absl::string_view draft) {
  LONTAR_ASSIGN_OR_RETURN(
      v1::DraftFiguresAnswer answer,
      CallOnce<v1::DraftFiguresAnswer>(inside_->daemon, inside_->stub.get(),
                                       &v1::NodeService::Stub::DraftFigures, DraftNamed(draft)));
  net::DraftFigures figures{std::move(*answer.mutable_report()), {}};
  for (std::string& part : *answer.mutable_parts()) figures.parts.push_back(std::move(part));
  return figures;
}

absl::StatusOr<std::string> NodeClient::DraftHistory(absl::string_view draft) {
  v1::HistoryRequest request;
  request.set_draft(std::string(draft));
  return inside_->Json(&v1::NodeService::Stub::DraftHistory, request);
}

absl::StatusOr<std::string> NodeClient::DiffDraft(absl::string_view draft,
                                                  absl::string_view against) {
  v1::DiffRequest request;
  request.set_draft(std::string(draft));
  request.set_against(std::string(against));
  return inside_->Json(&v1::NodeService::Stub::DiffDraft, request);
}

absl::StatusOr<std::string> NodeClient::SealAct(absl::string_view envelope, bool dry_run) {
  v1::SealActRequest request;
  request.set_envelope(std::string(envelope));
  request.set_dry_run(dry_run);
  return inside_->Json(&v1::NodeService::Stub::SealAct, request);
}

absl::StatusOr<PreparedReturn> NodeClient::PrepareReturn(const ReturnFor& what) {
  LONTAR_ASSIGN_OR_RETURN(
      v1::PreparedReturn answer,
      CallOnce<v1::PreparedReturn>(inside_->daemon, inside_->stub.get(),
                                   &v1::NodeService::Stub::PrepareReturn, ReturnRequestFor(what)));
  return PreparedReturn{.envelope = std::move(*answer.mutable_envelope()),
                        .json = std::move(*answer.mutable_json())};
}

absl::StatusOr<std::string> NodeClient::PrintReturn(const ReturnFor& what) {
  return inside_->Json(&v1::NodeService::Stub::PrintReturn, ReturnRequestFor(what));
}

absl::StatusOr<std::string> NodeClient::ClearReturn(const ReturnClearance& clearance) {
  v1::ClearReturnRequest request;
  request.set_collection(clearance.collection);
  request.set_round(clearance.round);
  request.set_envelope(clearance.envelope);
  request.set_dry_run(clearance.dry_run);
  if (clearance.on_paper) {
    v1::SignedPaper* paper = request.mutable_paper();
    paper->set_fingerprint(clearance.fingerprint);
    paper->set_file_name(clearance.file_name);
    paper->set_scan(clearance.scan);
    paper->set_letter_number(clearance.letter_number);
    paper->set_clerk(clearance.clerk);
  }
  return inside_->Json(&v1::NodeService::Stub::ClearReturn, request);
}

absl::StatusOr<std::string> NodeClient::SyncNow(const TakeProgress& progress) {
  grpc::ClientContext context;
  context.set_deadline(DeadlineIn(absl::Hours(base::kLocalStreamHoursMax)));
  const auto reader = inside_->stub->SyncNow(&context, v1::SyncNowRequest());
  // Which message is the last is known only when there is no next one.
  std::optional<std::string> held;
  absl::Status taken;
  for (v1::NodeAnswer answer; taken.ok() && reader->Read(&answer);) {
    if (held) taken = progress(*held);
    held = std::move(*answer.mutable_json());
  }
  if (!taken.ok()) context.TryCancel();
  const absl::Status status = StatusOfCall(reader->Finish(), inside_->daemon);
  if (!taken.ok()) return taken;
  LONTAR_RETURN_IF_ERROR(status);
  if (!held) {
    return base::Problem(absl::StatusCode::kInternal, "NO_RESULT",
                         "the node ended the sync without a result");
  }
  return std::move(*held);
}

absl::StatusOr<std::string> NodeClient::Status() {
  return inside_->Json(&v1::NodeService::Stub::Status, v1::NodeStatusRequest());
}

absl::StatusOr<std::string> NodeClient::Export(const ExportQuestion& question,
                                               const TakeBytes& take) {
  const auto request = ExportRequestOf<v1::ExportRequest>(question);
  return TakeFileOf<v1::ExportPiece>(
      inside_->daemon,
      [&](grpc::ClientContext* context) { return inside_->stub->Export(context, request); }, take);
}

absl::StatusOr<std::string> NodeClient::Query(const Question& question) {
  return inside_->Json(&v1::NodeService::Stub::Query, RequestOf<v1::QueryRequest>(question));
}

absl::StatusOr<std::string> NodeClient::Receipt(base::ChainNumber number) {
  v1::ReceiptRequest request;
  request.set_number(number.value());
  return inside_->Json(&v1::NodeService::Stub::Receipt, request);
}

absl::StatusOr<std::string> NodeClient::Leads(const LeadChange& change) {
  v1::LeadsRequest request;
  request.set_collection(change.collection);
  for (const auto& [indicator, provider] : change.set) {
    v1::LeadWord* word = request.add_set();
    word->set_indicator(indicator);
    word->set_provider(provider);
  }
  for (const std::string& indicator : change.clear) request.add_clear(indicator);
  request.set_dry_run(change.dry_run);
  return inside_->Json(&v1::NodeService::Stub::Leads, request);
}

absl::StatusOr<std::string> NodeClient::AddSources(absl::string_view file_name,
                                                   absl::string_view text, bool dry_run) {
  v1::AddSourcesRequest request;
  request.set_file_name(std::string(file_name));
  request.set_text(std::string(text));
  request.set_dry_run(dry_run);
  return inside_->Json(&v1::NodeService::Stub::AddSources, request);
}

absl::StatusOr<std::string> NodeClient::Sources(std::optional<uint64_t> version,
                                                absl::string_view id) {
  v1::SourcesRequest request;
  if (version) request.set_version(*version);
  request.set_id(std::string(id));
  return inside_->Json(&v1::NodeService::Stub::Sources, request);
}

absl::StatusOr<std::string> NodeClient::LastFigures(absl::string_view collection,
                                                    absl::string_view round,
                                                    absl::string_view provider) {
  v1::LastFiguresRequest request;
  request.set_collection(std::string(collection));
  request.set_round(std::string(round));
  request.set_provider(std::string(provider));
  return inside_->Json(&v1::NodeService::Stub::LastFigures, request);
}

absl::StatusOr<std::string> NodeClient::Summary(absl::string_view collection,
                                                absl::string_view round,
                                                absl::string_view provider) {
  v1::SummaryRequest request;
  request.set_collection(std::string(collection));
  request.set_round(std::string(round));
  request.set_provider(std::string(provider));
  return inside_->Json(&v1::NodeService::Stub::Summary, request);
}

absl::StatusOr<std::string> NodeClient::MakePageToken(absl::string_view name,
                                                      absl::string_view role,
                                                      absl::string_view expires) {
  v1::MakePageTokenRequest request;
  request.set_name(std::string(name));
  request.set_role(std::string(role));
  request.set_expires(std::string(expires));
  return inside_->Json(&v1::NodeService::Stub::MakePageToken, request);
}

absl::StatusOr<std::string> NodeClient::ListPageTokens() {
  return inside_->Json(&v1::NodeService::Stub::ListPageTokens, v1::ListPageTokensRequest());
}

absl::StatusOr<std::string> NodeClient::RevokePageToken(absl::string_view id) {
  v1::RevokePageTokenRequest request;
  request.set_id(std::string(id));
  return inside_->Json(&v1::NodeService::Stub::RevokePageToken, request);
}

}  // namespace lontar::net
