#include "core/net/node_client.h"

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/net/channel.h"
#include "core/net/local_socket.h"
#include "core/net/status.h"
#include "lontar/v1/node_service.grpc.pb.h"
#include "tests/unit/net/socket_folder.h"

namespace lontar::net {
namespace {

using grpc::ServerContext;

// Answers each call with its name and what it was given.
class EchoNode : public v1::NodeService::Service {
 public:
  grpc::Status Import(ServerContext*, const v1::ImportRequest* request,
                      v1::NodeAnswer* answer) override {
    imported_bytes = request->content().size();
    v1::ImportRequest rest = *request;
    if (rest.content().size() > 100) rest.clear_content();
    return Say(absl::StrCat("import ", rest.ShortDebugString()), answer);
  }
  grpc::Status Check(ServerContext*, const v1::DraftRequest* request,
                     v1::NodeAnswer* answer) override {
    return Say(absl::StrCat("check ", request->ShortDebugString()), answer);
  }
  grpc::Status ListDrafts(ServerContext*, const v1::ListDraftsRequest*,
                          v1::NodeAnswer* answer) override {
    return Say("list", answer);
  }
  grpc::Status ExportDraft(ServerContext*, const v1::DraftRequest* request,
                           v1::DraftExport* answer) override {
    answer->set_envelope(absl::StrCat("envelope of ", request->draft()));
    answer->set_summary_json("{}");
    return ToGrpc(outcome);
  }
  grpc::Status AttachSignature(ServerContext*, const v1::SignedDraft* request,
                               v1::NodeAnswer* answer) override {
    return Say(absl::StrCat("attach ", request->ShortDebugString()), answer);
  }
  grpc::Status Approve(ServerContext*, const v1::DraftRequest* request,
                       v1::NodeAnswer* answer) override {
    return Say(absl::StrCat("approve ", request->ShortDebugString()), answer);
  }
  grpc::Status JustifyDraft(ServerContext*, const v1::JustifyRequest* request,
                            v1::NodeAnswer* answer) override {
    return Say(absl::StrCat("justify ", request->ShortDebugString()), answer);
  }
  grpc::Status AddToDraft(ServerContext*, const v1::AddToDraftRequest* request,
                          v1::NodeAnswer* answer) override {
    return Say(absl::StrCat("add ", request->ShortDebugString()), answer);
  }
  grpc::Status Withdraw(ServerContext*, const v1::WithdrawRequest* request,
                        v1::NodeAnswer* answer) override {
    return Say(absl::StrCat("withdraw ", request->ShortDebugString()), answer);
  }
  grpc::Status DropDraft(ServerContext*, const v1::DraftRequest* request,
                         v1::NodeAnswer* answer) override {
    return Say(absl::StrCat("drop ", request->ShortDebugString()), answer);
  }
  grpc::Status SealAct(ServerContext*, const v1::SealActRequest* request,
                       v1::NodeAnswer* answer) override {
    return Say(absl::StrCat("seal ", request->ShortDebugString()), answer);
  }
  grpc::Status SyncNow(ServerContext*, const v1::SyncNowRequest*,
                       grpc::ServerWriter<v1::NodeAnswer>* writer) override {
    for (const std::string& json : sync_messages) {
      v1::NodeAnswer answer;
      answer.set_json(json);
      writer->Write(answer);
    }
    return ToGrpc(outcome);
  }
  grpc::Status Status(ServerContext*, const v1::NodeStatusRequest*,
                      v1::NodeAnswer* answer) override {
    return Say("status", answer);
  }
  grpc::Status Query(ServerContext*, const v1::QueryRequest* request,
                     v1::NodeAnswer* answer) override {
    return Say(absl::StrCat("query ", request->ShortDebugString()), answer);
  }
  grpc::Status Receipt(ServerContext*, const v1::ReceiptRequest* request,
                       v1::NodeAnswer* answer) override {
    return Say(absl::StrCat("receipt ", request->ShortDebugString()), answer);
  }

  absl::Status outcome;
  size_t imported_bytes = 0;
  std::vector<std::string> sync_messages;

 private:
  grpc::Status Say(const std::string& text, v1::NodeAnswer* answer) {
    answer->set_json(text);
    return ToGrpc(outcome);
  }
};

class NodeClientTest : public testing::Test {
 protected:
  ~NodeClientTest() override { server_->Shutdown(DeadlineIn(absl::Seconds(0))); }

  absl::StatusOr<std::string> Sync(std::vector<std::string>* progress) {
    return client_->SyncNow([progress](absl::string_view json) {
      progress->emplace_back(json);
      return absl::OkStatus();
    });
  }

