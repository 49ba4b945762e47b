#pragma once
// What gRPC says about itself, as diagnostics of ours.
//
// Left alone, gRPC writes lines of its own form to stderr, one for each failed handshake. Here they
// become events, and a flood of the same one is counted instead of written.

#include "absl/strings/string_view.h"

namespace lontar::net {

// From now on, for the whole process: errors of gRPC are the event that EventOf names, with gRPC's
// text; what is no error is left out. Once, before any server or channel is made.
void DiagnoseGrpc();

// "refused_certificate_absent" for a caller that showed no client certificate (threat T01; a wrong
// one is told by CheckClient of credentials.h), "tls_failed" for any other failed handshake, "grpc"
// for the rest. Pure.
absl::string_view EventOf(absl::string_view text);

}  // namespace lontar::net
