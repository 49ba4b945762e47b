#include "core/fold/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using observation::Status;
using support::Load;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Cell> CellsOf(const LogBuilder& log, absl::string_view member = "",
                          std::optional<LogSize> as_of = std::nullopt) {
  const CellQuery query{log.collection(), std::string(member), "", ""};
  return MergeCells(log.state(), query, as_of.value_or(log.size()), log.PartsReader())
      .value()
      .cells;
}

// "A1 KH 2016 = 4.2", "… disputed: same definition", "… = Q" for a row without a number.
std::vector<std::string> Lines(const LogBuilder& log, absl::string_view member = "",
                               std::optional<LogSize> as_of = std::nullopt) {
  std::vector<std::string> lines;
  for (const Cell& cell : CellsOf(log, member, as_of)) {
    std::string value;
    if (cell.is_disputed()) value = absl::StrCat("disputed: ", NameOf(cell.dispute));
    if (cell.current) {
      const observation::Row& row = cell.candidates[*cell.current].row;
      value = observation::HasNumber(row.status) ? observation::ToText(row.value)
                                                 : std::string(CodeOf(row.status));
      value = "= " + value;
    }
    lines.push_back(absl::StrCat(log.catalogue().FindIndicator(cell.indicator)->code, " ",
                                 cell.member, " ", cell.period, " ", value));
  }
  return lines;
}

class Merge : public testing::Test {
 protected:
  Merge() {
    log_.AddProvider("KH.MOLVT");
    log_.AddProvider("KH.MOP");
  }

  base::PayloadId Submit(const AReport& report) {
    const support::Appended appended = log_.Submit(report);
    EXPECT_EQ(Name(appended), "accepted") << appended.sentence;
    return appended.payload_id;
  }
  static AReport Stating(absl::string_view provider, absl::string_view value) {
    return AReport(provider).Of("A1", "2016", value);
  }

  LogBuilder log_ = LogWith({"KH", "VN"});
};

TEST_F(Merge, ARevisionReplacesAndTheOldOneStaysReadable) {
  const base::PayloadId first = Submit(Stating("KH.NSO", "4.2"));
  const LogSize then = log_.size();
  Submit(Stating("KH.NSO", "4.3").Superseding(first));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 = 4.3"));
  EXPECT_THAT(Lines(log_, "", then), ElementsAre("A1 KH 2016 = 4.2"));
}

TEST_F(Merge, ARevisionReplacesTheWholeBlockAndNoOther) {
  const base::PayloadId first =
      Submit(AReport("KH.NSO")
                 .With({"A1", "2016", {{"4.2"}, {"5.0", Status::kNormal, {{"sex", "F"}}}}})
                 .Of("A1", "2017", "4.0"));
  EXPECT_EQ(CellsOf(log_).size(), 3u);
  Submit(Stating("KH.NSO", "4.3").Superseding(first));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 = 4.3", "A1 KH 2017 = 4.0"));
}

TEST_F(Merge, AWithdrawalLeavesNothing) {
  const base::PayloadId first = Submit(Stating("KH.NSO", "4.2"));
  Submit(AReport("KH.NSO").Withdrawing("A1", "2016").Superseding(first));
  EXPECT_THAT(Lines(log_), IsEmpty());
}

// Two laptops in one ministry.
TEST_F(Merge, TwoLiveBlocksOfOneProviderAreDisputedUntilAReportNamesBoth) {
  const base::PayloadId one = Submit(Stating("KH.NSO", "4.2"));
  const base::PayloadId two = Submit(Stating("KH.NSO", "4.9"));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 disputed: same definition"));
  Submit(Stating("KH.NSO", "4.4").Superseding(one));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 disputed: same definition"));
  const base::PayloadId three = Submit(Stating("KH.NSO", "4.4").Superseding(one));
  const std::vector<Cell> cells = CellsOf(log_);
  EXPECT_EQ(cells.front().candidates.size(), 3u);
  std::vector<base::PayloadId> live;
  for (const CellCandidate& candidate : cells.front().candidates) {
    live.push_back(candidate.report);
  }
  EXPECT_THAT(live, testing::Contains(two));
  EXPECT_THAT(live, testing::Contains(three));
  AReport all = Stating("KH.NSO", "4.5");
  for (const base::PayloadId& id : live) all.Superseding(id);
  Submit(all);
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 = 4.5"));
}

