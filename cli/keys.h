#pragma once
// Key files as verbs name them. The passphrase is base::ReadPassphrase's: that of
// --passphrase-file, or of the environment. Keys of several people are opened by several files.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/command.h"
#include "core/trust/key_file.h"

namespace lontar::cli {

Option PassphraseOption();

// Opens an encrypted key file. Errors of base::ReadPassphrase, base::ReadWholeFile and
// trust::ReadKeyFile, with the path.
absl::StatusOr<std::unique_ptr<trust::PrivateKey>> OpenKey(const Call& call,
                                                           absl::string_view path);
absl::StatusOr<std::vector<std::unique_ptr<trust::PrivateKey>>> OpenKeys(
    const Call& call, const std::vector<std::string>& paths);

// The public key in a .pub file, or that of a private key file, which the passphrase opens.
absl::StatusOr<trust::PublicKey> ReadPublicKey(const Call& call, absl::string_view path);

// "--kdf-cost": full, or low for exercises.
Option KdfCostOption();

// A new key: `path`, encrypted with the call's passphrase and readable by its owner only, and
// `path`.pub; the folders above are made. FailedPrecondition with FILE_EXISTS for one that is
// there; the errors of base::ReadPassphrase.
absl::StatusOr<std::unique_ptr<trust::PrivateKey>> MakeKeyFile(const Call& call,
                                                               const std::string& path);

}  // namespace lontar::cli
