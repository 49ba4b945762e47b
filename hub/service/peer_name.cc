#include "hub/service/peer_name.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"

namespace lontar::hub {
namespace {

constexpr absl::string_view kMemberPrefix = "urn:lontar:member:";

absl::Status Unnamed(absl::string_view reason, absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kUnauthenticated, reason, sentence);
}

}  // namespace

absl::StatusOr<std::string> MemberOf(const net::Peer& peer) {
  std::string member;
  int names = 0;
  for (const std::string& uri : peer.uris) {
    if (!absl::StartsWith(uri, kMemberPrefix)) continue;
    member = uri.substr(kMemberPrefix.size());
    ++names;
  }
  if (names == 0) {
    return Unnamed("PEER_UNNAMED",
                   "the certificate names no member; it needs a URI name like "
                   "urn:lontar:member:KH");
  }
  if (names > 1) {
    return Unnamed("PEER_NAMED_TWICE",
                   absl::StrCat("the certificate has ", names, " names of members, it needs one"));
  }
  if (member.size() != 2 || !absl::ascii_isupper(member[0]) || !absl::ascii_isupper(member[1])) {
    return Unnamed("PEER_NAME_INVALID",
                   absl::StrCat("the certificate's name \"", kMemberPrefix, member,
                                "\" does not end with the two capital letters of a member"));
  }
  return member;
}

}  // namespace lontar::hub
