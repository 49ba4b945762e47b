#include "core/fold/docket.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/problem.h"
#include "core/fold/result_json.h"
#include "tests/unit/fold/examples.h"

namespace lontar::fold {
namespace {

using nlohmann::json;
using observation::Status;

constexpr absl::string_view kDocketRound = "baseline-2021";

json AskedOf(const LogBuilder& log, Question question) {
  question.as_of = question.as_of.value_or(log.size());
  const auto root = [&log](LogSize at) -> absl::StatusOr<base::Hash> { return log.RootAt(at); };
  const auto answer = Answer(log.state(), question, root, log.PartsReader());
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? json::parse(*answer) : json();
}

class DocketTest : public testing::Test {
 protected:
  DocketTest() : log_(LogWith({"KH", "ID", "VN"})) {
    log_.OpenRound(kDocketRound);
    EXPECT_EQ(Name(log_.StateAct("authority", Act(PolicyAct{log_.hub_id(), 2}),
                                 {"authority-1", "authority-2"})),
              "accepted");
  }

  json Docket(std::optional<LogSize> as_of = std::nullopt) const {
    Question question{.subject = "docket"};
    question.as_of = as_of;
    return AskedOf(log_, question);
  }
  static json LineOf(const json& docket, const std::string& code) {
    for (const json& line : docket["lines"]) {
      if (line["code"] == code) return line;
    }
    ADD_FAILURE() << code;
    return {};
  }
  static json AnswerOf(const json& docket, const std::string& code, const std::string& member) {
    const json line = LineOf(docket, code);
    for (const json& answer : line["members"]) {
      if (answer["member"] == member) return answer;
    }
    ADD_FAILURE() << code << " " << member;
    return {};
  }
  json StateNow(const std::string& code, const std::string& member) const {
    return AnswerOf(Docket(), code, member)["state"];
  }

  // Each line of the round's list as `edit` has it; before that "later".
  template <class Edit>
  void Return(const std::string& member, Edit edit) {
    ReturnAct act;
    act.hub_id = log_.hub_id();
    act.collection = log_.collection();
    act.member = member;
    act.round = std::string(kDocketRound);
    act.revision = revision_++;
    for (const catalogue::Indicator& indicator : log_.catalogue().indicators()) {
      if (indicator.list != "A") continue;
      ReturnLine line{indicator.id, ReturnAnswer::kLater, {}};
      edit(indicator.code, &line);
      act.lines.push_back(line);
    }
    std::ranges::sort(act.lines, {}, &ReturnLine::indicator);
    EXPECT_EQ(Name(log_.StateAct(member, Act(act), {member + ".node"})), "accepted");
  }

