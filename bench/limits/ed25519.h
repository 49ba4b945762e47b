#pragma once
// Ed25519 as fast as OpenSSL gives it: keys made once, context reused, nothing of ours round it.
// The limit beside which verification here is measured.

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

namespace lontar::bench {

// One key with one signature over one message. Thread-compatible: one for each thread.
class RawEd25519 {
 public:
  // Signs `message` with a key of its own. Ends the process where OpenSSL fails.
  explicit RawEd25519(absl::string_view message);
  ~RawEd25519();
  // True: the signature verifies, as it must.
  bool Verify();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// Verifications a second on `threads` threads, each busy for `seconds`.
double RawVerifyRate(int threads, double seconds);

}  // namespace lontar::bench
