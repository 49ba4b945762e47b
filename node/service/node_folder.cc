#include "node/service/node_folder.h"

#include <filesystem>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/passphrase.h"
#include "core/base/problem.h"
#include "core/base/settings.h"
#include "core/base/status_macros.h"
#include "core/net/http_listener.h"
#include "node/core/approvals.h"

namespace lontar::node {
namespace {

constexpr base::SettingRule kRules[] = {
    {"hub", true, "HOST:PORT where the hub listens"},
    {"hub_name", false, "NAME in the hub's certificate; without it the host of the setting hub"},
    {"tls_certificate", true,
     "FILE with this node's certificate and those between it and the root"},
    {"tls_private_key", true, "FILE with its private key"},
    {"tls_authority", true,
     "FILE with the certificate authority that issued the hub's certificate"},
    {"node_key", true, "FILE with the key that seals this office's entries"},
    {"witness_key", false,
     "FILE with the key that cosigns checkpoints; without it the node does not"},
    {"passphrase_file", false,
     "FILE whose first line opens both keys; without it the credential \"passphrase\" of the "
     "service manager, else LONTAR_PASSPHRASE"},
    {"http", false,
     "ADDRESS:PORT of this machine's own where pages for the office, metrics and health are served "
     "by HTTP, 127.0.0.1:8081; without it there is none"},
    {"sync_minutes", false,
     "MINUTES from one conversation with the hub to the next; 0, the default: only when told, by "
     "lontar sync"},
    {"disclosure_minimum", false,
     "COUNT of children under which a figure with a breakdown is held back; 5, the default, or "
     "more; not below 3"},
    {"clearance", false,
     "WHO clears the member's return before it goes out: \"return\", the default, the SLOM focal "
     "point by key or on paper; \"two\", two focal points by key, or one on paper; \"none\", "
     "nobody"},
    {"approvers", false,
     "PEOPLE who approve a report, each by an approver's key of their own: 0, the default, this "
     "node's key is enough; 1 or 2"},
    {"justify_warnings", false,
     "yes, the default: a report is approved only when each warning has a written justification; "
     "no: warnings advise"},
};

std::string InFolder(absl::string_view folder, const std::string& path) {
  if (path.empty()) return path;
  return (std::filesystem::path(std::string(folder)) / path).string();
}

absl::StatusOr<int> ReadSyncMinutes(const std::string& path, const base::Settings& settings) {
  const std::string text = base::SettingOr(settings, "sync_minutes", "");
  if (text.empty()) return 0;
  int minutes = 0;
  if (absl::SimpleAtoi(text, &minutes) && minutes >= 0 && minutes <= base::kSyncMinutesMax) {
    return minutes;
  }
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "SETTINGS_INVALID",
      absl::StrCat(path, ": sync_minutes = \"", text, "\" is no number from 0 to ",
                   base::kSyncMinutesMax, "; write 15, or 0 to call the hub only when told"));
}

// A bound against a slip of the pen: a higher one would hold back whole tables.
constexpr int kDisclosureMinimumMost = 1000;

absl::StatusOr<int> ReadDisclosureMinimum(const std::string& path, const base::Settings& settings) {
  const std::string text = base::SettingOr(settings, "disclosure_minimum", "");
  if (text.empty()) return disclosure::kMinimumUsual;
  int minimum = 0;
  if (absl::SimpleAtoi(text, &minimum) && minimum >= disclosure::kMinimumLeast &&
      minimum <= kDisclosureMinimumMost) {
    return minimum;
  }
  return base::Problem(absl::StatusCode::kInvalidArgument, "SETTINGS_INVALID",
                       absl::StrCat(path, ": disclosure_minimum = \"", text,
                                    "\" is no number from ", disclosure::kMinimumLeast, " to ",
                                    kDisclosureMinimumMost, "; write 5, which is usual"));
}

absl::StatusOr<int> ReadClearanceSetting(const std::string& path, const base::Settings& settings) {
  const std::string text = base::SettingOr(settings, "clearance", "return");
  if (text == "return") return 1;
  if (text == "two") return 2;
  if (text == "none") return 0;
  return base::Problem(absl::StatusCode::kInvalidArgument, "SETTINGS_INVALID",
                       absl::StrCat(path, ": clearance = \"", text,
                                    "\" is none of \"return\", \"two\" and \"none\""));
}

absl::StatusOr<int> ReadApprovers(const std::string& path, const base::Settings& settings) {
  const std::string text = base::SettingOr(settings, "approvers", "0");
  int people = 0;
  if (absl::SimpleAtoi(text, &people) && people >= 0 && people <= kApproversMost) return people;
  return base::Problem(absl::StatusCode::kInvalidArgument, "SETTINGS_INVALID",
                       absl::StrCat(path, ": approvers = \"", text, "\" is none of 0, 1 and 2"));
}

absl::StatusOr<bool> ReadJustifyWarnings(const std::string& path, const base::Settings& settings) {
  const std::string text = base::SettingOr(settings, "justify_warnings", "yes");
  if (text == "yes" || text == "no") return text == "yes";
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "SETTINGS_INVALID",
      absl::StrCat(path, ": justify_warnings = \"", text, "\" is neither yes nor no"));
}

absl::StatusOr<std::unique_ptr<trust::PrivateKey>> OpenKey(const std::string& path,
                                                           absl::string_view passphrase) {
  LONTAR_ASSIGN_OR_RETURN(const std::string pem,
                          base::ReadWholeFile(path, base::kConfigurationBytesMax));
  auto key = trust::ReadKeyFile(pem, passphrase);
  if (!key.ok()) return base::Annotate(key.status(), path);
  return key;
}

}  // namespace

