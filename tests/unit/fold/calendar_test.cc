// The calendar: which members have answered a round, and which are overdue on a day.

#include "core/fold/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "absl/strings/str_join.h"
#include "core/base/problem.h"
#include "core/fold/result_json.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kCalled[] = "baseline-2021";  // its cut-off: 2021-08-31
constexpr char kInTime[] = "2021-08-31";
constexpr char kPast[] = "2021-09-10";

std::vector<std::string> ListOfCalled(const LogBuilder& log) {
  std::vector<std::string> ids;
  for (const catalogue::Indicator& indicator : log.catalogue().indicators()) {
    if (indicator.list == "A") ids.push_back(indicator.id);
  }
  std::ranges::sort(ids);
  return ids;
}

class CalendarOfRounds : public testing::Test {
 protected:
  CalendarOfRounds() {
    log_.OpenRound(kCalled);
    for (uint32_t level = 2; level <= 3; ++level) {
      EXPECT_EQ(Name(log_.StateAct("authority", PolicyAct{log_.hub_id(), level}, kAuthorityKeys)),
                "accepted");
    }
  }

  RoundCalendar At(const std::string& on, std::optional<LogSize> as_of = std::nullopt) const {
    const auto calendar = ComputeCalendar(log_.state(), {"", as_of.value_or(log_.size()), on});
    EXPECT_TRUE(calendar.ok()) << calendar.status();
    EXPECT_EQ(calendar->rounds.size(), 1u);
    return calendar->rounds.front();
  }
  // "KH silence 0, VN return 14".
  std::string Standings(const std::string& on = kPast,
                        std::optional<LogSize> as_of = std::nullopt) const {
    std::vector<std::string> members;
    for (const MemberCalendar& member : At(on, as_of).members) {
      members.push_back(absl::StrCat(member.member, " ", NameOf(member.standing), " ",
                                     member.answered, member.is_overdue ? " overdue" : "",
                                     member.late.is_empty() ? "" : " late"));
    }
    return absl::StrJoin(members, ", ");
  }
  // A return of which every line has this answer, but those of the indicators in `others`.
  void Return(const std::string& member, ReturnAnswer answer,
              const std::map<std::string, ReturnAnswer>& others = {}) {
    ReturnAct act;
    act.hub_id = log_.hub_id();
    act.collection = log_.collection();
    act.member = member;
    act.round = kCalled;
    act.revision = ++revision_;
    for (const std::string& id : ListOfCalled(log_)) {
      const auto other = others.find(id);
      ReturnLine line{id, other == others.end() ? answer : other->second, {}};
      if (line.answer == ReturnAnswer::kNotAvailable) line.reason = ReturnReason::kNoSurvey;
      act.lines.push_back(line);
    }
    EXPECT_EQ(Name(log_.StateAct(member, act, {member + ".node"})), "accepted");
  }
  void Extend(const std::string& to, std::vector<std::string> members) {
    const RoundAct act{log_.hub_id(), log_.collection(), kCalled,
                       RoundChange{to, std::move(members)}};
    EXPECT_EQ(Name(log_.StateAct("authority", act, kAuthorityKeys)), "accepted");
  }

  uint32_t revision_ = 0;
  LogBuilder log_ = LogWith({"KH", "VN"});
};

TEST_F(CalendarOfRounds, SilenceIsOverdueFromTheDayAfterTheCutOff) {
  EXPECT_EQ(Standings(kInTime), "KH silence 0, VN silence 0");
  EXPECT_EQ(Standings("2021-09-01"), "KH silence 0 overdue, VN silence 0 overdue");
  EXPECT_EQ(At(kInTime).days_left, 0);
  EXPECT_EQ(At("2021-08-01").members[0].days_left, 30);
  EXPECT_EQ(At(kPast).members[0].days_left, -10);
}

TEST_F(CalendarOfRounds, WithoutADayNothingIsOverdue) {
  EXPECT_EQ(Standings(""), "KH silence 0, VN silence 0");
  EXPECT_EQ(At("").days_left, std::nullopt);
}

