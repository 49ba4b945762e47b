#include "core/trust/signature.h"

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/base/problem.h"
#include "core/trust/owned.h"
#include "core/trust/sha256.h"

namespace lontar::trust {
namespace {

using FieldBytes = std::array<uint8_t, 32>;  // a number below 2^255, lowest byte first

// p = 2^255 - 19 (RFC 8032 section 5.1).
constexpr FieldBytes kFieldPrime = {
    0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f};

// The y of the eight points whose order divides the cofactor 8. Each y stands for the point and its
// negative: both signs are refused, and with y = 1 and y = p - 1 that also refuses "negative zero",
// the one other non-canonical encoding there is.
constexpr FieldBytes kSmallOrderY[] = {
    // order 4: y = 0
    {},
    // order 1: y = 1
    {1},
    // order 2: y = p - 1
    {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
    // order 8: y^4 = -1 / d, one y and its negative
    {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
     0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
     0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
    {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
     0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
     0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
};

FieldBytes WithoutSign(const PublicKeyBytes& key) {
  FieldBytes y = key.array();
  y[31] &= 0x7f;
  return y;
}

bool IsBelowPrime(const FieldBytes& y) {
  return std::lexicographical_compare(y.rbegin(), y.rend(), kFieldPrime.rbegin(),
                                      kFieldPrime.rend());
}

bool IsWeak(const FieldBytes& y) {
  return !IsBelowPrime(y) ||
         std::find(std::begin(kSmallOrderY), std::end(kSmallOrderY), y) != std::end(kSmallOrderY);
}

// The curve is -x^2 + y^2 = 1 + d x^2 y^2 with d = -121665/121666, so that x^2 = u / v with u =
// 121666 (y^2 - 1) and v = 121666 - 121665 y^2. There is an x just when u / v, and so u v, is a
// square mod p. `y` is none of 0, 1, p - 1.
bool IsOnCurve(const FieldBytes& y_bytes) {
  using Big = Owned<BIGNUM, BN_free>;
  const Owned<BN_CTX, BN_CTX_free> context(BN_CTX_new());
  const Big p(BN_lebin2bn(kFieldPrime.data(), kFieldPrime.size(), nullptr));
  const Big y2(BN_lebin2bn(y_bytes.data(), y_bytes.size(), nullptr));
  const Big u(BN_new());
  const Big v(BN_new());
  bool ok = context && p && y2 && u && v;
  ok = ok && BN_mod_sqr(y2.get(), y2.get(), p.get(), context.get());
  ok = ok && BN_copy(u.get(), y2.get()) && BN_sub_word(u.get(), 1) && BN_mul_word(u.get(), 121666);
  ok = ok && BN_copy(v.get(), y2.get()) && BN_mul_word(v.get(), 121665) &&
       BN_sub_word(v.get(), 121666);
  if (ok) BN_set_negative(v.get(), !BN_is_negative(v.get()));
  ok = ok && BN_mod_mul(u.get(), u.get(), v.get(), p.get(), context.get());
  const int symbol = ok ? BN_kronecker(u.get(), p.get(), context.get()) : -2;
  base::CheckInvariant(symbol >= -1, "numbers of 255 bits can be multiplied");
  return symbol == 1;
}

absl::Status WeakKey(const PublicKey& key, absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "KEY_WEAK",
                       absl::StrCat("public key \"", key.bytes.hex(), "\" ", why,
                                    "; make a new key, key id ", key.id().short_hex()));
}

absl::Status BadSignature(const PublicKey& key, absl::string_view why) {
  return base::Problem(absl::StatusCode::kDataLoss, "SIGNATURE_INVALID",
                       absl::StrCat(why, ", key id ", key.id().short_hex()));
}

bool IsSignedBy(const PublicKey& key, absl::string_view message, const SignatureBytes& signature) {
  const Owned<EVP_PKEY, EVP_PKEY_free> opened(EVP_PKEY_new_raw_public_key(
      EVP_PKEY_ED25519, nullptr, key.bytes.array().data(), PublicKeyBytes::kBytes));
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  const bool ready =
      opened && context &&
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, opened.get()) == 1;
  // Only want of memory ends here. It must not pass for a wrong signature: verdicts depend on the
  // answer.
  base::CheckInvariant(ready, "32 bytes can be opened as a public key");
  const bool ok =
      EVP_DigestVerify(context.get(), signature.array().data(), SignatureBytes::kBytes,
                       reinterpret_cast<const uint8_t*>(message.data()), message.size()) == 1;
  // What the library noted about it must not be found by the next user of this thread's list of
  // errors (TLS is one).
  if (!ok) ERR_clear_error();
  return ok;
}

}  // namespace

KeyId PublicKey::id() const { return KeyId(Sha256({bytes.view()}).array()); }

KeyHint PublicKey::hint() const {
  return *KeyHint::FromBytes(id().view().substr(0, KeyHint::kBytes));
}

absl::Status CheckPublicKey(const PublicKey& key) {
  const FieldBytes y = WithoutSign(key.bytes);
  if (!IsBelowPrime(y)) return WeakKey(key, "is not canonical: its y is not below 2^255 - 19");
  if (IsWeak(y)) return WeakKey(key, "is a point of small order, for which anybody can sign");
  if (!IsOnCurve(y)) return WeakKey(key, "is no point of the curve Ed25519");
  return absl::OkStatus();
}

absl::Status Verify(const PublicKey& key, absl::string_view message, const Signature& signature) {
  if (signature.algorithm != kEd25519) {
    return BadSignature(key, absl::StrCat("signature algorithm ", signature.algorithm,
                                          " is not known; 1 (Ed25519) is"));
  }
  // A point that is not on the curve does not open below; the two others would.
  if (IsWeak(WithoutSign(key.bytes))) {
    return BadSignature(key, "the public key is weak: anybody can sign for it");
  }
  if (!IsSignedBy(key, message, signature.bytes)) {
    return BadSignature(key, "the signature does not fit these bytes and this key");
  }
  return absl::OkStatus();
}

}  // namespace lontar::trust
