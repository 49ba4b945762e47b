#include "core/store/rocksdb/marker.h"

#include "core/base/problem.h"
#include "gtest/gtest.h"

namespace lontar::store {
namespace {

TEST(Marker, OfThisFormatAndKindIsTaken) {
  EXPECT_TRUE(CheckMarker({"1", "node"}, "node", "/data").ok());
}

TEST(Marker, OfANewerFormatIsRefused) {
  const absl::Status status = CheckMarker({"2", "node"}, "node", "/data");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(base::ReasonOf(status), "STORE_NEWER");
}

// A newer format may know other kinds: say that it is newer, not that it is another's.
TEST(Marker, NewerFormatIsSaidBeforeAnotherKind) {
  EXPECT_EQ(base::ReasonOf(CheckMarker({"2", "relay"}, "node", "/data")), "STORE_NEWER");
}

TEST(Marker, OfAnotherKindIsRefused) {
  const absl::Status status = CheckMarker({"1", "hub"}, "node", "/data");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(base::ReasonOf(status), "STORE_KIND");
}

TEST(Marker, WithoutAFormatNumberIsDamage) {
  for (const char* format : {"", "0", "one", "-1"}) {
    const absl::Status status = CheckMarker({format, "node"}, "node", "/data");
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << format;
    EXPECT_EQ(base::ReasonOf(status), "STORE_DAMAGED") << format;
  }
}

}  // namespace
}  // namespace lontar::store
