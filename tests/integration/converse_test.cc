// A hub and a node in one process: real stores, real TLS, real sockets, no fixed port.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/problem.h"
#include "core/log/receipt.h"
#include "core/net/hub_client.h"
#include "core/net/node_client.h"
#include "core/sync/frame_order.h"
#include "core/trust/certificate.h"
#include "hub/service/hub_server.h"
#include "hub/service/init.h"
#include "node/service/hub_line.h"
#include "node/service/init.h"
#include "node/service/node_server.h"
#include "tests/support/authority.h"
#include "tests/unit/net/socket_folder.h"

namespace lontar {
namespace {

using nlohmann::json;

const absl::Time kFrom = absl::FromUnixSeconds(946684800);  // 2000-01-01
const absl::Duration kCentury = absl::Hours(24 * 36525);

// The lowest draws where a timer draws its eight bytes: the first call at once, a retry after half.
class LowDraws : public base::SystemEntropy {
 public:
  std::string Bytes(size_t count) override {
    return count == sizeof(uint64_t) ? std::string(count, '\0') : SystemEntropy::Bytes(count);
  }
};

class ConverseTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(base::MakeFolders(HubFolder()).ok());
    ASSERT_TRUE(base::MakeFolders(NodeFolder()).ok());
    WriteTls(HubFolder(), {.common_name = "hub",
                           .dns_names = {"hub"},
                           .ip_addresses = {"127.0.0.1"},
                           .is_server = true});
    WriteTls(NodeFolder(), NodeCertificate());
    WriteKey(HubFolder() + "/log.key", authority_.log_key());
    WriteKey(HubFolder() + "/chain.key", authority_.chain_key());
    WriteKey(NodeFolder() + "/node.key", *node_key_);
    WriteKey(NodeFolder() + "/witness.key", *witness_key_);
    Write(HubFolder() + "/passphrase", "a passphrase\n");
    Write(NodeFolder() + "/passphrase", "a passphrase\n");
    ASSERT_NO_FATAL_FAILURE(StartHub());
    ASSERT_NO_FATAL_FAILURE(StartNode());
  }
  void TearDown() override {
    node_.reset();
    hub_.reset();
  }

  std::string HubFolder() const { return folder_.In("hub"); }
  std::string NodeFolder() const { return folder_.In("node"); }

  static trust::CertificateRequest NodeCertificate() {
    return {.common_name = "node", .uri = "urn:lontar:member:KH", .is_client = true};
  }
  static void Write(const std::string& path, const std::string& text) {
    ASSERT_TRUE(base::WriteFileDurably(path, text, base::FileMode::kOwnerOnly).ok());
  }
  static void WriteKey(const std::string& path, const trust::PrivateKey& key) {
    Write(path, trust::WriteKeyFile(key, "a passphrase", trust::KdfCost::kLow).value());
  }
  void WriteTls(const std::string& folder, const trust::CertificateRequest& request,
                absl::Duration validity = kCentury) {
    const auto leaf = trust::IssueCertificate(tls_, request, kFrom, validity).value();
    Write(folder + "/tls.pem", leaf.certificate_pem);
    Write(folder + "/tls.key", leaf.private_key_pem);
    Write(folder + "/authority.pem", tls_.certificate_pem);
  }

  void StartHub() {
    if (!base::FileExists(HubFolder() + "/hub.conf")) {
      hub::HubInit init;
      init.config = {.folder = HubFolder(),
                     .listen = "127.0.0.1:0",
                     .tls_certificate = "tls.pem",
                     .tls_private_key = "tls.key",
                     .tls_authority = "authority.pem",
                     .log_key = "log.key",
                     .chain_key = "chain.key",
                     .passphrase_file = "passphrase"};
      init.trust_root = authority_.TrustRoot();
      init.clock = &clock_;
      init.entropy = &entropy_;
      ASSERT_EQ(hub::InitHub(init), absl::OkStatus());
    }
    auto config = hub::ReadHubConfig(HubFolder());
    ASSERT_TRUE(config.ok()) << config.status();
    if (hub_port_ != 0) config->listen = absl::StrCat("127.0.0.1:", hub_port_);
    auto server = hub::HubServer::Start(*config, {&clock_, &entropy_}, [](const absl::Status& why) {
      ADD_FAILURE() << "the hub broke: " << why;
    });
    ASSERT_TRUE(server.ok()) << server.status();
    hub_ = *std::move(server);
    hub_port_ = hub_->port();
    hub_client_ = net::HubClient::Open(HubFolder() + "/hub.sock").value();
  }

