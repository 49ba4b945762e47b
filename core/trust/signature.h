#pragma once
// Public keys, signatures, and the one verify routine of the project.
//
// Ed25519 (RFC 8032), pure. Small-order and non-canonical keys are refused at enrolment and here
// (threat T04): the packaged OpenSSL accepts them. Any thread.

#include <compare>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/digest.h"

namespace lontar::trust {

using KeyId = base::FixedBytes<struct KeyIdTag, 32>;     // SHA-256 of the 32 public bytes
using KeyHint = base::FixedBytes<struct KeyHintTag, 8>;  // the first 8 bytes of the key id
using PublicKeyBytes = base::FixedBytes<struct PublicKeyTag, 32>;
using SignatureBytes = base::FixedBytes<struct SignatureTag, 64>;

inline constexpr uint32_t kEd25519 = 1;  // number in the list of algorithms

struct PublicKey {
  PublicKeyBytes bytes;
  KeyId id() const;
  KeyHint hint() const;
  friend bool operator==(const PublicKey&, const PublicKey&) = default;
  friend auto operator<=>(const PublicKey&, const PublicKey&) = default;
};

struct Signature {
  uint32_t algorithm = kEd25519;
  KeyHint key_hint;
  SignatureBytes bytes;
  friend bool operator==(const Signature&, const Signature&) = default;
};

// OK if `key` may be enrolled: 32 bytes, canonical encoding (y < p; no "-0"), on the curve, not one
// of the small-order points. InvalidArgument with the reason KEY_WEAK otherwise.
absl::Status CheckPublicKey(const PublicKey& key);

// OK if `key` made `signature` over exactly `message`. DataLoss with the reason SIGNATURE_INVALID
// if not, for a weak key and for another algorithm. The key hint is not looked at. Never ignore it,
// never retry it.
absl::Status Verify(const PublicKey& key, absl::string_view message, const Signature& signature);

// A private key that is in memory.
class Signer {
 public:
  virtual ~Signer() = default;
  virtual const PublicKey& public_key() const = 0;
  virtual Signature Sign(absl::string_view message) const = 0;
};

}  // namespace lontar::trust
