// Real node and hub cores, eleven nodes, virtual doors: one seed is one run.
//
// Replay one: LONTAR_SIM_SEED=7 build/release/tests/simulation_test; with LONTAR_SIM_SHOW=1 every
// event goes to stderr. A soak: LONTAR_SOAK_FACTOR=50, and LONTAR_SIM_FROM=10001 to begin
// elsewhere.

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tests/simulation/checkers/checkers.h"
#include "tests/simulation/world.h"
#include "tests/support/counts.h"

namespace lontar::simulation {
namespace {

// What the seeds of one ctest entry must have met, each at least once: faults that stay away show
// nothing. Asked where there are enough seeds; not of a replay, nor under ASan.
constexpr int kSeedsForCoverage = 50;
constexpr absl::string_view kMustBeReached[] = {
    "crash: power",
    "crash: power after a seal",
    "crash: commit",
    "crash: full disk",
    "straggled",
    "duplicated",
    "lost",
    "hub pauses",
    "node pauses",
    "hub clock stops",
    "node clock stops",
    "hub clock jumps by years",
    "node clock jumps by years",
    "hub clock jumps by hours",
    "node clock jumps by hours",
    "hub has a full disk",
    "node has a full disk",
    "hub gets an earlier disk",
    "hub refuses an earlier disk",
    "hub has its newest disk again",
    "node gets an earlier disk",
    "node refuses an earlier disk",
    "node gets an earlier disk and register",
    "sealed on an earlier disk",
    "node has its newest disk again",
    "partition",
    "one-way partition",
    "parted on the way up",
    "parted on the way down",
    "idle at hub",
    "idle at node",
    "a node is stuck",
    "line: done",
    "line: FRAME_GAP",
    "key replaced",
    "signed again",
    "asec: the level rises",
    "asec: asks",
    "asec: answers",
    "asec: closes a question",
    "asec: gives more time",
    "asec: closes a round for the rest",
    "asec: counts again",
    "asec: decides",
    "asec: another leads",
    "office: asks",
    "office: answers",
    "office: closes a question",
    "office: releases to public",
    "office: releases to members",
    "office: releases to nobody",
    "office: returns",
};

class Simulation : public testing::TestWithParam<uint64_t> {
 protected:
  static void SetUpTestSuite() {
    texts_ = new PublishedTexts(ReadPublishedTexts());
    reached_ = new std::map<std::string, int>();
  }

  static void TearDownTestSuite() {
    if (runs_ > 0) {
      std::cerr << absl::StrFormat("%d runs, %.3f s of a core each; checkers %.3f s a seed\n",
                                   runs_, Seconds(run_clocks_) / runs_,
                                   Seconds(check_clocks_) / seeds_);
    }
    if (seeds_ >= kSeedsForCoverage) {
      for (const absl::string_view what : kMustBeReached) {
        EXPECT_GT((*reached_)[std::string(what)], 0) << "in " << seeds_ << " seeds never: " << what;
      }
    }
    delete texts_;
    delete reached_;
  }

  static double Seconds(std::clock_t clocks) {
    return static_cast<double>(clocks) / static_cast<double>(CLOCKS_PER_SEC);
  }

  static void RunMeasured(World* world) {
    const std::clock_t begin = std::clock();
    world->Run();
    run_clocks_ += std::clock() - begin;
    ++runs_;
  }

  static Violations CheckMeasured(const World& world) {
    const std::clock_t begin = std::clock();
    Violations found = CheckAll(world);
    check_clocks_ += std::clock() - begin;
    ++seeds_;
    for (const auto& [what, count] : world.ledger().counters) (*reached_)[what] += count;
    return found;
  }

