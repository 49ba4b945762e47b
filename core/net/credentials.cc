#include "core/net/credentials.h"

#include <grpc/grpc_security_constants.h>

#include "core/base/problem.h"

namespace lontar::net {

std::shared_ptr<grpc::ServerCredentials> ServerCredentialsOf(const TlsIdentity& identity) {
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