  LogBuilder log_;
  uint32_t revision_ = 0;
};

TEST_F(DocketTest, FiguresCountWhateverElseIsSaid) {
  Figure otherwise{"4.2"};
  otherwise.codes = {{"age", "Y15T17"}};
  otherwise.deviations = observation::SetOf(observation::Deviation::kAgePartOfRange);
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  log_.Submit(AReport("VN.NSO").With({"A1", "2016", {otherwise}}));
  Return("KH", [](const std::string&, ReturnLine* line) {
    line->answer = ReturnAnswer::kNotAvailable;
    line->reason = ReturnReason::kNoSurvey;
  });
  const json docket = Docket();
  EXPECT_EQ(AnswerOf(docket, "A1", "KH")["state"], "as-specified");
  EXPECT_EQ(AnswerOf(docket, "A1", "KH")["reason"], nullptr);
  const json vn = AnswerOf(docket, "A1", "VN");
  EXPECT_EQ(vn["state"], "otherwise");
  EXPECT_EQ(vn["figures"]["deviations"][0]["id"], "age-part-of-range");
  EXPECT_EQ(vn["periods"], json({"2016"}));
  EXPECT_EQ(vn["base_year"], 2016);
  EXPECT_EQ(AnswerOf(docket, "A1", "ID")["state"], "nothing-yet");
}

TEST_F(DocketTest, EachWordOfAReturnIsAStateOfItsOwn) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2").Narrating("A3", "no survey since 2012"));
  Return("KH", [](const std::string& code, ReturnLine* line) {
    if (code == "A1") line->answer = ReturnAnswer::kFigure;
    if (code == "A2") {
      line->answer = ReturnAnswer::kNotAvailable;
      line->reason = ReturnReason::kNoSystem;
    }
    if (code == "A3") line->answer = ReturnAnswer::kNarrative;
    if (code == "A4") line->answer = ReturnAnswer::kDoesNotApply;
  });
  Return("VN", [](const std::string&, ReturnLine* line) {
    line->answer = ReturnAnswer::kNotAvailable;
    line->reason = ReturnReason::kDefinition;
  });
  const json docket = Docket();
  EXPECT_EQ(AnswerOf(docket, "A2", "KH")["state"], "not-available");
  EXPECT_EQ(AnswerOf(docket, "A2", "KH")["reason"], "no-system");
  EXPECT_EQ(AnswerOf(docket, "A3", "KH")["state"], "narrative");
  EXPECT_EQ(AnswerOf(docket, "A4", "KH")["state"], "does-not-apply");
  EXPECT_EQ(AnswerOf(docket, "A5", "KH")["state"], "later");
  // A nil return is a full answer, and not silence.
  EXPECT_EQ(AnswerOf(docket, "A2", "VN")["state"], "nil");
  EXPECT_EQ(AnswerOf(docket, "A2", "VN")["reason"], "definition");
  EXPECT_EQ(AnswerOf(docket, "A2", "ID")["state"], "nothing-yet");
}

TEST_F(DocketTest, WithoutAReturnWordsAndMissingFiguresSpeak) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", Status::kNotAvailable).Narrating("A3", "none"));
  log_.Submit(AReport("VN.NSO").Of("A1", "2016", "4").Of("A5", "2016", Status::kSuppressed));
  EXPECT_EQ(StateNow("A1", "KH"), "not-available");
  EXPECT_EQ(StateNow("A3", "KH"), "narrative");
  const json docket = Docket();
  const json held_back = AnswerOf(docket, "A5", "VN");
  EXPECT_EQ(held_back["state"], "otherwise");
  EXPECT_EQ(held_back["held_back_only"], true);
  EXPECT_EQ(LineOf(docket, "A5")["count"], 1);
  EXPECT_EQ(LineOf(docket, "A5")["count_without_held_back"], 0);
}

TEST_F(DocketTest, StatesAndCountsAreThoseOfTheTable) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2").Of("A9", "2022", "4"));
  log_.Submit(AReport("VN.NSO").Of("A3", "2016", "1").Of("A9", "2016", "1"));
  const json docket = Docket();
  Question question{.subject = "threshold"};
  const json table = AskedOf(log_, question);
  for (size_t i = 0; i < table["indicators"].size(); ++i) {
    json reported = json::array();
    json specified = json::array();
    for (const json& answer : docket["lines"][i]["members"]) {
      const std::string state = answer["state"];
      if (state == "as-specified") specified.push_back(answer["member"]);
      if (state == "as-specified" || state == "otherwise") reported.push_back(answer["member"]);
    }
    EXPECT_EQ(reported, table["indicators"][i]["reported"]);
    EXPECT_EQ(specified, table["indicators"][i]["comparable"]);
  }
}

TEST_F(DocketTest, WhatEntersForAnotherOfficeIsMarked) {
  log_.AddProvider("KH.MOJ");
  log_.Submit(AReport("KH.MOJ").Of("A9", "2016", "12").EnteredBy("KH.NSO"));
  const json answer = AnswerOf(Docket(), "A9", "KH");
  EXPECT_EQ(answer["on_behalf"], true);
  EXPECT_EQ(answer["providers"], json({"KH.MOJ"}));
}

