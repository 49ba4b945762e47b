// lontar node join: a member's node, by the invitation that ASEC has handed over.

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "cli/invitation.h"
#include "cli/json_text.h"
#include "cli/keys.h"
#include "cli/verb/verbs.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "node/service/init.h"

namespace lontar::cli {
namespace {

absl::StatusOr<Invitation> ReadFor(const Call& call) {
  const std::string file = call.arguments.Text("invitation");
  LONTAR_ASSIGN_OR_RETURN(const std::string text,
                          base::ReadWholeFile(file, base::kConfigurationBytesMax));
  absl::StatusOr<Invitation> invitation = ReadInvitation(text);
  if (!invitation.ok()) return base::Annotate(invitation.status(), file);
  const absl::CivilDay today = absl::ToCivilDay(base::SystemClock().Now(), absl::UTCTimeZone());
  LONTAR_RETURN_IF_ERROR(CheckInvitation(*invitation, call.arguments.Text("member"), today));
  return invitation;
}

absl::Status WriteTls(const Invitation& invitation, const std::string& folder) {
  LONTAR_RETURN_IF_ERROR(base::MakeFolders(folder));
  LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(
      absl::StrCat(folder, "/tls.key"), invitation.private_key, base::FileMode::kOwnerOnly));
  LONTAR_RETURN_IF_ERROR(
      base::CreateFileDurably(absl::StrCat(folder, "/tls.crt"), invitation.certificate));
  return base::CreateFileDurably(absl::StrCat(folder, "/ca.crt"), invitation.authority);
}

// Relative to the node's folder, so that it can be moved as a whole.
absl::StatusOr<node::NodeConfig> ConfigFor(const Call& call, const Invitation& invitation) {
  node::NodeConfig config;
  config.folder = call.arguments.Text("node");
  config.hub = invitation.hub_address;
  config.hub_name = invitation.hub_name;
  config.tls_certificate = "tls/tls.crt";
  config.tls_private_key = "tls/tls.key";
  config.tls_authority = "tls/ca.crt";
  config.node_key = "keys/node.key";
  config.witness_key = "keys/witness.key";
  LONTAR_ASSIGN_OR_RETURN(config.sync_minutes, SyncMinutesOf(call.arguments));
  return config;
}

struct Joined {
  Invitation invitation;
  std::string folder;
  trust::PublicKey node_key;
  trust::PublicKey witness_key;
};

std::string JoinedText(const Joined& joined) {
  const std::string& folder = joined.folder;
  return absl::StrCat("node of      ", joined.invitation.member, "\nhub id       ",
                      joined.invitation.hub_id.hex(), "\nhub          ",
                      joined.invitation.hub_address, "\nnode key     ", joined.node_key.id().hex(),
                      "\nwitness key  ", joined.witness_key.id().hex(), "\nfolder       ", folder);
}

std::string JoinedJson(const Joined& joined) {
  JsonObject answer;
  answer.Put("schema", "lontar.join.v1");
  answer.Put("member", joined.invitation.member);
  answer.Put("hub_id", joined.invitation.hub_id.hex());
  answer.Put("hub_address", joined.invitation.hub_address);
  answer.Put("folder", joined.folder);
  answer.Put("node_key", joined.node_key.id().hex());
  answer.Put("witness_key", joined.witness_key.id().hex());
  return answer.Written();
}

}  // namespace

absl::Status NodeJoin(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const Invitation invitation, ReadFor(call));
  LONTAR_ASSIGN_OR_RETURN(const node::NodeConfig config, ConfigFor(call, invitation));
  const std::string& folder = config.folder;
  // Before any file is made; the node itself is made last, and a folder without node.conf was not
  // finished.
  LONTAR_RETURN_IF_ERROR(node::CheckNoNodeIn(folder));
  LONTAR_RETURN_IF_ERROR(WriteTls(invitation, absl::StrCat(folder, "/tls")));
  LONTAR_ASSIGN_OR_RETURN(const auto node_key,
                          MakeKeyFile(call, absl::StrCat(folder, "/keys/node.key")));
  LONTAR_ASSIGN_OR_RETURN(const auto witness_key,
                          MakeKeyFile(call, absl::StrCat(folder, "/keys/witness.key")));
  base::SystemClock clock;
  base::SystemEntropy entropy;
  LONTAR_RETURN_IF_ERROR(
      node::InitNode({config, invitation.hub_id, invitation.member, &clock, &entropy}));
  const Joined joined{invitation, folder, node_key->public_key(), witness_key->public_key()};
  call.terminal->Answer(call.is_json ? JoinedJson(joined) : JoinedText(joined));
  if (!call.is_json) {
    call.terminal->Hint(absl::StrCat(
        "read the hub id to ASEC by telephone; if it is theirs, start lontar-node ", folder,
        ", then lontar sync, and let your administrator enrol both keys with lontar enrol keys"));
  }
  return absl::OkStatus();
}

}  // namespace lontar::cli
