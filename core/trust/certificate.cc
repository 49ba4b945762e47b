#include "core/trust/certificate.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/trust/owned.h"
#include "core/trust/sha256.h"

namespace lontar::trust {
namespace {

using KeyPtr = Owned<EVP_PKEY, EVP_PKEY_free>;
using BioPtr = Owned<BIO, BIO_free_all>;
using X509Ptr = Owned<X509, X509_free>;
using StringPtr = Owned<ASN1_STRING, ASN1_STRING_free>;
using NamesPtr = Owned<GENERAL_NAMES, GENERAL_NAMES_free>;

constexpr long kX509Version3 = 2;
// 20 bytes are the most that RFC 5280 section 4.1.2.2 allows; 127 bits are random enough and always
// positive.
constexpr int kSerialBits = 127;
constexpr size_t kCommonNameBytesMax = 64;  // RFC 5280, ub-common-name
constexpr size_t kAlternativeNameBytesMax = 253;

absl::Status CertificateProblem(absl::string_view sentence) {
  ERR_clear_error();
  return base::Problem(absl::StatusCode::kInvalidArgument, "CERTIFICATE_INVALID", sentence);
}

absl::Status CertificateNotMade() {
  ERR_clear_error();
  return base::Problem(absl::StatusCode::kInternal, "CERTIFICATE_NOT_MADE",
                       "the crypto library could not make the certificate");
}

// Printable ASCII without space: what a name in a certificate may consist of, so that no two of
// them look alike and no zero byte cuts one short.
bool IsPlainName(absl::string_view name) {
  return !name.empty() && name.size() <= kAlternativeNameBytesMax &&
         std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c <= '~'; });
}

absl::Status CheckCommonName(absl::string_view name) {
  const bool is_printable =
      std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (!name.empty() && name.size() <= kCommonNameBytesMax && is_printable) {
    return absl::OkStatus();
  }
  return CertificateProblem(absl::StrCat("common name \"", absl::CHexEscape(name),
                                         "\" must be 1 to 64 characters of printable ASCII"));
}

absl::Status CheckValidity(absl::Duration validity) {
  if (validity > absl::ZeroDuration() && validity < absl::InfiniteDuration()) {
    return absl::OkStatus();
  }
  return CertificateProblem(absl::StrCat("validity ", absl::FormatDuration(validity),
                                         " must be longer than zero and have an end"));
}

bool SetRandomSerial(X509* certificate) {
  const Owned<BIGNUM, BN_free> serial(BN_new());
  return serial && BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool SetTimes(X509* certificate, absl::Time from, absl::Duration validity) {
  return ASN1_TIME_set(X509_getm_notBefore(certificate), absl::ToTimeT(from)) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), absl::ToTimeT(from + validity)) != nullptr;
}

// A certificate with everything but issuer, extensions and signature.
X509Ptr BeginCertificate(EVP_PKEY* key, absl::string_view name, absl::Time from,
                         absl::Duration validity) {
  X509Ptr certificate(X509_new());
  if (!certificate || !key) return nullptr;
  const bool ok =
      X509_set_version(certificate.get(), kX509Version3) == 1 &&
      SetRandomSerial(certificate.get()) && SetTimes(certificate.get(), from, validity) &&
      X509_set_pubkey(certificate.get(), key) == 1 &&
      X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate.get()), NID_commonName,
                                 MBSTRING_UTF8, reinterpret_cast<const uint8_t*>(name.data()),
                                 static_cast<int>(name.size()), -1, 0) == 1;
  return ok ? std::move(certificate) : nullptr;
}

// `value` is one of our own constants in the notation of x509v3_config(5), never text from outside.
bool AddExtension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Owned<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool AppendName(GENERAL_NAMES* names, int type, StringPtr value) {
  Owned<GENERAL_NAME, GENERAL_NAME_free> name(GENERAL_NAME_new());
  if (!name || !value) return false;
  GENERAL_NAME_set0_value(name.get(), type, value.release());
  if (sk_GENERAL_NAME_push(names, name.get()) <= 0) return false;
  static_cast<void>(name.release());  // it is a part of `names` now
  return true;
}

bool AppendTextName(GENERAL_NAMES* names, int type, absl::string_view text) {
  StringPtr value(ASN1_IA5STRING_new());
  return value && ASN1_STRING_set(value.get(), text.data(), static_cast<int>(text.size())) == 1 &&
         AppendName(names, type, std::move(value));
}