TEST_F(Merge, EqualNumbersMergeHoweverTheyAreWritten) {
  Submit(Stating("KH.NSO", "4.2"));
  Submit(Stating("KH.MOLVT", "4.20"));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 = 4.20"));
  const Cell cell = CellsOf(log_).front();
  EXPECT_EQ(cell.candidates.size(), 2u);
  EXPECT_FALSE(cell.is_disputed());
}

TEST_F(Merge, UnequalNumbersOfTwoProvidersAreDisputed) {
  Submit(Stating("KH.NSO", "4.2"));
  Submit(Stating("KH.MOLVT", "5.1"));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 disputed: same definition"));
  const Cell cell = CellsOf(log_).front();
  EXPECT_EQ(cell.current, std::nullopt);
  ASSERT_EQ(cell.candidates.size(), 2u);
  EXPECT_EQ(cell.candidates[0].provider, "KH.MOLVT");
  EXPECT_EQ(cell.candidates[1].provider, "KH.NSO");
}

TEST_F(Merge, SaysWhetherTheDefinitionsDiffer) {
  const auto stating = [](absl::string_view provider, absl::string_view value,
                          absl::string_view definition) {
    Figure figure{.value = std::string(value), .definition = std::string(definition)};
    return AReport(provider).With({"A1", "2016", {figure}});
  };
  Submit(stating("KH.NSO", "4.2", "SDG 8.7.1"));
  Submit(stating("KH.MOLVT", "5.1", "national"));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 disputed: definitions differ"));
}

TEST_F(Merge, ThePlansLeadDecides) {
  Submit(Stating("KH.NSO", "4.2"));
  Submit(Stating("KH.MOLVT", "5.1"));
  log_.Plan("KH", {{"A1", "KH.MOLVT"}});
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 = 5.1"));
  EXPECT_EQ(CellsOf(log_).front().candidates.size(), 2u);
  log_.Plan("KH", {{"A1", "KH.NSO"}});
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 = 4.2"));
  // A later plan replaces the earlier one whole.
  log_.Plan("KH", {{"A3", "KH.NSO"}});
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 disputed: same definition"));
  // And is as of its own index.
  EXPECT_THAT(Lines(log_, "", LogSize(log_.size().value() - 1)), ElementsAre("A1 KH 2016 = 4.2"));
}

TEST_F(Merge, WhereTheLeadHasNoNumberTheOthersAreAsked) {
  log_.Plan("KH", {{"A1", "KH.MOP"}});
  Submit(AReport("KH.MOP").Of("A1", "2016", Status::kNotAvailable));
  Submit(Stating("KH.NSO", "4.2"));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 = 4.2"));
  Submit(Stating("KH.MOLVT", "5.1"));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 disputed: same definition"));
}

TEST_F(Merge, ALeadThatContradictsItselfIsDisputed) {
  log_.Plan("KH", {{"A1", "KH.NSO"}});
  Submit(Stating("KH.NSO", "4.2"));
  Submit(Stating("KH.NSO", "4.3"));
  Submit(Stating("KH.MOLVT", "4.2"));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 disputed: same definition"));
}

TEST_F(Merge, ANumberGoesBeforeNoNumber) {
  Submit(AReport("KH.NSO").Of("A1", "2016", Status::kNotAvailable));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 = O"));
  Submit(Stating("KH.MOLVT", "0"));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 = 0"));
}

TEST_F(Merge, NeverTouchesAnotherMember) {  // invariant 32
  Submit(Stating("VN.NSO", "7.0"));
  const std::vector<std::string> before = Lines(log_, "VN");
  const base::PayloadId first = Submit(Stating("KH.NSO", "4.2"));
  Submit(Stating("KH.MOLVT", "5.1"));
  log_.Plan("KH", {{"A1", "KH.NSO"}});
  Submit(Stating("KH.NSO", "1.0").Superseding(first));
  EXPECT_EQ(Lines(log_, "VN"), before);
}

