#pragma once
// Pure functions whose results a process of simulations remembers: signatures, their checks, checks
// of public keys, catalogues and mappings read from the same text, and the strict readers of
// leaves, entries, acts, reports, parts and frames.
//
// Runs are many and alike, the twelve machines of a run read the same bytes, and these took three
// quarters of it. The linker puts the versions of remembered.cc in the place of trust::Verify,
// trust::CheckPublicKey, Catalogue::Load, ReadMapping and the six Decode functions, in this binary
// alone (CMakeLists.txt, --wrap): the cores are those of the programs, without a cache or a switch.
// What is not yet known is asked of the real function, so each still reads all that a run makes.
// What they give is tested in tests/unit. One thread.

#include <map>
#include <memory>
#include <string>

#include "core/trust/key_file.h"

namespace lontar::simulation {

// A key that makes each signature once. What it has signed is known to verify: that OpenSSL's
// two halves fit each other is tested in tests/unit/trust.
class RememberingSigner : public trust::Signer {
 public:
  explicit RememberingSigner(std::unique_ptr<trust::PrivateKey> key) : key_(std::move(key)) {}
  const trust::PublicKey& public_key() const override { return key_->public_key(); }
  trust::Signature Sign(absl::string_view message) const override;

 private:
  std::unique_ptr<trust::PrivateKey> key_;
};

}  // namespace lontar::simulation
