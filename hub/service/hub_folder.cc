#include "hub/service/hub_folder.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/passphrase.h"
#include "core/base/problem.h"
#include "core/base/settings.h"
#include "core/base/status_macros.h"
#include "core/net/http_listener.h"

namespace lontar::hub {
namespace {

constexpr base::SettingRule kRules[] = {
    {"listen", true,
     "ADDRESS:PORT where nodes connect; port 0 takes a free one, told in the file \"port\""},
    {"tls_certificate", true, "FILE with the hub's certificate and those between it and the root"},
    {"tls_private_key", true, "FILE with its private key"},
    {"tls_authority", true, "FILE with the certificate authority that issues nodes' certificates"},
    {"log_key", true, "FILE with the key that signs checkpoints, as the trust root names it"},
    {"chain_key", true, "FILE with the key that seals the authority's chain"},
    {"passphrase_file", false,
     "FILE whose first line opens both keys; without it the credential \"passphrase\" of the "
     "service manager, else LONTAR_PASSPHRASE"},
    {"http", false,
     "ADDRESS:PORT of this machine's own where HTTP is served to the web server in front, "
     "127.0.0.1:8080; without it there is none"},
    {"connections_per_address_max", false,
     "NUMBER of connections that one address may hold; more where a proxy stands in front"},
    {"memory_mib_max", false,
     "MiB of memory above which no new line is taken and the largest lines are ended"},
};

constexpr int kMebibyte = 1024 * 1024;
// A hub without any log has 20 MiB; a terabyte is a mistake of units.
constexpr int kMemoryMibLeast = 64;
constexpr int kMemoryMibMost = 1024 * 1024;

absl::Status ReadLimits(const std::string& path, const base::Settings& settings,
                        DoorLimits* limits) {
  const base::NumberRule connections = {"connections_per_address_max",
                                        limits->admission.per_address_max, 1,
                                        limits->admission.connections_max};
  LONTAR_ASSIGN_OR_RETURN(limits->admission.per_address_max,
                          base::NumberSettingOr(path, settings, connections));
  const base::NumberRule memory = {"memory_mib_max",
                                   static_cast<int>(limits->memory_bytes_max / kMebibyte),
                                   kMemoryMibLeast, kMemoryMibMost};
  LONTAR_ASSIGN_OR_RETURN(const int mebibytes, base::NumberSettingOr(path, settings, memory));
  limits->memory_bytes_max = static_cast<size_t>(mebibytes) * kMebibyte;
  return absl::OkStatus();
}

std::string ConfigPath(absl::string_view folder) { return absl::StrCat(folder, "/hub.conf"); }

std::string InFolder(absl::string_view folder, const std::string& path) {
  if (path.empty()) return path;
  return (std::filesystem::path(std::string(folder)) / path).string();
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

std::span<const base::SettingRule> HubSettings() { return kRules; }

absl::StatusOr<HubConfig> ReadHubConfig(absl::string_view folder) {
  const std::string path = ConfigPath(folder);
  if (!base::FileExists(path)) {
    return base::Problem(absl::StatusCode::kNotFound, "HUB_NOT_INITIALISED",
                         absl::StrCat("\"", folder,
                                      "\" holds no hub.conf; `lontar hub init` "
                                      "makes a hub's folder"));
  }
  LONTAR_ASSIGN_OR_RETURN(const std::string text,
                          base::ReadWholeFile(path, base::kConfigurationBytesMax));
  LONTAR_ASSIGN_OR_RETURN(base::Settings settings, base::ReadSettings(path, text, kRules));
  HubConfig config;
  config.folder = std::string(folder);
  config.listen = settings["listen"];
  config.tls_certificate = InFolder(folder, settings["tls_certificate"]);
  config.tls_private_key = InFolder(folder, settings["tls_private_key"]);
  config.tls_authority = InFolder(folder, settings["tls_authority"]);
  config.log_key = InFolder(folder, settings["log_key"]);
  config.chain_key = InFolder(folder, settings["chain_key"]);
  config.passphrase_file = InFolder(folder, base::SettingOr(settings, "passphrase_file", ""));
  config.http = base::SettingOr(settings, "http", "");
  if (!config.http.empty()) {
    LONTAR_RETURN_IF_ERROR(base::Annotate(net::CheckHttpAddress(config.http, false), path));
  }
  LONTAR_RETURN_IF_ERROR(ReadLimits(path, settings, &config.limits));
  return config;
}

std::string HubConfigText(const HubConfig& config) {
  std::string text = absl::StrCat(
      "# A hub of Lontar. Paths are relative to this folder.\n"
      "# Port 0: one that is free; the file \"port\" says which.\n"
      "listen = ",
      config.listen, "\n\n# The line to the nodes: mutual TLS, PEM files.\n",
      "tls_certificate = ", config.tls_certificate, "\n",
      "tls_private_key = ", config.tls_private_key, "\n", "tls_authority = ", config.tls_authority,
      "\n\n");
  absl::StrAppend(&text, "# The keys that the trust root names.\nlog_key = ", config.log_key,
                  "\nchain_key = ", config.chain_key, "\n");
  if (!config.passphrase_file.empty()) {
    absl::StrAppend(&text, "passphrase_file = ", config.passphrase_file, "\n");
  }
  absl::StrAppend(&text,
                  "\n# Pages, metrics and health for the web server in front; none without it.\n"
                  "# http = 127.0.0.1:8080\n");
  absl::StrAppend(&text,
                  "\n# Two bounds that may be set here; docs/reference/limits.md has all.\n"
                  "# connections_per_address_max = ",
                  base::kConnectionsPerAddressMax,
                  "\n# memory_mib_max = ", base::kMemoryBytesMax / kMebibyte, "\n");
  return text;
}

absl::StatusOr<HubSecrets> ReadHubSecrets(const HubConfig& config) {
  LONTAR_ASSIGN_OR_RETURN(const std::string passphrase,
                          base::ReadPassphrase(config.passphrase_file));
  HubSecrets secrets;
  LONTAR_ASSIGN_OR_RETURN(secrets.log_key, OpenKey(config.log_key, passphrase));
  LONTAR_ASSIGN_OR_RETURN(secrets.chain_key, OpenKey(config.chain_key, passphrase));
  return secrets;
}

absl::StatusOr<net::TlsIdentity> ReadHubTls(const HubConfig& config) {
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

}  // namespace lontar::hub