TEST_F(Merge, ALinkToAnotherProvidersReportReplacesNothing) {
  const base::PayloadId other = Submit(Stating("KH.MOLVT", "4.2"));
  const base::PayloadId vn = Submit(Stating("VN.NSO", "4.2"));
  Submit(AReport("KH.NSO").Withdrawing("A1", "2016").Superseding(other).Superseding(vn));
  EXPECT_THAT(Lines(log_), ElementsAre("A1 KH 2016 = 4.2", "A1 VN 2016 = 4.2"));
}

TEST_F(Merge, CountsBlocksWhosePartIsNotAtHand) {
  Submit(Stating("KH.NSO", "4.2"));
  Submit(Stating("VN.NSO", "4.2"));
  const PartReader none = [](const base::PartHash&) { return std::optional<std::string>(); };
  const auto merged = MergeCells(log_.state(), {log_.collection(), "", "", ""}, log_.size(), none);
  EXPECT_THAT(merged->cells, IsEmpty());
  EXPECT_EQ(merged->unreadable_blocks, 2);
}

TEST_F(Merge, AnswersOnlyWhatIsAsked) {
  Submit(Stating("KH.NSO", "4.2").With({"A1", "2016", {{"900"}}, "number"}).Of("A3", "2016", "1"));
  Submit(Stating("VN.NSO", "7.0"));
  const auto count = [this](CellQuery query) {
    query.collection = log_.collection();
    return MergeCells(log_.state(), query, log_.size(), log_.PartsReader())->cells.size();
  };
  EXPECT_EQ(count({}), 4u);
  EXPECT_EQ(count({"", "KH", "", ""}), 3u);
  EXPECT_EQ(count({"", "", "child-labour-5-17", ""}), 3u);
  EXPECT_EQ(count({"", "KH", "child-labour-5-17", "number"}), 1u);
  EXPECT_EQ(count({"", "LA", "", ""}), 0u);
}

// Invariant 31: whatever the order in which reports arrive, the same stands in the end.
TEST_F(Merge, OfLinkedReportsIsTheSameInAnyOrderOfArrival) {
  std::vector<Load> loads = {log_.LoadOf(Stating("KH.NSO", "1"))};
  loads.push_back(log_.LoadOf(Stating("KH.NSO", "2").Superseding(loads[0].id())));
  loads.push_back(log_.LoadOf(Stating("KH.NSO", "3").Superseding(loads[0].id())));
  loads.push_back(
      log_.LoadOf(Stating("KH.NSO", "4").Superseding(loads[1].id()).Superseding(loads[2].id())));
  loads.push_back(
      log_.LoadOf(AReport("KH.NSO").Withdrawing("A1", "2016").Superseding(loads[0].id())));
  std::vector<int> order = {0, 1, 2, 3, 4};
  int orders = 0;
  do {
    LogBuilder log = log_;
    for (const int i : order) {
      ASSERT_EQ(Name(*log.Append(log.Seal("KH", loads[static_cast<size_t>(i)]),
                                 loads[static_cast<size_t>(i)])),
                "accepted");
    }
    EXPECT_THAT(Lines(log), ElementsAre("A1 KH 2016 = 4"));
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(orders, 120);
}

// Whoever writes a long file lets go of the log between two groups.
TEST_F(Merge, AWalkStaysAtItsSizeWhileTheLogGrows) {
  const auto state_all = [](absl::string_view value) {
    AReport report("KH.NSO");
    for (const char* code : {"A1", "A3", "A5"}) report.Of(code, "2016", value);
    return report;
  };
  const base::PayloadId first = Submit(state_all("4"));
  const LogSize size = log_.size();
  const std::vector<std::string> before = Lines(log_);
  int groups = 0;
  std::vector<Cell> walked;
  for (CellWalk walk({log_.collection(), "", "", ""}, size); !walk.is_at_end; ++groups) {
    const auto group = NextCells(log_.state(), log_.PartsReader(), &walk);
    ASSERT_TRUE(group.ok()) << group.status();
    walked.insert(walked.end(), group->cells.begin(), group->cells.end());
    if (groups == 0) Submit(state_all("5").Superseding(first));
  }
  EXPECT_EQ(groups, 3);
  ASSERT_EQ(walked.size(), before.size());
  for (const Cell& cell : walked) {
    EXPECT_EQ(observation::ToText(cell.candidates[0].row.value), "4");
  }
  EXPECT_NE(Lines(log_), before);
}

}  // namespace
}  // namespace lontar::fold
