#include "hub/service/local_service.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/diagnostics.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/net/status.h"
#include "hub/service/export_call.h"
#include "lontar/v1/hub_service.grpc.pb.h"

namespace lontar::hub {
namespace {

grpc::Status AnswerWith(const absl::StatusOr<std::string>& json, v1::HubAnswer* answer) {
  if (!json.ok()) return net::ToGrpc(json.status());
  answer->set_json(*json);
  return grpc::Status::OK;
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

// Sends one file in pieces.
absl::Status SendFile(const std::string& path, absl::string_view content,
                      grpc::ServerWriter<v1::MirrorFile>* writer) {
  do {
    const size_t length = std::min(content.size(), base::kChunkBytesMax);
    v1::MirrorFile piece;
    piece.set_path(path);
    piece.set_content(content.data(), length);
    content.remove_prefix(length);
    piece.set_more(!content.empty());
    if (!writer->Write(piece)) return absl::CancelledError("the caller is gone");
  } while (!content.empty());
  return absl::OkStatus();
}

absl::Status RoleUnknown(const std::string& role) {
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "ROLE_TOKEN_INVALID",
      absl::StrCat(base::Quoted(role), " is no role; write public, member, asec, slom or auditor"));
}

class LocalCalls : public v1::HubService::Service {
 public:
  LocalCalls(HubShell* shell, HubStanding standing, RoleTokenFile* tokens)
      : shell_(shell), standing_(std::move(standing)), tokens_(tokens) {}

  grpc::Status SubmitAct(grpc::ServerContext*, const v1::SubmitActRequest* request,
                         v1::HubAnswer* answer) override {
    const absl::StatusOr<chain::Envelope> act = chain::DecodeEnvelope(request->envelope());
    if (!act.ok()) return net::ToGrpc(act.status());
    const absl::StatusOr<base::LogIndex> index = shell_->SubmitAct(*act, request->dry_run());
    if (!index.ok()) return net::ToGrpc(index.status());
    const std::string kind(chain::NameOf(act->kind));
    if (!request->dry_run()) {
      base::Diagnose(base::Severity::kNote, "act_sequenced",
                     {{"kind", kind}, {"index", std::to_string(index->value())}});
    }
    const nlohmann::json json = {{"schema", "lontar.act.v1"},
                                 {"kind", kind},
                                 {"index", index->value()},
                                 {"dry_run", request->dry_run()},
                                 {"payload_id", act->payload_id().hex()}};
    return AnswerWith(json.dump() + "\n", answer);
  }

  grpc::Status Status(grpc::ServerContext*, const v1::HubStatusRequest*,
                      v1::HubAnswer* answer) override {
    absl::StatusOr<std::string> json = shell_->StatusJson();
    if (json.ok()) json = standing_.AddTo(*json);
    return AnswerWith(json, answer);
  }

  grpc::Status Export(grpc::ServerContext*, const v1::ExportRequest* request,
                      grpc::ServerWriter<v1::ExportPiece>* writer) override {
    return net::ToGrpc(ExportTo(*request, shell_, writer));
  }

  grpc::Status Query(grpc::ServerContext*, const v1::QueryRequest* request,
                     v1::HubAnswer* answer) override {
    return AnswerWith(shell_->Ask(QuestionOf(*request)), answer);
  }

  grpc::Status MakeToken(grpc::ServerContext*, const v1::MakeTokenRequest* request,
                         v1::HubAnswer* answer) override {
    const auto role = fold::ViewerRoleNamed(request->role());
    if (!role) return net::ToGrpc(RoleUnknown(request->role()));
    return AnswerWith(tokens_->MakeJson({*role, request->member()}, request->expires()), answer);
  }

  grpc::Status ListTokens(grpc::ServerContext*, const v1::ListTokensRequest*,
                          v1::HubAnswer* answer) override {
    return AnswerWith(tokens_->ListJson(), answer);
  }

  grpc::Status RevokeToken(grpc::ServerContext*, const v1::RevokeTokenRequest* request,
                           v1::HubAnswer* answer) override {
    return AnswerWith(tokens_->RevokeJson(request->id()), answer);
  }

  grpc::Status Mirror(grpc::ServerContext*, const v1::MirrorRequest*,
                      grpc::ServerWriter<v1::MirrorFile>* writer) override {
    return net::ToGrpc(
        shell_->Mirror([writer](const std::string& path, const std::string& content) {
          return SendFile(path, content, writer);
        }));
  }

 private:
  HubShell* shell_;
  const HubStanding standing_;
  RoleTokenFile* tokens_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeLocalService(HubShell* shell, HubStanding standing,
                                                RoleTokenFile* tokens) {
  return std::make_unique<LocalCalls>(shell, std::move(standing), tokens);
}

}  // namespace lontar::hub
