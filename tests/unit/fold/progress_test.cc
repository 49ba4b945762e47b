#include "core/fold/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "core/base/problem.h"
#include "core/fold/result_json.h"
#include "core/fold/visibility.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using observation::Deviation;
using observation::SetOf;
using observation::Status;

constexpr absl::string_view kRoundOfProgress = "baseline-2021";

struct ProgressQuestion {
  std::string member = {};
  std::string indicator = "A1";
  Viewer viewer = {ViewerRole::kAsec};
  std::optional<LogSize> as_of = std::nullopt;
  std::string round = std::string(kRoundOfProgress);
};

absl::StatusOr<std::string> AskProgress(const LogBuilder& log, const ProgressQuestion& asked) {
  Question question{.subject = "progress", .round = asked.round};
  question.member = asked.member;
  question.indicator = asked.indicator;
  question.as_of = asked.as_of.value_or(log.size());
  const auto root = [&log](LogSize at) -> absl::StatusOr<base::Hash> { return log.RootAt(at); };
  const PartReader all = log.PartsReader();
  return Answer(log.state(), question, root, VisibleParts(asked.viewer, log.state(), all));
}

json Progressed(const LogBuilder& log, const ProgressQuestion& asked) {
  const auto answer = AskProgress(log, asked);
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? json::parse(*answer) : json();
}

Figure Coded(const std::string& value, std::map<std::string, std::string> codes) {
  Figure figure{value};
  figure.codes = std::move(codes);
  return figure;
}

class ProgressTest : public testing::Test {
 protected:
  ProgressTest() : log_(LogWith({"KH", "ID", "LA", "VN"})) { log_.OpenRound(kRoundOfProgress); }

  void Report(const std::string& period, const Figure& figure, const std::string& measure = "") {
    EXPECT_EQ(Name(log_.Submit(AReport("KH.NSO").With({"A1", period, {figure}, measure}))),
              "accepted");
  }
  void Report(const std::string& period, const std::string& value) {
    Report(period, Figure{value});
  }
  json Kh(const ProgressQuestion& asked = {}) const {
    const json answer = Progressed(log_, asked);
    for (const json& member : answer["indicators"][0]["members"]) {
      if (member["member"] == "KH") return member;
    }
    return json::object({{"state", "not listed"}});
  }

  LogBuilder log_;
};

TEST_F(ProgressTest, IsTheOwnBaselineAndTheLatestFigureOfTheSameKind) {
  Report("2014", "20");
  Report("2016", "12.20");
  Report("2018", "11");
  Report("2019", "9.8");
  const json kh = Kh();
  EXPECT_EQ(kh["state"], "compared");
  EXPECT_EQ(kh["base_year"], 2016);
  EXPECT_EQ(kh["measure"], "proportion");
  EXPECT_EQ(kh["unit"], "PT");
  EXPECT_EQ(kh["baseline"]["value"], "12.20");
  EXPECT_EQ(kh["later"]["value"], "9.8");
  EXPECT_EQ(kh["later"]["period"], "2019");
  EXPECT_EQ(kh["difference"], "-2.40");
  EXPECT_EQ(kh["definition_differs"], false);
}

TEST_F(ProgressTest, OtherAgesOrConceptsAreNotComparedAndBothAreNamed) {
  Report("2012", Coded("12", {{"concept", "EA"}}));
  Figure part = Coded("9", {{"age", "Y15T17"}, {"concept", "NAT"}});
  part.deviations = SetOf(Deviation::kAgePartOfRange);
  Report("2017", part);
  const json kh = Kh();
  EXPECT_EQ(kh["state"], "not-alike");
  EXPECT_EQ(kh["difference"], nullptr);
  ASSERT_EQ(kh["unlike"].size(), 2u);
  EXPECT_EQ(kh["unlike"][0], json::parse(R"({"what": "age", "name": "Age", "baseline": "Y5T17",
      "baseline_name": "5 to 17 years", "later": "Y15T17", "later_name": "15 to 17 years"})"));
  EXPECT_EQ(kh["unlike"][1]["what"], "concept");
  EXPECT_EQ(kh["unlike"][1]["baseline"], "EA");
  EXPECT_EQ(kh["unlike"][1]["later"], "NAT");
}

TEST_F(ProgressTest, AnotherMeasureDeviationOrLengthOfPeriodIsNotAlike) {
  Report("2016", "12");
  Report("2019", {"4000"}, "number");
  EXPECT_EQ(Kh()["unlike"][0]["what"], "measure");
  EXPECT_EQ(Kh()["unlike"][0]["later"], "number");
  Report("2020-Q3", "11");
  EXPECT_EQ(Kh()["unlike"][0]["what"], "period");
  EXPECT_EQ(Kh()["unlike"][0]["baseline"], "year");
  EXPECT_EQ(Kh()["unlike"][0]["later"], "Q");
  Figure otherwise{"10"};
  otherwise.deviations = SetOf(Deviation::kCoverage);
  Report("2018", otherwise);
  EXPECT_EQ(Kh()["state"], "not-alike");
  EXPECT_EQ(Kh()["unlike"][0]["what"], "deviations");
  EXPECT_EQ(Kh()["unlike"][0]["later"], "coverage");
  Report("2019", "9");
  EXPECT_EQ(Kh()["state"], "compared");
}