  void StartNode() {
    if (!base::FileExists(NodeFolder() + "/node.conf")) {
      node::NodeInit init;
      init.config = {.folder = NodeFolder(),
                     .hub = "127.0.0.1:1",
                     .hub_name = "hub",
                     .tls_certificate = "tls.pem",
                     .tls_private_key = "tls.key",
                     .tls_authority = "authority.pem",
                     .node_key = "node.key",
                     .witness_key = "witness.key",
                     .passphrase_file = "passphrase"};
      init.hub_id = authority_.hub_id();
      init.member = "KH";
      init.clock = &clock_;
      init.entropy = &entropy_;
      ASSERT_EQ(node::InitNode(init), absl::OkStatus());
    }
    auto config = node::ReadNodeConfig(NodeFolder());
    ASSERT_TRUE(config.ok()) << config.status();
    config->hub = absl::StrCat("127.0.0.1:", hub_port_);
    config->sync_minutes = sync_minutes_;
    auto server = node::NodeServer::Start(*config, {&clock_, &entropy_});
    ASSERT_TRUE(server.ok()) << server.status();
    node_ = *std::move(server);
    node_client_ = net::NodeClient::Open(NodeFolder() + "/node.sock").value();
  }
  void RestartNode() {
    node_.reset();
    StartNode();
  }

  void EnrolMember() {
    const chain::Envelope member = authority_.Member("KH", administrator_->public_key());
    const auto answer = hub_client_->SubmitAct(chain::EncodeEnvelope(member));
    ASSERT_TRUE(answer.ok()) << answer.status();
    EXPECT_EQ(json::parse(*answer)["index"], 1);
  }
  absl::StatusOr<std::string> Sync() {
    progress_.clear();
    return node_client_->SyncNow([this](absl::string_view line) {
      progress_.push_back(json::parse(std::string(line)));
      return absl::OkStatus();
    });
  }
  std::string SyncReason() { return base::ReasonOf(Sync().status()); }
  void EnrolKeys() {
    const chain::Envelope keys = authority_.Keys("KH", *administrator_, *node_key_, *witness_key_);
    const auto answer = node_client_->SealAct(chain::EncodeEnvelope(keys));
    ASSERT_TRUE(answer.ok()) << answer.status();
  }
  json HubStatus() { return json::parse(hub_client_->Status().value()); }
  json NodeStatus() { return json::parse(node_client_->Status().value()); }

  net::SocketFolder folder_;
  base::SystemClock clock_;
  LowDraws entropy_;
  int hub_port_ = 0;  // the hub keeps it when it starts again
  int sync_minutes_ = 0;
  support::Authority authority_;
  std::unique_ptr<trust::PrivateKey> administrator_ = support::KeyOf(10);
  std::unique_ptr<trust::PrivateKey> node_key_ = support::KeyOf(11);
  std::unique_ptr<trust::PrivateKey> witness_key_ = support::KeyOf(12);
  trust::CertificateAndKey tls_ =
      trust::MakeCertificateAuthority("Test authority", kFrom, kCentury).value();
  std::unique_ptr<hub::HubServer> hub_;
  std::unique_ptr<node::NodeServer> node_;
  std::unique_ptr<net::HubClient> hub_client_;
  std::unique_ptr<net::NodeClient> node_client_;
  std::vector<json> progress_;
};

