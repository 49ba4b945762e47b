#pragma once
// X.509 certificates for the mutual TLS between nodes and hub: a small certificate authority, and
// what a certificate says.
//
// TLS guards the line; what matters is signed besides (DESIGN.md section 3). Keys are ECDSA P-256
// (gRPC 1.51 takes them). Times come from the caller's clock.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace lontar::trust {

struct CertificateAndKey {
  std::string certificate_pem;
  std::string private_key_pem;  // unencrypted PKCS#8: file mode 0600
};

// A self-signed authority. `name` is its common name.
absl::StatusOr<CertificateAndKey> MakeCertificateAuthority(absl::string_view name, absl::Time from,
                                                           absl::Duration validity);

struct CertificateRequest {
  std::string common_name;
  std::vector<std::string> dns_names;     // "localhost"
  std::vector<std::string> ip_addresses;  // "127.0.0.1"
  std::string uri;                        // "urn:lontar:member:KH"; empty = none
  bool is_server = false;
  bool is_client = false;
};

// A leaf with extendedKeyUsage serverAuth and/or clientAuth and the alternative names asked for.
absl::StatusOr<CertificateAndKey> IssueCertificate(const CertificateAndKey& authority,
                                                   const CertificateRequest& request,
                                                   absl::Time from, absl::Duration validity);

struct CertificateFacts {
  std::string common_name;
  std::vector<std::string> uris;
  std::string sha256_fingerprint;  // hex of SHA-256 over DER
  absl::Time not_before;
  absl::Time not_after;
};

// InvalidArgument with the reason CERTIFICATE_INVALID for anything else than one PEM certificate
// (or a chain: its first).
absl::StatusOr<CertificateFacts> ReadCertificate(absl::string_view pem);

}  // namespace lontar::trust
