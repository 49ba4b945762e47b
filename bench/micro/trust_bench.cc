// Ed25519 and SHA-256 of room trust.

#include <benchmark/benchmark.h>

#include "bench/limits/ed25519.h"
#include "core/base/invariant.h"
#include "core/trust/key_file.h"
#include "core/trust/sha256.h"
#include "core/trust/signature.h"

namespace lontar::bench {
namespace {

// About as long as the header of an entry with its PAE.
const std::string& Message() {
  static const std::string message(300, 'm');
  return message;
}

std::unique_ptr<trust::PrivateKey> SomeKey() {
  auto key = trust::PrivateKey::FromSeed(std::string(32, 'b'));
  base::CheckInvariant(key.ok(), "a seed makes a key");
  return *std::move(key);
}

void Sign(benchmark::State& state) {
  const auto key = SomeKey();
  for (auto _ : state) {
    trust::Signature signature = key->Sign(Message());
    benchmark::DoNotOptimize(signature);
  }
}
BENCHMARK(Sign)->Name("ed25519 sign");

// With the key's bytes as they come, and the refusal of weak keys.
void VerifyOurs(benchmark::State& state) {
  const auto key = SomeKey();
  const trust::Signature signature = key->Sign(Message());
  for (auto _ : state) {
    base::CheckInvariant(trust::Verify(key->public_key(), Message(), signature).ok(),
                         "a good signature verifies");
  }
}
BENCHMARK(VerifyOurs)->Name("ed25519 verify/ours");

void VerifyLimit(benchmark::State& state) {
  RawEd25519 raw(Message());
  for (auto _ : state) base::CheckInvariant(raw.Verify(), "a good signature verifies");
}
BENCHMARK(VerifyLimit)->Name("ed25519 verify/limit");

void HashSmall(benchmark::State& state) {
  const std::string bytes(static_cast<size_t>(state.range(0)), 'h');
  for (auto _ : state) {
    base::Hash hash = trust::Sha256({bytes});
    benchmark::DoNotOptimize(hash);
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(HashSmall)->Name("sha256")->Arg(64)->Arg(1 << 20);

}  // namespace
}  // namespace lontar::bench
