// lontar node init: the folder of a member's new node. Its store draws its incarnation here.

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "cli/json_text.h"
#include "cli/verb/verbs.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "node/service/init.h"

namespace lontar::cli {
namespace {

// As it shall stand in node.conf: relative to the folder, so that both can move together.
node::NodeConfig NodeConfigFor(const Arguments& arguments) {
  const std::string folder = arguments.Text("node");
  const auto seen = [&folder](const std::string& path) {
    // Absolute: of a relative folder that is not there yet no path would be relative.
    return std::filesystem::proximate(path, std::filesystem::absolute(folder)).string();
  };
  const std::string tls = arguments.Text("tls");
  node::NodeConfig config;
  config.folder = folder;
  config.hub = arguments.Text("hub-address");
  config.tls_certificate = seen(tls + "/tls.crt");
  config.tls_private_key = seen(tls + "/tls.key");
  config.tls_authority = seen(tls + "/ca.crt");
  config.node_key = seen(arguments.Text("node-key"));
  if (arguments.Has("witness-key")) config.witness_key = seen(arguments.Text("witness-key"));
  if (arguments.Has("passphrase-file"))
    config.passphrase_file = seen(arguments.Text("passphrase-file"));
  return config;
}

}  // namespace

absl::StatusOr<int> SyncMinutesOf(const Arguments& arguments) {
  LONTAR_ASSIGN_OR_RETURN(const auto minutes, arguments.Number("sync-minutes"));
  if (!minutes) return base::kSyncMinutes;
  if (*minutes <= base::kSyncMinutesMax) return static_cast<int>(*minutes);
  return UsageProblem(absl::StrCat("--sync-minutes wants a number from 0 to ",
                                   base::kSyncMinutesMax, ", not ", *minutes));
}

absl::Status NodeInit(const Call& call) {
  const std::string member = call.arguments.Text("member");
  const std::optional<base::HubId> hub_id = base::HubId::FromHex(call.arguments.Text("hub-id"));
  if (!hub_id) return UsageProblem("--hub-id wants 64 digits, as lontar hub init printed them");
  base::SystemClock clock;
  base::SystemEntropy entropy;
  node::NodeConfig config = NodeConfigFor(call.arguments);
  LONTAR_ASSIGN_OR_RETURN(config.sync_minutes, SyncMinutesOf(call.arguments));
  LONTAR_RETURN_IF_ERROR(node::InitNode({config, *hub_id, member, &clock, &entropy}));
  JsonObject answer;
  answer.Put("schema", "lontar.init.v1");
  answer.Put("hub_id", hub_id->hex());
  answer.Put("member", member);
  answer.Put("folder", call.arguments.Text("node"));
  call.terminal->Answer(call.is_json
                            ? answer.Written()
                            : absl::StrCat("node of   ", member, "\nhub id    ", hub_id->hex(),
                                           "\nfolder    ", call.arguments.Text("node")));
  return absl::OkStatus();
}

}  // namespace lontar::cli