  SocketFolder folder_;
  EchoNode node_;
  std::unique_ptr<grpc::Server> server_ = StartLocalServer(folder_.In("node.sock"), &node_).value();
  std::unique_ptr<NodeClient> client_ = NodeClient::Open(folder_.In("node.sock")).value();
};

TEST_F(NodeClientTest, EveryCallReachesItsOwnMethodWithItsFields) {
  EXPECT_EQ(client_->Check("draft-1").value(), "check draft: \"draft-1\"");
  EXPECT_EQ(client_->ListDrafts().value(), "list");
  EXPECT_EQ(client_->AttachSignature("draft-1", "e").value(),
            "attach draft: \"draft-1\" envelope: \"e\"");
  EXPECT_EQ(client_->Approve({.draft = "draft-1"}).value(), "approve draft: \"draft-1\"");
  EXPECT_EQ(client_->Approve({.draft = "draft-1", .dry_run = true}).value(),
            "approve draft: \"draft-1\" dry_run: true");
  EXPECT_EQ(client_->Approve({.draft = "draft-1", .by = "Chan"}).value(),
            "approve draft: \"draft-1\" by: \"Chan\"");
  EXPECT_EQ(client_->JustifyDraft({"draft-1", "YEAR_JUMP", "A1", "why", true}).value(),
            "justify draft: \"draft-1\" finding: \"YEAR_JUMP\" at: \"A1\" sentence: \"why\" all: "
            "true");
  EXPECT_EQ(client_->AddToDraft({"draft-1", "A8", "a.pdf", "x", "7"}).value(),
            "add draft: \"draft-1\" indicator: \"A8\" file_name: \"a.pdf\" content: \"x\" "
            "letter_number: \"7\"");
  EXPECT_EQ(client_->Withdraw({"KH.MOJ", "c", "A9", "number", "2019", "error", "note", "r", true})
                .value(),
            "withdraw provider: \"KH.MOJ\" collection: \"c\" indicator: \"A9\" measure: \"number\" "
            "period: \"2019\" reason: \"error\" note: \"note\" round: \"r\" dry_run: true");
  EXPECT_EQ(client_->DropDraft("draft-1").value(), "drop draft: \"draft-1\"");
  EXPECT_EQ(client_->SealAct("act").value(), "seal envelope: \"act\"");
  EXPECT_EQ(client_->Status().value(), "status");
  EXPECT_EQ(client_->Query({.question = "cells", .history = true}).value(),
            "query question: \"cells\" history: true");
  EXPECT_EQ(client_->Receipt(base::ChainNumber(7)).value(), "receipt number: 7");
}

TEST_F(NodeClientTest, AnImportArrivesWhole) {
  const ImportFile file = {.file_name = "a.csv",
                           .content = "x,y",
                           .mapping_name = "a.map",
                           .mapping = "m",
                           .provider = "KH.NIS",
                           .round = "2021",
                           .dry_run = true,
                           .replace = true};
  EXPECT_EQ(client_->Import(file).value(),
            "import file_name: \"a.csv\" content: \"x,y\" mapping_name: \"a.map\" mapping: \"m\" "
            "provider: \"KH.NIS\" round: \"2021\" dry_run: true replace: true");
}

TEST_F(NodeClientTest, TheLargestImportPasses) {
  ImportFile file;
  file.content.assign(base::kImportBytesMax, 'x');
  EXPECT_TRUE(client_->Import(file).ok());
  EXPECT_EQ(node_.imported_bytes, base::kImportBytesMax);
}

TEST_F(NodeClientTest, ADraftIsExportedWithItsSummary) {
  const auto draft = client_->ExportDraft("draft-1");
  ASSERT_TRUE(draft.ok());
  EXPECT_EQ(draft->envelope, "envelope of draft-1");
  EXPECT_EQ(draft->summary_json, "{}");
  node_.outcome = base::Problem(absl::StatusCode::kNotFound, "DRAFT_NOT_FOUND", "no draft-1");
  EXPECT_EQ(client_->ExportDraft("draft-1").status(), node_.outcome);
}

TEST_F(NodeClientTest, SyncGivesProgressAndReturnsTheResult) {
  node_.sync_messages = {"1", "2", "3"};
  std::vector<std::string> progress;
  EXPECT_EQ(Sync(&progress).value(), "3");
  EXPECT_EQ(progress, (std::vector<std::string>{"1", "2"}));
}

TEST_F(NodeClientTest, SyncWithoutAResultIsAnError) {
  std::vector<std::string> progress;
  EXPECT_EQ(base::ReasonOf(Sync(&progress).status()), "NO_RESULT");
  node_.sync_messages = {"1", "2"};
  node_.outcome = base::Problem(absl::StatusCode::kUnavailable, "HUB_NOT_REACHED", "no answer");
  EXPECT_EQ(Sync(&progress).status(), node_.outcome);
  EXPECT_EQ(progress, std::vector<std::string>{"1"});
}

TEST_F(NodeClientTest, AnErrorOfWhoWatchesEndsTheSync) {
  node_.sync_messages = {"1", "2", "3"};
  const auto result = client_->SyncNow([](absl::string_view) {
    return base::Problem(absl::StatusCode::kCancelled, "INTERRUPTED", "stopped");
  });
  EXPECT_EQ(base::ReasonOf(result.status()), "INTERRUPTED");
}

TEST_F(NodeClientTest, NoNodeIsSaidWithTheSocketsName) {
  server_->Shutdown(DeadlineIn(absl::Seconds(0)));
  std::vector<std::string> progress;
  for (const absl::Status& status : {client_->Status().status(), Sync(&progress).status(),
                                     client_->ExportDraft("draft-1").status()}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(base::ReasonOf(status), "NODE_NOT_RUNNING");
    EXPECT_NE(std::string(status.message()).find(folder_.In("node.sock")), std::string::npos);
  }
}

}  // namespace
}  // namespace lontar::net
