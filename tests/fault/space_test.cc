#include "core/base/space.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::base {
namespace {

constexpr uint64_t kMany = std::numeric_limits<uint64_t>::max();

// Threat T36.
TEST(Space, IsEnoughFromTheLimitOn) {
  EXPECT_TRUE(CheckSpace("hub", SpaceFor::kNewWork, {kFreeBytesMin, kFreeFilesMin}).ok());
  EXPECT_TRUE(CheckSpace("hub", SpaceFor::kNewWork, {kMany, kMany}).ok());
}

TEST(Space, TooLittleIsRefusedWithTheNumbers) {
  const absl::Status bytes = CheckSpace("hub", SpaceFor::kNewWork, {kFreeBytesMin - 1, kMany});
  EXPECT_EQ(bytes.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(bytes), "DISK_FULL");
  EXPECT_THAT(std::string(bytes.message()), testing::AllOf(testing::HasSubstr("63 MiB are free"),
                                                           testing::HasSubstr("64 MiB are kept")));
  const absl::Status files = CheckSpace("hub", SpaceFor::kNewWork, {kMany, 3});
  EXPECT_EQ(ReasonOf(files), "DISK_FULL");
  EXPECT_THAT(std::string(files.message()), testing::HasSubstr("only 3 more files"));
}

TEST(Space, AStoreIsOpenedWithLessThanNewWorkLeavesFree) {
  static_assert(kFreeBytesToOpenMin < kFreeBytesMin && kFreeFilesToOpenMin < kFreeFilesMin);
  EXPECT_TRUE(
      CheckSpace("hub", SpaceFor::kOpenedStore, {kFreeBytesToOpenMin, kFreeFilesToOpenMin}).ok());
  const absl::Status bytes =
      CheckSpace("hub", SpaceFor::kOpenedStore, {kFreeBytesToOpenMin - 1, kMany});
  EXPECT_EQ(ReasonOf(bytes), "DISK_FULL");
  EXPECT_THAT(std::string(bytes.message()), testing::HasSubstr("32 MiB are needed to open"));
  EXPECT_EQ(ReasonOf(CheckSpace("hub", SpaceFor::kOpenedStore, {kMany, kFreeFilesToOpenMin - 1})),
            "DISK_FULL");
}

TEST(Space, AFolderThatIsNotThereIsNoReasonToRefuse) {
  EXPECT_TRUE(CheckSpaceOf("/nowhere/at/all", SpaceFor::kNewWork).ok());
}

}  // namespace
}  // namespace lontar::base