TEST_F(DocketTest, LateIsKeptAndShownAndChangesNoState) {
  log_.CloseRound(kDocketRound);
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  Return("VN",
         [](const std::string&, ReturnLine* line) { line->answer = ReturnAnswer::kDoesNotApply; });
  const json docket = Docket();
  const json kh = AnswerOf(docket, "A1", "KH");
  EXPECT_EQ(kh["state"], "nothing-yet");
  EXPECT_EQ(kh["late"]["figures"], true);
  EXPECT_EQ(kh["words"], "nothing yet; late: figures");
  const json vn = AnswerOf(docket, "A1", "VN");
  EXPECT_EQ(vn["state"], "nothing-yet");
  EXPECT_EQ(vn["late"]["answer"], "does-not-apply");
  EXPECT_EQ(AnswerOf(docket, "A1", "ID")["late"], nullptr);
  EXPECT_EQ(LineOf(docket, "A1")["count"], 0);
}

// A late return that says what was said before, or that there are figures, is no edition.
TEST_F(DocketTest, ALateReturnIsNewsOnlyWhereItSaysAnother) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  const auto answers = [](const std::string& code, ReturnLine* line) {
    if (code == "A1") line->answer = ReturnAnswer::kFigure;
    if (code == "A2") line->answer = ReturnAnswer::kDoesNotApply;
  };
  Return("KH", answers);
  log_.CloseRound(kDocketRound);
  Return("KH", answers);
  EXPECT_EQ(Docket()["edition"], 1);
  Return("KH", [&answers](const std::string& code, ReturnLine* line) {
    answers(code, line);
    if (code == "A3") {
      line->answer = ReturnAnswer::kNotAvailable;
      line->reason = ReturnReason::kNoSystem;
    }
  });
  const json docket = Docket();
  EXPECT_EQ(docket["edition"], 2);
  EXPECT_EQ(docket["editions"][1]["changes"].size(), 1u);
  EXPECT_EQ(AnswerOf(docket, "A3", "KH")["words"],
            "later; late: return: not available (no system)");
  EXPECT_EQ(AnswerOf(docket, "A2", "KH")["late"], nullptr);
}

TEST_F(DocketTest, EditionsBeginAtTheCloseAndSayWhatChanged) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  EXPECT_EQ(Docket()["edition"], nullptr);
  log_.CloseRound(kDocketRound, {"ID"});
  const LogSize at_close = log_.size();
  EXPECT_EQ(Docket()["edition"], 1);
  log_.AddMember("TL");  // no member on that date
  EXPECT_EQ(Docket()["edition"], 1);
  log_.Submit(AReport("ID.NSO").Of("A1", "2016", "3"));  // has an extension
  log_.Submit(AReport("VN.NSO").Of("A1", "2016", "5"));  // is late
  const json docket = Docket();
  EXPECT_EQ(docket["edition"], 3);
  EXPECT_EQ(docket["editions"][0]["log_size"], at_close.value());
  EXPECT_TRUE(docket["editions"][0]["changes"].empty());
  const json& second = docket["editions"][1]["changes"];
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second[0]["code"], "A1");
  EXPECT_EQ(second[0]["member"], "ID");
  EXPECT_EQ(second[0]["before"], "nothing yet");
  EXPECT_EQ(second[0]["after"], "as specified, 2016, by ID.NSO");
  EXPECT_EQ(docket["editions"][2]["changes"][0]["after"], "nothing yet; late: figures");
  // Of an earlier size the editions of then.
  EXPECT_EQ(Docket(at_close)["edition"], 1);
}

// An edition found entry by entry is the one that two whole dockets differ by.
TEST_F(DocketTest, EditionsAreWhereWholeDocketsDiffer) {
  log_.CloseRound(kDocketRound, {"ID"});
  const LogSize first = log_.size();
  log_.Submit(AReport("ID.NSO").Of("A1", "2016", "3").Of("A3", "2016", "3"));
  const auto wrong = log_.Submit(AReport("ID.NSO").Of("A9", "2016", "3"));
  log_.Submit(AReport("ID.NSO").Withdrawing("A9", "2016").Superseding(wrong.payload_id));
  log_.Submit(AReport("VN.NSO").Of("A9", "2016", "3"));
  log_.Revoke("VN", "VN.NSO", LogIndex(log_.size().value() - 1));
  log_.CloseRound(kDocketRound);
  log_.Submit(AReport("ID.NSO").Of("A9", "2016", "3"));
  int editions = 1;
  json before = Docket(first)["lines"];
  for (uint64_t size = first.value() + 1; size <= log_.size().value(); ++size) {
    const json docket = Docket(LogSize(size));
    const json& lines = docket["lines"];
    bool differs = false;
    for (size_t i = 0; i < lines.size(); ++i) {
      for (size_t m = 0; m < lines[i]["members"].size(); ++m) {
        differs |= lines[i]["members"][m]["words"] != before[i]["members"][m]["words"];
      }
    }
    if (differs) ++editions;
    EXPECT_EQ(docket["edition"], editions) << size;
    before = lines;
  }
  EXPECT_GT(editions, 4);
}

