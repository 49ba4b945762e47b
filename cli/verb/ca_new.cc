// lontar ca new: a small certificate authority for the lines between nodes and hub.

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "cli/json_text.h"
#include "cli/verb/verbs.h"
#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/status_macros.h"
#include "core/trust/certificate.h"

namespace lontar::cli {

absl::Status CaNew(const Call& call) {
  const std::string folder = call.arguments.Text("folder");
  LONTAR_ASSIGN_OR_RETURN(const std::optional<uint64_t> days, call.arguments.Number("days"));
  // An hour back: the other machine's clock may be behind.
  const absl::Time from = base::SystemClock().Now() - absl::Hours(1);
  LONTAR_ASSIGN_OR_RETURN(
      const trust::CertificateAndKey authority,
      trust::MakeCertificateAuthority(call.arguments.TextOr("name", "Lontar certificate authority"),
                                      from, absl::Hours(24) * days.value_or(3650)));
  LONTAR_ASSIGN_OR_RETURN(const trust::CertificateFacts facts,
                          trust::ReadCertificate(authority.certificate_pem));
  LONTAR_RETURN_IF_ERROR(base::MakeFolders(folder));
  LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(
      absl::StrCat(folder, "/ca.key"), authority.private_key_pem, base::FileMode::kOwnerOnly));
  LONTAR_RETURN_IF_ERROR(
      base::CreateFileDurably(absl::StrCat(folder, "/ca.crt"), authority.certificate_pem));
  if (!call.is_json) {
    call.terminal->Answer(absl::StrCat("authority    ", folder, "/ca.crt, its key beside it\n",
                                       "fingerprint  ", facts.sha256_fingerprint));
    return absl::OkStatus();
  }
  JsonObject answer;
  answer.Put("schema", "lontar.certificate.v1");
  answer.Put("certificate", absl::StrCat(folder, "/ca.crt"));
  answer.Put("fingerprint", facts.sha256_fingerprint);
  answer.Put("not_after",
             absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", facts.not_after, absl::UTCTimeZone()));
  call.terminal->Answer(answer.Written());
  return absl::OkStatus();
}

}  // namespace lontar::cli
