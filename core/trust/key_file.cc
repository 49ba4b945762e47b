#include "core/trust/key_file.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/invariant.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/trust/owned.h"

namespace lontar::trust {
namespace {

using KeyPtr = Owned<EVP_PKEY, EVP_PKEY_free>;
using BioPtr = Owned<BIO, BIO_free_all>;
using EncryptedPtr = Owned<X509_SIG, X509_SIG_free>;

constexpr size_t kSeedBytes = 32;
constexpr int kKeySaltBytes = 16;
constexpr uint64_t kScryptN = 16384;
constexpr uint64_t kScryptR = 8;
constexpr uint64_t kScryptPFull = 8;
constexpr uint64_t kScryptPLow = 1;
constexpr absl::string_view kPublicKeyPrefix = "ed25519+";

// The library's own notes are dropped: they say more about the passphrase than we do, and the next
// user of this thread's list of errors must not find them.
absl::Status KeyFileProblem(absl::StatusCode code, absl::string_view reason,
                            absl::string_view sentence) {
  ERR_clear_error();
  return base::Problem(code, reason, sentence);
}

absl::Status NotAKeyFile(absl::string_view why) {
  return KeyFileProblem(
      absl::StatusCode::kInvalidArgument, "KEY_FILE_INVALID",
      absl::StrCat(why,
                   "; a key file is a PEM block \"ENCRYPTED PRIVATE KEY\" with an "
                   "Ed25519 key under scrypt and AES-256-CBC"));
}

class OpenedKey : public PrivateKey {
 public:
  OpenedKey(KeyPtr key, const PublicKey& public_key)
      : key_(std::move(key)), public_key_(public_key) {}

  const PublicKey& public_key() const override { return public_key_; }

  Signature Sign(absl::string_view message) const override {
    const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    std::array<uint8_t, SignatureBytes::kBytes> bytes;
    size_t length = bytes.size();
    const bool ok =
        context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
        EVP_DigestSign(context.get(), bytes.data(), &length,
                       reinterpret_cast<const uint8_t*>(message.data()), message.size()) == 1;
    base::CheckInvariant(ok && length == bytes.size(), "an opened key can sign");
    return Signature{kEd25519, public_key_.hint(), SignatureBytes(bytes)};
  }

  std::string seed() const override {
    std::string seed(kSeedBytes, '\0');
    size_t length = seed.size();
    const bool ok = EVP_PKEY_get_raw_private_key(
                        key_.get(), reinterpret_cast<uint8_t*>(seed.data()), &length) == 1;
    base::CheckInvariant(ok && length == kSeedBytes, "an opened key has a seed of 32 bytes");
    return seed;
  }

 private:
  KeyPtr key_;
  PublicKey public_key_;
};

std::unique_ptr<PrivateKey> WithPublicKey(KeyPtr key) {
  std::array<uint8_t, PublicKeyBytes::kBytes> bytes;
  size_t length = bytes.size();
  const bool ok = key && EVP_PKEY_get_raw_public_key(key.get(), bytes.data(), &length) == 1;
  base::CheckInvariant(ok && length == bytes.size(), "an opened key has a public key of 32 bytes");
  return std::make_unique<OpenedKey>(std::move(key), PublicKey{PublicKeyBytes(bytes)});
}

absl::StatusOr<EncryptedPtr> ParseKeyFile(absl::string_view pem) {
  if (pem.size() > base::kConfigurationBytesMax) return NotAKeyFile("the file is too large");
  const BioPtr source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  EncryptedPtr encrypted(source ? PEM_read_bio_PKCS8(source.get(), nullptr, nullptr, nullptr)
                                : nullptr);
  if (!encrypted) return NotAKeyFile("there is no encrypted private key in this text");
  return encrypted;
}

struct KeyProtection {
  uint64_t n = 0;
  uint64_t r = 0;
  uint64_t p = 0;
  // Other costs than ours are shown, but not opened: a file from elsewhere could ask for hours.
  bool is_ours() const {
    return n == kScryptN && r == kScryptR && (p == kScryptPFull || p == kScryptPLow);
  }
  std::string text() const { return absl::StrCat("scrypt ", n, "/", r, "/", p); }
};

// Nothing if it is not scrypt and AES-256-CBC.
std::optional<KeyProtection> ReadProtection(const X509_SIG* encrypted) {
  const X509_ALGOR* scheme = nullptr;
  X509_SIG_get0(encrypted, &scheme, nullptr);
  if (OBJ_obj2nid(scheme->algorithm) != NID_pbes2) return std::nullopt;
  const Owned<PBE2PARAM, PBE2PARAM_free> parameters(static_cast<PBE2PARAM*>(
      ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), scheme->parameter)));
  if (!parameters || OBJ_obj2nid(parameters->keyfunc->algorithm) != NID_id_scrypt ||
      OBJ_obj2nid(parameters->encryption->algorithm) != NID_aes_256_cbc) {
    return std::nullopt;
  }
  const Owned<SCRYPT_PARAMS, SCRYPT_PARAMS_free> scrypt(static_cast<SCRYPT_PARAMS*>(
      ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(SCRYPT_PARAMS), parameters->keyfunc->parameter)));
  KeyProtection result;
  if (!scrypt || ASN1_INTEGER_get_uint64(&result.n, scrypt->costParameter) != 1 ||
      ASN1_INTEGER_get_uint64(&result.r, scrypt->blockSize) != 1 ||
      ASN1_INTEGER_get_uint64(&result.p, scrypt->parallelizationParameter) != 1) {
    return std::nullopt;
  }
  return result;
}

