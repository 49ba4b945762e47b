// The readers of tests/fuzz over every input that was ever kept, and over seeded mutations of good
// ones.
//
// Threats T34 and T37: what once broke a reader is read again in every run.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "tests/fuzz/targets.h"

namespace lontar::fuzz {
namespace {

namespace fs = std::filesystem;

// Inputs that broke something, and what clang's fuzzer found its way by (tests/fuzz/fuzz.sh).
constexpr absl::string_view kKeptFolders[] = {LONTAR_SOURCE_DIR "/tests/regress",
                                              LONTAR_SOURCE_DIR "/tests/fuzz/corpus"};

// By file name.
std::vector<std::pair<std::string, std::string>> KeptInputs(const Target& target) {
  std::vector<std::pair<std::string, std::string>> kept;
  for (const absl::string_view folder_of_all : kKeptFolders) {
    const fs::path folder = fs::path(std::string(folder_of_all)) / target.name;
    if (!fs::exists(folder)) continue;
    for (const auto& file : fs::directory_iterator(folder)) {
      const auto bytes = base::ReadWholeFile(file.path().string(), base::kPartBytesMax);
      EXPECT_TRUE(bytes.ok()) << bytes.status();
      kept.emplace_back(file.path().filename(), bytes.value_or(""));
    }
  }
  std::ranges::sort(kept);
  return kept;
}

// What a mutation does to one place.
class Mutator {
 public:
  explicit Mutator(uint64_t seed) : random_(seed) {}

  std::string Mutated(const std::vector<std::string>& seeds) {
    std::string bytes = Pick(seeds);
    const size_t steps = 1 + random_() % 4;
    for (size_t i = 0; i < steps; ++i) Step(seeds, &bytes);
    return bytes;
  }

 private:
  const std::string& Pick(const std::vector<std::string>& seeds) {
    return seeds[random_() % seeds.size()];
  }
  size_t Place(const std::string& bytes) { return random_() % (bytes.size() + 1); }

  void Step(const std::vector<std::string>& seeds, std::string* bytes) {
    const size_t place = Place(*bytes);
    switch (random_() % 6) {
      case 0:  // one bit
        if (place < bytes->size()) (*bytes)[place] ^= static_cast<char>(1 << random_() % 8);
        break;
      case 1:  // cut short
        bytes->resize(place);
        break;
      case 2: {  // the rest of another seed
        const std::string& other = Pick(seeds);
        *bytes = absl::StrCat(bytes->substr(0, place), other.substr(Place(other)));
        break;
      }
      case 3:  // a piece twice
        bytes->insert(place, bytes->substr(Place(*bytes), 1 + random_() % 40));
        break;
      case 4:  // a piece gone
        bytes->erase(place, 1 + random_() % 16);
        break;
      case 5: {  // a byte that means something
        static constexpr char kBytes[] = "\0\1\x7f\x80\xff\n\r\"',:|+-[]{}&*! .09\xe2";
        if (place < bytes->size()) (*bytes)[place] = kBytes[random_() % (sizeof kBytes - 1)];
        break;
      }
    }
  }

  std::mt19937_64 random_;
};

class FuzzReplay : public testing::TestWithParam<Target> {};

TEST_P(FuzzReplay, AnswersItsSeeds) {
  ASSERT_FALSE(GetParam().seeds().empty());
  for (const std::string& seed : GetParam().seeds()) {
    EXPECT_EQ(GetParam().run(seed), "") << absl::CHexEscape(seed.substr(0, 400));
  }
}

TEST_P(FuzzReplay, EveryKeptInputIsAnswered) {
  for (const auto& [name, bytes] : KeptInputs(GetParam())) {
    EXPECT_EQ(GetParam().run(bytes), "") << name;
  }
}

TEST_P(FuzzReplay, MutatedSeedsAreAnswered) {
  const std::vector<std::string> seeds = GetParam().seeds();
  Mutator mutator(20261126);
  for (int i = 0; i < GetParam().mutations; ++i) {
    const std::string bytes = mutator.Mutated(seeds);
    const std::string wrong = GetParam().run(bytes);
    ASSERT_EQ(wrong, "") << "mutation " << i << ": " << absl::BytesToHexString(bytes);
  }
}

INSTANTIATE_TEST_SUITE_P(Readers, FuzzReplay, testing::ValuesIn(Targets()), [](const auto& info) {
  std::string name = info.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
});

// The others hold records of stores, which another test reads: the page there names them.
TEST(FuzzReplayFolders, AreOfTargetsThatThereAre) {
  const auto page = base::ReadWholeFile(std::string(kKeptFolders[0]) + "/README.md",
                                        base::kConfigurationBytesMax);
  ASSERT_TRUE(page.ok()) << page.status();
  for (const auto& folder : fs::directory_iterator(std::string(kKeptFolders[0]))) {
    if (!folder.is_directory()) continue;
    const std::string name = folder.path().filename().string();
    const bool is_of_a_store = absl::StrContains(*page, absl::StrCat("`", name, "`"));
    EXPECT_TRUE(is_of_a_store || FindTarget(name) != nullptr) << folder.path();
  }
}

}  // namespace
}  // namespace lontar::fuzz
