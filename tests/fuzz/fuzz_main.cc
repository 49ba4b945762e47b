// clang's fuzzer over one target: LONTAR_FUZZ_TARGET=leaf fuzz_readers -max_total_time=300 CORPUS
//
// Built only with -DLONTAR_FUZZ=ON. LONTAR_FUZZ_TARGET=leaf LONTAR_FUZZ_SEEDS=DIR writes the seeds.

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "tests/fuzz/targets.h"

namespace {

const lontar::fuzz::Target& Chosen() {
  const char* name = std::getenv("LONTAR_FUZZ_TARGET");
  const auto* target = lontar::fuzz::FindTarget(name == nullptr ? "" : name);
  if (target == nullptr) {
    std::fprintf(stderr, "set LONTAR_FUZZ_TARGET to one of:");
    for (const auto& known : lontar::fuzz::Targets()) {
      std::fprintf(stderr, " %s", known.name.c_str());
    }
    std::fprintf(stderr, "\n");
    std::exit(2);
  }
  return *target;
}

void WriteSeeds(const std::string& folder) {
  int number = 0;
  for (const std::string& seed : Chosen().seeds()) {
    const auto written = lontar::base::WriteFileDurably(absl::StrCat(folder, "/seed-", ++number),
                                                        seed, lontar::base::FileMode::kOwnerOnly);
    if (!written.ok()) std::fprintf(stderr, "%s\n", written.ToString().c_str());
  }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  Chosen();
  if (const char* folder = std::getenv("LONTAR_FUZZ_SEEDS")) WriteSeeds(folder);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string wrong =
      Chosen().run(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (wrong.empty()) return 0;
  std::fprintf(stderr, "%s: %s\n", Chosen().name.c_str(), wrong.c_str());
  std::abort();
}
