#include "core/fold/region.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "absl/strings/str_replace.h"
#include "core/fold/result_json.h"
#include "core/fold/visibility.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using observation::Confidentiality;
using observation::Deviation;
using observation::SetOf;
using observation::Status;
using testing::ElementsAre;

struct RegionalQuestion {
  std::string round = "baseline-2021";
  std::optional<LogSize> as_of = std::nullopt;
  Viewer viewer = {};
  std::string indicator = "A1";
};

std::string AskRegion(const LogBuilder& log, const RegionalQuestion& asked) {
  Question question{.subject = "region", .round = asked.round};
  question.indicator = asked.indicator;
  question.as_of = asked.as_of.value_or(log.size());
  question.find_region = [&log](const RoundReference& round, LogSize as_of) {
    return FindRegion(log.state(), round, as_of, log.PartsReader());
  };
  const auto root = [&log](LogSize at) -> absl::StatusOr<base::Hash> { return log.RootAt(at); };
  const PartReader all = log.PartsReader();
  const auto answer =
      Answer(log.state(), question, root, VisibleParts(asked.viewer, log.state(), all));
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? *answer : "{}";
}

json FigureIn(const std::string& answer, const std::string& measure) {
  const json region = json::parse(answer);
  for (const json& figure : region["indicators"][0]["figures"]) {
    if (figure["measure"] == measure) return figure;
  }
  return {};
}

std::vector<std::string> Covered(const json& figure) {
  std::vector<std::string> covered;
  for (const json& one : figure["covered"]) {
    covered.push_back(one["member"].get<std::string>() + " " + one["period"].get<std::string>());
  }
  return covered;
}

std::map<std::string, std::string> WhyLeftOut(const json& figure) {
  std::map<std::string, std::string> reasons;
  for (const json& one : figure["left_out"]) {
    reasons[one["member"]] = one["reason"].get<std::string>();
    for (const json& code : one["codes"]) {
      reasons[one["member"]] += " " + code.get<std::string>();
    }
  }
  return reasons;
}

Figure Of(const std::string& value, std::map<std::string, std::string> codes = {}) {
  Figure figure{value};
  figure.codes = std::move(codes);
  return figure;
}

const std::vector<std::string> kEight = {"KH", "ID", "LA", "MY", "MM", "PH", "TH", "VN"};

class RegionTest : public testing::Test {
 protected:
  RegionTest() : log_(LogWith(kEight)) { log_.OpenRound("baseline-2021"); }

  void Report(const std::string& member, const std::string& period, const Figure& figure,
              const std::string& measure = "number") {
    ASSERT_EQ(Name(log_.Submit(AReport(member + ".NSO").With({"A1", period, {figure}, measure}))),
              "accepted");
  }
  json Sum(const RegionalQuestion& asked = {}) const {
    return FigureIn(AskRegion(log_, asked), "number");
  }
  json SumAtClose() {
    log_.CloseRound("baseline-2021");
    return Sum();
  }

  LogBuilder log_;
};

TEST_F(RegionTest, AddsWhatIsAlikeAndSaysWhomItLeavesOut) {
  Report("KH", "2016", Of("1000"));
  Report("ID", "2014", Of("2000"));
  Report("VN", "2018", Of("3000"));
  Figure part = Of("99999", {{"age", "Y15T17"}});
  part.deviations = SetOf(Deviation::kAgePartOfRange);
  Report("LA", "2016", part);
  const json sum = SumAtClose();
  EXPECT_EQ(sum["state"], "given");
  EXPECT_EQ(sum["value"], "6000");
  EXPECT_EQ(sum["unit"], "PS");
  EXPECT_EQ(sum["as_specified"], true);
  EXPECT_EQ(sum["kind"]["age"]["name"], "5 to 17 years");
  EXPECT_THAT(Covered(sum), ElementsAre("KH 2016", "ID 2014", "VN 2018"));
  const auto left_out = WhyLeftOut(sum);
  EXPECT_EQ(left_out.size(), 5u);
  EXPECT_EQ(left_out.at("LA"), "other-kind Y15T17");
  EXPECT_EQ(left_out.at("MY"), "no-number");
}

