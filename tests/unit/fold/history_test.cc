#include "core/fold/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using support::Load;
using testing::ElementsAre;
using testing::IsEmpty;

class History : public testing::Test {
 protected:
  base::PayloadId Submit(const AReport& report) {
    const support::Appended appended = log_.Submit(report);
    EXPECT_EQ(Name(appended), "accepted") << appended.sentence;
    return appended.payload_id;
  }
  static AReport Stating(absl::string_view value) {
    return AReport("KH.NSO").Of("A1", "2016", value);
  }
  static CellHistories HistoryOf(const LogBuilder& log, LogSize as_of) {
    return ListHistory(log.state(), {log.collection(), "", "", ""}, as_of, log.PartsReader())
        .value();
  }
  // "+3..+5 4.2": log indexes counted from `base`.
  static std::vector<std::string> Lines(const CellHistory& history, LogSize base) {
    std::vector<std::string> lines;
    for (const PastCandidate& past : history.past) {
      const auto after = [&](LogIndex index) {
        return absl::StrCat("+", index.value() - base.value());
      };
      lines.push_back(absl::StrCat(after(past.stood.from), "..",
                                   past.stood.until ? after(*past.stood.until) : "", " ",
                                   observation::ToText(past.candidate.row.value)));
    }
    return lines;
  }

  LogBuilder log_ = LogWith({"KH", "VN"});
};

// Invariant 33: nothing that stood is lost by what came later.
TEST_F(History, ARevisionEndsWhatItReplaces) {
  const LogSize base = log_.size();
  const base::PayloadId first = Submit(Stating("4.2"));
  Submit(AReport("VN.NSO").Of("A1", "2016", "7"));
  Submit(Stating("4.3").Superseding(first));
  const CellHistories histories = HistoryOf(log_, log_.size());
  ASSERT_EQ(histories.cells.size(), 2u);
  EXPECT_THAT(Lines(histories.cells[0], base), ElementsAre("+0..+2 4.2", "+2.. 4.3"));
  EXPECT_THAT(Lines(histories.cells[1], base), ElementsAre("+1.. 7"));
  EXPECT_EQ(observation::ToText(
                histories.cells[0].cell.candidates[*histories.cells[0].cell.current].row.value),
            "4.3");
}

TEST_F(History, NamesTheEntryThatBroughtIt) {
  const base::PayloadId first = Submit(Stating("4.2"));
  log_.Restore("KH");
  Submit(Stating("4.3").Superseding(first));
  const std::vector<PastCandidate> past = HistoryOf(log_, log_.size()).cells[0].past;
  ASSERT_EQ(past.size(), 2u);
  EXPECT_EQ(past[0].entry.author, "KH");
  EXPECT_NE(past[0].entry.incarnation, past[1].entry.incarnation);
  EXPECT_EQ(past[1].entry.incarnation, log_.IncarnationOf("KH"));
  EXPECT_EQ(past[1].entry.number, base::ChainNumber(2));  // the notice is number 1
}

TEST_F(History, OfAWithdrawnCellShowsWhatStood) {
  const LogSize base = log_.size();
  const base::PayloadId first = Submit(Stating("4.2"));
  Submit(AReport("KH.NSO").Withdrawing("A1", "2016").Superseding(first));
  const CellHistories histories = HistoryOf(log_, log_.size());
  ASSERT_EQ(histories.cells.size(), 1u);
  EXPECT_THAT(histories.cells[0].cell.candidates, IsEmpty());
  EXPECT_THAT(Lines(histories.cells[0], base), ElementsAre("+0..+1 4.2"));
}

TEST_F(History, AsOfAnEarlierSizeKnowsNothingOfWhatCameLater) {
  const LogSize base = log_.size();
  const base::PayloadId first = Submit(Stating("4.2"));
  const LogSize then = log_.size();
  Submit(Stating("4.3").Superseding(first));
  EXPECT_THAT(Lines(HistoryOf(log_, then).cells[0], base), ElementsAre("+0.. 4.2"));
}

