#include "node/core/completeness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "node/core/draft_return.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

using nlohmann::json;
using testing::IsEmpty;

class CompletenessTest : public FederationFixture {
 protected:
  CompletenessTest() { federation_.Found(); }
  json Answer() {
    const auto answer = federation_.node("KH").Completeness("", "");
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? json::parse(*answer) : json();
  }
  // The only pair of the small federation.
  json Row() {
    const json answer = Answer();
    EXPECT_EQ(answer["rows"].size(), 1u) << answer.dump(1);
    return answer["rows"][0];
  }
  json AnswerOn(const std::string& day) {
    CompletenessSources sources;
    sources.ahead = &federation_.node("KH").state();
    sources.log_size = sources.ahead->size();
    sources.member = "KH";
    std::string why;
    EXPECT_TRUE(absl::ParseTime("%Y-%m-%d", day, &sources.now, &why)) << why;
    return json::parse(CompletenessJson(sources).value());
  }
};

TEST_F(CompletenessTest, APairGoesFromNothingToSettled) {
  EXPECT_EQ(Row()["stage"], "nothing");
  EXPECT_EQ(Row()["provider"], "KH.NSO");
  EXPECT_EQ(Row()["provider_name"], "Office of KH");
  const std::string draft = federation_.Draft("KH", "2016", "7");
  EXPECT_EQ(Row()["stage"], "draft");
  ASSERT_TRUE(federation_.node("KH").ReturnDraft({draft, "why", "", false}).ok());
  EXPECT_EQ(Row()["stage"], "returned");
  EXPECT_EQ(Row()["drafts"],
            json::parse(R"([{"draft": "draft-1", "drafted_by": null, "stage": "returned"}])"));
  federation_.Sign("KH", draft);
  EXPECT_EQ(Row()["stage"], "signed");
  ASSERT_TRUE(federation_.node("KH").Approve({.draft = draft}).ok());
  EXPECT_EQ(Row()["stage"], "approved");
  EXPECT_THAT(Row()["drafts"], IsEmpty());
  EXPECT_TRUE(Row()["index"].is_null());
  ASSERT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(Row()["stage"], "synced");
  EXPECT_EQ(Row()["index"], federation_.node("KH").state().size().value() - 1);
  // Both members' witnesses have seen it; the node hears of it with its next conversation.
  ASSERT_EQ(federation_.Sync("VN"), "");
  ASSERT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(Row()["stage"], "settled") << Answer().dump(1);
  EXPECT_EQ(Answer()["settled_size"], Answer()["log_size"]);
}

TEST_F(CompletenessTest, ARevisionUnderWayDoesNotHideWhatWasSent) {
  federation_.Report("KH", "2016", "7");
  const std::string draft = federation_.Draft("KH", "2016", "9");
  EXPECT_EQ(Row()["stage"], "approved");
  EXPECT_EQ(Row()["drafts"],
            json::parse(R"([{"draft": "draft-2", "drafted_by": null, "stage": "draft"}])"));
}

TEST_F(CompletenessTest, OverdueIsWhatHasNotArrivedAfterTheCutOff) {
  EXPECT_EQ(AnswerOn("2021-12-31")["overdue"], 0);
  EXPECT_EQ(AnswerOn("2022-01-01")["overdue"], 1);
  EXPECT_EQ(AnswerOn("2022-01-01")["stages"], json({{"nothing", 1}}));
  EXPECT_EQ(Answer()["cut_off"], "2021-12-31");
  EXPECT_EQ(Answer()["today"], "2026-01-02");
  federation_.Report("KH", "2016", "7");
  EXPECT_EQ(Answer()["overdue"], 1);  // approved, and still here
  ASSERT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(Answer()["overdue"], 0);
}

TEST_F(CompletenessTest, WhatComesAfterTheCloseIsLate) {
  const auto close = [this] {
    federation_.State(fold::RoundAct{federation_.hub_id(), "small", "first", fold::RoundClose{}});
    ASSERT_EQ(federation_.Sync("KH"), "");
  };
  close();
  EXPECT_EQ(Row()["late"], false);  // nothing is there that could be
  federation_.Report("KH", "2016", "7");
  EXPECT_EQ(Row()["late"], true);
  ASSERT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(Row()["late"], true);
}