// Of three, one shows its figure to all: the other two would find each other's.
TEST_F(RegionTest, AReleasedFigureHidesNobody) {
  for (uint32_t level = 2; level <= 5; ++level) {
    log_.StateAct("authority", PolicyAct{log_.hub_id(), level}, kAuthorityKeys);
  }
  for (const char* member : {"KH", "ID"}) Report(member, "2016", Of("1000"));
  const auto report = log_.Submit(AReport("VN.NSO").With({"A1", "2016", {Of("1000")}, "number"}));
  const base::PartHash part =
      log_.state().FindReport(report.payload_id)->report.parts.front().part_hash;
  LogBuilder silent = log_;
  silent.CloseRound("baseline-2021");
  EXPECT_EQ(FigureIn(AskRegion(silent, {}), "number")["state"], "given");
  for (const Audience audience : {Audience::kMembers, Audience::kPublic}) {
    LogBuilder released = log_;
    const ReleaseAct act{log_.hub_id(), log_.collection(), "VN", {part}, audience};
    ASSERT_EQ(Name(released.StateAct("VN", act, {"VN.node"})), "accepted");
    LogBuilder fourth = released;
    released.CloseRound("baseline-2021");
    EXPECT_EQ(FigureIn(AskRegion(released, {}), "number")["state"], "too-few");
    // With three whose figures are their own it is given, and the released one is in it.
    fourth.Submit(AReport("MY.NSO").With({"A1", "2016", {Of("1000")}, "number"}));
    fourth.CloseRound("baseline-2021");
    EXPECT_EQ(FigureIn(AskRegion(fourth, {}), "number")["value"], "4000");
  }
}

TEST_F(RegionTest, EachReasonForBeingLeftOut) {
  for (const char* member : {"KH", "ID", "MY"}) Report(member, "2016", Of("1000"));
  log_.AddProvider("LA.MOL");
  Report("LA", "2016", Of("1000"));
  log_.Submit(AReport("LA.MOL").With({"A1", "2016", {Of("1100")}, "number"}));
  Figure held{""};
  held.status = Status::kSuppressed;
  Report("MM", "2016", held);
  Figure secret = Of("1000");
  secret.confidentiality = Confidentiality::kNotPublic;
  Report("PH", "2016", secret);
  Report("TH", "2016-Q3", Of("1000"));
  Report("VN", "2016", Of("1000", {{"sex", "F"}}));
  const json sum = SumAtClose();
  EXPECT_EQ(sum["value"], "3000");
  EXPECT_EQ(WhyLeftOut(sum), (std::map<std::string, std::string>{{"LA", "disputed"},
                                                                 {"MM", "held-back"},
                                                                 {"PH", "not-public"},
                                                                 {"TH", "part-of-year"},
                                                                 {"VN", "broken-down"}}));
}

TEST_F(RegionTest, YearsAreTheRoundsAndTheNearestIsTaken) {
  log_.OpenRound("baseline-2021-strict");
  for (const char* member : {"KH", "ID"}) Report(member, "2016", Of("1000"));
  Report("MY", "2013", Of("700"));
  Report("MY", "2015", Of("800"));
  Report("MY", "2017", Of("900"));
  Report("VN", "2022", Of("1000"));
  log_.CloseRound("baseline-2021-strict");
  const json sum = Sum({.round = "baseline-2021-strict"});
  EXPECT_EQ(sum["value"], "2800");
  EXPECT_THAT(Covered(sum), ElementsAre("KH 2016", "ID 2016", "MY 2015"));
  EXPECT_EQ(WhyLeftOut(sum).at("VN"), "other-years");
}

TEST_F(RegionTest, OtherAgesAreTakenWhereTooFewHaveTheOwn) {
  Report("KH", "2016", Of("1000"));
  for (const char* member : {"ID", "LA", "MY"}) {
    Figure part = Of("500", {{"age", "Y15T17"}});
    part.deviations = SetOf(Deviation::kAgePartOfRange);
    Report(member, "2016", part);
  }
  const json sum = SumAtClose();
  EXPECT_EQ(sum["value"], "1500");
  EXPECT_EQ(sum["as_specified"], false);
  EXPECT_EQ(sum["covered"][0]["deviations"], json({"age: part of the range"}));
  EXPECT_EQ(WhyLeftOut(sum).at("KH"), "other-kind Y5T17");
}

TEST_F(RegionTest, TheCatalogueSaysWhatMayBeAdded) {
  log_.CloseRound("baseline-2021");
  const json region = json::parse(AskRegion(log_, {.indicator = ""}));
  EXPECT_EQ(region["region"], "ASEAN");
  std::map<std::string, std::string> states;
  for (const json& line : region["indicators"]) {
    for (const json& figure : line["figures"]) {
      states[line["code"].get<std::string>() + " " + figure["measure"].get<std::string>()] =
          figure["state"].get<std::string>();
    }
  }
  EXPECT_EQ(states["A1 number"], "too-few");
  EXPECT_EQ(states["A1 proportion"], "no-denominators");
  EXPECT_EQ(states["A2 number"], "not-allowed");
  EXPECT_EQ(states["A10 number"], "not-allowed");
  EXPECT_EQ(states["A11 rate"], "no-denominators");
}

