#pragma once
// The node's folder: what stands where, and what node.conf says.
//
//   node.conf    the settings below     store/      drafts, chain and log, for this program alone
//   high-water   never without it       node.sock   for the office's command line
//   http-port    where HTTP is served, where node.conf asks for it
//   page-tokens  who opens the node's pages
//
// Shells only. Any thread.

#include <memory>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/limits.h"
#include "core/base/settings.h"
#include "core/disclosure/disclosure.h"
#include "core/net/credentials.h"
#include "core/trust/key_file.h"

namespace lontar::node {

struct NodeConfig {
  std::string folder;
  std::string hub;       // "hub.example:8443"
  std::string hub_name;  // the name in the hub's certificate; empty: the host of `hub`
  // Paths in node.conf are relative to the folder; here they are ready to be opened.
  std::string tls_certificate;
  std::string tls_private_key;
  std::string tls_authority;
  std::string node_key;
  std::string witness_key;      // empty: this node does not cosign
  std::string passphrase_file;  // empty: see base::ReadPassphrase
  std::string http;             // "127.0.0.1:8081"; empty: no HTTP
  // From one round with the hub to the next; 0: only when told (`lontar sync`).
  int sync_minutes = 0;
  // The least count of children that is published with a breakdown (docs/disclosure.md).
  int disclosure_minimum = disclosure::kMinimumUsual;
  // How many SLOM focal points clear the member's return by key before it goes out; on paper one
  // does (docs/returns.md). 0: nobody.
  int clearers = 1;
  // How many people approve a report, each by a key of their own.
  int approvers = 0;
  // Whether a report is approved only with each of its warnings justified in writing.
  bool justify_warnings = true;

  std::string store() const { return folder + "/store"; }
  std::string high_water() const { return folder + "/high-water"; }
  std::string http_port_file() const { return folder + "/http-port"; }
  std::string page_tokens() const { return folder + "/page-tokens"; }
  std::string socket() const { return folder + "/node.sock"; }
};

// All that may stand in node.conf, each with its help.
std::span<const base::SettingRule> NodeSettings();

// NotFound with NODE_NOT_INITIALISED: no node.conf there; the errors of base::ReadSettings.
absl::StatusOr<NodeConfig> ReadNodeConfig(absl::string_view folder);

// node.conf's text. The paths are written as they stand.
std::string NodeConfigText(const NodeConfig& config);

struct NodeSecrets {
  std::unique_ptr<trust::PrivateKey> node_key;
  std::unique_ptr<trust::PrivateKey> witness_key;  // may be null
};
// Errors of base::ReadPassphrase, base::ReadWholeFile and trust::ReadKeyFile, naming the file.
absl::StatusOr<NodeSecrets> ReadNodeSecrets(const NodeConfig& config);

absl::StatusOr<net::TlsIdentity> ReadNodeTls(const NodeConfig& config);

}  // namespace lontar::node
