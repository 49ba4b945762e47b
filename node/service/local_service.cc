#include "node/service/local_service.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/net/status.h"
#include "lontar/v1/node_service.grpc.pb.h"
#include "node/core/deputies.h"
#include "node/core/draft_decline.h"
#include "node/core/draft_return.h"
#include "node/core/draft_withdraw.h"
#include "node/service/export_call.h"
#include "node/service/node_status.h"

namespace lontar::node {
namespace {

grpc::Status AnswerWith(const absl::StatusOr<std::string>& json, v1::NodeAnswer* answer) {
  if (!json.ok()) return net::ToGrpc(json.status());
  answer->set_json(*json);
  return grpc::Status::OK;
}

absl::StatusOr<ImportRequest> RequestOf(const v1::ImportRequest& message) {
  ImportRequest request;
  request.file_name = message.file_name();
  request.content = message.content();
  request.mapping_name = message.mapping_name();
  request.mapping = message.mapping();
  request.provider = message.provider();
  request.round = message.round();
  request.is_dry_run = message.dry_run();
  request.replaces = message.replace();
  request.confirms_small_totals = message.confirm_small_totals();
  request.on_behalf = {message.on_behalf_by(), message.letter_name(), message.letter(),
                       message.letter_number(), message.by()};
  request.overrides = {{message.publish().begin(), message.publish().end()},
                       message.publish_reason()};
  request.drafted_by = message.drafted_by();
  request.corrects = message.corrects();
  request.collection = message.collection();
  if (!message.withdraw_reason().empty()) {
    LONTAR_ASSIGN_OR_RETURN(request.withdraw_reason, WithdrawReasonOf(message.withdraw_reason()));
  }
  return request;
}

absl::StatusOr<WithdrawRequest> RequestOf(const v1::WithdrawRequest& message) {
  WithdrawRequest request;
  request.provider = message.provider();
  request.collection = message.collection();
  request.indicator = message.indicator();
  request.measure = message.measure();
  request.period = message.period();
  LONTAR_ASSIGN_OR_RETURN(request.reason, WithdrawReasonOf(message.reason()));
  request.note = message.note();
  request.on_behalf = {message.on_behalf_by(), message.letter_name(), message.letter(),
                       message.letter_number(), message.by()};
  request.round = message.round();
  request.is_dry_run = message.dry_run();
  return request;
}

// InvalidArgument with RETURN_WORD_UNKNOWN: an answer or a reason that is none.
absl::Status UnknownWord(const std::string& word, absl::string_view known) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "RETURN_WORD_UNKNOWN",
                       absl::StrCat(base::Quoted(word), " is not one of ", known));
}

absl::StatusOr<std::optional<fold::ReturnReason>> ReasonOf(const std::string& word) {
  const auto reason = fold::ReturnReasonNamed(word);
  if (reason || word.empty()) return reason;
  return UnknownWord(word, "no-system, no-survey, not-processed, definition, other");
}

absl::StatusOr<ReturnRequest> ReturnRequestOf(const v1::ReturnRequest& message) {
  ReturnRequest request;
  request.collection = message.collection();
  request.round = message.round();
  request.is_dry_run = message.dry_run();
  request.language = message.language();
  if (message.restore() > 0) request.restore = static_cast<int>(message.restore());
  LONTAR_ASSIGN_OR_RETURN(request.nil, ReasonOf(message.nil_reason()));
  for (const v1::ReturnChoice& named : message.choices()) {
    ReturnRequest::Choice& choice = request.choices.emplace_back();
    choice.indicator = named.indicator();
    const auto answer = fold::ReturnAnswerNamed(named.answer());
    const bool may_be_chosen = answer && *answer != fold::ReturnAnswer::kFigure &&
                               *answer != fold::ReturnAnswer::kNarrative;
    if (!may_be_chosen) {
      return UnknownWord(named.answer(), "not-available, does-not-apply, later");
    }
    choice.answer = *answer;
    LONTAR_ASSIGN_OR_RETURN(choice.reason, ReasonOf(named.reason()));
    if (choice.reason.has_value() != (choice.answer == fold::ReturnAnswer::kNotAvailable)) {
      return UnknownWord(named.reason(),
                         "no-system, no-survey, not-processed, definition, other; what is not "
                         "available, and only that, has a reason");
    }
  }
  return request;
}

