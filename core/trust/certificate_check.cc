#include "core/trust/certificate_check.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/trust/owned.h"

namespace lontar::trust {
namespace {

using ChainBio = Owned<BIO, BIO_free_all>;
using ChainCertificate = Owned<X509, X509_free>;

// One authority between root and leaf is usual.
constexpr int kChainDepthMax = 4;
// As TLS asks for where nothing else is set: 112 bits, no SHA-1.
constexpr int kSecurityLevel = 2;

absl::Status NotReadable(absl::string_view what) {
  ERR_clear_error();
  return base::Problem(absl::StatusCode::kInvalidArgument, "CERTIFICATE_INVALID",
                       absl::StrCat("the ", what,
                                    " cannot be read; it must be a PEM text that begins with "
                                    "\"-----BEGIN \""));
}

ChainBio ReaderOf(absl::string_view pem) {
  if (pem.size() > static_cast<size_t>(std::numeric_limits<int>::max())) return nullptr;
  return ChainBio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// All certificates of a text, in its order; none where one of them cannot be read.
std::vector<ChainCertificate> CertificatesIn(absl::string_view pem) {
  std::vector<ChainCertificate> certificates;
  const ChainBio bio = ReaderOf(pem);
  if (!bio) return certificates;
  while (true) {
    ChainCertificate next(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!next) break;
    certificates.push_back(std::move(next));
  }
  const bool is_at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!is_at_end) certificates.clear();
  return certificates;
}

void FreeList(STACK_OF(X509) * list) { sk_X509_free(list); }

std::string DateOf(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone());
}

absl::Status Refused(absl::string_view reason, absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kPermissionDenied, reason, sentence);
}

// Why OpenSSL refused it, at `code` of X509_STORE_CTX_get_error.
absl::Status RefusalOf(int code, const CertificateFacts& facts, absl::Time now) {
  const std::string name = absl::StrCat("the caller's certificate \"", facts.common_name, "\"");
  switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return Refused("PEER_CERTIFICATE_EXPIRED",
                     absl::StrCat(name, " or its authority's has ended, the caller's own on ",
                                  DateOf(facts.not_after), "; this clock says ", DateOf(now)));
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return Refused("PEER_CERTIFICATE_NOT_YET_VALID",
                     absl::StrCat(name, " or its authority's has not begun, the caller's own on ",
                                  DateOf(facts.not_before), "; this clock says ", DateOf(now)));
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return Refused("PEER_CERTIFICATE_FOREIGN",
                     absl::StrCat(name, " is not signed by the authority of tls_authority (",
                                  X509_verify_cert_error_string(code), ")"));
    default:
      return Refused(
          "PEER_CERTIFICATE_UNSUITABLE",
          absl::StrCat(name, " may not be used here (", X509_verify_cert_error_string(code), ")"));
  }
}

// X509_V_OK, or the first error of the chain.
int VerifyChain(const std::vector<ChainCertificate>& chain,
                const std::vector<ChainCertificate>& authorities, absl::Time now) {
  const Owned<X509_STORE, X509_STORE_free> store(X509_STORE_new());
  // Only a list of pointers: the certificates stay their owners'.
  const Owned<STACK_OF(X509), FreeList> between(sk_X509_new_null());
  const Owned<X509_STORE_CTX, X509_STORE_CTX_free> context(X509_STORE_CTX_new());
  if (!store || !between || !context) return X509_V_ERR_OUT_OF_MEM;
  for (const ChainCertificate& authority : authorities) {
    if (X509_STORE_add_cert(store.get(), authority.get()) != 1) return X509_V_ERR_OUT_OF_MEM;
  }
  for (size_t i = 1; i < chain.size(); ++i) {
    if (sk_X509_push(between.get(), chain[i].get()) <= 0) return X509_V_ERR_OUT_OF_MEM;
  }
  if (X509_STORE_CTX_init(context.get(), store.get(), chain[0].get(), between.get()) != 1) {
    return X509_V_ERR_OUT_OF_MEM;
  }
  X509_VERIFY_PARAM* const rules = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(rules, absl::ToTimeT(now));
  X509_VERIFY_PARAM_set_depth(rules, kChainDepthMax);
  X509_VERIFY_PARAM_set_auth_level(rules, kSecurityLevel);
  if (X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_CLIENT) != 1) {
    return X509_V_ERR_INVALID_PURPOSE;
  }
  if (X509_verify_cert(context.get()) == 1) return X509_V_OK;
  const int code = X509_STORE_CTX_get_error(context.get());
  return code == X509_V_OK ? X509_V_ERR_UNSPECIFIED : code;
}

}  // namespace

absl::Status CheckClientCertificate(absl::string_view chain_pem, absl::string_view authority_pem,
                                    absl::Time now) {
  LONTAR_ASSIGN_OR_RETURN(const CertificateFacts facts, ReadCertificate(chain_pem));
  const std::vector<ChainCertificate> chain = CertificatesIn(chain_pem);
  if (chain.empty()) return NotReadable("caller's certificate");
  const std::vector<ChainCertificate> authorities = CertificatesIn(authority_pem);
  if (authorities.empty()) return NotReadable("authority's certificate");
  const int code = VerifyChain(chain, authorities, now);
  ERR_clear_error();
  if (code != X509_V_OK) return RefusalOf(code, facts, now);
  return absl::OkStatus();
}

absl::Status CheckDates(const CertificateFacts& facts, absl::string_view whose, absl::Time now) {
  const std::string name = absl::StrCat(whose, " certificate \"", facts.common_name, "\"");
  if (now > facts.not_after) {
    return base::Problem(
        absl::StatusCode::kFailedPrecondition, "CERTIFICATE_EXPIRED",
        absl::StrCat(name, " ended on ", DateOf(facts.not_after), ", the clock says ", DateOf(now),
                     "; ask the hub's operator for a new one, or set the clock if it is wrong"));
  }
  if (now < facts.not_before) {
    return base::Problem(absl::StatusCode::kFailedPrecondition, "CERTIFICATE_NOT_YET_VALID",
                         absl::StrCat(name, " begins on ", DateOf(facts.not_before),
                                      ", the clock says ", DateOf(now), "; set the clock"));
  }
  return absl::OkStatus();
}

absl::Status CheckKeyOfCertificate(absl::string_view certificate_pem,
                                   absl::string_view private_key_pem) {
  const std::vector<ChainCertificate> chain = CertificatesIn(certificate_pem);
  if (chain.empty()) return NotReadable("certificate");
  const ChainBio bio = ReaderOf(private_key_pem);
  // An empty passphrase: without it OpenSSL would ask for one on the terminal.
  static char no_passphrase[] = "";
  const Owned<EVP_PKEY, EVP_PKEY_free> key(
      bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, no_passphrase) : nullptr);
  if (!key) return NotReadable("certificate's private key");
  const bool fits = X509_check_private_key(chain[0].get(), key.get()) == 1;
  ERR_clear_error();
  if (fits) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kInvalidArgument, "CERTIFICATE_KEY_MISMATCH",
                       "certificate and private key do not belong together; name the two files "
                       "that were made together");
}

}  // namespace lontar::trust