std::span<const base::SettingRule> NodeSettings() { return kRules; }

absl::StatusOr<NodeConfig> ReadNodeConfig(absl::string_view folder) {
  const std::string path = absl::StrCat(folder, "/node.conf");
  if (!base::FileExists(path)) {
    return base::Problem(absl::StatusCode::kNotFound, "NODE_NOT_INITIALISED",
                         absl::StrCat("\"", folder,
                                      "\" holds no node.conf; `lontar node init` "
                                      "makes a node's folder"));
  }
  LONTAR_ASSIGN_OR_RETURN(const std::string text,
                          base::ReadWholeFile(path, base::kConfigurationBytesMax));
  LONTAR_ASSIGN_OR_RETURN(base::Settings settings, base::ReadSettings(path, text, kRules));
  NodeConfig config;
  config.folder = std::string(folder);
  config.hub = settings["hub"];
  config.hub_name = base::SettingOr(settings, "hub_name", "");
  config.tls_certificate = InFolder(folder, settings["tls_certificate"]);
  config.tls_private_key = InFolder(folder, settings["tls_private_key"]);
  config.tls_authority = InFolder(folder, settings["tls_authority"]);
  config.node_key = InFolder(folder, settings["node_key"]);
  config.witness_key = InFolder(folder, base::SettingOr(settings, "witness_key", ""));
  config.passphrase_file = InFolder(folder, base::SettingOr(settings, "passphrase_file", ""));
  config.http = base::SettingOr(settings, "http", "");
  if (!config.http.empty()) {
    LONTAR_RETURN_IF_ERROR(base::Annotate(net::CheckHttpAddress(config.http, false), path));
  }
  LONTAR_ASSIGN_OR_RETURN(config.sync_minutes, ReadSyncMinutes(path, settings));
  LONTAR_ASSIGN_OR_RETURN(config.disclosure_minimum, ReadDisclosureMinimum(path, settings));
  LONTAR_ASSIGN_OR_RETURN(config.clearers, ReadClearanceSetting(path, settings));
  LONTAR_ASSIGN_OR_RETURN(config.approvers, ReadApprovers(path, settings));
  LONTAR_ASSIGN_OR_RETURN(config.justify_warnings, ReadJustifyWarnings(path, settings));
  return config;
}

std::string NodeConfigText(const NodeConfig& config) {
  std::string text = absl::StrCat(
      "# A node of Lontar. Paths are relative to this folder.\n"
      "hub = ",
      config.hub, "\n");
  if (!config.hub_name.empty()) {
    absl::StrAppend(&text, "# The name in the hub's certificate.\nhub_name = ", config.hub_name,
                    "\n");
  }
  absl::StrAppend(&text, "\n# The line to the hub: mutual TLS, PEM files.\n",
                  "tls_certificate = ", config.tls_certificate, "\n",
                  "tls_private_key = ", config.tls_private_key, "\n",
                  "tls_authority = ", config.tls_authority, "\n\n");
  absl::StrAppend(&text, "# Seals this office's entries.\nnode_key = ", config.node_key, "\n");
  if (!config.witness_key.empty()) {
    absl::StrAppend(&text, "# Cosigns the hub's checkpoints.\nwitness_key = ", config.witness_key,
                    "\n");
  }
  if (!config.passphrase_file.empty()) {
    absl::StrAppend(&text, "passphrase_file = ", config.passphrase_file, "\n");
  }
  absl::StrAppend(&text, "\n# How often this node calls the hub by itself; 0: only when told.\n",
                  "sync_minutes = ", config.sync_minutes, "\n");
  absl::StrAppend(&text,
                  "\n# Counts of children under this are held back where they have a breakdown; "
                  "not below 3.\n",
                  "disclosure_minimum = ", config.disclosure_minimum, "\n");
  absl::StrAppend(&text,
                  "\n# Whether a warning needs a written justification before its report is "
                  "approved: yes or no.\n",
                  "justify_warnings = ", config.justify_warnings ? "yes" : "no", "\n");
  absl::StrAppend(&text,
                  "\n# How many people approve a report, each by a key of their own: 0, 1 or 2.\n",
                  "approvers = ", config.approvers, "\n");
  return text;
}

absl::StatusOr<NodeSecrets> ReadNodeSecrets(const NodeConfig& config) {
  LONTAR_ASSIGN_OR_RETURN(const std::string passphrase,
                          base::ReadPassphrase(config.passphrase_file));
  NodeSecrets secrets;
  LONTAR_ASSIGN_OR_RETURN(secrets.node_key, OpenKey(config.node_key, passphrase));
  if (!config.witness_key.empty()) {
    LONTAR_ASSIGN_OR_RETURN(secrets.witness_key, OpenKey(config.witness_key, passphrase));
  }
  return secrets;
}

absl::StatusOr<net::TlsIdentity> ReadNodeTls(const NodeConfig& config) {
  constexpr size_t kBytesMax = base::kConfigurationBytesMax;
  net::TlsIdentity identity;
  LONTAR_ASSIGN_OR_RETURN(identity.certificate_pem,
                          base::ReadWholeFile(config.tls_certificate, kBytesMax));
  LONTAR_ASSIGN_OR_RETURN(identity.private_key_pem,
                          base::ReadWholeFile(config.tls_private_key, kBytesMax));
  LONTAR_ASSIGN_OR_RETURN(identity.authority_pem,
                          base::ReadWholeFile(config.tls_authority, kBytesMax));
  return identity;
}

}  // namespace lontar::node
