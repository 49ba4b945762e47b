#include "node/service/local_service.h"

#include <nlohmann/json.hpp>

#include "core/net/status.h"
#include "lontar/v1/node_service.grpc.pb.h"

namespace lontar::node {
namespace {

grpc::Status AnswerWith(const absl::StatusOr<std::string>& json, v1::NodeAnswer* answer) {
  if (!json.ok()) return net::ToGrpc(json.status());
  answer->set_json(*json);
  return grpc::Status::OK;
}

ImportRequest RequestOf(const v1::ImportRequest& message) {
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
  return request;
}

fold::Question QuestionOf(const v1::QueryRequest& request) {
  fold::Question question{request.question(), request.collection(), request.round()};
  if (request.has_as_of()) question.as_of = base::LogSize(request.as_of());
  question.member = request.member();
  question.indicator = request.indicator();
  question.with_history = request.history();
  return question;
}

std::string ProgressJson(const Progress& progress) {
  const nlohmann::json json = {
      {"schema", "lontar.sync.v1"},
      {"progress",
       {{"entries", progress.entries}, {"bytes", progress.bytes}, {"leaves", progress.leaves}}}};
  return json.dump() + "\n";
}

nlohmann::json TimeJson(const std::optional<absl::Time>& time) {
  if (!time) return nullptr;
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", *time, absl::UTCTimeZone());
}

// The core's status and what the timer knows: the core has no clock of its own.
std::string WithSyncState(const std::string& core_json, const SyncState& sync) {
  nlohmann::json json = nlohmann::json::parse(core_json);
  json["sync"] = {{"automatic", sync.is_automatic},
                  {"last_done", TimeJson(sync.last_done)},
                  {"last_failed", TimeJson(sync.last_failed)},
                  {"reason", sync.last_reason},
                  {"failures", sync.failures},
                  {"stuck", sync.is_stuck},
                  {"next", TimeJson(sync.next)}};
  return json.dump() + "\n";
}

using Json = absl::StatusOr<std::string>;

class LocalCalls : public v1::NodeService::Service {
 public:
  explicit LocalCalls(const LocalParts& parts)
      : shell_(parts.shell),
        caller_(parts.caller),
        timer_(parts.timer),
        standing_(parts.standing) {}

  grpc::Status Import(grpc::ServerContext*, const v1::ImportRequest* message,
                      v1::NodeAnswer* answer) override {
    const ImportRequest request = RequestOf(*message);
    const auto work = [&request](NodeCore& core) { return core.Import(request); };
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
    const auto work = [request](NodeCore& core) {
      return core.Approve(request->draft(), request->dry_run());
    };
    return AnswerWith(shell_->DoNew(work), answer);
  }

  grpc::Status DropDraft(grpc::ServerContext*, const v1::DraftRequest* request,
                         v1::NodeAnswer* answer) override {
    const absl::Status dropped =
        shell_->Do([request](NodeCore& core) { return core.DropDraft(request->draft()); });
    if (!dropped.ok()) return net::ToGrpc(dropped);
    const nlohmann::json json = {{"schema", "lontar.drop.v1"}, {"draft", request->draft()}};
    return AnswerWith(json.dump() + "\n", answer);
  }

  grpc::Status SealAct(grpc::ServerContext*, const v1::SealActRequest* request,
                       v1::NodeAnswer* answer) override {
    const auto act = chain::DecodeEnvelope(request->envelope());
    if (!act.ok()) return net::ToGrpc(act.status());
    const auto work = [&](NodeCore& core) { return core.SealAct(*act, request->dry_run()); };
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
    const Json core = shell_->Do([](NodeCore& core) { return core.StatusJson(); });
    if (!core.ok()) return net::ToGrpc(core.status());
    return AnswerWith(standing_->AddTo(WithSyncState(*core, timer_->state())), answer);
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

 private:
  NodeShell* shell_;
  Caller* caller_;
  const SyncTimer* timer_;
  const NodeStanding* standing_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeLocalService(const LocalParts& parts) {
  return std::make_unique<LocalCalls>(parts);
}

}  // namespace lontar::node
