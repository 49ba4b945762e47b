#include "cli/exit_code.h"

#include <map>

#include "absl/strings/match.h"
#include "cli/json_text.h"
#include "core/base/problem.h"

namespace lontar::cli {
namespace {

// Reasons that mean something else than their code says. The key is a whole reason id, or with a
// "*" at its end the beginning of one.
struct ReasonRow {
  absl::string_view reason;
  ExitCode exit;
};

constexpr ReasonRow kReasons[] = {
    {"USAGE", ExitCode::kUsage},
    {"PASSPHRASE_ABSENT", ExitCode::kUsage},
    {"FINDINGS", ExitCode::kRejected},
    {"STATUS_WARNINGS", ExitCode::kRejected},
    {"CSV_*", ExitCode::kRejected},
    {"MAPPING_*", ExitCode::kRejected},
    {"COLUMN_MISSING", ExitCode::kRejected},
    {"CATALOGUE_INVALID", ExitCode::kRejected},
    {"MEMBERS_INVALID", ExitCode::kRejected},
    {"ROUNDS_INVALID", ExitCode::kRejected},
    {"PROVIDERS_INVALID", ExitCode::kRejected},
    {"ENTRY_WOULD_BE_REJECTED", ExitCode::kRejected},
    {"ACT_REJECTED", ExitCode::kRejected},
    {"ENTRIES_REJECTED", ExitCode::kRejected},
    {"AUDIT_FINDINGS", ExitCode::kNotVerified},
    {"CHECKPOINT_UNSIGNED", ExitCode::kNotVerified},
    {"CHECKPOINT_INVALID", ExitCode::kNotVerified},
    {"RECEIPT_INVALID", ExitCode::kNotVerified},
    {"FILE_ERROR", ExitCode::kFailed},
    {"FILE_NOT_PERMITTED", ExitCode::kFailed},
    {"FILE_TOO_LARGE", ExitCode::kFailed},
    {"SOCKET_NOT_PERMITTED", ExitCode::kNotEntitled},
    {"STORE_LOCKED", ExitCode::kLocked},
    {"SOCKET_IN_USE", ExitCode::kLocked},
    {"SYNC_CUT", ExitCode::kPartlyDone},
    {"MIRROR_CUT", ExitCode::kPartlyDone},
    {"INTERRUPTED", ExitCode::kInterrupted},
};

bool Fits(absl::string_view pattern, absl::string_view reason) {
  if (!absl::EndsWith(pattern, "*")) return pattern == reason;
  return absl::StartsWith(reason, pattern.substr(0, pattern.size() - 1));
}

ExitCode ByCode(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return ExitCode::kDone;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return ExitCode::kUsage;
    case absl::StatusCode::kDataLoss:
      return ExitCode::kNotVerified;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return ExitCode::kOffline;
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
      return ExitCode::kWrongState;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
      return ExitCode::kNotEntitled;
    case absl::StatusCode::kAborted:
      return ExitCode::kPartlyDone;
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kUnimplemented:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDoNotUseReservedForFutureExpansionUseDefaultInSwitchInstead_:
      return ExitCode::kFailed;
  }
  return ExitCode::kFailed;
}

}  // namespace

ExitCode ExitCodeOf(const absl::Status& status) {
  const std::string reason = base::ReasonOf(status);
  for (const ReasonRow& row : kReasons) {
    if (!status.ok() && Fits(row.reason, reason)) return row.exit;
  }
  return ByCode(status.code());
}

std::string HintFor(const absl::Status& status) {
  static constexpr std::pair<absl::string_view, absl::string_view> kHints[] = {
      {"NODE_NOT_RUNNING", "start it: lontar-node --dir DIR"},
      {"HUB_NOT_RUNNING", "start it: lontar-hub --dir DIR"},
      {"HUB_NOT_REACHED", "nothing is lost; what waits is sent by the next lontar sync"},
      {"NO_CATALOGUE", "lontar sync fetches it from the hub"},
      {"MAPPING_MISMATCH", "is it of another collection? lontar import has --collection ID"},
      {"DRAFT_UNSIGNED", "the provider signs first: lontar sign DRAFT --key FILE"},
      {"PASSPHRASE_ABSENT",
       "--passphrase-file FILE, or set LONTAR_PASSPHRASE_FILE or LONTAR_PASSPHRASE"},
      {"STORE_LOCKED", "stop the program that has it open, or talk to it"},
  };
  const std::string reason = base::ReasonOf(status);
  for (const auto& row : kHints) {
    if (row.first == reason) return std::string(row.second);
  }
  return "";
}

std::string ErrorJson(const absl::Status& status) {
  JsonObject error;
  error.Put("schema", "lontar.error.v1");
  error.Put("reason", base::ReasonOf(status));
  error.Put("message", status.message());
  error.PutNumber("exit", static_cast<uint64_t>(ExitCodeOf(status)));
  return error.OneLine();
}

}  // namespace lontar::cli
