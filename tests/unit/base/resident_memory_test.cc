#include "core/base/resident_memory.h"

#include <gtest/gtest.h>

namespace lontar::base {
namespace {

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
}  // namespace lontar::base
