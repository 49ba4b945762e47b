#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/examples.h"

namespace lontar::cli {
namespace {

using ::testing::HasSubstr;

// Before any node is asked.
TEST(DraftAdd, WantsAFileAboutAnIndicatorOrALetterWithItsNumber) {
  const std::vector<std::string> head = {"draft", "add", "draft-1", "--node", "nowhere"};
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"--file", "a.pdf"},
      {"--indicator", "A8"},
      {"--letter", "a.pdf"},
      {"--letter", "a.pdf", "--letter-number", "1", "--indicator", "A8"},
      {"--file", "a.pdf", "--indicator", "A8", "--letter-number", "1"},
  };
  for (const auto& more : wrong) {
    std::vector<std::string> words = head;
    words.insert(words.end(), more.begin(), more.end());
    EXPECT_EQ(RunWords(words).exit, ExitCode::kUsage) << more.size();
  }
}

TEST(Import, OptionsThatGoTogetherAreAskedForTogether) {
  const std::vector<std::string> head = {"import", "a.csv", "--node", "nowhere"};
  const std::vector<std::vector<std::string>> wrong = {
      {"--reason", "error"}, {"--letter", "a.pdf"}, {"--letter-number", "1"}};
  for (const auto& more : wrong) {
    std::vector<std::string> words = head;
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = RunWords(words);
    EXPECT_EQ(outcome.exit, ExitCode::kUsage) << more[0];
    EXPECT_THAT(outcome.err, HasSubstr("goes with")) << more[0];
  }
}

}  // namespace
}  // namespace lontar::cli
