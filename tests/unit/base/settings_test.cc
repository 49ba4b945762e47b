#include "core/base/settings.h"

#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lontar::base {
namespace {

constexpr NumberRule kRule = {.key = "places", .fallback = 7, .least = 1, .most = 32};

absl::StatusOr<int> PlacesOf(const std::string& value) {
  const Settings settings = value.empty() ? Settings() : Settings{{"places", value}};
  return NumberSettingOr("hub.conf", settings, kRule);
}

TEST(NumberSetting, IsReadWithinItsBounds) {
  EXPECT_EQ(PlacesOf("1").value(), 1);
  EXPECT_EQ(PlacesOf("32").value(), 32);
}

TEST(NumberSetting, ThatIsNotThereIsTheFallback) { EXPECT_EQ(PlacesOf("").value(), 7); }

TEST(NumberSetting, OutsideOfItsBoundsIsNamedWithThem) {
  for (const char* value : {"0", "33", "-1", "1.5", "many", "99999999999"}) {
    const auto number = PlacesOf(value);
    EXPECT_EQ(ReasonOf(number.status()), "SETTINGS_INVALID") << value;
    EXPECT_THAT(std::string(number.status().message()),
                testing::AllOf(testing::HasSubstr("hub.conf"), testing::HasSubstr(value),
                               testing::HasSubstr("from 1 to 32")));
  }
}

}  // namespace
}  // namespace lontar::base