TEST_F(ConverseTest, AMembersKeysTravelIntoTheLogAndTheCheckpointComesBackCosigned) {
  EnrolMember();
  auto first = Sync();
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(json::parse(*first)["received"]["leaves"], 2);
  EnrolKeys();
  EXPECT_EQ(NodeStatus()["queued"], 1);
  const auto second = Sync();
  ASSERT_TRUE(second.ok()) << second.status();
  const json result = json::parse(*second);
  EXPECT_EQ(result["answers"][0]["verdict"], "accepted");
  EXPECT_EQ(result["queued"], 0);
  EXPECT_EQ(result["cosigned"], true);
  const json status = HubStatus();
  EXPECT_EQ(status["log_size"], 3);
  EXPECT_EQ(status["root"], NodeStatus()["root"]);
  EXPECT_NE(status["checkpoint"].get<std::string>().find("witness.test/KH"), std::string::npos);
}

// Threat T17, promise S2: what a node holds of an accepted entry convinces anybody, offline.
TEST_F(ConverseTest, AnAcceptedEntrysReceiptVerifiesOfflineAndNoOtherTextDoes) {
  EnrolMember();
  ASSERT_TRUE(Sync().ok());
  EnrolKeys();
  const base::ChainNumber first(1);
  EXPECT_EQ(base::ReasonOf(node_client_->Receipt(first).status()), "RECEIPT_ABSENT");
  ASSERT_TRUE(Sync().ok());
  const auto answer = node_client_->Receipt(first);
  ASSERT_TRUE(answer.ok()) << answer.status();
  const json result = json::parse(*answer);
  EXPECT_EQ(result["index"], 2);
  EXPECT_EQ(result["verdict"], "accepted");
  const std::string text = result["receipt"];
  const log::NoteKey log_key{.name = "lontar.test/hub", .key = authority_.log_key().public_key()};
  const auto verifies = [&log_key](const std::string& receipt_text) {
    const auto receipt = log::ParseReceipt(receipt_text);
    return receipt.ok() && log::VerifyReceipt(*receipt, log_key).ok();
  };
  ASSERT_TRUE(verifies(text)) << text;
  // Lines of witnesses are their word, not the log's.
  const size_t end = std::min(text.size(), text.find("\n\xe2\x80\x94 witness."));
  for (size_t place = 0; place < end; ++place) {
    std::string changed = text;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    EXPECT_FALSE(verifies(changed)) << place;
  }
}

TEST_F(ConverseTest, ProgressCountsUp) {
  EnrolMember();
  ASSERT_TRUE(Sync().ok());
  ASSERT_FALSE(progress_.empty());
  EXPECT_EQ(progress_.back()["schema"], "lontar.sync.v1");
  EXPECT_EQ(progress_.back()["progress"]["leaves"], 2);
}

// What was seen under load: "frame 1441 is missing, came 1442; the line is broken". The shell let
// the next read begin while the frame before was still on its way into the inbox.
TEST_F(ConverseTest, FramesOfOneLineKeepTheirOrder) {
  constexpr uint64_t kChunks = 40'000;  // some tens of thousands were needed to see it
  EnrolMember();
  sync::Hello hello;
  hello.hub_id = authority_.hub_id();
  hello.member = "KH";
  sync::FrameOrder order;
  std::vector<std::string> frames = {order.Write(sync::SignHello(hello, *node_key_))};
  for (uint64_t offset = 0; offset < kChunks; ++offset) {
    frames.push_back(
        order.Write(sync::Chunk{sync::PayloadKind::kPayload, base::Hash(), offset, kChunks, "x"}));
  }
  frames.push_back(order.Write(sync::PullRequest{base::LogSize(0)}));
  const net::TlsIdentity identity =
      node::ReadNodeTls(node::ReadNodeConfig(NodeFolder()).value()).value();
  const auto line =
      node::HubLine::Open({absl::StrCat("127.0.0.1:", hub_->port()), "hub", identity}, &clock_);
  ASSERT_TRUE(line.ok()) << line.status();
  ASSERT_EQ((*line)->Send(std::move(frames)), absl::OkStatus());
  while (true) {
    const auto bytes = (*line)->Receive();
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    ASSERT_TRUE(*bytes) << "the hub ended the line";
    const sync::Body body = sync::DecodeFrame(**bytes).value().body;
    if (const auto* refusal = std::get_if<sync::Refusal>(&body)) FAIL() << refusal->sentence;
    if (std::holds_alternative<sync::Leaves>(body)) break;
  }
  (*line)->Cancel();
}

