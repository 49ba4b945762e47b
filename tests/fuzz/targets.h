#pragma once
// Readers of bytes from outside, each behind one function that any bytes may be given to.
//
// A reader either takes the bytes, and then what it read is written and read again to the same; or
// it refuses them with a reason id and a sentence of whole UTF-8 that fits an answer. The replay
// test runs them over tests/regress and over mutated seeds; fuzz_main.cc lets clang's fuzzer drive
// them.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/import.h"

namespace lontar::fuzz {

struct Target {
  std::string name;  // also its folder in tests/regress
  // Empty, or what is wrong with the reader. Never depends on anything but the bytes.
  std::string (*run)(absl::string_view bytes);
  // Bytes that the reader takes.
  std::vector<std::string> (*seeds)();
  int mutations = 0;  // in the default run
};

const std::vector<Target>& Targets();
// Null for an unknown name.
const Target* FindTarget(absl::string_view name);

// The parts of Targets().
std::vector<Target> WireTargets();
std::vector<Target> TextTargets();
std::vector<Target> OfficeTargets();
std::vector<Target> RestTargets();

// Empty if the refusal is one that a person can be shown: a reason id, and a sentence that is UTF-8
// without control characters and of at most base::kTextBytesMax bytes and a "…".
std::string JudgeRefusal(const absl::Status& status);

// Empty if the counts add up, what was found fits an answer, and no block with an error was taken.
std::string JudgeImport(const formats::ImportResult& result, const catalogue::Catalogue& catalogue);

}  // namespace lontar::fuzz
