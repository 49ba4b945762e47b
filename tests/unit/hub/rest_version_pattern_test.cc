#include "gtest/gtest.h"
#include "hub/rest/version_pattern.h"

namespace lontar::hub::rest {
namespace {

TEST(VersionPattern, FitsWhatItNames) {
  struct Case {
    const char* pattern;
    const char* version;
    bool fits;
  };
  for (const Case& one :
       {Case{"1.0.0", "1.0.0", true}, {"1.0", "1.0.0", true},     {"2025.1", "2025.1.0", true},
        {"1.0", "1.0", true},         {"1.0", "1.0.1", false},    {"1", "1.0.0", true},
        {"*", "7.2.1", true},         {"all", "7.2.1", true},     {"latest", "0.1.0", true},
        {"~", "0.1.0", true},         {"+", "0.1.0", false},      {"+", "1.1.0", true},
        {"1.0+.0", "1.4.2", true},    {"1.0+.0", "2.0.0", false}, {"1.2+.3", "1.2.2", false},
        {"1.2+.3", "1.2.3", true},    {"1.2+.3", "1.3.0", true},  {"1+.2.0", "2.0.0", true},
        {"1+.2.0", "1.1.9", false},   {"1.*.0", "1.9.0", true},   {"1.*.0", "1.9.1", false}}) {
    const auto pattern = VersionPatternOf(one.pattern);
    ASSERT_TRUE(pattern) << one.pattern;
    EXPECT_EQ(pattern->Fits(one.version), one.fits) << one.pattern << " " << one.version;
  }
  for (const char* none :
       {"", "one", "1.", "1..0", "1.0.0.0", "-1.0", "1.0.0-draft", "+1", "123456789"}) {
    EXPECT_FALSE(VersionPatternOf(none)) << none;
  }
  EXPECT_TRUE(VersionPatternOf("1.0+.0")->is_latest);
  EXPECT_FALSE(VersionPatternOf("1.*.0")->is_latest);
}

TEST(VersionPattern, OrdersByNumbers) {
  EXPECT_TRUE(IsEarlierVersion("1.9.0", "1.10.0"));
  EXPECT_FALSE(IsEarlierVersion("1.0.0", "1.0"));
  EXPECT_TRUE(IsEarlierVersion("2025.1.0", "2026.1.0"));
}

}  // namespace
}  // namespace lontar::hub::rest