TEST_F(CalendarOfRounds, AWholeReturnANilReturnAndAPartialOneAreKeptApart) {
  Return("KH", ReturnAnswer::kNotAvailable);
  Return("VN", ReturnAnswer::kNotAvailable,
         {{log_.catalogue().FindByCode("A1")->id, ReturnAnswer::kNarrative}});
  EXPECT_EQ(Standings(), "KH nil 14, VN return 14");
  Return("VN", ReturnAnswer::kNotAvailable,
         {{log_.catalogue().FindByCode("A1")->id, ReturnAnswer::kLater}});
  EXPECT_EQ(Standings(), "KH nil 14, VN partial 13");
  EXPECT_EQ(At(kPast).members[1].later, 1);
  EXPECT_EQ(At(kPast).members[1].returned->day, "2026-01-01");
}

TEST_F(CalendarOfRounds, FiguresWithoutAReturnArePartialAndOverdueAllTheSame) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  EXPECT_EQ(Standings(), "KH partial 1 overdue, VN silence 0 overdue");
  EXPECT_EQ(OverdueLine(At(kPast), kPast),
            "Overdue for membership as of 2021-08-31, figures as published later on 2021-09-10: "
            "Cambodia (since 2021-08-31, 1 of 14 indicators answered), "
            "Viet Nam (since 2021-08-31, 0 of 14 indicators answered)");
  Return("KH", ReturnAnswer::kLater);
  EXPECT_EQ(Standings(), "KH partial 1, VN silence 0 overdue");
  EXPECT_EQ(OverdueLine(At(kInTime), kInTime), "");
}

TEST_F(CalendarOfRounds, AnExtensionMovesTheDayOfThoseWhomItIsFor) {
  const LogSize before = log_.size();
  Extend("2021-10-31", {"KH"});
  EXPECT_EQ(Standings(), "KH silence 0, VN silence 0 overdue");
  EXPECT_EQ(Standings(kPast, before), "KH silence 0 overdue, VN silence 0 overdue");
  const RoundCalendar round = At(kPast);
  EXPECT_EQ(round.cut_off, "2021-08-31");
  EXPECT_EQ(round.members[0].cut_off, "2021-10-31");
  ASSERT_EQ(round.extensions.size(), 1u);
  EXPECT_THAT(round.extensions[0].change.members, ElementsAre("KH"));
  Extend("2021-12-31", {});
  EXPECT_EQ(At(kPast).cut_off, "2021-12-31");
  EXPECT_EQ(Standings(), "KH silence 0, VN silence 0");
}

TEST_F(CalendarOfRounds, WhoIsLeftOutOfTheCloseIsStillOverdueAndTheOthersAreNot) {
  log_.CloseRound(kCalled, {"KH"});
  EXPECT_EQ(Standings(), "KH silence 0 overdue, VN silence 0");
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  log_.Submit(AReport("VN.NSO").Of("A1", "2016", "4.2"));
  Return("VN", ReturnAnswer::kNotAvailable);
  EXPECT_EQ(Standings(), "KH partial 1 overdue, VN silence 0 late");
  const RoundCalendar round = At(kPast);
  ASSERT_EQ(round.closings.size(), 1u);
  EXPECT_THAT(round.closings[0].left_out, ElementsAre("KH"));
  const LateArrivals& late = round.members[1].late;
  EXPECT_EQ(late.indicators, 14);
  EXPECT_EQ(late.first->value(), log_.size().value() - 2);
  EXPECT_EQ(late.returned->index.value(), log_.size().value() - 1);
  log_.CloseRound(kCalled);
  EXPECT_EQ(Standings(), "KH partial 1, VN silence 0 late");
  EXPECT_EQ(At(kPast).closings.size(), 2u);
}

TEST_F(CalendarOfRounds, ThePastIsReadAsItWas) {
  const LogSize before = log_.size();
  Return("KH", ReturnAnswer::kNotAvailable);
  log_.CloseRound(kCalled);
  EXPECT_EQ(Standings(kPast, before), "KH silence 0 overdue, VN silence 0 overdue");
  EXPECT_TRUE(At(kPast, before).closings.empty());
  const LogSize unopened = LogSize(At(kPast).opened.index.value());
  EXPECT_TRUE(ComputeCalendar(log_.state(), {"", unopened, kPast})->rounds.empty());
}

