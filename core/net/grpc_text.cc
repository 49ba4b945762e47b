#include "core/net/grpc_text.h"

#include <grpc/support/log.h>

#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/clock.h"
#include "core/base/complaints.h"
#include "core/base/diagnostics.h"
#include "core/base/limits.h"
#include "core/base/mutex.h"

namespace lontar::net {
namespace {

// gRPC takes a bare function, so what it counts by is the process's own.
struct Counted {
  base::Mutex mutex;
  base::Complaints complaints ABSL_GUARDED_BY(mutex);
};

Counted& CountedText() {
  static Counted* const counted = new Counted();  // never freed: gRPC may speak until the very end
  return *counted;
}

void TakeText(gpr_log_func_args* args) {
  if (args->severity != GPR_LOG_SEVERITY_ERROR) return;
  const absl::string_view event = EventOf(args->message);
  std::optional<int> times;
  {
    Counted& counted = CountedText();
    base::SystemClock clock;
    base::MutexLock lock(&counted.mutex);
    // By its place in gRPC's source: the text itself may hold addresses and pointers.
    const std::string subject = absl::StrCat(event, " ", args->file, ":", args->line);
    times = counted.complaints.Count(subject, clock.Now());
  }
  if (!times) return;
  const absl::string_view text(args->message);
  base::Diagnose(base::Severity::kWarning, event,
                 {{"text", std::string(text.substr(0, base::kErrorBytesMax))},
                  {"times", absl::StrCat(*times)}});
}

}  // namespace

void DiagnoseGrpc() { gpr_set_log_function(TakeText); }

absl::string_view EventOf(absl::string_view text) {
  if (absl::StrContains(text, "peer did not return a certificate")) {
    return "refused_certificate_absent";
  }
  const bool is_handshake =
      absl::StrContains(text, "andshake failed") || absl::StrContains(text, "andshaker");
  return is_handshake ? "tls_failed" : "grpc";
}

}  // namespace lontar::net
