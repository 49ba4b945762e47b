#pragma once
// The passphrase of key files, for shells and the command line: from a file that only its owner
// reads, from the service manager, or from the environment. Never from the command line, which
// everybody on the machine sees.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::base {

// The first line of `file`; without a file that of the service manager's credential "passphrase"
// (LoadCredential= of systemd.exec(5): $CREDENTIALS_DIRECTORY/passphrase, which the manager guards,
// so its mode is not judged here); without one the environment variable LONTAR_PASSPHRASE.
// FailedPrecondition with the reason PASSPHRASE_ABSENT: neither is there; PermissionDenied with
// PASSPHRASE_FILE_OPEN: others may read the file; InvalidArgument with PASSPHRASE_EMPTY; and the
// errors of ReadWholeFile.
absl::StatusOr<std::string> ReadPassphrase(absl::string_view file);

}  // namespace lontar::base
