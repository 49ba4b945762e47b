#pragma once
// Mutual TLS between nodes and hub, from PEM texts, and who the other side is.
//
// The line is guarded from the first byte: without a certificate of the pinned authority no
// application code runs (T01). Integrity does not depend on it: what matters is signed besides. Any
// thread.

#include <grpcpp/impl/codegen/server_context.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace lontar::net {

struct TlsIdentity {
  std::string certificate_pem;
  std::string private_key_pem;
  // The authority that must have signed the other side's certificate; no other is believed.
  std::string authority_pem;
};

// Asks every client for a certificate, and ends the handshake without one.
std::shared_ptr<grpc::ServerCredentials> ServerCredentialsOf(const TlsIdentity& identity);

// Shows the certificate, and believes only a server of the authority whose certificate names the
// host.
std::shared_ptr<grpc::ChannelCredentials> ChannelCredentialsOf(const TlsIdentity& identity);

struct Peer {
  // The URI names of the certificate: "urn:lontar:member:KH".
  std::vector<std::string> uris;
  std::string certificate_pem;
};

// Who called. PermissionDenied with the reason PEER_NOT_AUTHENTICATED on a line without a client
// certificate.
absl::StatusOr<Peer> PeerOf(const grpc::ServerContextBase& context);

}  // namespace lontar::net
