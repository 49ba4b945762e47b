#include "tests/simulation/remembered.h"

#include <map>
#include <vector>

#include "absl/container/node_hash_map.h"
#include "absl/strings/str_cat.h"
#include "core/catalogue/catalogue.h"
#include "core/chain/entry.h"
#include "core/fold/act.h"
#include "core/formats/mapping.h"
#include "core/observation/report.h"
#include "core/sync/frame.h"

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
absl::StatusOr<chain::Leaf> RealDecodeLeaf(std::string leaf_bytes) asm(
    "__real__ZN6lontar5chain10DecodeLeafENSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE");
absl::StatusOr<chain::Entry> RealDecodeEntry(absl::string_view bytes) asm(
    "__real__ZN6lontar5chain11DecodeEntryEN4absl7debian311string_viewE");
absl::StatusOr<fold::Act> RealDecodeAct(chain::EntryKind kind, absl::string_view payload) asm(
    "__real__ZN6lontar4fold9DecodeActENS_5chain9EntryKindEN4absl7debian311string_viewE");
absl::StatusOr<observation::Report> RealDecodeReport(absl::string_view bytes) asm(
    "__real__ZN6lontar11observation12DecodeReportEN4absl7debian311string_viewE");
absl::StatusOr<observation::Part> RealDecodePart(absl::string_view bytes) asm(
    "__real__ZN6lontar11observation10DecodePartEN4absl7debian311string_viewE");
absl::StatusOr<sync::Frame> RealDecodeFrame(absl::string_view bytes) asm(
    "__real__ZN6lontar4sync11DecodeFrameEN4absl7debian311string_viewE");
absl::StatusOr<formats::Mapping> RealReadMapping(absl::string_view yaml,
                                                 absl::string_view name) asm(
    "__real__ZN6lontar7formats11ReadMappingEN4absl7debian311string_viewES3_");

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
absl::StatusOr<chain::Leaf> RememberedDecodeLeaf(std::string leaf_bytes) asm(
    "__wrap__ZN6lontar5chain10DecodeLeafENSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE");
absl::StatusOr<chain::Entry> RememberedDecodeEntry(absl::string_view bytes) asm(
    "__wrap__ZN6lontar5chain11DecodeEntryEN4absl7debian311string_viewE");
absl::StatusOr<fold::Act> RememberedDecodeAct(chain::EntryKind kind, absl::string_view payload) asm(
    "__wrap__ZN6lontar4fold9DecodeActENS_5chain9EntryKindEN4absl7debian311string_viewE");
absl::StatusOr<observation::Report> RememberedDecodeReport(absl::string_view bytes) asm(
    "__wrap__ZN6lontar11observation12DecodeReportEN4absl7debian311string_viewE");
absl::StatusOr<observation::Part> RememberedDecodePart(absl::string_view bytes) asm(
    "__wrap__ZN6lontar11observation10DecodePartEN4absl7debian311string_viewE");
absl::StatusOr<sync::Frame> RememberedDecodeFrame(absl::string_view bytes) asm(
    "__wrap__ZN6lontar4sync11DecodeFrameEN4absl7debian311string_viewE");
absl::StatusOr<formats::Mapping> RememberedReadMapping(absl::string_view yaml,
                                                       absl::string_view name) asm(
    "__wrap__ZN6lontar7formats11ReadMappingEN4absl7debian311string_viewES3_");
// clang-format on

namespace {

// Beyond so many bytes that results are a function of, all of a kind is forgotten: a night of seeds
// must not fill the memory. One run reads less than a tenth of this of any kind.
constexpr size_t kRememberedBytesMax = 16 << 20;

// Results by the bytes that they are a function of.
template <class Result>
class Memory {
 public:
  template <class Work>
  const Result& Of(absl::string_view of, Work work) {
    const auto known = results_.find(of);
    return known != results_.end() ? known->second : File(of, work());
  }
  const Result& File(absl::string_view of, Result result) {
    if (bytes_ + of.size() > kRememberedBytesMax) {
      results_.clear();
      bytes_ = 0;
    }
    bytes_ += of.size();
    return results_.try_emplace(of, std::move(result)).first->second;
  }

 private:
  // A node map: what is given out stays where it is while more is filed.
  absl::node_hash_map<std::string, Result> results_;
  size_t bytes_ = 0;
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
  return catalogues.Of(all, [&] { return RealLoad(files); });
}

absl::StatusOr<chain::Leaf> RememberedDecodeLeaf(std::string leaf_bytes) {
  static Memory<absl::StatusOr<chain::Leaf>> leaves;
  return leaves.Of(leaf_bytes, [&] { return RealDecodeLeaf(leaf_bytes); });
}

absl::StatusOr<chain::Entry> RememberedDecodeEntry(absl::string_view bytes) {
  static Memory<absl::StatusOr<chain::Entry>> entries;
  return entries.Of(bytes, [&] { return RealDecodeEntry(bytes); });
}

absl::StatusOr<fold::Act> RememberedDecodeAct(chain::EntryKind kind, absl::string_view payload) {
  static std::map<chain::EntryKind, Memory<absl::StatusOr<fold::Act>>> acts;
  return acts[kind].Of(payload, [&] { return RealDecodeAct(kind, payload); });
}

absl::StatusOr<observation::Report> RememberedDecodeReport(absl::string_view bytes) {
  static Memory<absl::StatusOr<observation::Report>> reports;
  return reports.Of(bytes, [&] { return RealDecodeReport(bytes); });
}

absl::StatusOr<observation::Part> RememberedDecodePart(absl::string_view bytes) {
  static Memory<absl::StatusOr<observation::Part>> parts;
  return parts.Of(bytes, [&] { return RealDecodePart(bytes); });
}

absl::StatusOr<sync::Frame> RememberedDecodeFrame(absl::string_view bytes) {
  static Memory<absl::StatusOr<sync::Frame>> frames;
  return frames.Of(bytes, [&] { return RealDecodeFrame(bytes); });
}

absl::StatusOr<formats::Mapping> RememberedReadMapping(absl::string_view yaml,
                                                       absl::string_view name) {
  static Memory<absl::StatusOr<formats::Mapping>> mappings;
  return mappings.Of(absl::StrCat(name.size(), " ", name, yaml),
                     [&] { return RealReadMapping(yaml, name); });
}

}  // namespace lontar::simulation
