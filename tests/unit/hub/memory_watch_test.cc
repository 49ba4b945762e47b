#include "hub/service/memory_watch.h"

#include <string>

#include "gtest/gtest.h"

namespace lontar::hub {
namespace {

TEST(MemoryWatch, IsShortAboveTheLimitAndUntilItIsWellBelow) {
  MemoryWatch watch(800);
  watch.Take(800);
  EXPECT_FALSE(watch.is_short());
  watch.Take(801);
  EXPECT_TRUE(watch.is_short());
  EXPECT_TRUE(watch.is_above());
  watch.Take(750);
  EXPECT_TRUE(watch.is_short());
  EXPECT_FALSE(watch.is_above());
  watch.Take(699);
  EXPECT_FALSE(watch.is_short());
}

TEST(ResidentBytes, GrowByWhatIsTakenAndWrittenTo) {
  constexpr size_t kTaken = 64 * 1024 * 1024;
  const auto before = ResidentBytes();
  ASSERT_TRUE(before.ok()) << before.status();
  const std::string taken(kTaken, 'x');
  const auto after = ResidentBytes();
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_EQ(taken.back(), 'x');
  EXPECT_GE(*after, *before + kTaken / 4 * 3);
}

}  // namespace
}  // namespace lontar::hub