absl::StatusOr<KeyProtection> ProtectionOf(const X509_SIG* encrypted) {
  const std::optional<KeyProtection> protection = ReadProtection(encrypted);
  if (!protection) return NotAKeyFile("the key is not protected by scrypt and AES-256-CBC");
  return *protection;
}

// The key under the passphrase, as the PKCS#8 structure; nothing where the library has no memory.
EncryptedPtr Encrypt(EVP_PKEY* key, absl::string_view passphrase, KdfCost cost) {
  const Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> plain(EVP_PKEY2PKCS8(key));
  Owned<X509_ALGOR, X509_ALGOR_free> scheme(
      PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), nullptr, kKeySaltBytes, nullptr, kScryptN, kScryptR,
                            cost == KdfCost::kFull ? kScryptPFull : kScryptPLow));
  if (!plain || !scheme) return nullptr;
  EncryptedPtr encrypted(PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()),
                                        plain.get(), scheme.get()));
  if (encrypted) static_cast<void>(scheme.release());  // it is a part of `encrypted` now
  return encrypted;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PrivateKey>> PrivateKey::FromSeed(absl::string_view seed) {
  if (seed.size() != kSeedBytes) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "SEED_INVALID",
        absl::StrCat("a seed of ", seed.size(), " bytes makes no key; 32 random bytes do"));
  }
  return WithPublicKey(KeyPtr(EVP_PKEY_new_raw_private_key(
      EVP_PKEY_ED25519, nullptr, reinterpret_cast<const uint8_t*>(seed.data()), seed.size())));
}

absl::StatusOr<std::string> WriteKeyFile(const PrivateKey& key, absl::string_view passphrase,
                                         KdfCost cost) {
  if (passphrase.empty() || passphrase.size() > base::kTextBytesMax) {
    return base::Problem(absl::StatusCode::kInvalidArgument, "PASSPHRASE_INVALID",
                         absl::StrCat("the passphrase must have 1 to ", base::kTextBytesMax,
                                      " bytes, this one has ", passphrase.size()));
  }
  const std::string seed = key.seed();
  const KeyPtr opened(EVP_PKEY_new_raw_private_key(
      EVP_PKEY_ED25519, nullptr, reinterpret_cast<const uint8_t*>(seed.data()), seed.size()));
  const EncryptedPtr encrypted = opened ? Encrypt(opened.get(), passphrase, cost) : nullptr;
  const BioPtr sink(BIO_new(BIO_s_mem()));
  if (!encrypted || !sink || PEM_write_bio_PKCS8(sink.get(), encrypted.get()) != 1) {
    return KeyFileProblem(absl::StatusCode::kInternal, "KEY_FILE_NOT_WRITTEN",
                          absl::StrCat("the crypto library could not encrypt the key, key id ",
                                       key.public_key().id().short_hex()));
  }
  char* text = nullptr;
  const long length = BIO_get_mem_data(sink.get(), &text);
  return std::string(text, static_cast<size_t>(length));
}

absl::StatusOr<std::unique_ptr<PrivateKey>> ReadKeyFile(absl::string_view pem,
                                                        absl::string_view passphrase) {
  LONTAR_ASSIGN_OR_RETURN(const EncryptedPtr encrypted, ParseKeyFile(pem));
  LONTAR_ASSIGN_OR_RETURN(const KeyProtection protection, ProtectionOf(encrypted.get()));
  if (!protection.is_ours()) {
    return NotAKeyFile(absl::StrCat("\"", protection.text(),
                                    "\" is another cost than 16384/8/8 or "
                                    "16384/8/1"));
  }
  const bool can_fit = !passphrase.empty() && passphrase.size() <= base::kTextBytesMax;
  const Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> plain(
      can_fit
          ? PKCS8_decrypt(encrypted.get(), passphrase.data(), static_cast<int>(passphrase.size()))
          : nullptr);
  if (!plain) {
    return KeyFileProblem(absl::StatusCode::kPermissionDenied, "PASSPHRASE_WRONG",
                          "the key file does not open with this passphrase");
  }
  KeyPtr key(EVP_PKCS82PKEY(plain.get()));
  if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) {
    return NotAKeyFile("the file holds another kind of key");
  }
  return WithPublicKey(std::move(key));
}

absl::StatusOr<std::string> DescribeKeyFile(absl::string_view pem) {
  LONTAR_ASSIGN_OR_RETURN(const EncryptedPtr encrypted, ParseKeyFile(pem));
  LONTAR_ASSIGN_OR_RETURN(const KeyProtection protection, ProtectionOf(encrypted.get()));
  return protection.text();
}

std::string PublicKeyText(const PublicKey& key) {
  return absl::StrCat(kPublicKeyPrefix, absl::Base64Escape(key.bytes.view()));
}

absl::StatusOr<PublicKey> ReadPublicKeyText(absl::string_view text) {
  absl::string_view base64 = text;
  std::string bytes;
  if (absl::ConsumePrefix(&base64, kPublicKeyPrefix) && absl::Base64Unescape(base64, &bytes)) {
    const std::optional<PublicKeyBytes> key = PublicKeyBytes::FromBytes(bytes);
    // The decoder takes white space, missing padding and spare bits: only what we would write is
    // read.
    if (key && PublicKeyText(PublicKey{*key}) == text) {
      LONTAR_RETURN_IF_ERROR(CheckPublicKey(PublicKey{*key}));
      return PublicKey{*key};
    }
  }
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "PUBLIC_KEY_INVALID",
      absl::StrCat("\"", absl::CHexEscape(text.substr(0, 100)),
                   "\" is no public key; write \"ed25519+\" and base64 of its 32 bytes"));
}

}  // namespace lontar::trust
