#include "cli/keys.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/passphrase.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

Option PassphraseOption() {
  return {"passphrase-file", "FILE", "its first line opens the key files",
          Times::kOptional,  false,  "LONTAR_PASSPHRASE_FILE"};
}

absl::StatusOr<std::unique_ptr<trust::PrivateKey>> OpenKey(const Call& call,
                                                           absl::string_view path) {
  LONTAR_ASSIGN_OR_RETURN(const std::string passphrase,
                          base::ReadPassphrase(call.arguments.Text("passphrase-file")));
  LONTAR_ASSIGN_OR_RETURN(const std::string pem,
                          base::ReadWholeFile(path, base::kConfigurationBytesMax));
  auto key = trust::ReadKeyFile(pem, passphrase);
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

}  // namespace lontar::cli