TEST_F(ProgressTest, WhatIsMissingHasItsOwnReason) {
  EXPECT_EQ(Kh()["state"], "not listed");
  Report("2016", "12");
  EXPECT_EQ(Kh()["state"], "no-later-figure");
  log_.Submit(AReport("KH.NSO").Of("A1", "2018", Status::kNotAvailable));
  EXPECT_EQ(Kh()["state"], "no-later-figure");
  log_.Submit(AReport("KH.NSO").Of("A1", "2019", Status::kSuppressed));
  EXPECT_EQ(Kh()["state"], "later-held-back");
  EXPECT_EQ(Kh()["later"]["value"], nullptr);
  Report("2020", "10");
  EXPECT_EQ(Kh()["difference"], "-2");
  log_.AddProvider("KH.MOP");
  log_.Submit(AReport("KH.MOP").Of("A1", "2020", "11"));
  EXPECT_EQ(Kh()["state"], "later-disputed");
  EXPECT_EQ(Kh()["later"]["candidates"].size(), 2u);
}

TEST_F(ProgressTest, ABaselineMayBeOpenHeldBackOrWithdrawn) {
  log_.AddProvider("LA.MOL");
  log_.Submit(AReport("LA.NSO").Of("A1", "2017", "25.979").Of("A1", "2020", "20"));
  log_.Submit(AReport("LA.MOL").Of("A1", "2017", "26.3"));
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", Status::kSuppressed));
  const auto vn = log_.Submit(AReport("VN.NSO").Of("A1", "2016", "7").Of("A1", "2020", "20"));
  log_.CloseRound(kRoundOfProgress);
  log_.Submit(AReport("VN.NSO").Withdrawing("A1", "2016").Superseding(vn.payload_id));
  log_.OpenRound("baseline-now");
  std::map<std::string, std::string> states;
  const json answer = Progressed(log_, {.round = "baseline-now"});
  for (const json& member : answer["indicators"][0]["members"]) {
    states[member["member"]] = member["state"];
    EXPECT_EQ(member["difference"], nullptr);
  }
  EXPECT_EQ(states["LA"], "baseline-open");
  EXPECT_EQ(states["KH"], "baseline-held-back");
  EXPECT_EQ(states["VN"], "baseline-withdrawn");
}

TEST_F(ProgressTest, ABreakInTheSeriesIsNotCrossed) {
  Report("2016", "12");
  Figure broken{"30"};
  broken.status = Status::kBreak;
  Report("2018", broken);
  Report("2020", "31");
  EXPECT_EQ(Kh()["state"], "break");
  EXPECT_EQ(Kh()["difference"], nullptr);
}

TEST_F(ProgressTest, AFixedBaseYearStaysAndItsCorrectionIsFollowed) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2014", "15").Of("A1", "2019", "10"));
  const LogSize before = log_.size();
  log_.CloseRound(kRoundOfProgress);
  Report("2016", "12");
  log_.OpenRound("baseline-now");
  json kh = Kh({.round = "baseline-now"});
  EXPECT_EQ(kh["base_year"], 2014);
  EXPECT_EQ(kh["fixed_by"], std::string(kRoundOfProgress));
  EXPECT_EQ(kh["difference"], "-5");
  const auto first = log_.Submit(AReport("KH.NSO").Of("A1", "2021", "9"));
  EXPECT_EQ(Kh({.round = "baseline-now"})["difference"], "-6");
  log_.Submit(AReport("KH.NSO").Of("A1", "2021", "9.5").Superseding(first.payload_id));
  EXPECT_EQ(Kh({.round = "baseline-now"})["difference"], "-5.5");
  EXPECT_EQ(Kh({.as_of = before})["difference"], "-5");
}

TEST_F(ProgressTest, StatedLevelsAreTheLastWordsOfEachProviderAsTheyStand) {
  log_.AddProvider("KH.MOP");
  log_.Submit(AReport("KH.NSO").Narrating("A1", "Progress level as stated: No progress"));
  log_.Submit(
      AReport("KH.NSO").Narrating("A1", "Progress level as stated: Strong progress\n\nwords"));
  log_.Submit(AReport("KH.NSO").Narrating("A1", "Justification of warnings:\nX: y"));
  log_.Submit(AReport("KH.MOP").Narrating("A1", "Progress level as stated: <b>Limited</b>"));
  log_.Submit(AReport("KH.MOP").Narrating("A3", "Progress level as stated: of another"));
  const json kh = Kh();
  EXPECT_EQ(kh["state"], "no-baseline");
  ASSERT_EQ(kh["stated"].size(), 2u);
  EXPECT_EQ(kh["stated"][0]["provider"], "KH.MOP");
  EXPECT_EQ(kh["stated"][0]["level"], "<b>Limited</b>");
  EXPECT_EQ(kh["stated"][1]["level"], "Strong progress");
  log_.Submit(AReport("KH.NSO").Narrating("A1", "only words"));
  EXPECT_EQ(Kh()["stated"].size(), 1u);
}