TEST_F(ConverseTest, BothGoOnWhereTheyWereAfterARestart) {
  EnrolMember();
  ASSERT_TRUE(Sync().ok());
  EnrolKeys();
  hub_.reset();
  EXPECT_EQ(SyncReason(), "HUB_NOT_REACHED");
  ASSERT_NO_FATAL_FAILURE(StartHub());
  ASSERT_NO_FATAL_FAILURE(RestartNode());
  EXPECT_EQ(NodeStatus()["queued"], 1);
  ASSERT_TRUE(Sync().ok());
  EXPECT_EQ(NodeStatus()["queued"], 0);
  EXPECT_EQ(HubStatus()["log_size"], 3);
}

// Invariant 20: after the outage the queue drains without any command or local write.
TEST_F(ConverseTest, WhatWasSealedDuringAnOutageArrivesByItself) {
  EnrolMember();
  ASSERT_TRUE(Sync().ok());
  hub_client_.reset();
  hub_.reset();
  EnrolKeys();
  sync_minutes_ = 15;
  RestartNode();
  const absl::Time deadline = clock_.Now() + absl::Seconds(60);
  while (NodeStatus()["sync"]["failures"] < 2 && clock_.Now() < deadline) continue;
  EXPECT_EQ(NodeStatus()["sync"]["reason"], "HUB_NOT_REACHED");
  EXPECT_EQ(NodeStatus()["queued"], 1);
  ASSERT_NO_FATAL_FAILURE(StartHub());
  while (NodeStatus()["sync"]["last_done"].is_null() && clock_.Now() < deadline) continue;
  EXPECT_EQ(NodeStatus()["queued"], 0);
  EXPECT_EQ(NodeStatus()["sync"]["failures"], 0);
  EXPECT_FALSE(NodeStatus()["sync"]["next"].is_null());
  EXPECT_EQ(HubStatus()["log_size"], 3);
}

