#pragma once
// Papers that the tests of this room begin with.

#include <gtest/gtest.h>

#include <string>

#include "core/fold/result_json.h"
#include "core/paper/docket_paper.h"
#include "tests/support/log_builder.h"

namespace lontar::paper {

// Each kind of block, and texts that every format has to tame.
inline Paper SmallPaper() {
  Paper paper;
  paper.title = "Court cases <b>& \"more\"</b>";
  paper.bands = {"WHAT-IF: threshold 6", "TRAINING: figures of an exercise"};
  paper.foot = "asean-child-labour · edition 2 · root 7f3a-91c0";
  paper.date = "2021-08-31";
  paper.blocks.emplace_back(Paragraph{"Two of 14 </style><script>alert(1)</script>"});
  Table table{"A9.1", "answers", {{"member"}, {"count", true}, {"answer", false, 3}}, {}, {}};
  table.rows = {{{"KH"}, {"3"}, {"\u25cf", "reported as specified"}},
                {{"LA"}, {""}, {"=cmd|' /C calc'!A0", "", true}},
                {{"TH"}, {"12"}, {"แรงงานเด็ก, \"ໄວ\"\nsecond line", "", true}}};
  table.footnotes = {"+1 note"};
  paper.blocks.emplace_back(table);
  paper.blocks.emplace_back(Heading{"A10. Campaigns", true});
  paper.blocks.emplace_back(Paragraph{"Nothing yet."});
  return paper;
}

// A closed round with each answer that there is; KH has two offices that disagree, VN is late.
inline support::LogBuilder DocketLog() {
  support::LogBuilder log;
  log.AddFramework();
  for (const char* member : {"KH", "ID", "LA", "SG", "VN"}) {
    log.AddMember(member);
    log.AddProvider(std::string(member) + ".NSO");
  }
  log.AddProvider("KH.MOJ");
  log.OpenRound("baseline-2021");
  log.StateAct("authority", fold::Act(fold::PolicyAct{log.hub_id(), 2}),
               {"authority-1", "authority-2"});
  support::Figure part{"4.2"};
  part.codes = {{"age", "Y15T17"}};
  part.deviations = observation::SetOf(observation::Deviation::kAgePartOfRange);
  part.definition = "=work of more than 14 hours";
  log.Submit(support::AReport("KH.NSO").Of("A1", "2016", "4.2").Of("A9", "2016", "7"));
  log.Submit(support::AReport("KH.MOJ").Of("A9", "2016", "8").EnteredBy("KH.NSO"));
  log.Submit(support::AReport("ID.NSO").With({"A1", "2018", {part}}));
  log.Submit(support::AReport("LA.NSO").Narrating("A9", "no system of courts' cases"));
  log.Submit(support::AReport("SG.NSO").Of("A9", "2016", observation::Status::kSuppressed));
  fold::ReturnAct nil{log.hub_id(), log.collection(), "LA", "baseline-2021", {}, {}, {}, 0};
  for (const catalogue::Indicator& indicator : log.catalogue().indicators()) {
    if (indicator.list != "A") continue;
    nil.lines.push_back(
        {indicator.id, fold::ReturnAnswer::kNotAvailable, fold::ReturnReason::kNoSystem});
  }
  std::ranges::sort(nil.lines, {}, &fold::ReturnLine::indicator);
  log.StateAct("LA", fold::Act(nil), {"LA.node"});
  log.CloseRound("baseline-2021");
  log.Submit(support::AReport("VN.NSO").Of("A9", "2016", "9"));
  return log;
}

inline std::string DocketJsonOf(const support::LogBuilder& log, fold::Question question) {
  question.subject = "docket";
  const auto answer = log.Ask(question);
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? *answer : "";
}

inline DocketFacts FactsOf(const support::LogBuilder& log, const fold::Question& question = {}) {
  const auto facts = ReadDocket(DocketJsonOf(log, question));
  EXPECT_TRUE(facts.ok()) << facts.status();
  return facts.ok() ? *facts : DocketFacts();
}

inline const Table* TableIn(const Paper& paper, const std::string& number) {
  for (const Block& block : paper.blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (table != nullptr && table->number == number) return table;
  }
  return nullptr;
}

}  // namespace lontar::paper
