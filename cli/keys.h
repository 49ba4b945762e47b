#pragma once
// Key files as verbs name them. The passphrase comes from --passphrase-file: its first line.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/command.h"
#include "core/trust/key_file.h"

namespace lontar::cli {

Option PassphraseOption();

// InvalidArgument with PASSPHRASE_ABSENT if no file was named or it is empty.
absl::StatusOr<std::string> ReadPassphrase(const Call& call);

// Opens an encrypted key file. Errors of base::ReadWholeFile and trust::ReadKeyFile, with the path.
absl::StatusOr<std::unique_ptr<trust::PrivateKey>> OpenKey(const Call& call,
                                                           absl::string_view path);
absl::StatusOr<std::vector<std::unique_ptr<trust::PrivateKey>>> OpenKeys(
    const Call& call, const std::vector<std::string>& paths);

// The public key in a .pub file, or that of a private key file, which the passphrase opens.
absl::StatusOr<trust::PublicKey> ReadPublicKey(const Call& call, absl::string_view path);

}  // namespace lontar::cli