// What was seen: an operator's sync met one that the node had begun by itself, and was refused.
TEST_F(ConverseTest, WhoAsksWhileAConversationIsUnderWayGetsTheNextOne) {
  EnrolMember();
  constexpr int kAsking = 6;
  constexpr int kTimes = 5;
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kAsking; ++i) {
    threads.emplace_back([this, &done] {
      const auto client = net::NodeClient::Open(NodeFolder() + "/node.sock").value();
      for (int time = 0; time < kTimes; ++time) {
        const auto result = client->SyncNow([](absl::string_view) { return absl::OkStatus(); });
        if (result.ok()) ++done;
        EXPECT_TRUE(result.ok()) << result.status();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, kAsking * kTimes);
  EXPECT_EQ(NodeStatus()["sync"]["failures"], 0);
}

// Threat T01: refused before the conversation begins, each with its own reason.
TEST_F(ConverseTest, ACertificateWithoutAMemberIsRefused) {
  WriteTls(NodeFolder(), {.common_name = "node", .is_client = true});
  EXPECT_EQ(SyncReason(), "PEER_UNNAMED");
}

TEST_F(ConverseTest, ACertificateOfAnotherMemberIsRefused) {
  EnrolMember();
  trust::CertificateRequest other = NodeCertificate();
  other.uri = "urn:lontar:member:LA";
  WriteTls(NodeFolder(), other);
  testing::internal::CaptureStderr();
  EXPECT_EQ(SyncReason(), "MEMBER_MISMATCH");
  hub_->Stop();  // it answers first and tells then
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              testing::HasSubstr("\"event\":\"refused_member_mismatch\",\"member\":\"LA\""));
}

TEST_F(ConverseTest, AMemberThatTheAuthorityDidNotEnrolIsRefused) {
  EXPECT_EQ(SyncReason(), "MEMBER_UNKNOWN");
}

TEST_F(ConverseTest, AnExpiredCertificateIsNamedAsTheCause) {
  WriteTls(NodeFolder(), NodeCertificate(), absl::Hours(24));
  EXPECT_EQ(SyncReason(), "CERTIFICATE_EXPIRED");
}

TEST_F(ConverseTest, ACertificateOfAnotherAuthorityReachesNoHub) {
  tls_ = trust::MakeCertificateAuthority("Another authority", kFrom, kCentury).value();
  WriteTls(NodeFolder(), NodeCertificate());
  EXPECT_EQ(SyncReason(), "HUB_NOT_REACHED");
}

TEST_F(ConverseTest, OneFolderTakesOneHubAndOneNode) {
  const auto hub_config = hub::ReadHubConfig(HubFolder());
  const auto second_hub =
      hub::HubServer::Start(*hub_config, {&clock_, &entropy_}, [](const absl::Status&) {});
  EXPECT_EQ(base::ReasonOf(second_hub.status()), "STORE_LOCKED");
  const auto node_config = node::ReadNodeConfig(NodeFolder());
  const auto second_node = node::NodeServer::Start(*node_config, {&clock_, &entropy_});
  EXPECT_EQ(base::ReasonOf(second_node.status()), "STORE_LOCKED");
}

TEST_F(ConverseTest, ThePortFileSaysWhereTheHubListensAsLongAsItDoes) {
  EXPECT_EQ(base::ReadWholeFile(HubFolder() + "/port", 100).value(),
            absl::StrCat(hub_->port(), "\n"));
  hub_->Stop();
  EXPECT_FALSE(base::FileExists(HubFolder() + "/port"));
}

TEST_F(ConverseTest, AFolderIsMadeOnce) {
  const auto hub_config = hub::ReadHubConfig(HubFolder());
  const hub::HubInit hub_init{*hub_config, authority_.TrustRoot(), &clock_, &entropy_};
  EXPECT_EQ(base::ReasonOf(hub::InitHub(hub_init)), "HUB_EXISTS");
  const auto node_config = node::ReadNodeConfig(NodeFolder());
  const node::NodeInit node_init{*node_config, authority_.hub_id(), "KH", &clock_, &entropy_};
  EXPECT_EQ(base::ReasonOf(node::InitNode(node_init)), "NODE_EXISTS");
}

TEST_F(ConverseTest, AHubWithoutItsSignRegisterDoesNotStart) {
  hub_.reset();
  ASSERT_EQ(std::remove((HubFolder() + "/sign-register").c_str()), 0);
  const auto config = hub::ReadHubConfig(HubFolder());
  const auto server =
      hub::HubServer::Start(*config, {&clock_, &entropy_}, [](const absl::Status&) {});
  EXPECT_EQ(base::ReasonOf(server.status()), "REGISTER_ABSENT");
}

TEST_F(ConverseTest, TheMirrorComesWholeOverTheSocket) {
  std::map<std::string, std::string> files;
  const absl::Status status =
      hub_client_->Mirror([&files](absl::string_view path, absl::string_view content) {
        files.emplace(std::string(path), std::string(content));
        return absl::OkStatus();
      });
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(files["checkpoint"], HubStatus()["checkpoint"].get<std::string>());
  EXPECT_EQ(files["tile/0/000.p/1"].size(), 32u);
  EXPECT_EQ(files["payloads/" + authority_.hub_id().hex()], authority_.TrustRoot().payload);
}

TEST_F(ConverseTest, AnErrorCrossesTheSocketWithItsReason) {
  EXPECT_EQ(base::ReasonOf(hub_client_->SubmitAct("nonsense").status()), "NOT_CANONICAL");
  EXPECT_EQ(base::ReasonOf(node_client_->Check("no-such").status()), "DRAFT_ABSENT");
  net::Question question;
  question.question = "nonsense";
  EXPECT_EQ(base::ReasonOf(hub_client_->Query(question).status()), "QUESTION_UNKNOWN");
}

}  // namespace
}  // namespace lontar
