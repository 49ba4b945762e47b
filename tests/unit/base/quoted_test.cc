#include "core/base/quoted.h"

#include <gtest/gtest.h>

#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::base {
namespace {

TEST(Quoted, ShortTextStandsAsItIs) {
  EXPECT_EQ(Quoted("12,5"), "\"12,5\"");
  EXPECT_EQ(Quoted(""), "\"\"");
  EXPECT_EQ(Quoted("Việt Nam"), "\"Việt Nam\"");
}

// A cut character in an answer ended the node: JSON takes whole UTF-8 only.
TEST(Quoted, LongTextIsCutBetweenTwoCharacters) {
  std::string thai = "x";
  for (int i = 0; i < 100; ++i) thai += "\xE0\xB8\x81";
  const std::string cut = Plain(thai, kQuotedBytesMax);
  EXPECT_EQ(cut, thai.substr(0, 64) + "…");
  const std::string exact(kQuotedBytesMax, 'x');
  EXPECT_EQ(Plain(exact, kQuotedBytesMax), exact);
  EXPECT_EQ(Plain(exact + "x", kQuotedBytesMax), exact + "…");
  EXPECT_EQ(Plain(thai, 0), "…");
}

TEST(Quoted, ControlCharactersAndForeignBytesAreWrittenOut) {
  EXPECT_EQ(Quoted("a\x1b[31m\nb"), "\"a\\x1b[31m\\x0ab\"");
  EXPECT_EQ(Quoted("Vi\xEAt"), "\"Vi\\xeat\"");
  EXPECT_EQ(Quoted("\xE0\xB8"), "\"\\xe0\\xb8\"");
}

// So no reader's sentence can break an answer, whatever it repeats of what came.
TEST(Problem, SentenceIsPlainWhateverItHolds) {
  const absl::Status status = Problem(absl::StatusCode::kInvalidArgument, "POLICY_INVALID",
                                      "line 2: \xE0\xB8 and \x1b[31m");
  EXPECT_EQ(status.message(), "line 2: \\xe0\\xb8 and \\x1b[31m");
  EXPECT_EQ(ReasonOf(status), "POLICY_INVALID");
  EXPECT_EQ(Annotate(status, "a\x7f.txt").message(),
            "a\\x7f.txt: line 2: \\xe0\\xb8 and \\x1b[31m");
  const absl::Status longer = Problem(absl::StatusCode::kInvalidArgument, "POLICY_INVALID",
                                      std::string(2 * kTextBytesMax, 'x'));
  EXPECT_EQ(longer.message().size(), kTextBytesMax + 3);
}

// RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
TEST(CharacterBytes, AreThoseOfWellFormedUtf8) {
  EXPECT_EQ(CharacterBytes("a"), 1u);
  EXPECT_EQ(CharacterBytes("\xC3\xA9"), 2u);
  EXPECT_EQ(CharacterBytes("\xE1\xBB\x87t"), 3u);
  EXPECT_EQ(CharacterBytes("\xF4\x8F\xBF\xBF"), 4u);
  for (const absl::string_view wrong : {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80",
                                        "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80", "\xC3"}) {
    EXPECT_EQ(CharacterBytes(wrong), 0u) << wrong;
  }
}

}  // namespace
}  // namespace lontar::base
