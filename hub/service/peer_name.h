#pragma once
// Which member a client certificate speaks for (threat T01): its one URI name
// "urn:lontar:member:KH". Nothing that the caller says in a message counts.
//
// Pure, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "core/net/credentials.h"

namespace lontar::hub {

// "KH". Unauthenticated with the reason PEER_UNNAMED: no such name; PEER_NAMED_TWICE: more than
// one; PEER_NAME_INVALID: what follows is not two capital letters.
absl::StatusOr<std::string> MemberOf(const net::Peer& peer);

}  // namespace lontar::hub
