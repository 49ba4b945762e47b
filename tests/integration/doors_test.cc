// The hub's doors to the network: a real hub with real TLS on loopback, and those who should not
// come in. What floods the real program is in doors_attacks.py.

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/mutex.h"
#include "core/base/problem.h"
#include "core/net/grpc_text.h"
#include "core/net/hub_client.h"
#include "core/net/local_socket.h"
#include "core/net/status.h"
#include "core/trust/certificate.h"
#include "hub/service/hub_server.h"
#include "hub/service/init.h"
#include "hub/service/listener.h"
#include "tests/support/authority.h"
#include "tests/unit/net/socket_folder.h"

namespace lontar {
namespace {

using testing::HasSubstr;

constexpr char kConverseCall[] = "/lontar.v1.SyncService/Converse";
constexpr char kHealthCall[] = "/grpc.health.v1.Health/Check";
constexpr char kAttacker[] = "127.0.0.2";
constexpr absl::Duration kDoorsYear = absl::Hours(24 * 365);
// Long enough for any machine; only a failing test waits so long.
constexpr int kPatienceMs = 60 * 1000;

// The machine's clock, moved.
class MovedClock : public base::Clock {
 public:
  absl::Time Now() override {
    base::MutexLock lock(&mutex_);
    return clock_.Now() + moved_;
  }
  void Move(absl::Duration by) {
    base::MutexLock lock(&mutex_);
    moved_ += by;
  }

