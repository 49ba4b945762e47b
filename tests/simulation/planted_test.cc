// Bugs planted at the seams: each must be found by the checkers within a stated number of seeds.
// A simulation that lets one of them pass proves little.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "tests/simulation/checkers/checkers.h"
#include "tests/simulation/world.h"
#include "tests/support/counts.h"

namespace lontar::simulation {
namespace {

// The first seed that finds it; 0 if none does.
uint64_t SeedThatFinds(const PublishedTexts& texts, Plant plant, std::string* what) {
  for (uint64_t seed = 1; seed <= support::kPlantedSeedsMax; ++seed) {
    World world({.seed = seed, .texts = &texts, .plant = plant});
    world.Run();
    const Violations found = CheckAll(world);
    if (found.empty()) continue;
    *what = found.front().substr(0, 160);
    return seed;
  }
  return 0;
}

// `by`: what must be in the sentence that finds it.
void ExpectFound(Plant plant, const std::string& by = "") {
  const PublishedTexts texts = ReadPublishedTexts();
  std::string what;
  const uint64_t seed = SeedThatFinds(texts, plant, &what);
  EXPECT_NE(seed, 0u) << NameOf(plant) << ": not found in " << support::kPlantedSeedsMax
                      << " seeds";
  EXPECT_THAT(what, testing::HasSubstr(by));
  std::cerr << "planted: " << NameOf(plant) << "; found by seed " << seed << ": " << what << "\n";
}

// Runs without a bug, each run once: what is planted after their end shows in what is stored and
// answered.
World& GoodRun(uint64_t seed) {
  static const auto* texts = new PublishedTexts(ReadPublishedTexts());
  static auto* runs = new std::map<uint64_t, std::unique_ptr<World>>();
  std::unique_ptr<World>& run = (*runs)[seed];
  if (run == nullptr) {
    run = std::make_unique<World>(WorldOptions{.seed = seed, .texts = texts});
    run->Run();
  }
  return *run;
}

// This checker finds it, and nothing where it is not there.
void ExpectSeenBy(Violations (*check)(const World&), Plant plant) {
  for (uint64_t seed = 1; seed <= support::kPlantedSeedsMax; ++seed) {
    World& world = GoodRun(seed);
    ASSERT_THAT(check(world), testing::IsEmpty());
    world.PlantNow(plant);
    const Violations found = check(world);
    world.PlantNow(Plant::kNone);
    if (found.empty()) continue;
    std::cerr << "planted: " << NameOf(plant) << "; found by seed " << seed << ": "
              << found.front().substr(0, 160) << "\n";
    return;
  }
  ADD_FAILURE() << NameOf(plant) << ": not found in " << support::kPlantedSeedsMax << " seeds";
}

TEST(Planted, ADiskThatLosesItsLastSyncedBatchIsFound) { ExpectFound(Plant::kLosesSyncedBatch); }

TEST(Planted, ANodesStoreThatSwallowsAFailedCommitIsFound) {
  ExpectFound(Plant::kNodeSwallowsCommit);
}

// Threat T12. The hub itself reads that its batch is not there, and ends; that it signs nothing is
// what the checkers see.
TEST(Planted, AHubsStoreThatSwallowsAFailedCommitIsFoundByTheHub) {
  ExpectFound(Plant::kHubSwallowsCommit, "the hub signs nothing: LOG_DAMAGED");
}

TEST(Planted, ANodeThatGivesANumberTwiceIsFound) { ExpectFound(Plant::kReusesNumber); }

TEST(Planted, ASignRegisterThatGoesBackIsFound) { ExpectFound(Plant::kRegisterGoesBack); }

TEST(Planted, AMemberThatIsCountedTwiceIsFound) { ExpectFound(Plant::kCountsTwice); }

TEST(Planted, ADriverThatLosesTheLastLeafIsFound) { ExpectFound(Plant::kDropsLastLeaf); }

TEST(Planted, ANodeThatDoesNotCallAgainIsFound) { ExpectFound(Plant::kForgetsRetry); }

TEST(Planted, ADriverThatGarblesTextsIsFound) {
  ExpectFound(Plant::kLosesText, "is not at its node");
}

// Threat T28.
TEST(Planted, ATextAtAnotherMembersNodeIsFound) {
  ExpectSeenBy(CheckQuestions, Plant::kSpreadsText);
}

TEST(Planted, AHubThatTellsEverybodyOfQuestionsIsFound) {
  ExpectSeenBy(CheckQuestions, Plant::kTellsEverybody);
}

TEST(Planted, AHubThatShowsEverybodyAllFiguresIsFound) {
  ExpectSeenBy(CheckSight, Plant::kTellsEverybody);
}

TEST(Planted, AFirstEvaluationThatCountsLateFiguresIsFound) {
  ExpectSeenBy(CheckEvaluations, Plant::kCountsLate);
}

TEST(Planted, AQuestionThatHidesAFigureIsFound) { ExpectSeenBy(CheckUnmoved, Plant::kHidesFigure); }

TEST(Planted, ACalendarWithoutTheLaterCutOffIsFound) {
  ExpectSeenBy(CheckStated, Plant::kForgetsMoreTime);
}

TEST(Planted, ATableThatNamesNoLeadIsFound) { ExpectSeenBy(CheckStated, Plant::kForgetsLead); }

TEST(Planted, AFlippedBitOfAStoredTextIsFound) { ExpectSeenBy(CheckAudits, Plant::kFlipsText); }

}  // namespace
}  // namespace lontar::simulation