TEST_F(RegionTest, IsOfAClosedRoundAndOfNoOtherSize) {
  for (const char* member : {"KH", "ID", "MY", "VN"}) Report(member, "2016", Of("1000"));
  EXPECT_EQ(Sum()["state"], "open");
  log_.CloseRound("baseline-2021", {"LA"});
  EXPECT_EQ(Sum()["state"], "open");
  Report("LA", "2016", Of("1000"));
  Report("PH", "2016", Of("1000"));  // late
  const LogSize before = log_.size();
  log_.CloseRound("baseline-2021");
  const LogSize closed = log_.size();
  EXPECT_EQ(Sum()["value"], "5000");
  Report("TH", "2016", Of("1000"));
  EXPECT_EQ(Sum()["value"], "5000");
  EXPECT_EQ(Sum({.as_of = before})["state"], "open");
  const json region = json::parse(AskRegion(log_, {}));
  EXPECT_EQ(region["evaluated_at"], closed.value());
  EXPECT_EQ(region["evaluated_root"], log_.RootAt(closed).hex());
  EXPECT_EQ(region["log_size"], log_.size().value());
}

TEST_F(RegionTest, IsTheSameForEverybodyAndShowsNoMembersValue) {
  Report("KH", "2016", Of("11117"));
  Report("ID", "2016", Of("22229"));
  Report("VN", "2016", Of("33331"));
  log_.CloseRound("baseline-2021");
  const std::string for_public = AskRegion(log_, {});
  EXPECT_EQ(FigureIn(for_public, "number")["value"], "66677");
  for (const char* value : {"11117", "22229", "33331"}) {
    EXPECT_EQ(for_public.find(value), std::string::npos);
  }
  for (const Viewer& viewer : {Viewer{ViewerRole::kAsec}, Viewer{ViewerRole::kMember, "KH"},
                               Viewer{ViewerRole::kAuditor}, Viewer{ViewerRole::kSlom, "VN"}}) {
    EXPECT_EQ(AskRegion(log_, {.viewer = viewer}), for_public);
  }
}

TEST_F(RegionTest, IsNotGivenWhereAMemberCouldBeFound) {
  Report("KH", "2016", Of("11117"));
  Report("ID", "2016", Of("10"));
  Report("VN", "2016", Of("20"));
  const json sum = SumAtClose();
  EXPECT_EQ(sum["state"], "shows-a-member");
  EXPECT_EQ(sum["value"], nullptr);
}

TEST_F(RegionTest, OneThatCameBetweenTwoRoundsIsNotFound) {
  for (const char* member : {"KH", "ID", "VN"}) Report(member, "2016", Of("1000"));
  log_.CloseRound("baseline-2021");
  EXPECT_EQ(Sum()["value"], "3000");
  Report("LA", "2016", Of("900"));
  log_.OpenRound("baseline-now");
  const auto more = [](LogBuilder log, const std::vector<std::string>& members) {
    for (const std::string& member : members) {
      log.Submit(AReport(member + ".NSO").With({"A1", "2016", {Of("800")}, "number"}));
    }
    log.CloseRound("baseline-now");
    return FigureIn(AskRegion(log, {.round = "baseline-now"}), "number");
  };
  EXPECT_EQ(more(log_, {})["state"], "shows-a-member");
  EXPECT_EQ(more(log_, {"TH"})["state"], "shows-a-member");
  EXPECT_EQ(more(log_, {"TH", "PH"})["value"], "5500");
}

TEST_F(RegionTest, WithoutAllPartsItIsNotGiven) {
  for (const char* member : {"KH", "ID", "VN", "LA"}) Report(member, "2016", Of("1000"));
  log_.CloseRound("baseline-2021");
  const PartReader all = log_.PartsReader();
  const base::PartHash hidden = log_.parts().begin()->first;
  const PartReader some = [&](const base::PartHash& hash) -> std::optional<std::string> {
    return hash == hidden ? std::nullopt : all(hash);
  };
  const auto reference = FindRound(log_.state(), "", "baseline-2021", log_.size());
  const auto table = FindRegion(log_.state(), *reference, log_.size(), some);
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_EQ(table->indicators[0].figures[1].state, RegionState::kNotReadable);
  EXPECT_FALSE(table->indicators[0].figures[1].value.has_value());
}