 private:
  base::SystemClock clock_;
  base::Mutex mutex_;
  absl::Duration moved_ ABSL_GUARDED_BY(mutex_);
};

// Milliseconds since it was made.
class StopWatch {
 public:
  int64_t Ms() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin_).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begin_ = Clock::now();
};

// A bare connection from an address of this machine's own, without TLS.
class Socket {
 public:
  Socket(int port, const char* from = kAttacker) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in own = {};
    own.sin_family = AF_INET;
    inet_pton(AF_INET, from, &own.sin_addr);
    sockaddr_in hub = {};
    hub.sin_family = AF_INET;
    hub.sin_port = htons(static_cast<uint16_t>(port));
    inet_pton(AF_INET, "127.0.0.1", &hub.sin_addr);
    EXPECT_EQ(bind(fd_, reinterpret_cast<sockaddr*>(&own), sizeof(own)), 0);
    EXPECT_EQ(connect(fd_, reinterpret_cast<sockaddr*>(&hub), sizeof(hub)), 0);
  }
  ~Socket() { close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  void Say(const std::string& bytes) const {
    EXPECT_EQ(send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  // True if the other side has ended the connection within `ms`.
  bool EndsWithin(int ms) const {
    const StopWatch watch;
    char bytes[4096];
    while (watch.Ms() < ms) {
      pollfd wanted = {fd_, POLLIN, 0};
      if (poll(&wanted, 1, static_cast<int>(ms - watch.Ms())) <= 0) return false;
      if (recv(fd_, bytes, sizeof(bytes), 0) <= 0) return true;
    }
    return false;
  }

 private:
  int fd_;
};

using Sockets = std::vector<std::unique_ptr<Socket>>;

// One call whose end the test chooses.
class OpenCall {
 public:
  OpenCall(const std::shared_ptr<grpc::Channel>& channel, const char* method) : stub_(channel) {
    context_.set_deadline(net::DeadlineIn(absl::Milliseconds(kPatienceMs)));
    call_ = stub_.PrepareCall(&context_, method, &queue_);
    call_->StartCall(this);
    is_open_ = Next();
  }
  ~OpenCall() {
    context_.TryCancel();
    if (!is_finished_) Finish().IgnoreError();
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) continue;
  }

  bool is_open() const { return is_open_; }
  void Write(const std::string& bytes) {
    const grpc::Slice slice(bytes);
    call_->Write(grpc::ByteBuffer(&slice, 1), this);
    Next();
  }
  std::string Read() {
    grpc::ByteBuffer buffer;
    call_->Read(&buffer, this);
    std::vector<grpc::Slice> slices;
    std::string bytes;
    if (!Next() || !buffer.Dump(&slices).ok()) return bytes;
    for (const grpc::Slice& slice : slices) {
      bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    }
    return bytes;
  }
  void WritesDone() {
    call_->WritesDone(this);
    Next();
  }
  // How it ended; waits for that.
  absl::Status Finish() {
    AskForEnd();
    if (!is_finished_) Next();
    is_finished_ = true;
    return net::FromGrpc(status_);
  }
  // True if it ended within `ms`. After this only Finish may follow.
  bool EndsWithin(int ms) {
    AskForEnd();
    void* tag = nullptr;
    bool ok = false;
    const auto deadline = net::DeadlineIn(absl::Milliseconds(ms));
    if (!is_finished_) {
      is_finished_ = queue_.AsyncNext(&tag, &ok, deadline) == grpc::CompletionQueue::GOT_EVENT;
    }
    return is_finished_;
  }

 private:
  void AskForEnd() {
    if (!std::exchange(is_asked_for_end_, true)) call_->Finish(&status_, this);
  }
  bool Next() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }

  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
  grpc::Status status_;
  bool is_open_ = false;
  bool is_asked_for_end_ = false;
  bool is_finished_ = false;
};

// A whole call in which the caller says nothing: OK, or how it was refused.
absl::Status CallQuietly(const std::shared_ptr<grpc::Channel>& channel) {
  OpenCall call(channel, kConverseCall);
  call.WritesDone();
  return call.Finish();
}

// The answer of the standard health service to an empty request: field 1, a varint.
std::string HealthOf(const std::shared_ptr<grpc::Channel>& channel,
                     const std::string& request = "") {
  OpenCall call(channel, kHealthCall);
  call.Write(request);
  call.WritesDone();
  const std::string answer = call.Read();
  const absl::Status status = call.Finish();
  if (!status.ok()) return absl::StatusCodeToString(status.code());
  if (answer == std::string("\x08\x01", 2)) return "SERVING";
  if (answer == std::string("\x08\x02", 2)) return "NOT_SERVING";
  return "no answer of the health service";
}

class DoorsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { net::DiagnoseGrpc(); }
  void SetUp() override {
    ASSERT_TRUE(base::MakeFolders(Folder()).ok());
    WriteTls(Issue(tls_, {.common_name = "hub",
                          .dns_names = {"hub"},
                          .ip_addresses = {"127.0.0.1"},
                          .is_server = true}));
    for (const auto& [name, key] : {std::pair("log.key", &authority_.log_key()),
                                    std::pair("chain.key", &authority_.chain_key())}) {
      Write(name, trust::WriteKeyFile(*key, "a passphrase", trust::KdfCost::kLow).value());
    }
    Write("passphrase", "a passphrase\n");
    hub::HubInit init;
    init.config = {.folder = Folder(),
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

  std::string Folder() const { return folder_.In("hub"); }
  void Write(const std::string& name, const std::string& text) {
    ASSERT_TRUE(
        base::WriteFileDurably(Folder() + "/" + name, text, base::FileMode::kOwnerOnly).ok());
  }
  void WriteTls(const net::TlsIdentity& identity) {
    Write("tls.pem", identity.certificate_pem);
    Write("tls.key", identity.private_key_pem);
    Write("authority.pem", identity.authority_pem);
  }
  // Valid from a year ago to a year ahead.
  net::TlsIdentity Issue(const trust::CertificateAndKey& authority,
                         const trust::CertificateRequest& request,
                         absl::Duration from = -kDoorsYear,
                         absl::Duration validity = 2 * kDoorsYear) {
    const auto leaf = trust::IssueCertificate(authority, request, begin_ + from, validity).value();
    return {leaf.certificate_pem, leaf.private_key_pem, tls_.certificate_pem};
  }
  net::TlsIdentity NodeOf(const std::string& member) {
    return Issue(tls_, {.common_name = "node of " + member,
                        .uri = "urn:lontar:member:" + member,
                        .is_client = true});
  }
  static trust::CertificateAndKey NewAuthority(absl::Time begin) {
    return trust::MakeCertificateAuthority("Test authority", begin - 30 * kDoorsYear,
                                           60 * kDoorsYear)
        .value();
  }

  void StartHub() {
    auto config = hub::ReadHubConfig(Folder());
    ASSERT_TRUE(config.ok()) << config.status();
    config->limits = limits_;
    auto server = hub::HubServer::Start(*config, {&clock_, &entropy_}, [](const absl::Status& why) {
      ADD_FAILURE() << "the hub broke: " << why;
    });
    ASSERT_TRUE(server.ok()) << server.status();
    hub_ = *std::move(server);
  }
  std::shared_ptr<grpc::Channel> ChannelOf(const net::TlsIdentity& identity) {
    return net::OpenHubChannel(absl::StrCat("127.0.0.1:", hub_->port()), identity);
  }
  bool Connects(const std::shared_ptr<grpc::Channel>& channel) {
    return net::Connect(channel.get(), "the hub").ok();
  }
  // What the hub says about a caller that is refused before any call.
  std::string DiagnosticsOfRefusing(const net::TlsIdentity& identity) {
    testing::internal::CaptureStderr();
    EXPECT_FALSE(Connects(ChannelOf(identity)));
    return testing::internal::GetCapturedStderr();
  }
  Sockets OpenSockets(int count, const char* from = kAttacker) {
    Sockets sockets;
    for (int i = 0; i < count; ++i) sockets.push_back(std::make_unique<Socket>(hub_->port(), from));
    return sockets;
  }

  net::SocketFolder folder_;
  MovedClock clock_;
  const absl::Time begin_ = clock_.Now();
  base::SystemEntropy entropy_;
  support::Authority authority_;
  trust::CertificateAndKey tls_ = NewAuthority(begin_);
  hub::DoorLimits limits_;
  std::unique_ptr<hub::HubServer> hub_;
};

// Threat T01: each of these is refused before any code of the application runs, with a line of its
// own. The fourth, a valid certificate of another member, is in converse_test.cc.
TEST_F(DoorsTest, NoCertificateIsRefusedWithItsOwnLine) {
  ASSERT_NO_FATAL_FAILURE(StartHub());
  const net::TlsIdentity none = {.authority_pem = tls_.certificate_pem};
  EXPECT_THAT(DiagnosticsOfRefusing(none), HasSubstr("\"event\":\"refused_certificate_absent\""));
}

TEST_F(DoorsTest, ACertificateOfAnotherAuthorityIsRefusedWithItsOwnLine) {
  ASSERT_NO_FATAL_FAILURE(StartHub());
  const net::TlsIdentity foreign =
      Issue(NewAuthority(begin_),
            {.common_name = "stranger", .uri = "urn:lontar:member:KH", .is_client = true});
  const std::string said = DiagnosticsOfRefusing(foreign);
  EXPECT_THAT(said, HasSubstr("\"event\":\"refused_peer_certificate_foreign\""));
  EXPECT_THAT(said, HasSubstr("stranger"));
}

TEST_F(DoorsTest, AnExpiredCertificateIsRefusedWithItsOwnLine) {
  ASSERT_NO_FATAL_FAILURE(StartHub());
  const net::TlsIdentity expired =
      Issue(tls_, {.common_name = "node of KH", .uri = "urn:lontar:member:KH", .is_client = true},
            -2 * kDoorsYear, kDoorsYear);
  EXPECT_THAT(DiagnosticsOfRefusing(expired),
              HasSubstr("\"event\":\"refused_peer_certificate_expired\""));
}

TEST_F(DoorsTest, AServersCertificateIsRefusedWithItsOwnLine) {
  ASSERT_NO_FATAL_FAILURE(StartHub());
  const net::TlsIdentity server = Issue(tls_, {.common_name = "a hub", .is_server = true});
  EXPECT_THAT(DiagnosticsOfRefusing(server),
              HasSubstr("\"event\":\"refused_peer_certificate_unsuitable\""));
}

TEST_F(DoorsTest, AGoodCertificateIsServed) {
  ASSERT_NO_FATAL_FAILURE(StartHub());
  EXPECT_EQ(CallQuietly(ChannelOf(NodeOf("KH"))), absl::OkStatus());
}

// Threat T46: a hub whose clock is ten years wrong refuses everybody, and says why.
TEST_F(DoorsTest, AWrongClockIsNamedWhenItRefuses) {
  ASSERT_NO_FATAL_FAILURE(StartHub());
  clock_.Move(10 * kDoorsYear);
  const std::string ahead = DiagnosticsOfRefusing(NodeOf("KH"));
  EXPECT_THAT(ahead, HasSubstr("refused_peer_certificate_expired"));
  EXPECT_THAT(ahead, HasSubstr("this clock says " +
                               absl::FormatTime("%Y-%m-%d", clock_.Now(), absl::UTCTimeZone())));
  clock_.Move(-20 * kDoorsYear);
  EXPECT_THAT(DiagnosticsOfRefusing(NodeOf("KH")),
              HasSubstr("refused_peer_certificate_not_yet_valid"));
  clock_.Move(10 * kDoorsYear);
  EXPECT_EQ(CallQuietly(ChannelOf(NodeOf("KH"))), absl::OkStatus());
}

// Threat T46: and already at its start; the operator's command line is served all the same.
TEST_F(DoorsTest, AWrongClockIsNamedWhenTheHubStarts) {
  for (const auto& [years, event] :
       {std::pair(10, "certificate_expired"), std::pair(-10, "certificate_not_yet_valid")}) {
    clock_.Move(years * kDoorsYear);
    testing::internal::CaptureStderr();
    StartHub();
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_THAT(said, HasSubstr(absl::StrCat("\"event\":\"", event, "\"")));
    EXPECT_THAT(said, HasSubstr("this hub's certificate"));
    EXPECT_TRUE(net::HubClient::Open(Folder() + "/hub.sock").value()->Status().ok());
    hub_.reset();
    clock_.Move(-years * kDoorsYear);
  }
}

TEST_F(DoorsTest, AKeyOfAnotherCertificateIsNamedWhenTheHubStarts) {
  net::TlsIdentity mixed = NodeOf("KH");
  mixed.private_key_pem = NodeOf("KH").private_key_pem;
  WriteTls(mixed);
  const auto config = hub::ReadHubConfig(Folder());
  const auto server =
      hub::HubServer::Start(*config, {&clock_, &entropy_}, [](const absl::Status&) {});
  EXPECT_EQ(base::ReasonOf(server.status()), "CERTIFICATE_KEY_MISMATCH");
}

TEST_F(DoorsTest, AnAddressThatIsTakenIsNamedWhenTheHubStarts) {
  ASSERT_NO_FATAL_FAILURE(StartHub());
  const int port = hub_->port();
  hub_.reset();
  const auto other = hub::Listen(absl::StrCat("127.0.0.1:", port));
  ASSERT_TRUE(other.ok()) << other.status();
  auto config = hub::ReadHubConfig(Folder());
  config->listen = absl::StrCat("127.0.0.1:", port);
  const auto server =
      hub::HubServer::Start(*config, {&clock_, &entropy_}, [](const absl::Status&) {});
  EXPECT_EQ(base::ReasonOf(server.status()), "LISTEN_FAILED");
  close(other->socket);
}

// Threat T30: one address cannot keep the others out.
TEST_F(DoorsTest, AnAddressAboveItsCapIsRefusedAtOnceAndOthersAreServed) {
  limits_.admission = {.connections_max = 20, .per_address_max = 4};
  ASSERT_NO_FATAL_FAILURE(StartHub());
  testing::internal::CaptureStderr();
  const Sockets held = OpenSockets(4);
  const Sockets refused = OpenSockets(30);
  for (const auto& socket : refused) EXPECT_TRUE(socket->EndsWithin(kPatienceMs));
  const StopWatch watch;
  EXPECT_EQ(CallQuietly(ChannelOf(NodeOf("KH"))), absl::OkStatus());
  EXPECT_LT(watch.Ms(), 1000);
  hub_->Stop();
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, HasSubstr("\"event\":\"refused_address_full\",\"address\":\"127.0.0.2\""));
}

// Threat T30: above the cap in all nobody comes in, and once there is room everybody does.
TEST_F(DoorsTest, AllPlacesTakenAreGivenBackWhenTheirConnectionsEnd) {
  limits_.admission = {.connections_max = 12, .per_address_max = 4};
  ASSERT_NO_FATAL_FAILURE(StartHub());
  for (int round = 0; round < 3; ++round) {
    Sockets held;
    for (const char* from : {"127.0.0.2", "127.0.0.3", "127.0.0.4"}) {
      for (auto& socket : OpenSockets(4, from)) held.push_back(std::move(socket));
    }
    const Socket refused(hub_->port(), "127.0.0.5");
    EXPECT_TRUE(refused.EndsWithin(kPatienceMs));
    held.clear();
    const StopWatch watch;
    absl::Status status = absl::UnavailableError("not called");
    while (!status.ok() && watch.Ms() < kPatienceMs) {
      status = CallQuietly(ChannelOf(NodeOf("KH")));
    }
    EXPECT_EQ(status, absl::OkStatus());
    EXPECT_LT(watch.Ms(), 1000);
  }
}

// Threat T33: whoever does not finish the handshake is cut.
TEST_F(DoorsTest, AHalfOpenHandshakeIsEndedByTheHub) {
  limits_.times.handshake_ms = 300;
  ASSERT_NO_FATAL_FAILURE(StartHub());
  const Socket silent(hub_->port());
  const Socket begun(hub_->port());
  begun.Say(std::string("\x16\x03\x01\x02\x00\x01", 6));  // the head of a ClientHello
  EXPECT_TRUE(silent.EndsWithin(kPatienceMs));
  EXPECT_TRUE(begun.EndsWithin(kPatienceMs));
}

TEST_F(DoorsTest, PlainHttpIsRefused) {
  ASSERT_NO_FATAL_FAILURE(StartHub());
  const Socket plain(hub_->port());
  plain.Say("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  EXPECT_TRUE(plain.EndsWithin(kPatienceMs));
}

// Threat T33.
TEST_F(DoorsTest, AConnectionWithoutACallIsEndedByTheHub) {
  limits_.times.idle_ms = 300;
  ASSERT_NO_FATAL_FAILURE(StartHub());
  const auto channel = ChannelOf(NodeOf("KH"));
  ASSERT_TRUE(Connects(channel));
  EXPECT_TRUE(channel->WaitForStateChange(GRPC_CHANNEL_READY,
                                          net::DeadlineIn(absl::Milliseconds(kPatienceMs))));
}

// Threat T33: however busy it is.
TEST_F(DoorsTest, AConnectionThatIsTooOldIsEndedByTheHub) {
  limits_.times.age_ms = 2000;
  limits_.times.grace_ms = 100;
  ASSERT_NO_FATAL_FAILURE(StartHub());
  OpenCall call(ChannelOf(NodeOf("KH")), kConverseCall);
  ASSERT_TRUE(call.is_open());
  const StopWatch watch;
  EXPECT_EQ(call.Finish().code(), absl::StatusCode::kUnavailable);
  EXPECT_LT(watch.Ms(), kPatienceMs / 2);
}

// Threat T33: a conversation in which nothing whole arrives.
TEST_F(DoorsTest, ASilentConversationIsEndedByTheHub) {
  ASSERT_NO_FATAL_FAILURE(StartHub());
  OpenCall call(ChannelOf(NodeOf("KH")), kConverseCall);
  ASSERT_TRUE(call.is_open());
  testing::internal::CaptureStderr();
  const StopWatch watch;
  // An open call is one that was sent; the hub may take it only after the clock was moved, and then
  // it is not silent yet.
  do {
    clock_.Move(absl::Minutes(base::kSilentMinutesMax + 1));
    // What others do makes the hub look round.
    EXPECT_EQ(CallQuietly(ChannelOf(NodeOf("LA"))), absl::OkStatus());
  } while (!call.EndsWithin(200) && watch.Ms() < kPatienceMs / 2);
  EXPECT_FALSE(call.Finish().ok());
  EXPECT_LT(watch.Ms(), kPatienceMs / 2);
  hub_->Stop();
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              HasSubstr("\"event\":\"line_silent\",\"member\":\"KH\""));
}

// Threat T32: who calls too often is cut and named; the others are served.
TEST_F(DoorsTest, AMemberThatCallsTooOftenIsCutAndNamed) {
  // No more than it may have lines: the hub may still be ending the one when the next call comes.
  limits_.calls = {.burst = base::kLinesPerMemberMax, .per_second = 0};
  ASSERT_NO_FATAL_FAILURE(StartHub());
  testing::internal::CaptureStderr();
  const auto channel = ChannelOf(NodeOf("KH"));
  for (int i = 0; i < limits_.calls.burst; ++i) {
    EXPECT_EQ(CallQuietly(channel), absl::OkStatus());
  }
  EXPECT_FALSE(CallQuietly(channel).ok());
  EXPECT_TRUE(channel->WaitForStateChange(GRPC_CHANNEL_READY,
                                          net::DeadlineIn(absl::Milliseconds(kPatienceMs))));
  // A new connection does not help it.
  EXPECT_FALSE(CallQuietly(ChannelOf(NodeOf("KH"))).ok());
  const StopWatch watch;
  EXPECT_EQ(CallQuietly(ChannelOf(NodeOf("LA"))), absl::OkStatus());
  EXPECT_LT(watch.Ms(), 2000);
  hub_->Stop();
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              HasSubstr("\"event\":\"refused_calls_too_many\",\"member\":\"KH\""));
}

