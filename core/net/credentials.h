#pragma once
// Mutual TLS between nodes and hub, from PEM texts, and who the other side is.
//
// The line is guarded from the first byte: without a certificate of the pinned authority no
// application code runs (T01). Integrity does not depend on it: what matters is signed besides. Any
// thread.

#include <grpcpp/impl/codegen/server_context.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::net {

struct TlsIdentity {
  std::string certificate_pem;
  std::string private_key_pem;
  // The authority that must have signed the other side's certificate; no other is believed.
  std::string authority_pem;
};

// Judges the certificate that a client showed, with those between it and an authority, as PEM. Any
// thread of gRPC's; must not block. What it refuses, it also tells: the caller hears no reason.
using CheckClient = std::function<absl::Status(absl::string_view chain_pem)>;

// Asks every client for a certificate, and ends the handshake without one. `check` decides whether
// a certificate is believed, in place of gRPC's own check against authority_pem, which cannot say
// why it refuses one; without `check` that one decides. Either way before the first HTTP/2 frame is
// read. gRPC 1.51 offers TLS 1.2 and 1.3 and has no setting for it.
std::shared_ptr<grpc::ServerCredentials> ServerCredentialsOf(const TlsIdentity& identity,
                                                             CheckClient check = nullptr);

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
