#pragma once
// The hub's folder: what stands where, and what hub.conf says.
//
//   hub.conf        the settings below        store/         the log, for this program alone
//   sign-register   never without it          hub.sock       for the operator's command line
//   port            where it listens: there while it does
//   role-tokens     who may read what over HTTP: hashes, for the owner only
//   http-port       the same of HTTP, where hub.conf asks for it
//
// Shells only. Any thread.

#include <memory>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/settings.h"
#include "core/net/credentials.h"
#include "core/trust/key_file.h"
#include "hub/service/door_limits.h"

namespace lontar::hub {

struct HubConfig {
  std::string folder;
  std::string listen;  // "127.0.0.1:0"; port 0: one that is free, told in the file "port"
  // Paths in hub.conf are relative to the folder; here they are ready to be opened.
  std::string tls_certificate;
  std::string tls_private_key;
  std::string tls_authority;
  std::string log_key;
  std::string chain_key;
  std::string passphrase_file;  // empty: see base::ReadPassphrase
  std::string http;             // "127.0.0.1:8080"; empty: no HTTP
  // Of these hub.conf may set connections_per_address_max and memory_mib_max.
  DoorLimits limits;

  std::string store() const { return folder + "/store"; }
  std::string sign_register() const { return folder + "/sign-register"; }
  std::string socket() const { return folder + "/hub.sock"; }
  std::string port_file() const { return folder + "/port"; }
  std::string role_tokens() const { return folder + "/role-tokens"; }
  std::string http_port_file() const { return folder + "/http-port"; }
};

// All that may stand in hub.conf, each with its help.
std::span<const base::SettingRule> HubSettings();

// NotFound with HUB_NOT_INITIALISED: no hub.conf there; the errors of base::ReadSettings.
absl::StatusOr<HubConfig> ReadHubConfig(absl::string_view folder);

// hub.conf's text. The paths are written as they stand.
std::string HubConfigText(const HubConfig& config);

struct HubSecrets {
  std::unique_ptr<trust::PrivateKey> log_key;
  std::unique_ptr<trust::PrivateKey> chain_key;
};
// Errors of base::ReadPassphrase, base::ReadWholeFile and trust::ReadKeyFile, naming the file.
absl::StatusOr<HubSecrets> ReadHubSecrets(const HubConfig& config);

absl::StatusOr<net::TlsIdentity> ReadHubTls(const HubConfig& config);

}  // namespace lontar::hub
