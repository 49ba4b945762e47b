#pragma once
// Private keys, in memory and as files: PKCS#8 PEM, encrypted with scrypt and AES-256-CBC (RFC
// 5208, RFC 7914).
//
// scrypt 16384/8/8 is the most that OpenSSL 3.0 reads and writes (16 MiB, about 0.25 s). "Low"
// (16384/8/1) is for demonstrations and tests; the cost stands in the file and `lontar key list`
// shows it. `openssl pkey` reads these files too.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/trust/signature.h"

namespace lontar::trust {

enum class KdfCost { kFull, kLow };  // scrypt N=16384, r=8 and p = 8 or 1

// An Ed25519 private key held by OpenSSL. Thread-compatible; Sign() from any thread.
class PrivateKey : public Signer {
 public:
  // From the 32-byte seed of RFC 8032. InvalidArgument for another length.
  static absl::StatusOr<std::unique_ptr<PrivateKey>> FromSeed(absl::string_view seed);
  virtual std::string seed() const = 0;
};

// The PEM file's text. `passphrase` must not be empty. `salt` and iv come from OpenSSL's generator.
absl::StatusOr<std::string> WriteKeyFile(const PrivateKey& key, absl::string_view passphrase,
                                         KdfCost cost);

// InvalidArgument with the reason KEY_FILE_INVALID for anything that is no such file;
// PermissionDenied with PASSPHRASE_WRONG where it does not open, without a hint why. The format has
// no check sum: a damaged file may open as another key, so compare public_key() with the one
// enrolled.
absl::StatusOr<std::unique_ptr<PrivateKey>> ReadKeyFile(absl::string_view pem,
                                                        absl::string_view passphrase);

// How a key file is protected, read without the passphrase: "scrypt 16384/8/8".
absl::StatusOr<std::string> DescribeKeyFile(absl::string_view pem);

// A public key as text: "ed25519+" and base64 of the 32 bytes. One line, no newline. Strict
// reading.
std::string PublicKeyText(const PublicKey& key);
absl::StatusOr<PublicKey> ReadPublicKeyText(absl::string_view text);

}  // namespace lontar::trust
