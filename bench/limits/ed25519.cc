#include "bench/limits/ed25519.h"

#include <openssl/evp.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "core/base/invariant.h"

namespace lontar::bench {
namespace {

// About as long as the header of an entry with its PAE.
constexpr size_t kMessageBytes = 300;

const unsigned char* Unsigned(absl::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

struct RawEd25519::Inside {
  std::string message;
  std::string signature;
  EVP_PKEY* key = nullptr;
  EVP_MD_CTX* context = nullptr;
};

RawEd25519::RawEd25519(absl::string_view message) : inside_(std::make_unique<Inside>()) {
  const std::string seed(32, 'b');
  inside_->message = std::string(message);
  inside_->signature.assign(64, '\0');
  inside_->key =
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, Unsigned(seed), seed.size());
  inside_->context = EVP_MD_CTX_new();
  size_t length = inside_->signature.size();
  const bool is_signed =
      inside_->key != nullptr && inside_->context != nullptr &&
      EVP_DigestSignInit(inside_->context, nullptr, nullptr, nullptr, inside_->key) == 1 &&
      EVP_DigestSign(inside_->context, reinterpret_cast<unsigned char*>(inside_->signature.data()),
                     &length, Unsigned(inside_->message), inside_->message.size()) == 1;
  base::CheckInvariant(is_signed, "OpenSSL signs");
}

RawEd25519::~RawEd25519() {
  EVP_MD_CTX_free(inside_->context);
  EVP_PKEY_free(inside_->key);
}

bool RawEd25519::Verify() {
  EVP_MD_CTX_reset(inside_->context);
  return EVP_DigestVerifyInit(inside_->context, nullptr, nullptr, nullptr, inside_->key) == 1 &&
         EVP_DigestVerify(inside_->context, Unsigned(inside_->signature), inside_->signature.size(),
                          Unsigned(inside_->message), inside_->message.size()) == 1;
}

double RawVerifyRate(int threads, double seconds) {
  std::atomic<uint64_t> count = 0;
  const auto start = std::chrono::steady_clock::now();
  const auto until = start + std::chrono::duration<double>(seconds);
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i) {
    running.emplace_back([&count, until] {
      RawEd25519 one(std::string(kMessageBytes, 'm'));
      uint64_t done = 0;
      while (std::chrono::steady_clock::now() < until) {
        base::CheckInvariant(one.Verify(), "a good signature verifies");
        ++done;
      }
      count += done;
    });
  }
  for (std::thread& thread : running) thread.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  return static_cast<double>(count) / took.count();
}

}  // namespace lontar::bench