TEST_F(ProgressTest, AReaderSeesItsOwnAndAsecAllInTheFixedOrder) {
  Report("2016", "41.875");
  Report("2018", "41.125");
  log_.Submit(AReport("VN.NSO").Of("A1", "2016", "32.125").Of("A1", "2019", "33.375"));
  log_.Submit(AReport("VN.NSO").Narrating("A3", "Progress level as stated: Strong"));
  const auto members = [&](const Viewer& viewer) {
    const json answer = Progressed(log_, {.viewer = viewer});
    std::vector<std::string> codes;
    for (const json& one : answer["indicators"][0]["members"]) codes.push_back(one["member"]);
    return codes;
  };
  using testing::ElementsAre;
  using testing::IsEmpty;
  EXPECT_THAT(members({ViewerRole::kAsec}), ElementsAre("KH", "VN"));
  EXPECT_THAT(members({ViewerRole::kMember, "KH"}), ElementsAre("KH"));
  EXPECT_THAT(members({ViewerRole::kSlom, "VN"}), ElementsAre("VN"));
  EXPECT_THAT(members({ViewerRole::kPublic}), IsEmpty());
  EXPECT_THAT(members({ViewerRole::kAuditor}), IsEmpty());
  const std::string seen =
      *AskProgress(log_, {.indicator = "", .viewer = {ViewerRole::kMember, "KH"}});
  EXPECT_NE(seen.find("41.875"), std::string::npos);
  for (const char* hidden : {"32.125", "33.375", "1.250", "Strong"}) {
    EXPECT_EQ(seen.find(hidden), std::string::npos) << hidden;
  }
  const json of_public = Progressed(log_, {.indicator = "A3", .viewer = {}});
  EXPECT_EQ(of_public["indicators"][0]["not_readable"], json({"VN"}));
  EXPECT_EQ(of_public["indicators"][0]["without"], json({"KH", "ID", "LA"}));
}

TEST_F(ProgressTest, WhatIsAskedForMustBeThere) {
  EXPECT_EQ(base::ReasonOf(AskProgress(log_, {.member = "XX"}).status()), "MEMBER_ABSENT");
  EXPECT_EQ(base::ReasonOf(AskProgress(log_, {.indicator = "Z9"}).status()), "INDICATOR_UNKNOWN");
  EXPECT_EQ(base::ReasonOf(AskProgress(log_, {.round = "never"}).status()), "ROUND_ABSENT");
}

// A plain list of what each member has said, looked through from the start for each question.
struct Said {
  int year;
  std::string age;
  std::string meaning;
  int value;
};

class ProgressAgainstList : public ProgressTest {
 protected:
  int Below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }

  void SayOne() {
    const std::string member = std::vector<std::string>{"KH", "ID", "VN"}[Below(3)];
    const Said said{2010 + Below(12), Below(3) == 0 ? "Y15T17" : "Y5T17",
                    Below(3) == 0 ? "EA" : "NAT", 1 + Below(90)};
    for (const Said& other : said_[member]) {
      if (other.year == said.year) return;  // a block is stated once
    }
    said_[member].push_back(said);
    Figure figure =
        Coded(std::to_string(said.value), {{"age", said.age}, {"concept", said.meaning}});
    const std::string period = std::to_string(said.year);
    ASSERT_EQ(Name(log_.Submit(AReport(member + ".NSO").With({"A1", period, {figure}}))),
              "accepted");
  }

  std::string Expected(const std::string& member) const {
    const auto& all = said_.at(member);
    const auto distance = [](const Said& one) {
      return std::tuple(one.age != "Y5T17", std::abs(one.year - 2016), one.year);
    };
    const Said* base = &all.front();
    for (const Said& one : all) {
      if (distance(one) < distance(*base)) base = &one;
    }
    const Said* alike = nullptr;
    bool has_other = false;
    for (const Said& one : all) {
      if (one.year <= base->year) continue;
      const bool is_alike = one.age == base->age && one.meaning == base->meaning;
      has_other |= !is_alike;
      if (is_alike && (alike == nullptr || one.year > alike->year)) alike = &one;
    }
    if (alike != nullptr) return "compared " + std::to_string(alike->value - base->value);
    return has_other ? "not-alike" : "no-later-figure";
  }

  std::mt19937 random_{2016};
  std::map<std::string, std::vector<Said>> said_;
};

TEST_F(ProgressAgainstList, AgreesAfterEachReport) {
  std::set<std::string> seen;
  for (int i = 0; i < 60; ++i) {
    SayOne();
    const json answer = Progressed(log_, {});
    ASSERT_EQ(answer["indicators"][0]["members"].size(), said_.size());
    for (const json& member : answer["indicators"][0]["members"]) {
      std::string found = member["state"];
      if (found == "compared") found += " " + member["difference"].get<std::string>();
      EXPECT_EQ(found, Expected(member["member"]));
      seen.insert(member["state"]);
    }
  }
  EXPECT_EQ(seen.size(), 3u);
}

}  // namespace
}  // namespace lontar::fold
