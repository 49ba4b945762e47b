#include "core/paper/docket_paper.h"

#include <gmock/gmock.h>

#include "core/base/problem.h"
#include "core/paper/csv.h"
#include "core/paper/html.h"
#include "tests/unit/paper/sample.h"

namespace lontar::paper {
namespace {

using testing::HasSubstr;
using testing::Not;

const support::LogBuilder& Example() {
  static const auto* log = new support::LogBuilder(DocketLog());
  return *log;
}

// The cells of a row, found by its first.
std::vector<std::string> RowOf(const Table* table, const std::string& head) {
  std::vector<std::string> texts;
  if (table == nullptr) return texts;
  for (const auto& row : table->rows) {
    if (row[0].text != head) continue;
    for (const Cell& cell : row) texts.push_back(cell.plain());
  }
  return texts;
}

// Its paragraphs, one behind the other.
std::string TextOf(const Paper& paper) {
  std::string text;
  for (const auto& block : paper.blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) text += paragraph->text + "\n";
  }
  return text;
}

TEST(DocketPaper, BeginsWithTheAnswer) {
  const Paper paper = DocketPaper(FactsOf(Example()));
  EXPECT_EQ(std::get<Paragraph>(paper.blocks[0]).text,
            "14 of 14 indicators have data from fewer than five members.");
  EXPECT_EQ(std::get<Paragraph>(paper.blocks[1]).text, "Edition 2.");
  EXPECT_THAT(paper.foot, HasSubstr("edition 2 · log size"));
}

TEST(DocketPaper, TheMatrixSaysEachStateInWords) {
  const Paper paper = DocketPaper(FactsOf(Example()));
  const Table* matrix = TableIn(paper, "2");
  ASSERT_NE(matrix, nullptr);
  EXPECT_THAT(
      RowOf(matrix, "A9"),
      testing::ElementsAre("A9", "reported as specified, disputed, entered on behalf",
                           "nothing yet", "nil return (no system)", "reported otherwise, held back",
                           "nothing yet, something came late"));
  EXPECT_THAT(RowOf(matrix, "A1")[2], "reported otherwise");
}

TEST(DocketPaper, CountsStandWithAndWithoutThoseWhoHoldBackAll) {
  const Paper paper = DocketPaper(FactsOf(Example()));
  const std::vector<std::string> line = RowOf(TableIn(paper, "1"), "A9");
  ASSERT_EQ(line.size(), 6u);
  EXPECT_EQ(line[2], "2");
  EXPECT_EQ(line[3], "1");
  EXPECT_EQ(line[4], "1");
  EXPECT_EQ(line[5], "below");
}

TEST(DocketPaper, ASectionHasItsNumberedTables) {
  const Paper paper = DocketPaper(FactsOf(Example()));
  const Table* answers = TableIn(paper, "A9.1");
  ASSERT_NE(answers, nullptr);
  EXPECT_THAT(RowOf(answers, "KH"),
              testing::ElementsAre("KH", "reported as specified", "2016", "2016", "KH.MOJ, KH.NSO",
                                   "entered on behalf; 1 disputed"));
  EXPECT_EQ(RowOf(answers, "VN")[5], "came late: figures");
  ASSERT_NE(TableIn(paper, "A9.3"), nullptr);
  EXPECT_THAT(TableIn(paper, "A9.3")->caption, HasSubstr("evidence"));
  EXPECT_THAT(RowOf(TableIn(paper, "A9.4"), "LA"),
              testing::ElementsAre("LA", "nil return (no system)"));
  EXPECT_THAT(RowOf(TableIn(paper, "A9.5"), "KH")[4], "same definition");
  const Table* differs = TableIn(paper, "A1.2");
  ASSERT_NE(differs, nullptr);
  EXPECT_EQ(RowOf(differs, "ID")[1], "age: part of the range (1)");
  EXPECT_EQ(RowOf(differs, "ID")[4], "=work of more than 14 hours");
  EXPECT_TRUE(differs->rows.back()[4].is_members_words);
}

TEST(DocketPaper, SaysWhatChangedSinceTheFirstEdition) {
  const Paper paper = DocketPaper(FactsOf(Example()));
  const Table* changes = TableIn(paper, "4");
  ASSERT_NE(changes, nullptr);
  ASSERT_EQ(changes->rows.size(), 1u);
  EXPECT_EQ(changes->rows[0][2].text, "VN");
  EXPECT_EQ(changes->rows[0][3].text, "A9");
  EXPECT_EQ(changes->rows[0][5].text, "nothing yet; late: figures");
}

TEST(DocketPaper, OneChangeOfSeveralIndicatorsIsOneRow) {
  support::LogBuilder log = DocketLog();
  log.Submit(
      support::AReport("VN.NSO").Of("A3", "2016", "9").Of("A5", "2016", "9").Of("A6", "2016", "9"));
  const Paper paper = DocketPaper(FactsOf(log));
  const Table* changes = TableIn(paper, "4");
  ASSERT_NE(changes, nullptr);
  ASSERT_EQ(changes->rows.size(), 2u);
  EXPECT_EQ(changes->rows[1][0].text, "3");
  EXPECT_EQ(changes->rows[1][3].text, "A3, A5, A6");
}

// Who may see a figure is another matter than that there is one.
TEST(DocketPaper, WhatIsBeingClarifiedIsSaidWithoutNamesAndChangesNoNumber) {
  DocketFacts facts = FactsOf(Example());
  const Paper before = DocketPaper(facts);
  EXPECT_THAT(TextOf(before), Not(HasSubstr("clarified")));
  facts.lines[0].clarified_members = 2;
  facts.lines[0].clarified_dates = {"2021-09-02", "2021-09-05"};
  facts.lines[1].clarified_members = 1;
  facts.lines[1].clarified_dates = {"2021-09-05"};
  const Paper paper = DocketPaper(facts);
  EXPECT_THAT(TextOf(paper), HasSubstr(" Being clarified with 2 members, asked on 2021-09-02, "
                                       "2021-09-05; no figure and no count changes by that."));
  EXPECT_THAT(
      TableIn(paper, "1")->footnotes,
      testing::Contains("Being clarified: A1 with 2 members, A2 with 1 member; no figure and "
                        "no count changes by that."));
  EXPECT_EQ(RowOf(TableIn(paper, "1"), "A1"), RowOf(TableIn(before, "1"), "A1"));
}

TEST(DocketPaper, NoValueAndNoRankingIsInIt) {
  support::LogBuilder log = DocketLog();
  log.Submit(support::AReport("ID.NSO").Of("A9", "2017", "771177"));
  const Paper paper = DocketPaper(FactsOf(log));
  const std::string csv = ToCsv(paper);
  EXPECT_THAT(csv, Not(HasSubstr("771177")));
  EXPECT_THAT(csv, Not(HasSubstr("comparable")));
  std::vector<std::string> order;
  for (const auto& row : TableIn(paper, "A9.1")->rows) order.push_back(row[0].text);
  EXPECT_THAT(order, testing::ElementsAre("KH", "ID", "LA", "SG", "VN"));
}

TEST(DocketPaper, AWhatIfIsABandAndNoEdition) {
  fold::Question question;
  question.what_if.threshold = 2;
  const Paper paper = DocketPaper(FactsOf(Example(), question));
  ASSERT_FALSE(paper.bands.empty());
  EXPECT_EQ(paper.bands[0],
            "WHAT-IF: threshold 2 (the round says 5). Nothing of this is on the record.");
  EXPECT_THAT(paper.foot, HasSubstr("no edition"));
  EXPECT_EQ(RowOf(TableIn(paper, "1"), "A9")[5], "met");
}

TEST(DocketPaper, FromReportsAloneItSaysWhatIsNotReadable) {
  fold::Question question;
  question.reports_only = true;
  const Paper paper = DocketPaper(FactsOf(Example(), question));
  EXPECT_EQ(RowOf(TableIn(paper, "A1.2"), "ID")[1], "not readable here");
  const std::string csv = ToCsv(paper);
  EXPECT_THAT(csv, HasSubstr("blocks of figures are not readable where this paper was made"));
  EXPECT_THAT(csv, HasSubstr("--reports-only"));
  // What needs no part is the same to the last character.
  const Paper whole = DocketPaper(FactsOf(Example()));
  for (const char* number : {"1", "3", "4", "A9.3", "A9.4"}) {
    EXPECT_EQ(FingerprintOf(*TableIn(paper, number)), FingerprintOf(*TableIn(whole, number)))
        << number;
  }
}

TEST(DocketPaper, WhatWasDecidedStandsInATableOfItsOwn) {
  EXPECT_EQ(TableIn(DocketPaper(FactsOf(Example())), "5"), nullptr);
  support::LogBuilder log = Example();
  const std::vector<std::string> keys = {"authority-1", "authority-2"};
  for (uint32_t level = log.state().level() + 1; level <= 3; ++level) {
    log.StateAct("authority", fold::PolicyAct{log.hub_id(), level}, keys);
  }
  fold::DecisionAct act;
  act.hub_id = log.hub_id();
  act.collection = log.collection();
  act.indicator = log.catalogue().FindByCode("A9")->id;
  act.from_list = "A";
  act.to_list = "B";
  act.meeting = "SLOM-17";
  act.date = "2021-09-28";
  act.round = log.state().FindCollection(log.collection())->rounds.back().id;
  act.reason = "reported by two members";
  ASSERT_EQ(log.StateAct("authority", act, keys).verdict, chain::Verdict::kAccepted);
  const Paper paper = DocketPaper(FactsOf(log));
  EXPECT_THAT(RowOf(TableIn(paper, "5"), "A9"),
              testing::ElementsAre("A9", "Cases with courts and mediation", "moves from A to B",
                                   "SLOM-17", "2021-09-28", "reported by two members"));
}

TEST(DocketPaper, AnExtensionStandsBesideTheCutOff) {
  DocketFacts facts = FactsOf(Example());
  EXPECT_THAT(TextOf(DocketPaper(facts)), Not(HasSubstr("extended")));
  facts.extensions = {{"KH", "2021-12-31"}};
  EXPECT_THAT(TextOf(DocketPaper(facts)), HasSubstr("(extended: KH 2021-12-31)"));
}

TEST(DocketPaper, TheFirstEvaluationNamesTheLaterOnes) {
  DocketFacts facts = FactsOf(Example());
  EXPECT_EQ(facts.evaluation, "1");
  EXPECT_THAT(TextOf(DocketPaper(facts)), Not(HasSubstr("valuation")));
  facts.evaluations = {{"2", "40", "2022-01-05", "KH reported late"}};
  const Paper paper = DocketPaper(facts);
  EXPECT_THAT(TextOf(paper),
              HasSubstr("This is evaluation 1, the result that stands. Counted again "
                        "since: evaluation 2 of 2022-01-05 (KH reported late)."));
  EXPECT_THAT(paper.foot, Not(HasSubstr("evaluation")));
}

TEST(DocketPaper, ALaterEvaluationSaysSoAboveAll) {
  DocketFacts facts = FactsOf(Example());
  facts.evaluation = "2";
  facts.evaluations = {{"2", "40", "2022-01-05", "KH reported late"}};
  facts.lines.front().members.front().is_counted_late = true;
  const Paper paper = DocketPaper(facts);
  ASSERT_FALSE(paper.bands.empty());
  EXPECT_THAT(paper.bands.front(), HasSubstr("EVALUATION 2 of 2022-01-05: KH reported late."));
  EXPECT_THAT(paper.bands.front(), HasSubstr("The result of evaluation 1 stands unchanged."));
  EXPECT_THAT(paper.foot, HasSubstr("evaluation 2"));
  const std::string text = TextOf(paper);
  EXPECT_THAT(text, HasSubstr("; counted again by entry 40 of the log"));
  EXPECT_THAT(text, HasSubstr(" --evaluation 2"));
  EXPECT_THAT(ToHtml(paper), HasSubstr("late for evaluation 1"));
}

TEST(DocketPaper, ACollectionWithALeadNamesIt) {
  DocketFacts facts = FactsOf(Example());
  EXPECT_THAT(TextOf(DocketPaper(facts)), Not(HasSubstr("led by")));
  facts.led_by = "VN";
  EXPECT_THAT(TextOf(DocketPaper(facts)), HasSubstr(", led by VN, catalogue"));
}

TEST(DocketPaper, AnOpenRoundHasNoEdition) {
  support::LogBuilder log;
  log.AddFramework();
  log.AddMember("KH");
  log.OpenRound("baseline-2021");
  const std::string csv = ToCsv(DocketPaper(FactsOf(log)));
  EXPECT_THAT(csv, HasSubstr("The round is open"));
  EXPECT_THAT(csv, HasSubstr("no edition"));
}

TEST(ReadDocket, RefusesWhatIsNoneAndReadsWhatIsStrange) {
  EXPECT_EQ(base::ReasonOf(ReadDocket("{").status()), "DOCKET_UNREADABLE");
  EXPECT_EQ(base::ReasonOf(ReadDocket("[]").status()), "DOCKET_UNREADABLE");
  EXPECT_EQ(base::ReasonOf(ReadDocket(R"({"schema": "lontar.cells.v1"})").status()),
            "DOCKET_UNREADABLE");
  const auto strange = ReadDocket(
      R"({"schema": "lontar.docket.v1", "lines": [3, {"members": {}, "code": []}], "root": 7,
          "members": "KH", "editions": [{"changes": null}], "closes": [null]})");
  ASSERT_TRUE(strange.ok());
  EXPECT_FALSE(ToHtml(DocketPaper(*strange)).empty());
}

}  // namespace
}  // namespace lontar::paper
