// Extensions of a round and decisions on its docket: acts of level 3.

#include "core/fold/decisions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/problem.h"
#include "core/fold/decisions_json.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using support::LogBuilder;
using testing::ElementsAre;

class LevelThree : public testing::Test {
 protected:
  LevelThree() {
    EXPECT_EQ(Told(PolicyAct{log_.hub_id(), 2}), "accepted");
    EXPECT_EQ(Told(PolicyAct{log_.hub_id(), 3}), "accepted");
    log_.OpenRound("baseline-2021");
  }
  std::string Told(const Act& act) { return Name(log_.StateAct("authority", act, kAuthorityKeys)); }
  RoundAct Change(const std::string& cut_off, std::vector<std::string> members = {}) const {
    return {log_.hub_id(), log_.collection(), "baseline-2021",
            RoundChange{cut_off, std::move(members)}};
  }
  DecisionAct Decision(const std::string& from, const std::string& to) const {
    DecisionAct act;
    act.hub_id = log_.hub_id();
    act.collection = log_.collection();
    act.indicator = log_.catalogue().FindByCode("A9")->id;
    act.from_list = from;
    act.to_list = to;
    act.meeting = "SLOM-17";
    act.date = "2021-09-28";
    act.round = "baseline-2021";
    act.reason = "fewer than five members report it";
    return act;
  }
  const CollectionRecord& Collection() const {
    return *log_.state().FindCollection(log_.collection());
  }
  const RoundRecord& Round() const { return Collection().rounds.front(); }

  LogBuilder log_ = LogWith({"KH", "VN"});
};

using RoundChangeVerdict = LevelThree;
using DecisionVerdict = LevelThree;

TEST(RoundChangeLevel, IsThree) {
  LogBuilder log = LogWith({"KH"});
  log.OpenRound("baseline-2021");
  const RoundAct act{log.hub_id(), log.collection(), "baseline-2021",
                     RoundChange{"2021-12-31", {}}};
  EXPECT_EQ(Name(log.StateAct("authority", act, kAuthorityKeys)), "level-too-low");
}

TEST_F(RoundChangeVerdict, MovesTheCutOffForAllOrForSome) {
  EXPECT_EQ(Round().CutOffFor("KH", log_.size()), "2021-08-31");
  EXPECT_EQ(Told(Change("2021-10-31", {"KH"})), "accepted");
  const LogSize before = log_.size();
  EXPECT_EQ(Told(Change("2021-09-30")), "accepted");
  EXPECT_EQ(Round().CutOffFor("VN", before), "2021-08-31");
  EXPECT_EQ(Round().CutOffFor("VN", log_.size()), "2021-09-30");
  EXPECT_EQ(Round().CutOffFor("", log_.size()), "2021-09-30");
  // What a member was promised is not taken back by what all are given.
  EXPECT_EQ(Round().CutOffFor("KH", log_.size()), "2021-10-31");
}

TEST_F(RoundChangeVerdict, NeverMovesItBack) {
  EXPECT_EQ(Told(Change("2021-08-31")), "out-of-order");
  EXPECT_EQ(Told(Change("2021-08-01", {"KH"})), "out-of-order");
  EXPECT_EQ(Told(Change("2021-12-31", {"KH"})), "accepted");
  EXPECT_EQ(Told(Change("2021-11-30", {"KH"})), "out-of-order");
}

TEST_F(RoundChangeVerdict, ComesBeforeTheCloseAndForMembers) {
  EXPECT_EQ(Told(Change("2021-12-31", {"LA"})), "not-entitled");
  log_.CloseRound("baseline-2021", {"KH"});
  EXPECT_EQ(Told(Change("2021-12-31")), "out-of-order");
  EXPECT_EQ(Told(Change("2021-12-31", {"VN"})), "out-of-order");
  EXPECT_EQ(Told(Change("2021-12-31", {"KH"})), "accepted");
  log_.CloseRound("baseline-2021");
  EXPECT_EQ(Told(Change("2022-12-31", {"KH"})), "out-of-order");
}