TEST_F(CompletenessTest, ARevisionAfterTheCloseIsOfAFigureThatWasCounted) {
  federation_.Report("KH", "2016", "7");
  ASSERT_EQ(federation_.Sync("KH"), "");
  federation_.State(fold::RoundAct{federation_.hub_id(), "small", "first", fold::RoundClose{}});
  ASSERT_EQ(federation_.Sync("KH"), "");
  federation_.Report("KH", "2016", "8");
  EXPECT_EQ(Row()["late"], false);
}

TEST_F(CompletenessTest, SaysSinceWhenTheOldestWaits) {
  EXPECT_TRUE(Answer()["oldest_waiting"].is_null());
  federation_.Report("KH", "2016", "7");
  federation_.Report("KH", "2017", "8");
  EXPECT_EQ(Answer()["queued"], 2);
  EXPECT_EQ(Answer()["oldest_waiting"], "2026-01-02T00:00:00Z");
  const auto status = node().StatusJson();
  ASSERT_TRUE(status.ok()) << status.status();
  EXPECT_EQ(json::parse(*status)["oldest_waiting"], "2026-01-02T00:00:00Z");
  ASSERT_EQ(federation_.Sync("KH"), "");
  EXPECT_EQ(Answer()["queued"], 0);
  EXPECT_TRUE(Answer()["oldest_waiting"].is_null());
}

// A node that was updated says nothing of times that it was not told.
TEST_F(CompletenessTest, AStoreOfAnEarlierVersionDoesNotSaySinceWhen) {
  federation_.Report("KH", "2016", "7");
  federation_.CloseNode();
  std::erase_if(node_disk_.durable, [](const auto& record) {
    return record.first.starts_with(std::string(store::kSealedAtPrefix));
  });
  ASSERT_EQ(federation_.OpenNode(node_store_.get(), &high_water_), "");
  EXPECT_EQ(Answer()["queued"], 1);
  EXPECT_TRUE(Answer()["oldest_waiting"].is_null());
  const uint64_t entries = json::parse(node().StatusJson().value())["entries"];
  for (uint64_t number = 1; number <= entries; ++number) {
    EXPECT_TRUE(node_disk_.durable.contains(store::SealedAtKey(number))) << number;
  }
}

// As the threshold counts them: what stood before a round was opened counts in it, what its years
// leave out does not.
TEST_F(CompletenessTest, FiguresCountByTheRoundsYears) {
  federation_.Report("KH", "2016", "7");
  ASSERT_EQ(federation_.Sync("KH"), "");
  const auto open_round = [this](const std::string& id, const std::string& to) {
    const catalogue::YearRule years{2016, catalogue::Tie::kEarlier, 0, to};
    const fold::RoundOpen open{"Round", "1", "2021-08-31", "2021-12-31", years, 2, "A"};
    federation_.State(fold::RoundAct{federation_.hub_id(), "small", id, open});
    EXPECT_EQ(federation_.Sync("KH"), "");
  };
  const auto row_in = [this](const std::string& round) {
    return json::parse(federation_.node("KH").Completeness("", round).value())["rows"][0];
  };
  open_round("open-years", "");
  EXPECT_NE(row_in("open-years")["stage"], "nothing");
  EXPECT_EQ(row_in("open-years")["other_years"], false);
  open_round("until-2015", "2015-12-31");
  EXPECT_EQ(row_in("until-2015")["stage"], "nothing");
  EXPECT_EQ(row_in("until-2015")["other_years"], true);
}

TEST_F(CompletenessTest, ARoundThatIsNotThere) {
  EXPECT_EQ(base::ReasonOf(federation_.node("KH").Completeness("", "second").status()),
            "ROUND_ABSENT");
  EXPECT_EQ(base::ReasonOf(federation_.node("KH").Completeness("other", "").status()),
            "COLLECTION_ABSENT");
}

}  // namespace
}  // namespace lontar::node
