#include "core/base/fingerprint.h"

#include <gtest/gtest.h>

namespace lontar::base {
namespace {

TEST(Fingerprint, IsTheFirstEightDigitsInTwoGroups) {
  EXPECT_EQ(ShortFingerprint("4f2a91c077be03d1"), "4f2a-91c0");
}

}  // namespace
}  // namespace lontar::base
