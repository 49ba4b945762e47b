#include "core/net/hub_client.h"

#include <grpcpp/server.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/net/channel.h"
#include "core/net/local_socket.h"
#include "tests/unit/net/fake_hub.h"
#include "tests/unit/net/socket_folder.h"

namespace lontar::net {
namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

class HubClientTest : public testing::Test {
 protected:
  ~HubClientTest() override { server_->Shutdown(DeadlineIn(absl::Seconds(0))); }

  absl::Status MirrorInto(Files* files) {
    return client_->Mirror([files](absl::string_view path, absl::string_view content) {
      files->emplace_back(std::string(path), std::string(content));
      return absl::OkStatus();
    });
  }

  SocketFolder folder_;
  FakeHubBook book_;
  std::unique_ptr<grpc::Service> service_ = MakeFakeHub(&book_);
  std::unique_ptr<grpc::Server> server_ =
      StartLocalServer(folder_.In("hub.sock"), service_.get()).value();
  std::unique_ptr<HubClient> client_ = HubClient::Open(folder_.In("hub.sock")).value();
};

TEST_F(HubClientTest, AnswersComeAsTheHubMadeThem) {
  EXPECT_EQ(client_->Status().value(), "{\"call\":1}");
  EXPECT_EQ(client_->SubmitAct("envelope").value(), "{\"call\":2}");
  EXPECT_EQ(book_.asked, (std::vector<std::string>{"status", "act of 8"}));
}

TEST_F(HubClientTest, AQuestionArrivesWhole) {
  const Question question = {.question = "cells",
                             .collection = "child-labour",
                             .round = "2021",
                             .as_of = 0,
                             .member = "KH",
                             .indicator = "A1",
                             .history = true};
  ASSERT_TRUE(client_->Query(question).ok());
  ASSERT_TRUE(client_->Query({.question = "docket"}).ok());
  EXPECT_EQ(book_.asked[0],
            "question: \"cells\" collection: \"child-labour\" round: \"2021\" as_of: 0 "
            "member: \"KH\" indicator: \"A1\" history: true");
  EXPECT_EQ(book_.asked[1], "question: \"docket\"");
}

TEST_F(HubClientTest, TheHubsErrorsKeepCodeAndReason) {
  book_.answer =
      base::Problem(absl::StatusCode::kPermissionDenied, "KEY_REVOKED", "key 7f3a was revoked");
  const absl::Status status = client_->SubmitAct("envelope").status();
  EXPECT_EQ(status, book_.answer);
  // Also where the code alone would look like a hub that is not there.
  book_.answer = base::Problem(absl::StatusCode::kUnavailable, "DISK_FULL", "no space is left");
  EXPECT_EQ(client_->Status().status(), book_.answer);
}

TEST_F(HubClientTest, NoHubIsSaidWithTheSocketsName) {
  const auto client = HubClient::Open(folder_.In("nobody.sock")).value();
  const absl::Status status = client->Status().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(base::ReasonOf(status), "HUB_NOT_RUNNING");
  EXPECT_NE(std::string(status.message()).find(folder_.In("nobody.sock")), std::string::npos);
  EXPECT_NE(std::string(status.message()).find("lontar-hub"), std::string::npos);
  Files files;
  EXPECT_EQ(base::ReasonOf(client->Mirror(
                [](absl::string_view, absl::string_view) { return absl::OkStatus(); })),
            "HUB_NOT_RUNNING");
}

TEST_F(HubClientTest, AMirrorsFilesComeWhole) {
  book_.mirror = {{"checkpoint", "one", false},
                  {"payloads/00ff", "begin ", true},
                  {"payloads/00ff", "middle ", true},
                  {"payloads/00ff", "end", false},
                  {"empty", "", false}};
  Files files;
  ASSERT_TRUE(MirrorInto(&files).ok());
  EXPECT_EQ(files,
            (Files{{"checkpoint", "one"}, {"payloads/00ff", "begin middle end"}, {"empty", ""}}));
}

TEST_F(HubClientTest, AMirrorsFileWithoutItsEndIsNotTaken) {
  Files files;
  book_.mirror = {{"a", "begin", true}};
  EXPECT_EQ(base::ReasonOf(MirrorInto(&files)), "MIRROR_CUT");
  book_.mirror = {{"a", "begin", true}, {"b", "whole", false}};
  EXPECT_EQ(base::ReasonOf(MirrorInto(&files)), "MIRROR_CUT");
  EXPECT_TRUE(files.empty());
}

TEST_F(HubClientTest, AMirrorsFileHasABound) {
  const std::string half(base::kLocalMessageBytesMax / 2, 'm');
  book_.mirror = {{"a", half, true}, {"a", half, true}, {"a", "m", false}};
  Files files;
  EXPECT_EQ(base::ReasonOf(MirrorInto(&files)), "MIRROR_FILE_TOO_LARGE");
  EXPECT_TRUE(files.empty());
}

TEST_F(HubClientTest, TheTakersErrorEndsTheMirror) {
  book_.mirror.assign(100, {"a", "x", false});
  int taken = 0;
  const absl::Status status = client_->Mirror([&taken](absl::string_view, absl::string_view) {
    return ++taken < 3 ? absl::OkStatus()
                       : base::Problem(absl::StatusCode::kResourceExhausted, "DISK_FULL", "full");
  });
  EXPECT_EQ(base::ReasonOf(status), "DISK_FULL");
  EXPECT_EQ(taken, 3);
}

TEST_F(HubClientTest, TheHubsErrorEndsTheMirror) {
  book_.mirror = {{"a", "x", false}};
  book_.answer = base::Problem(absl::StatusCode::kDataLoss, "LEAF_DAMAGED", "leaf 7 is damaged");
  Files files;
  EXPECT_EQ(MirrorInto(&files), book_.answer);
}

TEST_F(HubClientTest, AnExportComesInItsOrderAndEndsWithWhatItHolds) {
  book_.exported = {"STRUCTURE,", "", "ACTION\n"};
  book_.export_result = "{\"observations\": 0}";
  std::string file;
  const ExportQuestion question = {.collection = "child-labour",
                                   .member = "KH",
                                   .indicator = "A1",
                                   .as_of = 7,
                                   .format = "csv-2.1",
                                   .is_structure = true,
                                   .labels = "both",
                                   .keys = "obs",
                                   .time_format = "original",
                                   .agency = "ASEC",
                                   .separator = ";",
                                   .decimal = ","};
  const auto summary = client_->Export(question, [&file](absl::string_view bytes) {
    file.append(bytes.data(), bytes.size());
    return absl::OkStatus();
  });
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(*summary, book_.export_result);
  EXPECT_EQ(file, "STRUCTURE,ACTION\n");
  EXPECT_EQ(book_.asked[0],
            "collection: \"child-labour\" member: \"KH\" indicator: \"A1\" as_of: 7 format: "
            "\"csv-2.1\" structure: true labels: \"both\" keys: \"obs\" time_format: \"original\" "
            "agency: \"ASEC\" separator: \";\" decimal: \",\"");
}

TEST_F(HubClientTest, AnExportWithoutItsEndIsNotWhole) {
  const auto take = [](absl::string_view) { return absl::OkStatus(); };
  book_.exported = {"begin"};
  EXPECT_EQ(base::ReasonOf(client_->Export({}, take).status()), "NO_RESULT");
  book_.export_result = "{}";
  book_.answer = base::Problem(absl::StatusCode::kUnavailable, "DISK_FULL", "no space is left");
  EXPECT_EQ(client_->Export({}, take).status(), book_.answer);
}

TEST_F(HubClientTest, TheTakersErrorEndsTheExport) {
  book_.exported.assign(100, "x");
  book_.export_result = "{}";
  const absl::Status full =
      base::Problem(absl::StatusCode::kResourceExhausted, "DISK_FULL", "full");
  int taken = 0;
  const auto summary =
      client_->Export({}, [&](absl::string_view) { return ++taken < 3 ? absl::OkStatus() : full; });
  EXPECT_EQ(summary.status(), full);
  EXPECT_EQ(taken, 3);
}

}  // namespace
}  // namespace lontar::net