TEST_F(DecisionVerdict, FollowsTheClose) {
  EXPECT_EQ(Told(Decision("A", "B")), "out-of-order");
  log_.CloseRound("baseline-2021");
  EXPECT_EQ(Told(Decision("A", "B")), "accepted");
  DecisionAct other = Decision("B", "C");
  other.round = "never-opened";
  EXPECT_EQ(Told(other), "out-of-order");
}

TEST_F(DecisionVerdict, IsOfAnIndicatorOnItsListAndToAListThatThereIs) {
  log_.CloseRound("baseline-2021");
  EXPECT_EQ(Told(Decision("B", "C")), "context-mismatch");
  EXPECT_EQ(Told(Decision("A", "D")), "context-mismatch");
  DecisionAct unknown = Decision("A", "B");
  unknown.indicator = "no-indicator";
  EXPECT_EQ(Told(unknown), "context-mismatch");
  EXPECT_EQ(Told(Decision("A", "A")), "accepted");  // it stays
  EXPECT_EQ(Told(Decision("A", "B")), "accepted");
  EXPECT_EQ(Told(Decision("A", "C")), "context-mismatch");  // it stands on B by now
  EXPECT_EQ(Told(Decision("B", "A")), "accepted");          // and may come back
  EXPECT_EQ(ListOf(Collection(), Decision("A", "B").indicator, log_.size()), "A");
}

TEST_F(DecisionVerdict, IsTheAuthoritysAndItsLevelsOwn) {
  log_.CloseRound("baseline-2021");
  const Act act(Decision("A", "B"));
  EXPECT_EQ(Name(log_.StateAct("authority", act, {"authority-1"})), "key-not-valid");
  EXPECT_EQ(Name(log_.StateAct("KH", act, kAuthorityKeys)), "not-entitled");
}

// The catalogue's lists are its own: a decision moves nothing by itself.
TEST_F(DecisionVerdict, MovesNothingInTheCatalogueOrTheCount) {
  log_.CloseRound("baseline-2021");
  const auto root = [](LogSize) { return absl::StatusOr<base::Hash>(base::Hash()); };
  const auto table = [&] {
    return json::parse(Answer(log_.state(), {"threshold", log_.collection(), ""}, root, nullptr)
                           .value())["indicators"];
  };
  const json before = table();
  ASSERT_EQ(Told(Decision("A", "B")), "accepted");
  EXPECT_EQ(table(), before);
}

TEST_F(LevelThree, DecisionsAreListedWithTheListsOfTheIndicator) {
  log_.CloseRound("baseline-2021");
  const LogSize before = log_.size();
  ASSERT_EQ(Told(Decision("A", "B")), "accepted");
  const auto ask = [&](const std::string& indicator, LogSize as_of) {
    const auto answer =
        DecisionsJson(log_.state(), {&Collection(), indicator, as_of, base::Hash()});
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer) : json();
  };
  const json answer = ask("A9", log_.size());
  ASSERT_EQ(answer["decisions"].size(), 1u) << answer.dump(1);
  EXPECT_EQ(answer["decisions"][0]["meeting"], "SLOM-17");
  EXPECT_EQ(answer["decisions"][0]["index"], before.value());
  ASSERT_EQ(answer["indicators"].size(), 1u);
  EXPECT_EQ(answer["indicators"][0]["list"], "B");
  EXPECT_EQ(answer["indicators"][0]["catalogues"][0]["list"], "A");
  EXPECT_EQ(answer["indicators"][0]["catalogues"][0]["code"], "A9");
  EXPECT_TRUE(ask("", before)["decisions"].empty());
  EXPECT_EQ(ask("A9", before)["indicators"][0]["list"], "A");
  EXPECT_TRUE(ask("A1", log_.size())["decisions"].empty());
  EXPECT_EQ(ask("", log_.size())["indicators"].size(), 1u);
  EXPECT_EQ(
      base::ReasonOf(
          DecisionsJson(log_.state(), {&Collection(), "Z9", log_.size(), base::Hash()}).status()),
      "INDICATOR_UNKNOWN");
}

TEST_F(LevelThree, ListsAreThoseOfTheNewestCatalogue) {
  EXPECT_THAT(ListsOf(Collection(), log_.size()), ElementsAre("A", "B", "C"));
}

}  // namespace
}  // namespace lontar::fold