absl::StatusOr<ClearanceRequest> ClearanceRequestOf(const v1::ClearReturnRequest& message) {
  ClearanceRequest request;
  request.collection = message.collection();
  request.round = message.round();
  request.is_dry_run = message.dry_run();
  if (!message.envelope().empty()) {
    LONTAR_ASSIGN_OR_RETURN(request.signed_act, chain::DecodeEnvelope(message.envelope()));
  }
  if (message.has_paper()) {
    const v1::SignedPaper& paper = message.paper();
    request.paper = {paper.fingerprint(), paper.file_name(), paper.scan(), paper.letter_number(),
                     paper.clerk()};
  }
  return request;
}

fold::Question QuestionOf(const v1::QueryRequest& request) {
  fold::Question question{request.question(), request.collection(), request.round()};
  if (request.has_as_of()) question.as_of = base::LogSize(request.as_of());
  question.member = request.member();
  question.indicator = request.indicator();
  question.with_history = request.history();
  question.reports_only = request.reports_only();
  question.on = request.on();
  if (request.has_what_if_threshold()) question.what_if.threshold = request.what_if_threshold();
  question.what_if.members_on = request.what_if_members_on();
  question.what_if.counts_as_specified = request.what_if_counts_as_specified();
  if (request.evaluation() != 0) question.evaluation = request.evaluation();
  return question;
}

std::string ProgressJson(const Progress& progress) {
  const nlohmann::json json = {
      {"schema", "lontar.sync.v1"},
      {"progress",
       {{"entries", progress.entries}, {"bytes", progress.bytes}, {"leaves", progress.leaves}}}};
  return json.dump() + "\n";
}

using Json = absl::StatusOr<std::string>;

class LocalCalls : public v1::NodeService::Service {
 public:
  explicit LocalCalls(const LocalParts& parts)
      : shell_(parts.shell),
        caller_(parts.caller),
        timer_(parts.timer),
        standing_(parts.standing),
        tokens_(parts.tokens) {}