TEST_F(History, ARevisionByACompromisedKeyLetsTheFormerOneReturn) {
  const LogSize base = log_.size();
  const base::PayloadId first = Submit(Stating("4.2"));
  const LogIndex bad(log_.size().value());
  Submit(Stating("9.9").Superseding(first));
  log_.Revoke("KH", "KH.NSO", bad);
  EXPECT_THAT(Lines(HistoryOf(log_, log_.size()).cells[0], base),
              ElementsAre("+0..+1 4.2", "+1..+2 9.9", "+2.. 4.2"));
}

TEST_F(History, CountsWhatStoodAndIsNotAtHand) {
  const base::PayloadId first = Submit(Stating("4.2"));
  Submit(Stating("4.3").Superseding(first));
  const PartReader none = [](const base::PartHash&) { return std::optional<std::string>(); };
  const auto histories =
      ListHistory(log_.state(), {log_.collection(), "", "", ""}, log_.size(), none);
  EXPECT_THAT(histories->cells, IsEmpty());
  EXPECT_EQ(histories->unreadable_blocks, 2);
}

using Standing = std::set<std::pair<base::PayloadId, LogIndex>>;

Standing StandingIn(const CellHistories& histories, LogSize size) {
  Standing standing;
  for (const CellHistory& history : histories.cells) {
    for (const PastCandidate& past : history.past) {
      const bool stood = base::IsBefore(past.stood.from, size) &&
                         (!past.stood.until || !base::IsBefore(*past.stood.until, size));
      if (stood) standing.insert({past.candidate.report, past.candidate.index});
    }
  }
  return standing;
}

Standing MergedAt(const LogBuilder& log, LogSize size) {
  Standing standing;
  const auto merged =
      MergeCells(log.state(), {log.collection(), "", "", ""}, size, log.PartsReader());
  for (const Cell& cell : merged->cells) {
    for (const CellCandidate& candidate : cell.candidates)
      standing.insert({candidate.report, candidate.index});
  }
  return standing;
}

// Whatever the order of arrival, and with a key that turns out to be compromised: at every size the
// history holds what the merge of that size holds.
TEST_F(History, AgreesWithTheMergeAtEverySize) {
  std::vector<Load> loads = {log_.LoadOf(Stating("1"))};
  loads.push_back(log_.LoadOf(Stating("2").Superseding(loads[0].id())));
  loads.push_back(log_.LoadOf(Stating("3").Superseding(loads[0].id()).Superseding(loads[1].id())));
  loads.push_back(
      log_.LoadOf(AReport("KH.NSO").Withdrawing("A1", "2016").Superseding(loads[0].id())));
  std::vector<int> order = {0, 1, 2, 3};
  size_t stretches = 0;
  do {
    LogBuilder log = log_;
    const uint64_t base = log.size().value();
    for (const int i : order) {
      const Load& load = loads[static_cast<size_t>(i)];
      ASSERT_EQ(Name(*log.Append(log.Seal("KH", load), load)), "accepted");
    }
    log.Revoke("KH", "KH.NSO", LogIndex(base + 2));
    const CellHistories histories = HistoryOf(log, log.size());
    for (uint64_t size = 1; size <= log.size().value(); ++size)
      ASSERT_EQ(StandingIn(histories, LogSize(size)), MergedAt(log, LogSize(size))) << size;
    for (const CellHistory& history : histories.cells) stretches += history.past.size();
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_GT(stretches, 24u);
}

TEST_F(History, IsAnsweredWithTheCellsOnlyWhereItIsAskedFor) {
  const base::PayloadId first = Submit(Stating("4.2"));
  Submit(Stating("4.3").Superseding(first));
  Question question{.subject = "cells"};
  EXPECT_FALSE(nlohmann::json::parse(*log_.Ask(question))["cells"][0].contains("history"));
  question.with_history = true;
  const auto cell = nlohmann::json::parse(*log_.Ask(question))["cells"][0];
  EXPECT_EQ(cell["value"], "4.3");
  ASSERT_EQ(cell["history"].size(), 2u);
  EXPECT_EQ(cell["history"][0]["value"], "4.2");
  EXPECT_EQ(cell["history"][0]["until"], cell["history"][1]["from"]);
  EXPECT_EQ(cell["history"][1]["until"], nullptr);
  EXPECT_EQ(cell["history"][1]["entry"]["author"], "KH");
  EXPECT_EQ(cell["history"][1]["report"], cell["candidates"][0]["report"]);
}

}  // namespace
}  // namespace lontar::fold