TEST_F(CalendarOfRounds, TheJsonSaysTheDayAndWhoIsOverdueAndNoValue) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "41.875"));
  Question question;
  question.subject = "calendar";
  question.on = kPast;
  const auto answer = log_.Ask(question);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(*answer, testing::Not(HasSubstr("41.875")));
  const json calendar = json::parse(*answer);
  EXPECT_EQ(calendar["schema"], "lontar.calendar.v1");
  EXPECT_EQ(calendar["on"], kPast);
  EXPECT_EQ(calendar["rounds"][0]["opened"]["day"], "2026-01-01");
  EXPECT_EQ(calendar["overdue"][0], json({{"collection", log_.collection()},
                                          {"round", kCalled},
                                          {"member", "KH"},
                                          {"name", "Cambodia"},
                                          {"cut_off", "2021-08-31"},
                                          {"days_since", 10},
                                          {"state", "partial"},
                                          {"answered", 1},
                                          {"indicators", 14}}));
  EXPECT_TRUE(calendar["rounds"][0]["members"][0]["late"].is_null());
  question.on = "soon";
  EXPECT_EQ(base::ReasonOf(log_.Ask(question).status()), "NOT_A_DATE");
  question.on = "";
  question.collection = "none";
  EXPECT_EQ(base::ReasonOf(log_.Ask(question).status()), "COLLECTION_ABSENT");
}

// What a member has done, kept by the test itself as plain lists: what it says of a standing must
// be what the calendar says, whatever the order.
struct Remembered {
  std::set<std::string> figures;              // indicators
  std::map<std::string, ReturnAnswer> lines;  // of the last return
  bool has_returned = false;
  bool is_closed = false;

  std::string Standing() const {
    int answered = 0;
    int later = 0;
    bool has_words = false;
    for (const auto& [id, answer] : lines) {
      later += answer == ReturnAnswer::kLater ? 1 : 0;
      has_words |= answer == ReturnAnswer::kNarrative;
      const bool is_said = answer != ReturnAnswer::kLater;
      answered += is_said || figures.contains(id) ? 1 : 0;
    }
    if (!has_returned) answered = static_cast<int>(figures.size());
    std::string standing = answered > 0 ? "partial" : "silence";
    if (has_returned) standing = later > 0 ? "partial" : has_words ? "return" : "nil";
    const bool is_overdue = !is_closed && !has_returned;
    return absl::StrCat(standing, " ", answered, is_overdue ? " overdue" : "");
  }
};

TEST_F(CalendarOfRounds, AgreesWithPlainListsWhateverTheOrder) {
  std::mt19937 random(20261127);
  std::map<std::string, Remembered> members = {{"KH", {}}, {"VN", {}}};
  const std::vector<std::string> ids = ListOfCalled(log_);
  for (int step = 0; step < 60; ++step) {
    const std::string member = random() % 2 == 0 ? "KH" : "VN";
    Remembered& known = members.at(member);
    const std::string id = ids[random() % ids.size()];
    if (random() % 3 > 0) {
      log_.Submit(AReport(member + ".NSO")
                      .Of(log_.catalogue().FindIndicator(id)->code, "2016", absl::StrCat(step)));
      if (!known.is_closed) known.figures.insert(id);
    } else {
      constexpr ReturnAnswer kAnswers[] = {ReturnAnswer::kNotAvailable, ReturnAnswer::kNarrative,
                                           ReturnAnswer::kLater};
      const ReturnAnswer other = kAnswers[random() % 3];
      Return(member, ReturnAnswer::kNotAvailable, {{id, other}});
      if (!known.is_closed) {
        known.has_returned = true;
        for (const std::string& one : ids) known.lines[one] = ReturnAnswer::kNotAvailable;
        known.lines[id] = other;
      }
    }
    if (step == 40) {
      log_.CloseRound(kCalled, {"VN"});
      members.at("KH").is_closed = true;
    }
    for (const MemberCalendar& read : At(kPast).members) {
      EXPECT_EQ(absl::StrCat(NameOf(read.standing), " ", read.answered,
                             read.is_overdue ? " overdue" : ""),
                members.at(read.member).Standing())
          << read.member << " at step " << step;
    }
  }
}

}  // namespace
}  // namespace lontar::fold
