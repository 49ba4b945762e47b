#include "tests/unit/net/fake_hub.h"

#include <grpcpp/grpcpp.h>

#include "absl/strings/str_cat.h"
#include "core/net/channel.h"
#include "core/net/status.h"
#include "lontar/v1/hub_service.grpc.pb.h"

namespace lontar::net {
namespace {

class FakeHub : public v1::HubService::Service {
 public:
  explicit FakeHub(FakeHubBook* book) : book_(book) {}

  grpc::Status SubmitAct(grpc::ServerContext* context, const v1::SubmitActRequest* request,
                         v1::HubAnswer* answer) override {
    return Note(context, absl::StrCat("act of ", request->envelope().size()), answer);
  }

  grpc::Status Status(grpc::ServerContext* context, const v1::HubStatusRequest*,
                      v1::HubAnswer* answer) override {
    return Note(context, "status", answer);
  }

  grpc::Status Query(grpc::ServerContext* context, const v1::QueryRequest* request,
                     v1::HubAnswer* answer) override {
    return Note(context, request->ShortDebugString(), answer);
  }

  grpc::Status Mirror(grpc::ServerContext* context, const v1::MirrorRequest*,
                      grpc::ServerWriter<v1::MirrorFile>* writer) override {
    for (const MirrorPiece& piece : book_->mirror) {
      v1::MirrorFile file;
      file.set_path(piece.path);
      file.set_content(piece.content);
      file.set_more(piece.more);
      writer->Write(file);
    }
    v1::HubAnswer unused;
    return Note(context, "mirror", &unused);
  }

  grpc::Status Export(grpc::ServerContext* context, const v1::ExportRequest* request,
                      grpc::ServerWriter<v1::ExportPiece>* writer) override {
    for (const std::string& content : book_->exported) {
      v1::ExportPiece piece;
      piece.set_content(content);
      if (!writer->Write(piece)) break;
    }
    if (!book_->export_result.empty()) {
      v1::ExportPiece last;
      last.set_json(book_->export_result);
      writer->Write(last);
    }
    v1::HubAnswer unused;
    return Note(context, request->ShortDebugString(), &unused);
  }

 private:
  grpc::Status Note(grpc::ServerContext* context, const std::string& line, v1::HubAnswer* answer) {
    book_->asked.push_back(line);
    book_->callers.push_back(PeerOf(*context));
    answer->set_json(absl::StrCat("{\"call\":", book_->asked.size(), "}"));
    return ToGrpc(book_->answer);
  }

  FakeHubBook* book_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeFakeHub(FakeHubBook* book) {
  return std::make_unique<FakeHub>(book);
}

grpc::Status CallHub(const std::shared_ptr<grpc::Channel>& channel, const CallOptions& options) {
  const auto stub = v1::HubService::NewStub(channel);
  grpc::ClientContext context;
  context.set_deadline(DeadlineIn(absl::Seconds(60)));
  if (!options.metadata.empty()) context.AddMetadata("x-extra", options.metadata);
  if (options.gzip) context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  v1::HubAnswer answer;
  if (options.act_bytes == 0) return stub->Status(&context, v1::HubStatusRequest(), &answer);
  v1::SubmitActRequest act;
  act.set_envelope(std::string(options.act_bytes, 'a'));
  return stub->SubmitAct(&context, act, &answer);
}

}  // namespace lontar::net
