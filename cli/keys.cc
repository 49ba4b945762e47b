#include "cli/keys.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "cli/command_options.h"
#include "core/base/entropy.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/passphrase.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// Keys of several people have several passphrases. The answer of the last where none fits.
absl::StatusOr<std::unique_ptr<trust::PrivateKey>> OpenWithAny(absl::string_view pem,
                                                               std::vector<std::string> files) {
  if (files.empty()) files.emplace_back();  // the service manager, or the environment
  absl::StatusOr<std::unique_ptr<trust::PrivateKey>> key;
  for (const std::string& file : files) {
    LONTAR_ASSIGN_OR_RETURN(const std::string passphrase, base::ReadPassphrase(file));
    key = trust::ReadKeyFile(pem, passphrase);
    if (base::ReasonOf(key.status()) != "PASSPHRASE_WRONG") break;
  }
  return key;
}

absl::StatusOr<trust::KdfCost> CostFor(const Arguments& arguments) {
  const std::string cost = arguments.TextOr("kdf-cost", "full");
  if (cost == "full") return trust::KdfCost::kFull;
  if (cost == "low") return trust::KdfCost::kLow;
  return UsageProblem(absl::StrCat("--kdf-cost is full or low, not \"", cost, "\""));
}

}  // namespace

Option PassphraseOption() {
  return {"passphrase-file",
          "FILE",
          "its first line opens the key files; if several, each key by one of them",
          Times::kMany,
          false,
          "LONTAR_PASSPHRASE_FILE"};
}

absl::StatusOr<std::unique_ptr<trust::PrivateKey>> OpenKey(const Call& call,
                                                           absl::string_view path) {
  LONTAR_ASSIGN_OR_RETURN(const std::string pem,
                          base::ReadWholeFile(path, base::kConfigurationBytesMax));
  auto key = OpenWithAny(pem, call.arguments.All("passphrase-file"));
  if (!key.ok()) return base::Annotate(key.status(), path);
  return key;
}

absl::StatusOr<std::vector<std::unique_ptr<trust::PrivateKey>>> OpenKeys(
    const Call& call, const std::vector<std::string>& paths) {
  std::vector<std::unique_ptr<trust::PrivateKey>> keys;
  for (const std::string& path : paths) {
    LONTAR_ASSIGN_OR_RETURN(keys.emplace_back(), OpenKey(call, path));
  }
  return keys;
}

absl::StatusOr<trust::PublicKey> ReadPublicKey(const Call& call, absl::string_view path) {
  LONTAR_ASSIGN_OR_RETURN(const std::string text,
                          base::ReadWholeFile(path, base::kConfigurationBytesMax));
  if (!absl::StartsWith(text, "-----BEGIN")) {
    auto key = trust::ReadPublicKeyText(absl::StripSuffix(text, "\n"));
    if (!key.ok()) return base::Annotate(key.status(), path);
    return key;
  }
  LONTAR_ASSIGN_OR_RETURN(const auto key, OpenKey(call, path));
  return key->public_key();
}

Option KdfCostOption() {
  return Maybe("kdf-cost", "full|low", "low only for demonstrations and tests; shown by key list");
}

absl::StatusOr<std::unique_ptr<trust::PrivateKey>> MakeKeyFile(const Call& call,
                                                               const std::string& path) {
  LONTAR_ASSIGN_OR_RETURN(const trust::KdfCost cost, CostFor(call.arguments));
  const std::vector<std::string> files = call.arguments.All("passphrase-file");
  LONTAR_ASSIGN_OR_RETURN(const std::string passphrase,
                          base::ReadPassphrase(files.empty() ? std::string() : files.front()));
  LONTAR_ASSIGN_OR_RETURN(auto key, trust::PrivateKey::FromSeed(base::SystemEntropy().Bytes(32)));
  LONTAR_ASSIGN_OR_RETURN(const std::string pem, trust::WriteKeyFile(*key, passphrase, cost));
  const size_t slash = path.rfind('/');
  if (slash != std::string::npos) LONTAR_RETURN_IF_ERROR(base::MakeFolders(path.substr(0, slash)));
  LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(path, pem, base::FileMode::kOwnerOnly));
  const std::string text = trust::PublicKeyText(key->public_key());
  LONTAR_RETURN_IF_ERROR(
      base::CreateFileDurably(absl::StrCat(path, ".pub"), absl::StrCat(text, "\n")));
  return key;
}

}  // namespace lontar::cli
