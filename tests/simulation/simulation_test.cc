// Real node and hub cores, eleven nodes, virtual doors: one seed is one run.
//
// Replay one: LONTAR_SIM_SEED=7 build/release/tests/simulation_test; with LONTAR_SIM_SHOW=1 every
// event goes to stderr.

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/simulation/checkers/checkers.h"
#include "tests/simulation/world.h"

namespace lontar::simulation {
namespace {

constexpr uint64_t kSeeds = 20;

class Simulation : public testing::TestWithParam<uint64_t> {
 protected:
  static void SetUpTestSuite() {
    texts_ = new PublishedTexts(ReadPublishedTexts());
  }
  static void TearDownTestSuite() {
    delete texts_;
  }

  static PublishedTexts* texts_;
};

PublishedTexts* Simulation::texts_ = nullptr;

std::vector<uint64_t> Seeds() {
  uint64_t seed = 0;
  const char* wanted = std::getenv("LONTAR_SIM_SEED");
  if (wanted != nullptr && absl::SimpleAtoi(wanted, &seed)) return {seed};
  std::vector<uint64_t> seeds;
  for (seed = 1; seed <= kSeeds; ++seed) seeds.push_back(seed);
  return seeds;
}

TEST_P(Simulation, WhatWasAcknowledgedIsThereOnceAndTheTableIsTheNaiveOne) {
  World world({GetParam(), texts_, std::getenv("LONTAR_SIM_SHOW") != nullptr});
  SCOPED_TRACE(absl::StrCat("seed ", GetParam(), ": ", world.settings().Describe(),
                            "\nreplay: LONTAR_SIM_SEED=", GetParam(),
                            " build/release/tests/simulation_test"));
  world.Run();
  const Violations violations = CheckAll(world);
  EXPECT_TRUE(violations.empty()) << absl::StrJoin(violations, "\n");
  if (std::getenv("LONTAR_SIM_SEED") != nullptr) {
    std::cerr << world.settings().Describe() << "\n" << world.events() << " events\n";
    for (const auto& [what, count] : world.ledger().counters) {
      std::cerr << what << ": " << count << "\n";
    }
  }
  World again({GetParam(), texts_, false});
  again.Run();
  EXPECT_EQ(world.Digest(), again.Digest()) << "the same seed gave two runs";
}

INSTANTIATE_TEST_SUITE_P(Seeds, Simulation, testing::ValuesIn(Seeds()));

}  // namespace
}  // namespace lontar::simulation
