#include "core/trust/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>

#include "core/base/invariant.h"
#include "core/trust/owned.h"

namespace lontar::trust {
namespace {

// Fetched once: looking the algorithm up costs twice as much as hashing 64 bytes. Never freed,
// because the library's own clean-up at exit may come first.
const EVP_MD* Sha256Algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  base::CheckInvariant(algorithm != nullptr, "the crypto library has SHA-256");
  return algorithm;
}

// One context a thread, used again: a Merkle tree hashes millions of short inputs.
EVP_MD_CTX* Sha256Context() {
  thread_local const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  base::CheckInvariant(context != nullptr, "there is memory for a hash context");
  return context.get();
}

}  // namespace

base::Hash Sha256(std::initializer_list<absl::string_view> pieces) {
  EVP_MD_CTX* const context = Sha256Context();
  bool ok = EVP_DigestInit_ex2(context, Sha256Algorithm(), nullptr) == 1;
  for (const absl::string_view piece : pieces) {
    ok = ok && EVP_DigestUpdate(context, piece.data(), piece.size()) == 1;
  }
  std::array<uint8_t, base::Hash::kBytes> result;
  ok = ok && EVP_DigestFinal_ex(context, result.data(), nullptr) == 1;
  base::CheckInvariant(ok, "SHA-256 of bytes in memory cannot fail");
  return base::Hash(result);
}

}  // namespace lontar::trust