TEST_F(DocketTest, FromReportsAloneTheCountsAndStatesAreTheSame) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  Question question{.subject = "docket"};
  question.reports_only = true;
  json bare = AskedOf(log_, question);
  json whole = Docket();
  EXPECT_EQ(bare["unreadable_blocks"], 1);
  EXPECT_EQ(AnswerOf(bare, "A1", "KH")["figures"]["unreadable_blocks"], 1);
  EXPECT_EQ(AnswerOf(whole, "A1", "KH")["figures"]["unreadable_blocks"], 0);
  for (json* docket : {&bare, &whole}) {
    docket->erase("unreadable_blocks");
    for (json& line : (*docket)["lines"]) {
      for (json& answer : line["members"]) answer.erase("figures");
    }
  }
  EXPECT_EQ(bare, whole);
}

TEST_F(DocketTest, WhatIfJudgesOtherwiseAndSaysSo) {
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  log_.Submit(AReport("VN.NSO").Of("A1", "2016", "4.2"));
  const json of_record = Docket();
  EXPECT_EQ(of_record["what_if"], nullptr);
  EXPECT_EQ(LineOf(of_record, "A1")["status"], "below");
  Question question{.subject = "docket"};
  question.what_if.threshold = 2;
  question.what_if.members_on = "2026-01-01";
  const json supposed = AskedOf(log_, question);
  EXPECT_EQ(supposed["what_if"], json({"threshold 2 (the round says 5)",
                                       "members on 2026-01-01 (the round says 2021-08-31)"}));
  EXPECT_EQ(supposed["threshold"], 2);
  EXPECT_EQ(supposed["membership_date"], "2026-01-01");
  EXPECT_EQ(LineOf(supposed, "A1")["status"], "met");
  EXPECT_EQ(supposed["edition"], nullptr);
  EXPECT_EQ(Docket(), of_record);
}

TEST_F(DocketTest, WhatIfOnlyFiguresAsSpecifiedCounted) {
  Figure otherwise{"4.2"};
  otherwise.codes = {{"age", "Y15T17"}};
  otherwise.deviations = observation::SetOf(observation::Deviation::kAgePartOfRange);
  log_.Submit(AReport("KH.NSO").Of("A1", "2016", "4.2"));
  log_.Submit(AReport("VN.NSO").With({"A1", "2016", {otherwise}}));
  Question question{.subject = "threshold"};
  question.what_if.threshold = 2;
  EXPECT_EQ(AskedOf(log_, question)["indicators"][0]["status"], "met");
  question.what_if.counts_as_specified = true;
  const json table = AskedOf(log_, question);
  EXPECT_EQ(table["indicators"][0]["status"], "below");
  EXPECT_EQ(table["indicators"][0]["count"], 2);
  EXPECT_EQ(table["counts"], "as-specified");
}

TEST_F(DocketTest, WhatIfIsRefusedWhereItSupposesNothingThatCanBe) {
  Question question{.subject = "docket"};
  const auto reason = [&] {
    const auto root = [this](LogSize at) -> absl::StatusOr<base::Hash> { return log_.RootAt(at); };
    return base::ReasonOf(Answer(log_.state(), question, root, log_.PartsReader()).status());
  };
  question.what_if.threshold = 0;
  EXPECT_EQ(reason(), "WHAT_IF_INVALID");
  question.what_if.threshold = 6;
  question.what_if.members_on = "tomorrow";
  EXPECT_EQ(reason(), "WHAT_IF_INVALID");
  question.what_if.members_on = "2025-10-26";
  EXPECT_EQ(reason(), "");
}

}  // namespace
}  // namespace lontar::fold