// Threats T30 to T32: above the limit of memory no new line, and the one there is is ended.
TEST_F(DoorsTest, AboveTheLimitOfMemoryLinesAreShed) {
  limits_.memory_bytes_max = 1;
  limits_.calls.burst = 1'000'000;
  testing::internal::CaptureStderr();
  ASSERT_NO_FATAL_FAILURE(StartHub());
  const auto channel = ChannelOf(NodeOf("KH"));
  absl::Status status;
  const StopWatch watch;
  // A call may also find the member's lines taken by those before it, which are still being ended.
  while (base::ReasonOf(status) != "MEMORY_SHORT" && watch.Ms() < kPatienceMs) {
    status = CallQuietly(channel);
  }
  EXPECT_EQ(base::ReasonOf(status), "MEMORY_SHORT");
  hub_->Stop();
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("\"event\":\"memory_short\""));
}

TEST_F(DoorsTest, AnOpenLineIsEndedWhenMemoryIsShort) {
  limits_.memory_bytes_max = 1;
  ASSERT_NO_FATAL_FAILURE(StartHub());
  OpenCall call(ChannelOf(NodeOf("KH")), kConverseCall);
  const StopWatch watch;
  EXPECT_FALSE(call.Finish().ok());
  EXPECT_LT(watch.Ms(), kPatienceMs / 2);
}

