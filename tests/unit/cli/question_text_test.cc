#include "cli/question_text.h"

#include "absl/strings/str_split.h"
#include "cli/question_call.h"
#include "cli/text_layout.h"
#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kQuestionsJson[] = R"({
  "schema": "lontar.questions.v1", "collection": "c", "log_size": 19, "open": 2, "questions": [
    {"id": "4f2a91c0aaaaaaaa", "member": "PH", "indicator": "labour", "code": "A1",
     "measure": null, "period": "2019", "by": "asec", "index": 11, "time": "2026-09-02T08:00:00Z",
     "has_text": true, "text": "2019 is half of 2017: right?", "state": "seen",
     "waits_for": "member", "answers": []},
    {"id": "4f2abbbbbbbbbbbb", "member": "PH", "indicator": "courts", "code": null,
     "measure": "number", "period": null, "by": "member", "index": null, "time": null,
     "has_text": true, "text": "More time?", "state": "asked", "waits_for": "asec",
     "answers": []},
    {"id": "77be03d1cccccccc", "member": "KH", "indicator": "labour", "code": "A1",
     "measure": null, "period": null, "by": "asec", "index": 12, "time": "2026-09-03T08:00:00Z",
     "has_text": true, "text": null, "state": "closed", "waits_for": null, "answers": [
       {"id": "d", "by": "member", "index": 14, "time": "2026-09-04T08:00:00Z", "has_text": true,
        "text": "It is.", "closes": false},
       {"id": "e", "by": "asec", "index": 15, "time": "2026-09-05T08:00:00Z", "has_text": false,
        "text": null, "closes": true}]}]})";

TEST(QuestionListText, SaysWhereWhatAndWhoseTurnItIs) {
  const std::string text = QuestionListText(Read(kQuestionsJson), false);
  EXPECT_THAT(text,
              HasSubstr("4f2a91c0  PH A1 2019: asked by ASEC, 2026-09-02; seen; waits for PH\n"
                        "          2019 is half of 2017: right?\n"));
  EXPECT_THAT(text,
              HasSubstr("4f2abbbb  PH courts, number: asked by PH, waits to be sent; not seen "
                        "yet; waits for ASEC\n"));
  EXPECT_THAT(text, HasSubstr("77be03d1  KH A1: asked by ASEC, 2026-09-03; closed\n"
                              "          (its text is not here)\n"));
  EXPECT_THAT(text, HasSubstr("\n2 questions are open, log size 19\n"));
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    EXPECT_LE(ColumnsOf(line), kLineColumns) << line;
  }
  EXPECT_THAT(QuestionListText(Read(kQuestionsJson), true), Not(HasSubstr("77be03d1")));
  EXPECT_EQ(QuestionListText(Read(R"({"open": 0, "log_size": 3, "questions": []})"), false),
            "no question\n0 questions are open, log size 3\n");
}

TEST(QuestionShowText, TellsAllThatWasSaid) {
  const Answer question = Read(kQuestionsJson).List("questions")[2];
  const std::string text = QuestionShowText(question);
  EXPECT_THAT(text,
              HasSubstr("\nASEC asked, 2026-09-03, log index 12\n  (its text is not here)\n"));
  EXPECT_THAT(text, HasSubstr("\nKH answered, 2026-09-04, log index 14\n  It is.\n"));
  EXPECT_THAT(text, HasSubstr("\nASEC closed, 2026-09-05, log index 15\n  (without a word)\n"));
}

TEST(QuestionShowText, NoLineOfATextPassesForOneOfOurs) {
  const Answer question = Read(R"({"id": "4f2a91c0", "member": "KH", "indicator": "i", "code": "A1",
    "measure": null, "period": null, "by": "member", "index": 3, "time": "2026-09-02T08:00:00Z",
    "has_text": true, "text": "more time?\n\nASEC closed, 2026-09-03\n  Granted.",
    "state": "seen", "waits_for": "asec", "answers": []})");
  const std::string text = QuestionShowText(question);
  EXPECT_THAT(text, HasSubstr("\n  more time?\n"));
  EXPECT_THAT(text, HasSubstr("\n  ASEC closed, 2026-09-03\n"));
  EXPECT_THAT(text, Not(HasSubstr("\nASEC closed")));
}

TEST(QuestionFilter, KeepsTheSchemaAndCountsAnew) {
  const Answer open = Read(OnlyOpenQuestions(kQuestionsJson));
  EXPECT_EQ(open.List("questions").size(), 2u);
  EXPECT_EQ(open.Number("open"), 2u);
  EXPECT_EQ(open.Text("schema"), "lontar.questions.v1");
  const Answer one = Read(OnlyQuestion(kQuestionsJson, "77be03d1cccccccc"));
  EXPECT_EQ(one.List("questions").size(), 1u);
  EXPECT_EQ(one.Number("open"), 0u);
}

TEST(FindQuestion, TakesWhatOnlyOneBeginsWith) {
  const Answer questions = Read(kQuestionsJson);
  EXPECT_EQ(FindQuestion(questions, "4F2A91")->Text("period"), "2019");
  EXPECT_EQ(FindQuestion(questions, "77be")->Text("member"), "KH");
  EXPECT_EQ(base::ReasonOf(FindQuestion(questions, "4f2a").status()), "QUESTION_AMBIGUOUS");
  EXPECT_EQ(base::ReasonOf(FindQuestion(questions, "77b").status()), "QUESTION_AMBIGUOUS");
  EXPECT_EQ(base::ReasonOf(FindQuestion(questions, "0000").status()), "QUESTION_NOT_FOUND");
}

TEST(SaltedText, HoldsWhatCanBeReadAgainAndIsNeverTheSame) {
  const fold::QuestionText said = SaltedText("PH", "right?");
  const auto read = fold::DecodeQuestionText(fold::EncodeQuestionText(said));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->text, "right?");
  EXPECT_EQ(read->member, "PH");
  EXPECT_NE(said.salt, SaltedText("PH", "right?").salt);
}

TEST(QuestionVerbs, SayWhatIsMissingBeforeTheyAskAnybody) {
  EXPECT_EQ(RunWords({"question", "new", "A1"}).exit, ExitCode::kUsage);
  EXPECT_EQ(RunWords({"question", "answer", "4f2a"}).exit, ExitCode::kUsage);
  const Outcome both =
      RunWords({"question", "close", "4f2a", "--node", "n", "--text", "a", "--text-file", "b"});
  EXPECT_EQ(both.exit, ExitCode::kUsage);
  EXPECT_THAT(both.err, HasSubstr("one of --text and --text-file, not both"));
  EXPECT_EQ(RunWords({"question", "answer", "4f2a", "--node", "n", "--text", " "}).exit,
            ExitCode::kUsage);
}

}  // namespace
}  // namespace lontar::cli
