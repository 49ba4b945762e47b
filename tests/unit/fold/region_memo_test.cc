#include "core/fold/region_memo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/fold/result_json.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

const std::vector<std::string> kFour = {"KH", "ID", "LA", "VN"};

class RegionMemoTest : public testing::Test {
 protected:
  RegionMemoTest() : log_(LogWith(kFour)) {
    for (const char* round : {"baseline-2021", "baseline-now"}) log_.OpenRound(round);
    for (const std::string& member : kFour) {
      AReport report(member + ".NSO");
      report.With({"A1", "2016", {Figure{"1000"}}, "number"});
      EXPECT_EQ(Name(log_.Submit(report)), "accepted");
    }
  }

  absl::StatusOr<RegionTable> Find(absl::string_view round) {
    return memo_.Find(log_.state(), *FindRound(log_.state(), "", std::string(round), log_.size()),
                      log_.size(), Parts());
  }
  // What the memo would have to find.
  RegionTable Anew(absl::string_view round) const {
    return *FindRegion(log_.state(), *FindRound(log_.state(), "", std::string(round), log_.size()),
                       log_.size(), log_.PartsReader());
  }
  PartReader Parts() {
    return [this](const base::PartHash& hash) -> std::optional<std::string> {
      ++parts_read_;
      if (hash == absent_) return std::nullopt;
      return log_.PartsReader()(hash);
    };
  }
  // A1's number.
  static const RegionalFigure& SumIn(const RegionTable& table) {
    return table.indicators.front().figures.at(1);
  }
  static std::string ValueIn(const RegionTable& table) {
    const auto& value = SumIn(table).value;
    return value ? observation::ToText(*value) : "";
  }

  LogBuilder log_;
  RegionMemo memo_;
  int parts_read_ = 0;
  std::optional<base::PartHash> absent_;
};

TEST_F(RegionMemoTest, ReadsThePartsOnceForASizeOfTheLog) {
  log_.CloseRound("baseline-2021");
  const absl::StatusOr<RegionTable> first = Find("baseline-2021");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_GE(parts_read_, 4);
  EXPECT_EQ(ValueIn(*first), "4000");
  EXPECT_EQ(ValueIn(*first), ValueIn(Anew("baseline-2021")));
  const int read = parts_read_;
  const absl::StatusOr<RegionTable> again = Find("baseline-2021");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(parts_read_, read);
  EXPECT_EQ(ValueIn(*again), ValueIn(*first));
  EXPECT_EQ(again->evaluated_at, first->evaluated_at);
}

TEST_F(RegionMemoTest, ARoundIsNotTakenForAnother) {
  log_.CloseRound("baseline-2021");
  ASSERT_EQ(Find("baseline-2021")->evaluated_at, log_.size());
  EXPECT_EQ(Find("baseline-now")->evaluated_at, std::nullopt);
  EXPECT_EQ(SumIn(*Find("baseline-now")).state, RegionState::kOpen);
  log_.CloseRound("baseline-now");
  EXPECT_EQ(Find("baseline-now")->evaluated_at, log_.size());
  EXPECT_LT(Find("baseline-2021")->evaluated_at, log_.size());
}

// At an earlier size the round was open, whatever is known of it now.
TEST_F(RegionMemoTest, AsOfASizeBeforeTheCloseThereIsNoFigure) {
  const LogSize before = log_.size();
  log_.CloseRound("baseline-2021");
  EXPECT_EQ(SumIn(*Find("baseline-2021")).state, RegionState::kGiven);
  const RoundReference round = *FindRound(log_.state(), "", "baseline-2021", before);
  EXPECT_EQ(SumIn(*memo_.Find(log_.state(), round, before, Parts())).state, RegionState::kOpen);
}

// What was erased is not remembered: the log has grown by the erasure.
TEST_F(RegionMemoTest, ALongerLogIsReadAnew) {
  log_.CloseRound("baseline-2021");
  EXPECT_EQ(SumIn(*Find("baseline-2021")).state, RegionState::kGiven);
  absent_ = log_.parts().begin()->first;
  EXPECT_EQ(SumIn(*Find("baseline-2021")).state, RegionState::kGiven) << "of the same size";
  log_.CloseRound("baseline-now");
  const absl::StatusOr<RegionTable> anew = Find("baseline-2021");
  ASSERT_TRUE(anew.ok()) << anew.status();
  EXPECT_EQ(SumIn(*anew).state, RegionState::kNotReadable);
  EXPECT_FALSE(SumIn(*anew).value.has_value());
}

}  // namespace
}  // namespace lontar::fold