absl::Status AppendNames(GENERAL_NAMES* names, const CertificateRequest& request) {
  for (const std::string& name : request.dns_names) {
    if (!IsPlainName(name)) {
      return CertificateProblem(
          absl::StrCat("\"", absl::CHexEscape(name), "\" is no DNS name; write host.example.org"));
    }
    if (!AppendTextName(names, GEN_DNS, name)) return CertificateNotMade();
  }
  for (const std::string& address : request.ip_addresses) {
    StringPtr bytes(IsPlainName(address) ? a2i_IPADDRESS(address.c_str()) : nullptr);
    if (!bytes) {
      return CertificateProblem(absl::StrCat("\"", absl::CHexEscape(address),
                                             "\" is no IP address; write 127.0.0.1 or ::1"));
    }
    if (!AppendName(names, GEN_IPADD, std::move(bytes))) return CertificateNotMade();
  }
  if (request.uri.empty()) return absl::OkStatus();
  if (!IsPlainName(request.uri)) {
    return CertificateProblem(absl::StrCat("\"", absl::CHexEscape(request.uri),
                                           "\" is no URI; write urn:lontar:member:KH"));
  }
  return AppendTextName(names, GEN_URI, request.uri) ? absl::OkStatus() : CertificateNotMade();
}

// Built piece by piece and not from a configuration line, in which a comma in a name would begin
// another name.
absl::Status AddAlternativeNames(X509* certificate, const CertificateRequest& request) {
  const NamesPtr names(GENERAL_NAMES_new());
  if (!names) return CertificateNotMade();
  LONTAR_RETURN_IF_ERROR(AppendNames(names.get(), request));
  if (sk_GENERAL_NAME_num(names.get()) == 0) return absl::OkStatus();
  const bool ok = X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, 0) == 1;
  return ok ? absl::OkStatus() : CertificateNotMade();
}

bool AddAuthorityExtensions(X509* certificate) {
  return AddExtension(certificate, certificate, NID_basic_constraints,
                      "critical,CA:TRUE,pathlen:0") &&
         AddExtension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
         AddExtension(certificate, certificate, NID_subject_key_identifier, "hash");
}

bool AddLeafExtensions(X509* certificate, X509* issuer, const CertificateRequest& request) {
  const char* const usage = request.is_server && request.is_client ? "serverAuth,clientAuth"
                            : request.is_server                    ? "serverAuth"
                                                                   : "clientAuth";
  return AddExtension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
         AddExtension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
         AddExtension(certificate, issuer, NID_ext_key_usage, usage) &&
         AddExtension(certificate, issuer, NID_subject_key_identifier, "hash") &&
         AddExtension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
}

std::string TextOf(BIO* memory) {
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory, &text);
  return std::string(text, static_cast<size_t>(length));
}

absl::StatusOr<CertificateAndKey> SignAndWrite(X509* certificate, EVP_PKEY* key,
                                               EVP_PKEY* issuer_key) {
  const BioPtr certificate_sink(BIO_new(BIO_s_mem()));
  const BioPtr key_sink(BIO_new(BIO_s_mem()));
  const bool ok =
      certificate_sink && key_sink && X509_sign(certificate, issuer_key, EVP_sha256()) > 0 &&
      PEM_write_bio_X509(certificate_sink.get(), certificate) == 1 &&
      PEM_write_bio_PKCS8PrivateKey(key_sink.get(), key, nullptr, nullptr, 0, nullptr, nullptr) ==
          1;
  if (!ok) return CertificateNotMade();
  return CertificateAndKey{TextOf(certificate_sink.get()), TextOf(key_sink.get())};
}

BioPtr SourceOf(absl::string_view pem) {
  if (pem.size() > base::kConfigurationBytesMax) return nullptr;
  return BioPtr(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

X509Ptr ParseCertificate(absl::string_view pem) {
  const BioPtr source = SourceOf(pem);
  return X509Ptr(source ? PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr) : nullptr);
}

// Given instead of a passphrase, so that an encrypted key is refused and nobody is asked on the
// terminal.
int NoPassphrase(char*, int, int, void*) { return -1; }

KeyPtr ParsePlainKey(absl::string_view pem) {
  const BioPtr source = SourceOf(pem);
  return KeyPtr(source ? PEM_read_bio_PrivateKey(source.get(), nullptr, NoPassphrase, nullptr)
                       : nullptr);
}

std::string CommonNameOf(const X509* certificate) {
  const X509_NAME* const subject = X509_get_subject_name(certificate);
  const int place = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (place < 0) return "";
  unsigned char* utf8 = nullptr;
  const int length =
      ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place)));
  if (length < 0) return "";
  std::string result(reinterpret_cast<const char*>(utf8), static_cast<size_t>(length));
  OPENSSL_free(utf8);
  return result;
}

