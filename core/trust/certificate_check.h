#pragma once
// Whether a certificate that another program shows in a TLS handshake is to be believed, and if
// not, why: each reason has an id of its own, which TLS itself does not tell (threats T01 and T46).
//
// Pure functions: the time is handed in. Any thread.

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/trust/certificate.h"

namespace lontar::trust {

// OK if `chain_pem`, a client's certificate and those between it and an authority, leads to one of
// the authorities in `authority_pem`, is for clients, and is valid at `now`. That the client has
// the private key is TLS's own check. PermissionDenied otherwise, naming the certificate, with the
// reason
//   PEER_CERTIFICATE_EXPIRED, PEER_CERTIFICATE_NOT_YET_VALID   by the clock, which is named too
//   PEER_CERTIFICATE_FOREIGN      no authority of ours signed it
//   PEER_CERTIFICATE_UNSUITABLE   not for clients, too weak a key, or another rule of RFC 5280
// InvalidArgument with CERTIFICATE_INVALID: one of the texts holds no certificate.
absl::Status CheckClientCertificate(absl::string_view chain_pem, absl::string_view authority_pem,
                                    absl::Time now);

// OK if `facts` are those of a certificate that is valid at `now`. `whose` begins the sentence:
// "this node's". FailedPrecondition with CERTIFICATE_EXPIRED or CERTIFICATE_NOT_YET_VALID, naming
// the day and what the clock says.
absl::Status CheckDates(const CertificateFacts& facts, absl::string_view whose, absl::Time now);

// OK if the private key is the certificate's. InvalidArgument with CERTIFICATE_INVALID: one of them
// cannot be read; with CERTIFICATE_KEY_MISMATCH: they do not belong together.
absl::Status CheckKeyOfCertificate(absl::string_view certificate_pem,
                                   absl::string_view private_key_pem);

}  // namespace lontar::trust
