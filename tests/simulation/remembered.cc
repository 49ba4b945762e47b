#include "tests/simulation/remembered.h"

#include <unordered_map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/catalogue/catalogue.h"

namespace lontar::simulation {

// Their names stand in one piece each, which clang-format would cut.
// clang-format off

// The functions themselves, under the names that --wrap gives them.
absl::Status RealVerify(const trust::PublicKey& key, absl::string_view message,
                        const trust::Signature& signature) asm(
    "__real__ZN6lontar5trust6VerifyERKNS0_9PublicKeyEN4absl7debian311string_viewE"
    "RKNS0_9SignatureE");
absl::Status RealCheckPublicKey(const trust::PublicKey& key) asm(
    "__real__ZN6lontar5trust14CheckPublicKeyERKNS0_9PublicKeyE");
absl::StatusOr<catalogue::Catalogue> RealLoad(const std::vector<catalogue::SourceFile>& files) asm(
    "__real__ZN6lontar9catalogue9Catalogue4LoadERKSt6vectorINS0_10SourceFileESaIS3_EE");

// And what stands in their place.
absl::Status RememberedVerify(const trust::PublicKey& key, absl::string_view message,
                              const trust::Signature& signature) asm(
    "__wrap__ZN6lontar5trust6VerifyERKNS0_9PublicKeyEN4absl7debian311string_viewE"
    "RKNS0_9SignatureE");
absl::Status RememberedCheckPublicKey(const trust::PublicKey& key) asm(
    "__wrap__ZN6lontar5trust14CheckPublicKeyERKNS0_9PublicKeyE");
absl::StatusOr<catalogue::Catalogue> RememberedLoad(
    const std::vector<catalogue::SourceFile>& files) asm(
    "__wrap__ZN6lontar9catalogue9Catalogue4LoadERKSt6vectorINS0_10SourceFileESaIS3_EE");
// clang-format on

namespace {

// Beyond this all is forgotten: a night of seeds must not fill the memory. One run makes some
// thousand.
constexpr size_t kRememberedMax = 200'000;

// Results by the bytes that they are a function of.
template <class Result>
class Memory {
 public:
  template <class Work>
  const Result& Of(std::string of, Work work) {
    const auto known = results_.find(of);
    if (known != results_.end()) return known->second;
    if (results_.size() >= kRememberedMax) results_.clear();
    return results_.emplace(std::move(of), work()).first->second;
  }
  void File(std::string of, Result result) { results_.emplace(std::move(of), std::move(result)); }

 private:
  std::unordered_map<std::string, Result> results_;
};

Memory<absl::Status>& Checks() {
  static Memory<absl::Status> checks;
  return checks;
}

std::string BytesOf(const trust::PublicKey& key, absl::string_view message,
                    const trust::Signature& signature) {
  return absl::StrCat(signature.algorithm, " ", key.bytes.view(), signature.bytes.view(), message);
}

}  // namespace

trust::Signature RememberingSigner::Sign(absl::string_view message) const {
  static Memory<trust::Signature> made;
  return made.Of(absl::StrCat(public_key().bytes.view(), message), [&] {
    const trust::Signature signature = key_->Sign(message);
    Checks().File(BytesOf(public_key(), message, signature), absl::OkStatus());
    return signature;
  });
}

absl::Status RememberedVerify(const trust::PublicKey& key, absl::string_view message,
                              const trust::Signature& signature) {
  return Checks().Of(BytesOf(key, message, signature),
                     [&] { return RealVerify(key, message, signature); });
}

absl::Status RememberedCheckPublicKey(const trust::PublicKey& key) {
  static Memory<absl::Status> keys;
  return keys.Of(std::string(key.bytes.view()), [&] { return RealCheckPublicKey(key); });
}

absl::StatusOr<catalogue::Catalogue> RememberedLoad(
    const std::vector<catalogue::SourceFile>& files) {
  static Memory<absl::StatusOr<catalogue::Catalogue>> catalogues;
  std::string all;
  for (const catalogue::SourceFile& file : files) {
    absl::StrAppend(&all, file.name.size(), " ", file.content.size(), " ", file.name, file.content);
  }
  return catalogues.Of(std::move(all), [&] { return RealLoad(files); });
}

}  // namespace lontar::simulation