std::vector<std::string> UrisOf(const X509* certificate) {
  std::vector<std::string> uris;
  const NamesPtr names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; i < (names ? sk_GENERAL_NAME_num(names.get()) : 0); ++i) {
    int type = 0;
    const void* const value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), i), &type);
    if (type != GEN_URI) continue;
    const auto* const text = static_cast<const ASN1_STRING*>(value);
    uris.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                      static_cast<size_t>(ASN1_STRING_length(text)));
  }
  return uris;
}

std::string FingerprintOf(const X509* certificate) {
  unsigned char* der = nullptr;
  const int length = i2d_X509(certificate, &der);
  if (length <= 0) return "";
  const absl::string_view bytes(reinterpret_cast<const char*>(der), static_cast<size_t>(length));
  const std::string result = Sha256({bytes}).hex();
  OPENSSL_free(der);
  return result;
}

}  // namespace

absl::StatusOr<CertificateAndKey> MakeCertificateAuthority(absl::string_view name, absl::Time from,
                                                           absl::Duration validity) {
  LONTAR_RETURN_IF_ERROR(CheckCommonName(name));
  LONTAR_RETURN_IF_ERROR(CheckValidity(validity));
  const KeyPtr key(EVP_EC_gen("P-256"));
  const X509Ptr certificate = BeginCertificate(key.get(), name, from, validity);
  const bool ok =
      certificate &&
      X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) == 1 &&
      AddAuthorityExtensions(certificate.get());
  if (!ok) return CertificateNotMade();
  return SignAndWrite(certificate.get(), key.get(), key.get());
}

absl::StatusOr<CertificateAndKey> IssueCertificate(const CertificateAndKey& authority,
                                                   const CertificateRequest& request,
                                                   absl::Time from, absl::Duration validity) {
  LONTAR_RETURN_IF_ERROR(CheckCommonName(request.common_name));
  LONTAR_RETURN_IF_ERROR(CheckValidity(validity));
  if (!request.is_server && !request.is_client) {
    return CertificateProblem("a certificate must be for a server, a client or both");
  }
  const X509Ptr issuer = ParseCertificate(authority.certificate_pem);
  const KeyPtr issuer_key = ParsePlainKey(authority.private_key_pem);
  if (!issuer || !issuer_key || X509_check_private_key(issuer.get(), issuer_key.get()) != 1 ||
      X509_check_ca(issuer.get()) != 1) {
    return CertificateProblem("the issuer is no certificate authority with its own private key");
  }
  const KeyPtr key(EVP_EC_gen("P-256"));
  const X509Ptr certificate = BeginCertificate(key.get(), request.common_name, from, validity);
  const bool ok =
      certificate &&
      X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get())) == 1 &&
      AddLeafExtensions(certificate.get(), issuer.get(), request);
  if (!ok) return CertificateNotMade();
  LONTAR_RETURN_IF_ERROR(AddAlternativeNames(certificate.get(), request));
  return SignAndWrite(certificate.get(), key.get(), issuer_key.get());
}

absl::StatusOr<CertificateFacts> ReadCertificate(absl::string_view pem) {
  const X509Ptr certificate = ParseCertificate(pem);
  std::tm not_before{};
  std::tm not_after{};
  if (!certificate || ASN1_TIME_to_tm(X509_get0_notBefore(certificate.get()), &not_before) != 1 ||
      ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &not_after) != 1) {
    return CertificateProblem(
        "there is no readable certificate in this text; give a PEM file that begins with "
        "\"-----BEGIN CERTIFICATE-----\"");
  }
  return CertificateFacts{
      CommonNameOf(certificate.get()), UrisOf(certificate.get()), FingerprintOf(certificate.get()),
      absl::FromTM(not_before, absl::UTCTimeZone()), absl::FromTM(not_after, absl::UTCTimeZone())};
}

}  // namespace lontar::trust
