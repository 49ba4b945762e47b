#include "core/net/credentials.h"

#include <grpc/grpc_security_constants.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <utility>

#include "core/base/problem.h"
#include "core/net/status.h"

namespace lontar::net {
namespace {

namespace tls = grpc::experimental;

// gRPC's door for a check of one's own.
class ClientVerifier : public tls::ExternalCertificateVerifier {
 public:
  explicit ClientVerifier(CheckClient check) : check_(std::move(check)) {}

  // True: the answer is in `status` already.
  bool Verify(tls::TlsCustomVerificationCheckRequest* request,
              std::function<void(grpc::Status)> /*later*/, grpc::Status* status) override {
    // With OpenSSL a server's chain lacks the client's own certificate.
    const grpc::string_ref own = request->peer_cert();
    const grpc::string_ref others = request->peer_cert_full_chain();
    std::string chain_pem(own.data(), own.size());
    chain_pem.append(others.data(), others.size());
    *status = ToGrpc(check_(chain_pem));
    return true;
  }
  void Cancel(tls::TlsCustomVerificationCheckRequest*) override {}

 private:
  CheckClient check_;
};

std::shared_ptr<grpc::ServerCredentials> CheckedCredentialsOf(const TlsIdentity& identity,
                                                              CheckClient check) {
  tls::TlsServerCredentialsOptions options(std::make_shared<tls::StaticDataCertificateProvider>(
      identity.authority_pem,
      std::vector<tls::IdentityKeyCertPair>{{identity.private_key_pem, identity.certificate_pem}}));
  options.watch_root_certs();
  options.watch_identity_key_cert_pairs();
  // TLS proves that the client has the key of the certificate that it shows; `check` does the rest.
  options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_BUT_DONT_VERIFY);
  options.set_certificate_verifier(
      tls::ExternalCertificateVerifier::Create<ClientVerifier>(std::move(check)));
  options.set_check_call_host(false);
  return tls::TlsServerCredentials(options);
}

}  // namespace

std::shared_ptr<grpc::ServerCredentials> ServerCredentialsOf(const TlsIdentity& identity,
                                                             CheckClient check) {
  if (check) return CheckedCredentialsOf(identity, std::move(check));
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = identity.authority_pem;
  options.pem_key_cert_pairs = {{identity.private_key_pem, identity.certificate_pem}};
  return grpc::SslServerCredentials(options);
}

std::shared_ptr<grpc::ChannelCredentials> ChannelCredentialsOf(const TlsIdentity& identity) {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = identity.authority_pem;
  options.pem_private_key = identity.private_key_pem;
  options.pem_cert_chain = identity.certificate_pem;
  return grpc::SslCredentials(options);
}

absl::StatusOr<Peer> PeerOf(const grpc::ServerContextBase& context) {
  const std::shared_ptr<const grpc::AuthContext> auth = context.auth_context();
  const auto refusal = [] {
    return base::Problem(absl::StatusCode::kPermissionDenied, "PEER_NOT_AUTHENTICATED",
                         "the caller showed no client certificate");
  };
  if (auth == nullptr || !auth->IsPeerAuthenticated()) return refusal();
  const auto certificates = auth->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
  if (certificates.size() != 1) return refusal();
  Peer peer;
  peer.certificate_pem.assign(certificates[0].data(), certificates[0].size());
  // Not x509_subject_alternative_name: there a DNS name that looks like a URI could not be told
  // apart.
  for (const grpc::string_ref& uri : auth->FindPropertyValues(GRPC_PEER_URI_PROPERTY_NAME)) {
    peer.uris.emplace_back(uri.data(), uri.size());
  }
  return peer;
}

}  // namespace lontar::net
