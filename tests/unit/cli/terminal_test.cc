#include "cli/terminal.h"

#include <sstream>

#include "absl/status/status.h"
#include "gmock/gmock.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;

class TerminalBand : public testing::Test {
 protected:
  std::ostringstream out_;
  std::ostringstream err_;
  Terminal terminal_{out_, err_, false};
};

TEST_F(TerminalBand, StandsAboveTheFirstAnswerAndNoOther) {
  terminal_.SetBand([] { return std::string("TRAINING: an exercise"); });
  terminal_.Note("what is no answer comes without it");
  EXPECT_EQ(out_.str(), "");
  terminal_.Answer("one");
  terminal_.SetBand([] { return std::string("TRAINING: an exercise"); });
  terminal_.Answer("two");
  EXPECT_EQ(out_.str(), "TRAINING: an exercise\n\none\ntwo\n");
}

TEST_F(TerminalBand, IsAskedForWhenThereIsAnAnswer) {
  int asked = 0;
  terminal_.SetBand([&asked] {
    ++asked;
    return std::string();
  });
  terminal_.Error("nothing was done");
  EXPECT_EQ(asked, 0);
  terminal_.Answer("done");
  terminal_.Answer("and done");
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(out_.str(), "done\nand done\n");
}

TEST_F(TerminalBand, IsNoWiderThanAnEMailAndHasNoControls) {
  terminal_.SetBand([] {
    return std::string(
        "TRAINING: figures of an exercise in seven\x1b[2J offices, none of which is a submission");
  });
  terminal_.Answer("one");
  EXPECT_EQ(out_.str(),
            "TRAINING: figures of an exercise in seven [2J offices, none of which is\n"
            "a submission\n\none\n");
}

// T29: a control character of the second set in UTF-8 does on some terminals what ESC [ does.
TEST_F(TerminalBand, NothingActsOnTheTerminal) {
  terminal_.Answer(
      "a\xc2\x9b"
      "31mb\xe2\x80\xae"
      "c\td");
  terminal_.Error(
      "e\xc2\x9b"
      "f");
  EXPECT_EQ(out_.str(), "a 31mb c d\n");
  EXPECT_EQ(err_.str(), "lontar: error: e f\n");
}

TEST_F(TerminalBand, ThatIsJsonStaysTheSameJson) {
  terminal_.Answer("{\"a\": \"\xe2\x80\xae\"}\n");
  EXPECT_EQ(out_.str(), "{\"a\": \"\\u202e\"}\n");
}

TEST_F(TerminalBand, ThatCannotBeHadIsAWarningAndTheAnswerComes) {
  terminal_.SetBand([] { return absl::UnavailableError("the node has gone"); });
  terminal_.Answer("one");
  EXPECT_EQ(out_.str(), "one\n");
  EXPECT_THAT(err_.str(), HasSubstr("lontar: warning: "));
  EXPECT_THAT(err_.str(), HasSubstr("the node has gone"));
}

}  // namespace
}  // namespace lontar::cli