// A catalogue that names what a proportion is of.
class RegionalQuotient : public testing::Test {
 protected:
  static LogBuilder Founded() {
    LogBuilder::Options options;
    options.catalogue = support::PublishedCatalogueFiles();
    for (catalogue::SourceFile& file : options.catalogue) {
      file.content = absl::StrReplaceAll(
          file.content, {{"      - {id: proportion, unit: PT}\n      - {id: number, unit: PS, "
                          "regional_sum: true}\n",
                          "      - {id: proportion, unit: PT, numerator: number, denominator: "
                          "children}\n      - {id: number, unit: PS, regional_sum: true}\n"
                          "      - {id: children, kind: number, unit: PS, regional_sum: true}\n"}});
    }
    LogBuilder log(options);
    log.AddFramework();
    for (const std::string& member : kEight) {
      log.AddMember(member);
      log.AddProvider(member + ".NSO");
    }
    log.OpenRound("baseline-2021");
    return log;
  }
  static void Report(LogBuilder* log, const std::string& member, const std::string& number,
                     const std::string& children) {
    AReport report(member + ".NSO");
    report.With({"A1", "2016", {Of(number)}, "number"});
    if (!children.empty()) report.With({"A1", "2016", {Of(children)}, "children"});
    EXPECT_EQ(Name(log->Submit(report)), "accepted");
  }
  static json Proportion(LogBuilder log) {
    log.CloseRound("baseline-2021");
    return FigureIn(AskRegion(log, {}), "proportion");
  }
};

TEST_F(RegionalQuotient, IsTheSumsQuotientAndNeverAnAverage) {
  LogBuilder log = Founded();
  Report(&log, "KH", "100", "1000");   // 10 percent
  Report(&log, "ID", "300", "10000");  // 3
  Report(&log, "VN", "200", "8000");   // 2.5
  const json given = Proportion(log);
  EXPECT_EQ(given["state"], "given");
  EXPECT_EQ(given["value"], "3.2");  // 600 of 19000 = 3.157…
  EXPECT_EQ(given["is_rounded"], true);
  EXPECT_EQ(given["numerator"], "600");
  EXPECT_EQ(given["denominator"], "19000");
  Report(&log, "LA", "150", "");
  const json differs = Proportion(log);
  EXPECT_EQ(differs["state"], "parts-differ");
  EXPECT_EQ(differs["value"], nullptr);
  EXPECT_EQ(differs["numerator"], nullptr);
}

// A plain list of what members said, added up from the start.
TEST_F(RegionTest, AgreesWithAPlainList) {
  std::mt19937 random(2021);
  int given = 0;
  int refused = 0;
  for (int round = 0; round < 40; ++round) {
    LogBuilder log = log_;
    std::map<std::string, std::map<int, int>> said;  // member, year -> value
    for (int i = 0; i < 10; ++i) {
      const std::string member = kEight[random() % kEight.size()];
      const int year = 2013 + static_cast<int>(random() % 6);
      const int value = 100 + static_cast<int>(random() % 900);
      if (!said[member].try_emplace(year, value).second) continue;
      log.Submit(AReport(member + ".NSO")
                     .With({"A1", std::to_string(year), {Of(std::to_string(value))}, "number"}));
    }
    log.CloseRound("baseline-2021");
    std::vector<int> values;
    for (const auto& [member, years] : said) {
      const std::pair<const int, int>* nearest = nullptr;
      for (const auto& one : years) {  // earlier years first: they win a tie
        if (nearest == nullptr || std::abs(one.first - 2016) < std::abs(nearest->first - 2016)) {
          nearest = &one;
        }
      }
      if (nearest != nullptr) values.push_back(nearest->second);
    }
    std::ranges::sort(values, std::greater());
    int total = 0;
    int rest = 0;
    for (size_t i = 0; i < values.size(); ++i) {
      total += values[i];
      if (i > 1) rest += values[i];
    }
    const json sum = FigureIn(AskRegion(log, {}), "number");
    if (values.size() < 3) {
      EXPECT_EQ(sum["state"], "too-few");
      ++refused;
    } else if (10 * rest < values.front()) {
      EXPECT_EQ(sum["state"], "shows-a-member");
      ++refused;
    } else {
      EXPECT_EQ(sum["value"], std::to_string(total));
      ++given;
    }
  }
  EXPECT_GT(given, 20);
  EXPECT_LT(refused, 20);
}

}  // namespace
}  // namespace lontar::fold
