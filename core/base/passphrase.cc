#include "core/base/passphrase.h"

#include <sys/stat.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::base {
namespace {

constexpr const char* kVariable = "LONTAR_PASSPHRASE";

absl::Status CheckOwnerOnly(const std::string& file) {
  struct stat facts = {};
  if (stat(file.c_str(), &facts) != 0 || (facts.st_mode & (S_IRGRP | S_IROTH)) == 0) {
    return absl::OkStatus();
  }
  return Problem(absl::StatusCode::kPermissionDenied, "PASSPHRASE_FILE_OPEN",
                 absl::StrCat(file, ": others may read this passphrase; chmod 600 ", file));
}

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// The credential that systemd hands over, if it does.
std::string CredentialFile() {
  const std::string folder = Variable("CREDENTIALS_DIRECTORY");
  const std::string file = absl::StrCat(folder, "/passphrase");
  return !folder.empty() && FileExists(file) ? file : "";
}

absl::StatusOr<std::string> FirstLine(const std::string& file) {
  LONTAR_ASSIGN_OR_RETURN(const std::string text, ReadWholeFile(file, kConfigurationBytesMax));
  const std::string line = text.substr(0, text.find('\n'));
  const std::string passphrase(absl::StripSuffix(line, "\r"));
  if (!passphrase.empty()) return passphrase;
  return Problem(absl::StatusCode::kInvalidArgument, "PASSPHRASE_EMPTY",
                 absl::StrCat(file, ": the first line is empty; the passphrase stands there"));
}

}  // namespace

absl::StatusOr<std::string> ReadPassphrase(absl::string_view file) {
  if (!file.empty()) {
    const std::string name(file);
    LONTAR_RETURN_IF_ERROR(CheckOwnerOnly(name));
    return FirstLine(name);
  }
  const std::string credential = CredentialFile();
  if (!credential.empty()) return FirstLine(credential);
  const std::string value = Variable(kVariable);
  if (!value.empty()) return value;
  return Problem(absl::StatusCode::kFailedPrecondition, "PASSPHRASE_ABSENT",
                 absl::StrCat("no passphrase for the key files; name a passphrase_file in the "
                              "configuration, or set ",
                              kVariable));
}

}  // namespace lontar::base
