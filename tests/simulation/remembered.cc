#include "tests/simulation/remembered.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/catalogue/catalogue.h"
#include "core/trust/sha256.h"

namespace lontar::simulation {

// The functions themselves, under the names that --wrap gives them.
absl::Status RealVerify(const trust::PublicKey& key, absl::string_view message,
                        const trust::Signature& signature) asm(
    "__real__ZN6lontar5trust6VerifyERKNS0_9PublicKeyEN4absl7debian311string_viewERKNS0_9SignatureE");
absl::Status RealCheckPublicKey(const trust::PublicKey& key) asm(
    "__real__ZN6lontar5trust14CheckPublicKeyERKNS0_9PublicKeyE");
absl::StatusOr<catalogue::Catalogue> RealLoad(const std::vector<catalogue::SourceFile>& files) asm(
    "__real__ZN6lontar9catalogue9Catalogue4LoadERKSt6vectorINS0_10SourceFileESaIS3_EE");

// And what stands in their place.
absl::Status RememberedVerify(const trust::PublicKey& key, absl::string_view message,
                              const trust::Signature& signature) asm(
    "__wrap__ZN6lontar5trust6VerifyERKNS0_9PublicKeyEN4absl7debian311string_viewERKNS0_9SignatureE");
absl::Status RememberedCheckPublicKey(const trust::PublicKey& key) asm(
    "__wrap__ZN6lontar5trust14CheckPublicKeyERKNS0_9PublicKeyE");
absl::StatusOr<catalogue::Catalogue> RememberedLoad(
    const std::vector<catalogue::SourceFile>&
        files) asm("__wrap__ZN6lontar9catalogue9Catalogue4LoadERKSt6vectorINS0_10SourceFileESaIS3_EE");

namespace {

// Beyond this all is forgotten: a night of seeds must not fill the memory. One run makes some
// thousand.
constexpr size_t kRememberedMax = 200'000;

template <class Result>
class Memory {
 public:
  template <class Work>
  const Result& Of(const base::Hash& id, Work work) {
    const auto known = results_.find(id);
    if (known != results_.end()) return known->second;
    if (results_.size() >= kRememberedMax) results_.clear();
    return results_.emplace(id, work()).first->second;
  }
  void File(const base::Hash& id, Result result) { results_.emplace(id, std::move(result)); }

 private:
  std::map<base::Hash, Result> results_;
};

Memory<absl::Status>& Checks() {
  static Memory<absl::Status> checks;
  return checks;
}

base::Hash CheckId(const trust::PublicKey& key, absl::string_view message,
                   const trust::Signature& signature) {
  return trust::Sha256({absl::StrCat(signature.algorithm), key.bytes.view(),
                        signature.bytes.view(), message});
}

}  // namespace

trust::Signature RememberingSigner::Sign(absl::string_view message) const {
  static Memory<trust::Signature> made;
  const base::Hash id = trust::Sha256({public_key().bytes.view(), message});
  return made.Of(id, [&] {
    const trust::Signature signature = key_->Sign(message);
    Checks().File(CheckId(public_key(), message, signature), absl::OkStatus());
    return signature;
  });
}

absl::Status RememberedVerify(const trust::PublicKey& key, absl::string_view message,
                              const trust::Signature& signature) {
  return Checks().Of(CheckId(key, message, signature),
                     [&] { return RealVerify(key, message, signature); });
}

absl::Status RememberedCheckPublicKey(const trust::PublicKey& key) {
  static Memory<absl::Status> keys;
  return keys.Of(base::Hash(key.bytes.array()), [&] { return RealCheckPublicKey(key); });
}

absl::StatusOr<catalogue::Catalogue> RememberedLoad(
    const std::vector<catalogue::SourceFile>& files) {
  static Memory<absl::StatusOr<catalogue::Catalogue>> catalogues;
  base::Hash id;
  for (const catalogue::SourceFile& file : files) {
    id = trust::Sha256({id.view(), absl::StrCat(file.name.size(), " ", file.content.size(), " "),
                        file.name, file.content});
  }
  return catalogues.Of(id, [&] { return RealLoad(files); });
}

}  // namespace lontar::simulation
