#include "core/net/credentials.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/net/channel.h"
#include "core/net/local_socket.h"
#include "core/trust/certificate.h"
#include "tests/unit/net/fake_hub.h"
#include "tests/unit/net/socket_folder.h"

namespace lontar::net {
namespace {

using trust::CertificateAndKey;
using trust::CertificateRequest;

// Long enough ago and ahead that no clock is asked.
const absl::Time kFrom = absl::FromUnixSeconds(946684800);  // 2000-01-01
const absl::Duration kCentury = absl::Hours(24 * 36525);
const absl::Duration kYear = absl::Hours(24 * 365);

CertificateAndKey Authority() {
  return trust::MakeCertificateAuthority("Test authority", kFrom, kCentury).value();
}

CertificateRequest HubRequest() {
  return {.common_name = "hub", .ip_addresses = {"127.0.0.1"}, .is_server = true};
}

CertificateRequest NodeRequest() {
  return {.common_name = "node", .uri = "urn:lontar:member:KH", .is_client = true};
}

TlsIdentity IdentityOf(const CertificateAndKey& authority, const CertificateRequest& request,
                       absl::Duration validity = kCentury) {
  const CertificateAndKey leaf =
      trust::IssueCertificate(authority, request, kFrom, validity).value();
  return {leaf.certificate_pem, leaf.private_key_pem, authority.certificate_pem};
}

// A hub that listens with TLS on a port of its own.
class TlsHub {
 public:
  explicit TlsHub(const TlsIdentity& identity) : service_(MakeFakeHub(&book_)) {
    grpc::ServerBuilder builder;
    SetServerLimits(Line::kSync, &builder);
    builder.AddListeningPort("127.0.0.1:0", ServerCredentialsOf(identity), &port_);
    builder.RegisterService(service_.get());
    server_ = builder.BuildAndStart();
  }
  ~TlsHub() {
    if (server_ != nullptr) server_->Shutdown(DeadlineIn(absl::Seconds(0)));
  }

  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }
  const FakeHubBook& book() const { return book_; }

  grpc::StatusCode CallAs(const TlsIdentity& identity) const {
    return CallHub(OpenHubChannel(address(), identity)).error_code();
  }

 private:
  FakeHubBook book_;
  std::unique_ptr<grpc::Service> service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

TEST(MutualTls, TheCertificateSaysWhoCalls) {
  const CertificateAndKey authority = Authority();
  const TlsHub hub(IdentityOf(authority, HubRequest()));
  const TlsIdentity node = IdentityOf(authority, NodeRequest());
  EXPECT_EQ(hub.CallAs(node), grpc::StatusCode::OK);
  ASSERT_EQ(hub.book().callers.size(), 1u);
  const Peer& peer = hub.book().callers[0].value();
  EXPECT_EQ(peer.uris, std::vector<std::string>{"urn:lontar:member:KH"});
  EXPECT_EQ(trust::ReadCertificate(peer.certificate_pem)->sha256_fingerprint,
            trust::ReadCertificate(node.certificate_pem)->sha256_fingerprint);
}

TEST(MutualTls, TwoIdentitiesOfOneProcessStayApart) {
  const CertificateAndKey authority = Authority();
  const TlsHub hub(IdentityOf(authority, HubRequest()));
  CertificateRequest other = NodeRequest();
  other.uri = "urn:lontar:member:VN";
  EXPECT_EQ(hub.CallAs(IdentityOf(authority, NodeRequest())), grpc::StatusCode::OK);
  EXPECT_EQ(hub.CallAs(IdentityOf(authority, other)), grpc::StatusCode::OK);
  ASSERT_EQ(hub.book().callers.size(), 2u);
  EXPECT_EQ(hub.book().callers[1]->uris, std::vector<std::string>{"urn:lontar:member:VN"});
}

// T01: each stranger is refused before any application code runs.
TEST(MutualTls, T01StrangersAreRefusedAtTheDoor) {
  const CertificateAndKey authority = Authority();
  const TlsHub hub(IdentityOf(authority, HubRequest()));
  const TlsIdentity none = {"", "", authority.certificate_pem};
  EXPECT_EQ(hub.CallAs(none), grpc::StatusCode::UNAVAILABLE) << "no certificate";
  TlsIdentity other = IdentityOf(Authority(), NodeRequest());
  other.authority_pem = authority.certificate_pem;
  EXPECT_EQ(hub.CallAs(other), grpc::StatusCode::UNAVAILABLE) << "another authority";
  EXPECT_EQ(hub.CallAs(IdentityOf(authority, NodeRequest(), kYear)), grpc::StatusCode::UNAVAILABLE)
      << "expired";
  EXPECT_EQ(hub.CallAs(IdentityOf(authority, HubRequest())), grpc::StatusCode::UNAVAILABLE)
      << "a server's certificate";
  const auto plain = grpc::CreateCustomChannel(hub.address(), grpc::InsecureChannelCredentials(),
                                               ChannelOptions(Line::kLocal));
  EXPECT_EQ(CallHub(plain).error_code(), grpc::StatusCode::UNAVAILABLE) << "no TLS";
  EXPECT_TRUE(hub.book().asked.empty());
  // The door still opens for a node.
  EXPECT_EQ(hub.CallAs(IdentityOf(authority, NodeRequest())), grpc::StatusCode::OK);
}

TEST(MutualTls, ANodeBelievesOnlyTheHubOfItsAuthority) {
  const CertificateAndKey authority = Authority();
  const TlsIdentity node = IdentityOf(authority, NodeRequest());
  CertificateRequest elsewhere = HubRequest();
  elsewhere.ip_addresses = {};
  elsewhere.dns_names = {"hub.example"};
  for (const TlsIdentity& identity :
       {IdentityOf(Authority(), HubRequest()), IdentityOf(authority, elsewhere),
        IdentityOf(authority, HubRequest(), kYear), IdentityOf(authority, NodeRequest())}) {
    TlsIdentity believing = identity;
    believing.authority_pem = authority.certificate_pem;
    const TlsHub hub(believing);
    EXPECT_EQ(hub.CallAs(node), grpc::StatusCode::UNAVAILABLE);
    EXPECT_TRUE(hub.book().asked.empty());
  }
}

TEST(MutualTls, ALocalCallerHasNoIdentity) {
  const SocketFolder folder;
  FakeHubBook book;
  const auto service = MakeFakeHub(&book);
  const auto server = StartLocalServer(folder.In("hub.sock"), service.get()).value();
  EXPECT_TRUE(CallHub(OpenLocalChannel(folder.In("hub.sock")).value()).ok());
  ASSERT_EQ(book.callers.size(), 1u);
  EXPECT_EQ(book.callers[0].status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(base::ReasonOf(book.callers[0].status()), "PEER_NOT_AUTHENTICATED");
}

}  // namespace
}  // namespace lontar::net