// Threat T33: nobody who is silent, idle or in a conversation holds the hub up when it is stopped.
TEST_F(DoorsTest, StoppingWaitsForNobody) {
  ASSERT_NO_FATAL_FAILURE(StartHub());
  const Sockets silent = OpenSockets(3);
  const auto idle = ChannelOf(NodeOf("KH"));
  ASSERT_TRUE(Connects(idle));
  OpenCall call(ChannelOf(NodeOf("LA")), kConverseCall);
  ASSERT_TRUE(call.is_open());
  const StopWatch watch;
  hub_->Stop();
  EXPECT_LT(watch.Ms(), base::kStopSecondsMax * 1000);
  EXPECT_FALSE(call.Finish().ok());
  for (const auto& socket : silent) EXPECT_TRUE(socket->EndsWithin(kPatienceMs));
}

TEST_F(DoorsTest, HealthIsAnsweredToNodesAndOperator) {
  ASSERT_NO_FATAL_FAILURE(StartHub());
  EXPECT_EQ(HealthOf(ChannelOf(NodeOf("KH"))), "SERVING");
  const auto local = net::OpenLocalChannel(Folder() + "/hub.sock").value();
  EXPECT_EQ(HealthOf(local), "SERVING");
  // Field 1, the service's name.
  EXPECT_EQ(HealthOf(local, std::string("\x0a\x04none", 6)), "NOT_FOUND");
}

}  // namespace
}  // namespace lontar
