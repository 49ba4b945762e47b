#include "core/net/hub_client.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/local_call.h"
#include "core/net/local_socket.h"
#include "lontar/v1/hub_service.grpc.pb.h"

namespace lontar::net {

struct HubClient::Inside {
  Daemon daemon;
  std::unique_ptr<v1::HubService::Stub> stub;

  template <class Method, class Request>
  absl::StatusOr<std::string> Json(Method method, const Request& request) {
    LONTAR_ASSIGN_OR_RETURN(v1::HubAnswer answer,
                            CallOnce<v1::HubAnswer>(daemon, stub.get(), method, request));
    return std::move(*answer.mutable_json());
  }
};

namespace {

// Puts the messages of a mirror together to files.
class FileJoiner {
 public:
  explicit FileJoiner(const HubClient::TakeFile& take) : take_(take) {}

  absl::Status Add(const v1::MirrorFile& piece) {
    if (is_open_ && piece.path() != path_) return Cut();
    path_ = piece.path();
    if (content_.size() + piece.content().size() > base::kLocalMessageBytesMax) {
      return base::Problem(absl::StatusCode::kResourceExhausted, "MIRROR_FILE_TOO_LARGE",
                           absl::StrCat("the mirror's file \"", path_, "\" is longer than ",
                                        base::kLocalMessageBytesMax, " bytes"));
    }
    content_ += piece.content();
    is_open_ = piece.more();
    if (is_open_) return absl::OkStatus();
    const absl::Status taken = take_(path_, content_);
    content_.clear();
    return taken;
  }

  absl::Status Finish() const { return is_open_ ? Cut() : absl::OkStatus(); }

 private:
  absl::Status Cut() const {
    return base::Problem(absl::StatusCode::kDataLoss, "MIRROR_CUT",
                         absl::StrCat("the mirror's file \"", path_, "\" came without its end"));
  }

  const HubClient::TakeFile& take_;
  std::string path_;
  std::string content_;
  bool is_open_ = false;
};

}  // namespace

HubClient::HubClient(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
HubClient::~HubClient() = default;

absl::StatusOr<std::unique_ptr<HubClient>> HubClient::Open(absl::string_view socket_path) {
  LONTAR_ASSIGN_OR_RETURN(const auto channel, OpenLocalChannel(socket_path));
  auto inside = std::make_unique<Inside>();
  inside->daemon = {.name = "hub",
                    .program = "lontar-hub",
                    .not_running_reason = "HUB_NOT_RUNNING",
                    .socket = std::string(socket_path)};
  inside->stub = v1::HubService::NewStub(channel);
  return std::unique_ptr<HubClient>(new HubClient(std::move(inside)));
}

absl::StatusOr<std::string> HubClient::SubmitAct(absl::string_view envelope, bool dry_run) {
  v1::SubmitActRequest request;
  request.set_envelope(std::string(envelope));
  request.set_dry_run(dry_run);
  return inside_->Json(&v1::HubService::Stub::SubmitAct, request);
}

absl::StatusOr<std::string> HubClient::Status() {
  return inside_->Json(&v1::HubService::Stub::Status, v1::HubStatusRequest());
}

absl::StatusOr<std::string> HubClient::Export(const ExportQuestion& question,
                                              const TakeBytes& take) {
  const auto request = ExportRequestOf<v1::ExportRequest>(question);
  return TakeFileOf<v1::ExportPiece>(
      inside_->daemon,
      [&](grpc::ClientContext* context) { return inside_->stub->Export(context, request); }, take);
}

absl::StatusOr<std::string> HubClient::Query(const Question& question) {
  return inside_->Json(&v1::HubService::Stub::Query, RequestOf<v1::QueryRequest>(question));
}

absl::StatusOr<std::string> HubClient::MakeToken(absl::string_view role, absl::string_view member,
                                                 absl::string_view expires) {
  v1::MakeTokenRequest request;
  request.set_role(std::string(role));
  request.set_member(std::string(member));
  request.set_expires(std::string(expires));
  return inside_->Json(&v1::HubService::Stub::MakeToken, request);
}

absl::StatusOr<std::string> HubClient::ListTokens() {
  return inside_->Json(&v1::HubService::Stub::ListTokens, v1::ListTokensRequest());
}

absl::StatusOr<std::string> HubClient::RevokeToken(absl::string_view id) {
  v1::RevokeTokenRequest request;
  request.set_id(std::string(id));
  return inside_->Json(&v1::HubService::Stub::RevokeToken, request);
}

absl::Status HubClient::Mirror(const TakeFile& take) {
  grpc::ClientContext context;
  context.set_deadline(DeadlineIn(absl::Hours(base::kLocalStreamHoursMax)));
  const auto reader = inside_->stub->Mirror(&context, v1::MirrorRequest());
  FileJoiner joiner(take);
  absl::Status taken;
  for (v1::MirrorFile piece; taken.ok() && reader->Read(&piece);) taken = joiner.Add(piece);
  if (!taken.ok()) context.TryCancel();
  const absl::Status status = StatusOfCall(reader->Finish(), inside_->daemon);
  if (!taken.ok()) return taken;
  LONTAR_RETURN_IF_ERROR(status);
  return joiner.Finish();
}

}  // namespace lontar::net
