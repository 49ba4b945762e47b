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

}  // namespace
}  // namespace lontar::hub
