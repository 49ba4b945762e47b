// lontar hub init: the trust root, signed by the root keys, and the folder of a new hub.

#include <algorithm>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "cli/acts.h"
#include "cli/daemon.h"
#include "cli/json_text.h"
#include "cli/keys.h"
#include "cli/verb/verbs.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/files.h"
#include "core/base/status_macros.h"
#include "core/log/note.h"
#include "hub/service/init.h"

namespace lontar::cli {
namespace {

absl::StatusOr<fold::TrustRoot> TrustRootFor(const Call& call) {
  const Arguments& arguments = call.arguments;
  fold::TrustRoot root;
  for (const std::string& file : arguments.All("root-key")) {
    LONTAR_ASSIGN_OR_RETURN(root.root_keys.emplace_back(), ReadPublicKey(call, file));
  }
  for (const std::string& file : arguments.All("authority-key")) {
    LONTAR_ASSIGN_OR_RETURN(root.authority_keys.emplace_back(), ReadPublicKey(call, file));
  }
  LONTAR_ASSIGN_OR_RETURN(root.log_key, ReadPublicKey(call, arguments.Text("log-key")));
  LONTAR_ASSIGN_OR_RETURN(root.chain_key, ReadPublicKey(call, arguments.Text("chain-key")));
  LONTAR_ASSIGN_OR_RETURN(const auto root_threshold, arguments.Number("root-threshold"));
  LONTAR_ASSIGN_OR_RETURN(const auto threshold, arguments.Number("authority-threshold"));
  LONTAR_ASSIGN_OR_RETURN(const auto quorum, arguments.Number("witness-quorum"));
  root.root_threshold = static_cast<uint32_t>(root_threshold.value_or(root.root_keys.size()));
  root.authority_threshold = static_cast<uint32_t>(threshold.value_or(2));
  root.witness_quorum_min = static_cast<uint32_t>(quorum.value_or(0));
  root.origin = arguments.Text("origin");
  root.notice = arguments.Has("training") ? fold::kTrainingNotice : arguments.Text("notice");
  std::ranges::sort(root.root_keys);
  std::ranges::sort(root.authority_keys);
  return root;
}

// As it shall stand in hub.conf: relative to the folder, so that both can move together.
std::string FromFolder(const std::string& folder, const std::string& path) {
  // Absolute: of a relative folder that is not there yet no path would be relative.
  return std::filesystem::proximate(path, std::filesystem::absolute(folder)).string();
}

hub::HubConfig HubConfigFor(const Arguments& arguments) {
  const std::string folder = arguments.Text("hub");
  const auto seen = [&folder](const std::string& path) { return FromFolder(folder, path); };
  const std::string tls = arguments.Text("tls");
  hub::HubConfig config;
  config.folder = folder;
  config.listen = arguments.TextOr("listen", "127.0.0.1:0");
  config.tls_certificate = seen(tls + "/tls.crt");
  config.tls_private_key = seen(tls + "/tls.key");
  config.tls_authority = seen(tls + "/ca.crt");
  config.log_key = seen(arguments.Text("log-key"));
  config.chain_key = seen(arguments.Text("chain-key"));
  if (arguments.Has("passphrase-file"))
    config.passphrase_file = seen(arguments.Text("passphrase-file"));
  return config;
}

}  // namespace

absl::Status HubInit(const Call& call) {
  const std::string folder = call.arguments.Text("hub");
  if (call.arguments.Has("training") && call.arguments.Has("notice")) {
    return UsageProblem("--training is a notice of its own; give one of them, not both");
  }
  LONTAR_ASSIGN_OR_RETURN(const fold::TrustRoot root, TrustRootFor(call));
  LONTAR_ASSIGN_OR_RETURN(chain::Envelope envelope, EnvelopeOf(root, ""));
  LONTAR_ASSIGN_OR_RETURN(const auto keys, OpenKeys(call, call.arguments.All("root-key")));
  for (const auto& key : keys) chain::AddSignature(&envelope, *key);
  base::SystemClock clock;
  base::SystemEntropy entropy;
  LONTAR_RETURN_IF_ERROR(hub::InitHub({HubConfigFor(call.arguments), envelope, &clock, &entropy}));
  const std::string vkey =
      log::NoteKey{root.origin, log::NoteKeyType::kEd25519, root.log_key}.vkey();
  const std::string vkey_file = absl::StrCat(folder, "/log.vkey");
  LONTAR_RETURN_IF_ERROR(base::WriteFileDurably(vkey_file, absl::StrCat(vkey, "\n")));
  const std::string hub_id = fold::HubIdOf(envelope.payload).hex();
  LONTAR_RETURN_IF_ERROR(
      base::WriteFileDurably(absl::StrCat(folder, "/hub-id"), absl::StrCat(hub_id, "\n")));
  SetBand(call, root.notice);
  if (!call.is_json) {
    call.terminal->Answer(absl::StrCat("hub id    ", hub_id, "\norigin    ", root.origin,
                                       "\nlog key   ", vkey, "\nfolder    ", folder));
    return absl::OkStatus();
  }
  JsonObject answer;
  answer.Put("schema", "lontar.init.v1");
  answer.Put("hub_id", hub_id);
  answer.Put("origin", root.origin);
  answer.Put("vkey", vkey);
  answer.Put("folder", folder);
  call.terminal->Answer(answer.Written());
  return absl::OkStatus();
}

}  // namespace lontar::cli
