// The mark of disputed figures beside the matrix: for who sees them, and for nobody else (T28).

#include "core/fold/dispute_marks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/fold/result_json.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using observation::Status;

constexpr char kMarkedRound[] = "baseline-2021";
const Viewer kAsec = {ViewerRole::kAsec};
const Viewer kOfKh = {ViewerRole::kMember, "KH"};

class Disputes : public testing::Test {
 protected:
  Disputes() {
    log_.OpenRound(kMarkedRound);
    log_.AddProvider("KH.MOLVT");
  }

  // Of A1, by member: "KH yes, VN unknown".
  std::string Marks(const Viewer& viewer = kAsec, const char* round = kMarkedRound) const {
    const PartReader all = log_.PartsReader();
    const PartReader seen = VisibleParts(viewer, log_.state(), all);
    const auto reference = FindRound(log_.state(), "", round, log_.size());
    EXPECT_TRUE(reference.ok()) << reference.status();
    const ThresholdTable table = TableAt(log_, round, log_.size());
    const auto marks = MarkDisputes({log_.state(), *reference, viewer, seen}, table);
    EXPECT_TRUE(marks.ok()) << marks.status();
    std::string words;
    for (size_t i = 0; i < table.members.size(); ++i) {
      const std::optional<bool> mark = marks->front().at(i);
      absl::StrAppend(&words, i == 0 ? "" : ", ", table.members[i].member, " ",
                      !mark   ? "unknown"
                      : *mark ? "yes"
                              : "no");
    }
    return words;
  }
  void Contest(const std::string& period = "2016") {
    log_.Submit(AReport("KH.NSO").Of("A1", period, "4.2"));
    log_.Submit(AReport("KH.MOLVT").Of("A1", period, "5.1"));
  }

  LogBuilder log_ = LogWith({"KH", "VN"});
};

TEST_F(Disputes, TwoProvidersOfUnequalNumbersAreMarked) {
  EXPECT_EQ(Marks(), "KH no, VN no");
  Contest();
  EXPECT_EQ(Marks(), "KH yes, VN no");
}

TEST_F(Disputes, EqualNumbersAndALeadAreNone) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  log_.Submit(AReport("KH.MOLVT").Of("A1", "2016", "4.20"));
  EXPECT_EQ(Marks(), "KH no, VN no");
  log_.Submit(AReport("KH.MOLVT").Of("A1", "2017", "5.1"));
  log_.Submit(AReport("KH.NSO").Of("A1", "2017", "5.2"));
  EXPECT_EQ(Marks(), "KH yes, VN no");
  log_.Plan("KH", {{"A1", "KH.NSO"}});
  EXPECT_EQ(Marks(), "KH no, VN no");
}

// The lead says nothing of a cell that two others give unequally.
TEST_F(Disputes, ALeadThatLacksTheCellSettlesNothing) {
  log_.AddProvider("KH.MOP");
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  for (const auto& [provider, value] : {std::pair{"KH.MOLVT", "5.1"}, {"KH.MOP", "5.3"}}) {
    log_.Submit(AReport(provider).With({"A1", "2016", {{value, Status::kNormal, {{"sex", "F"}}}}}));
  }
  log_.Plan("KH", {{"A1", "KH.NSO"}});
  EXPECT_EQ(Marks(), "KH yes, VN no");
}

TEST_F(Disputes, WhoSeesNoFigureIsToldNothing) {
  Contest();
  EXPECT_EQ(Marks(kOfKh), "KH yes, VN unknown");
  for (const Viewer& viewer :
       {Viewer{}, Viewer{ViewerRole::kMember, "VN"}, Viewer{ViewerRole::kAuditor}}) {
    EXPECT_EQ(Marks(viewer).substr(0, 10), "KH unknown") << NameOf(viewer.role);
  }
}

TEST_F(Disputes, PeriodsThatDoNotCountAndWhatCameLateAreNone) {
  RoundOpen open = log_.state().FindCollection(log_.collection())->rounds[0].open;
  open.year_rule.from = 2010;
  log_.OpenRound("narrow", open);
  Contest("2009");
  EXPECT_EQ(Marks(kAsec, "narrow"), "KH no, VN no");
  EXPECT_EQ(Marks(), "KH yes, VN no");
  log_.CloseRound("narrow");
  Contest("2016");
  EXPECT_EQ(Marks(kAsec, "narrow"), "KH no, VN no");
}

TEST_F(Disputes, TheCoverageHasThemInTheReadersView) {
  Contest();
  const auto told = [this](const Viewer& viewer) {
    Question question{"coverage", "", kMarkedRound};
    question.viewer = viewer;
    const PartReader all = log_.PartsReader();
    const auto answer = Answer(
        log_.state(), question,
        [this](LogSize size) -> absl::StatusOr<base::Hash> { return log_.RootAt(size); },
        VisibleParts(viewer, log_.state(), all));
    EXPECT_TRUE(answer.ok()) << answer.status();
    return nlohmann::json::parse(answer.value_or("null"))["indicators"][0]["disputed"];
  };
  EXPECT_EQ(told(kAsec), (nlohmann::json{true, false}));
  EXPECT_EQ(told({}), (nlohmann::json{nullptr, nullptr}));
}

// A policy that lets members compare: what is free is seen, and what is not leaves it unknown.
TEST_F(Disputes, WhereMembersCompareFreeFiguresOfOthersAreMarkedToo) {
  Contest();
  const auto reference = FindRound(log_.state(), "", kMarkedRound, log_.size());
  ASSERT_TRUE(reference.ok()) << reference.status();
  CollectionRecord compared = *reference->collection;
  compared.act.comparison_allowed = true;
  const RoundReference other{&compared, reference->round, reference->catalogue};
  const ThresholdTable table = TableAt(log_, kMarkedRound, log_.size());
  const Viewer of_vn = {ViewerRole::kMember, "VN"};
  const auto mark_for = [&](const Viewer& viewer, const PartReader& parts) {
    const auto marks = MarkDisputes({log_.state(), other, viewer, parts}, table);
    EXPECT_TRUE(marks.ok()) << marks.status();
    return marks->front().front();
  };
  const PartReader all = log_.PartsReader();
  // What is not free is as good as absent (visibility.h).
  const PartReader none = [](const base::PartHash&) { return std::nullopt; };
  EXPECT_EQ(mark_for(of_vn, all), true);
  EXPECT_EQ(mark_for(of_vn, none), std::nullopt);
  EXPECT_EQ(mark_for({}, all), std::nullopt);
}

}  // namespace
}  // namespace lontar::fold