  static PublishedTexts* texts_;
  static std::map<std::string, int>* reached_;
  static int runs_;
  static int seeds_;
  static std::clock_t run_clocks_;
  static std::clock_t check_clocks_;
};

PublishedTexts* Simulation::texts_ = nullptr;
std::map<std::string, int>* Simulation::reached_ = nullptr;
int Simulation::runs_ = 0;
int Simulation::seeds_ = 0;
std::clock_t Simulation::run_clocks_ = 0;
std::clock_t Simulation::check_clocks_ = 0;

std::optional<uint64_t> NumberFrom(const char* variable) {
  uint64_t number = 0;
  const char* text = std::getenv(variable);
  if (text != nullptr && absl::SimpleAtoi(text, &number)) return number;
  return std::nullopt;
}

bool IsReplay() { return NumberFrom("LONTAR_SIM_SEED").has_value(); }

std::vector<uint64_t> Seeds() {
  if (const auto wanted = NumberFrom("LONTAR_SIM_SEED")) return {*wanted};
  const uint64_t first = NumberFrom("LONTAR_SIM_FROM").value_or(1);
  std::vector<uint64_t> seeds;
  for (int i = 0; i < support::Times(support::kSimulationSeeds); ++i) {
    seeds.push_back(first + static_cast<uint64_t>(i));
  }
  return seeds;
}

// One of each fifty, at another place in each: every fiftieth would fall into two of the four ctest
// entries only, and such a seed takes as long as a dozen others.
bool IsOnRocksDbToo(uint64_t seed) {
  const uint64_t fifty = (seed - 1) / support::kSimulationRocksDbStep;
  return (seed - 1) % support::kSimulationRocksDbStep == fifty % 4;
}

void Show(const std::string& drawn, const World& world) {
  std::cerr << drawn << "\n" << world.events() << " events\n";
  for (const auto& [what, count] : world.ledger().counters) {
    std::cerr << what << ": " << count << "\n";
  }
}

TEST_P(Simulation, WhatWasAcknowledgedIsThereOnceAndTheTableIsTheNaiveOne) {
  WorldOptions options{.seed = GetParam(), .texts = texts_};
  options.is_shown = std::getenv("LONTAR_SIM_SHOW") != nullptr;
  World world(options);
  const std::string drawn = world.settings().Describe();
  SCOPED_TRACE(absl::StrCat("seed ", GetParam(), ": ", drawn,
                            "\nreplay: LONTAR_SIM_SEED=", GetParam(),
                            " build/release/tests/simulation_test --gtest_filter='Seeds/*'"));
  const bool jumps_clocks = world.settings().clock_jump_hours_max > 0;
  RunMeasured(&world);
  const Violations violations = CheckMeasured(world);
  EXPECT_TRUE(violations.empty()) << absl::StrJoin(violations, "\n");
  if (IsReplay()) Show(drawn, world);
  options.is_shown = false;
  {
    World again(options);
    RunMeasured(&again);
    EXPECT_EQ(world.Digest(), again.Digest()) << "the same seed gave two runs";
    EXPECT_TRUE(world.EndState() == again.EndState()) << "the same seed gave two ends";
  }
  // Invariant 37, threat T46: clocks that stop, jump by hours and by ten years, backwards too, at
  // the hub and at every node, change no verdict, no order, no merged cell and no count.
  if (jumps_clocks && (IsReplay() || GetParam() % support::kSimulationClockStep == 0)) {
    options.has_true_clocks = true;
    World with_true_clocks(options);
    with_true_clocks.Run();
    EXPECT_EQ(GistOf(world), GistOf(with_true_clocks));
    options.has_true_clocks = false;
  }
  // The map that stands for the disk has the rules of the real engine.
  if (IsOnRocksDbToo(GetParam())) {
    options.on_rocksdb = true;
    World on_rocksdb(options);
    on_rocksdb.Run();
    EXPECT_EQ(world.Digest(), on_rocksdb.Digest()) << "on RocksDB the run goes differently";
    EXPECT_TRUE(world.EndState() == on_rocksdb.EndState()) << "on RocksDB it ends differently";
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Simulation, testing::ValuesIn(Seeds()));

}  // namespace
}  // namespace lontar::simulation
