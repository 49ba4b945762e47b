// lontar ca issue: a certificate for a member's node or for the hub's host.

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "cli/json_text.h"
#include "cli/verb/verbs.h"
#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/trust/certificate.h"

namespace lontar::cli {
namespace {

// What hub and node know each other by (core/net/credentials.h).
absl::StatusOr<trust::CertificateRequest> RequestFor(const Arguments& arguments) {
  const std::string member = arguments.Text("member");
  const std::string server = arguments.Text("server");
  if (member.empty() == server.empty())
    return UsageProblem("name either --member CODE or --server NAME");
  trust::CertificateRequest request;
  if (!member.empty()) {
    request.common_name = absl::StrCat("node of ", member);
    request.uri = absl::StrCat("urn:lontar:member:", member);
    request.is_client = true;
    return request;
  }
  request.common_name = server;
  request.dns_names = {server};
  if (server == "localhost") request.ip_addresses = {"127.0.0.1"};
  request.is_server = true;
  return request;
}

absl::StatusOr<trust::CertificateAndKey> ReadAuthority(absl::string_view folder) {
  trust::CertificateAndKey authority;
  LONTAR_ASSIGN_OR_RETURN(
      authority.certificate_pem,
      base::ReadWholeFile(absl::StrCat(folder, "/ca.crt"), base::kConfigurationBytesMax));
  LONTAR_ASSIGN_OR_RETURN(
      authority.private_key_pem,
      base::ReadWholeFile(absl::StrCat(folder, "/ca.key"), base::kConfigurationBytesMax));
  return authority;
}

}  // namespace

absl::Status CaIssue(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto request, RequestFor(call.arguments));
  LONTAR_ASSIGN_OR_RETURN(const auto authority, ReadAuthority(call.arguments.Text("folder")));
  LONTAR_ASSIGN_OR_RETURN(const std::optional<uint64_t> days, call.arguments.Number("days"));
  LONTAR_ASSIGN_OR_RETURN(
      const trust::CertificateAndKey issued,
      trust::IssueCertificate(authority, request, base::SystemClock().Now() - absl::Hours(1),
                              absl::Hours(24) * days.value_or(825)));
  LONTAR_ASSIGN_OR_RETURN(const auto facts, trust::ReadCertificate(issued.certificate_pem));
  const std::string out = call.arguments.Text("out");
  LONTAR_RETURN_IF_ERROR(base::MakeFolders(out));
  LONTAR_RETURN_IF_ERROR(base::CreateFileDurably(
      absl::StrCat(out, "/tls.key"), issued.private_key_pem, base::FileMode::kOwnerOnly));
  LONTAR_RETURN_IF_ERROR(
      base::CreateFileDurably(absl::StrCat(out, "/tls.crt"), issued.certificate_pem));
  LONTAR_RETURN_IF_ERROR(
      base::CreateFileDurably(absl::StrCat(out, "/ca.crt"), authority.certificate_pem));
  if (!call.is_json) {
    call.terminal->Answer(absl::StrCat("issued       ", facts.common_name, ": ", out,
                                       "/tls.crt, tls.key and ca.crt\n", "fingerprint  ",
                                       facts.sha256_fingerprint));
    return absl::OkStatus();
  }
  JsonObject answer;
  answer.Put("schema", "lontar.certificate.v1");
  answer.Put("certificate", absl::StrCat(out, "/tls.crt"));
  answer.Put("fingerprint", facts.sha256_fingerprint);
  answer.Put("not_after",
             absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", facts.not_after, absl::UTCTimeZone()));
  call.terminal->Answer(answer.Written());
  return absl::OkStatus();
}

}  // namespace lontar::cli