  grpc::Status Import(grpc::ServerContext*, const v1::ImportRequest* message,
                      v1::NodeAnswer* answer) override {
    const absl::StatusOr<ImportRequest> request = RequestOf(*message);
    if (!request.ok()) return net::ToGrpc(request.status());
    const auto work = [&request](NodeCore& core) { return core.Import(*request); };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status JustifyDraft(grpc::ServerContext*, const v1::JustifyRequest* message,
                            v1::NodeAnswer* answer) override {
    const JustifyRequest request{message->draft(), message->finding(), message->at(),
                                 message->sentence(), message->all()};
    const auto work = [&request](NodeCore& core) { return core.Justify(request); };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status AddToDraft(grpc::ServerContext*, const v1::AddToDraftRequest* message,
                          v1::NodeAnswer* answer) override {
    const AddRequest request{message->draft(), message->indicator(), message->file_name(),
                             message->content(), message->letter_number()};
    const auto work = [&request](NodeCore& core) { return core.AddToDraft(request); };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status Withdraw(grpc::ServerContext*, const v1::WithdrawRequest* message,
                        v1::NodeAnswer* answer) override {
    const absl::StatusOr<WithdrawRequest> request = RequestOf(*message);
    if (!request.ok()) return net::ToGrpc(request.status());
    const auto work = [&request](NodeCore& core) { return core.Withdraw(*request); };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status Check(grpc::ServerContext*, const v1::DraftRequest* request,
                     v1::NodeAnswer* answer) override {
    const auto work = [request](NodeCore& core) { return core.Check(request->draft()); };
    return AnswerWith(shell_->Do(work), answer);
  }

  grpc::Status ListDrafts(grpc::ServerContext*, const v1::ListDraftsRequest*,
                          v1::NodeAnswer* answer) override {
    return AnswerWith(shell_->Do([](NodeCore& core) { return core.ListDrafts(); }), answer);
  }

  grpc::Status ExportDraft(grpc::ServerContext*, const v1::DraftRequest* request,
                           v1::DraftExport* answer) override {
    const auto work = [request](NodeCore& core) { return core.ExportDraft(request->draft()); };
    const absl::StatusOr<NodeCore::DraftExport> draft = shell_->Do(work);
    if (!draft.ok()) return net::ToGrpc(draft.status());
    answer->set_envelope(chain::EncodeEnvelope(draft->envelope));
    answer->set_summary_json(draft->summary_json);
    return grpc::Status::OK;
  }

  grpc::Status AttachSignature(grpc::ServerContext*, const v1::SignedDraft* request,
                               v1::NodeAnswer* answer) override {
    const auto envelope = chain::DecodeEnvelope(request->envelope());
    if (!envelope.ok()) return net::ToGrpc(envelope.status());
    const auto work = [&](NodeCore& core) {
      return core.AttachSignature(request->draft(), *envelope);
    };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status Approve(grpc::ServerContext*, const v1::DraftRequest* request,
                       v1::NodeAnswer* answer) override {
    ApprovalRequest approval;
    approval.draft = request->draft();
    approval.seen = request->expected_payload_id();
    approval.by = request->by();
    approval.is_dry_run = request->dry_run();
    if (!request->envelope().empty()) {
      auto envelope = chain::DecodeEnvelope(request->envelope());
      if (!envelope.ok()) return net::ToGrpc(envelope.status());
      approval.envelope = *std::move(envelope);
    }
    const auto work = [&approval](NodeCore& core) { return core.Approve(approval); };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status ListDeputies(grpc::ServerContext*, const v1::ListDeputiesRequest*,
                            v1::NodeAnswer* answer) override {
    return AnswerWith(shell_->Do([](NodeCore& core) { return core.Deputies(); }), answer);
  }

  grpc::Status AddDeputy(grpc::ServerContext*, const v1::DeputyRequest* request,
                         v1::NodeAnswer* answer) override {
    const DeputyRequest deputy{request->key(), request->stands_in_for(), request->from(),
                               request->to(), request->dry_run()};
    const auto work = [&deputy](NodeCore& core) { return core.AddDeputy(deputy); };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status EndDeputy(grpc::ServerContext*, const v1::DeputyRequest* request,
                         v1::NodeAnswer* answer) override {
    const auto work = [request](NodeCore& core) {
      return core.EndDeputy(request->key(), request->dry_run());
    };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status ReviewDraft(grpc::ServerContext*, const v1::DraftRequest* request,
                           v1::NodeAnswer* answer) override {
    const auto work = [request](NodeCore& core) { return core.Review(request->draft()); };
    return AnswerWith(shell_->Do(work), answer);
  }

  grpc::Status DropDraft(grpc::ServerContext*, const v1::DraftRequest* request,
                         v1::NodeAnswer* answer) override {
    const absl::Status dropped =
        shell_->Do([request](NodeCore& core) { return core.DropDraft(request->draft()); });
    if (!dropped.ok()) return net::ToGrpc(dropped);
    const nlohmann::json json = {{"schema", "lontar.drop.v1"}, {"draft", request->draft()}};
    return AnswerWith(json.dump() + "\n", answer);
  }

  grpc::Status DraftFigures(grpc::ServerContext*, const v1::DraftRequest* request,
                            v1::DraftFiguresAnswer* answer) override {
    auto figures =
        shell_->Do([request](NodeCore& core) { return core.FiguresOf(request->draft()); });
    if (!figures.ok()) return net::ToGrpc(figures.status());
    answer->set_report(std::move(figures->report));
    for (std::string& part : figures->parts) answer->add_parts(std::move(part));
    return grpc::Status::OK;
  }

  grpc::Status Completeness(grpc::ServerContext*, const v1::CompletenessRequest* request,
                            v1::NodeAnswer* answer) override {
    const auto work = [request](NodeCore& core) {
      return core.Completeness(request->collection(), request->round());
    };
    return AnswerWith(shell_->Do(work), answer);
  }

  grpc::Status ReturnDraft(grpc::ServerContext*, const v1::ReturnDraftRequest* message,
                           v1::NodeAnswer* answer) override {
    const DraftReturnRequest request{message->draft(), message->reason(), message->by(),
                                     message->dry_run()};
    const auto work = [&request](NodeCore& core) { return core.ReturnDraft(request); };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status DeclineDraft(grpc::ServerContext*, const v1::DeclineDraftRequest* message,
                            v1::NodeAnswer* answer) override {
    const DeclineRequest request{message->draft(), message->reason(), message->by(),
                                 message->dry_run()};
    const auto work = [&request](NodeCore& core) { return core.DeclineDraft(request); };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status DraftHistory(grpc::ServerContext*, const v1::HistoryRequest* request,
                            v1::NodeAnswer* answer) override {
    const auto work = [request](NodeCore& core) { return core.DraftHistory(request->draft()); };
    return AnswerWith(shell_->Do(work), answer);
  }

  grpc::Status DiffDraft(grpc::ServerContext*, const v1::DiffRequest* request,
                         v1::NodeAnswer* answer) override {
    const auto work = [request](NodeCore& core) {
      return core.DiffDraft(request->draft(), request->against());
    };
    return AnswerWith(shell_->Do(work), answer);
  }

  grpc::Status SealAct(grpc::ServerContext*, const v1::SealActRequest* request,
                       v1::NodeAnswer* answer) override {
    const auto act = chain::DecodeEnvelope(request->envelope());
    if (!act.ok()) return net::ToGrpc(act.status());
    const auto work = [&](NodeCore& core) { return core.SealAct(*act, request->dry_run()); };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status Leads(grpc::ServerContext*, const v1::LeadsRequest* message,
                     v1::NodeAnswer* answer) override {
    LeadRequest request{.collection = message->collection(), .is_dry_run = message->dry_run()};
    for (const v1::LeadWord& word : message->set()) {
      request.set.emplace_back(word.indicator(), word.provider());
    }
    request.clear.assign(message->clear().begin(), message->clear().end());
    const auto work = [&request](NodeCore& core) { return core.Leads(request); };
    const bool changes = !request.set.empty() || !request.clear.empty();
    return AnswerWith(changes ? shell_->DoNew(work) : shell_->Do(work), answer);
  }

  grpc::Status PrepareReturn(grpc::ServerContext*, const v1::ReturnRequest* message,
                             v1::PreparedReturn* answer) override {
    const auto request = ReturnRequestOf(*message);
    if (!request.ok()) return net::ToGrpc(request.status());
    const auto prepare = [&](NodeCore& core) { return core.PrepareReturn(*request); };
    const bool chooses = !request->choices.empty() || request->nil || request->restore;
    const absl::StatusOr<PreparedReturn> prepared =
        chooses ? shell_->DoNew(prepare) : shell_->Do(prepare);
    if (!prepared.ok()) return net::ToGrpc(prepared.status());
    answer->set_envelope(chain::EncodeEnvelope(prepared->act));
    answer->set_json(prepared->json);
    return grpc::Status::OK;
  }

  grpc::Status PrintReturn(grpc::ServerContext*, const v1::ReturnRequest* message,
                           v1::NodeAnswer* answer) override {
    const auto request = ReturnRequestOf(*message);
    if (!request.ok()) return net::ToGrpc(request.status());
    const auto work = [&](NodeCore& core) { return core.PrintReturn(*request); };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status ClearReturn(grpc::ServerContext*, const v1::ClearReturnRequest* message,
                           v1::NodeAnswer* answer) override {
    const auto request = ClearanceRequestOf(*message);
    if (!request.ok()) return net::ToGrpc(request.status());
    const auto work = [&](NodeCore& core) { return core.ClearReturn(*request); };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  // A caller that goes away does not end the conversation: what is under way is brought to its end.
  grpc::Status SyncNow(grpc::ServerContext* context, const v1::SyncNowRequest*,
                       grpc::ServerWriter<v1::NodeAnswer>* writer) override {
    const auto tell = [writer](const Progress& progress) {
      v1::NodeAnswer answer;
      answer.set_json(ProgressJson(progress));
      writer->Write(answer);
    };
    const Json result = caller_->SyncInTurn(tell, [context] { return context->IsCancelled(); });
    v1::NodeAnswer last;
    const grpc::Status status = AnswerWith(result, &last);
    if (status.ok()) writer->Write(last);
    return status;
  }

  grpc::Status Status(grpc::ServerContext*, const v1::NodeStatusRequest*,
                      v1::NodeAnswer* answer) override {
    return AnswerWith(WholeStatus(shell_, *timer_, *standing_), answer);
  }

  grpc::Status Export(grpc::ServerContext*, const v1::ExportRequest* request,
                      grpc::ServerWriter<v1::ExportPiece>* writer) override {
    return net::ToGrpc(ExportTo(*request, shell_, writer));
  }

  grpc::Status Query(grpc::ServerContext*, const v1::QueryRequest* request,
                     v1::NodeAnswer* answer) override {
    const fold::Question question = QuestionOf(*request);
    return AnswerWith(shell_->Do([&](NodeCore& core) { return core.Ask(question); }), answer);
  }

  grpc::Status Receipt(grpc::ServerContext*, const v1::ReceiptRequest* request,
                       v1::NodeAnswer* answer) override {
    const base::ChainNumber number(request->number());
    const auto work = [number](NodeCore& core) { return core.Receipt(number); };
    return AnswerWith(shell_->Do(work), answer);
  }

  grpc::Status AddSources(grpc::ServerContext*, const v1::AddSourcesRequest* request,
                          v1::NodeAnswer* answer) override {
    const auto work = [request](NodeCore& core) {
      return core.AddSources(request->file_name(), request->text(), request->dry_run());
    };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status Sources(grpc::ServerContext*, const v1::SourcesRequest* request,
                       v1::NodeAnswer* answer) override {
    SourcesQuestion question{.id = request->id()};
    if (request->has_version()) question.version = request->version();
    return AnswerWith(shell_->Do([&](NodeCore& core) { return core.Sources(question); }), answer);
  }

  grpc::Status LastFigures(grpc::ServerContext*, const v1::LastFiguresRequest* request,
                           v1::NodeAnswer* answer) override {
    const LastFiguresQuestion question{request->collection(), request->round(),
                                       request->provider()};
    return AnswerWith(shell_->Do([&](NodeCore& core) { return core.LastFigures(question); }),
                      answer);
  }

  grpc::Status Summary(grpc::ServerContext*, const v1::SummaryRequest* request,
                       v1::NodeAnswer* answer) override {
    const SummaryQuestion question{request->collection(), request->round(), request->provider()};
    return AnswerWith(shell_->Do([&](NodeCore& core) { return core.Summary(question); }), answer);
  }

  grpc::Status MakePageToken(grpc::ServerContext*, const v1::MakePageTokenRequest* request,
                             v1::NodeAnswer* answer) override {
    return AnswerWith(tokens_->MakeJson({request->name(), request->role(), request->expires()}),
                      answer);
  }

  grpc::Status ListPageTokens(grpc::ServerContext*, const v1::ListPageTokensRequest*,
                              v1::NodeAnswer* answer) override {
    return AnswerWith(tokens_->ListJson(), answer);
  }

  grpc::Status RevokePageToken(grpc::ServerContext*, const v1::RevokePageTokenRequest* request,
                               v1::NodeAnswer* answer) override {
    return AnswerWith(tokens_->RevokeJson(request->id()), answer);
  }

 private:
  NodeShell* shell_;
  Caller* caller_;
  const SyncTimer* timer_;
  const NodeStanding* standing_;
  PageTokenFile* tokens_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeLocalService(const LocalParts& parts) {
  return std::make_unique<LocalCalls>(parts);
}

}  // namespace lontar::node
