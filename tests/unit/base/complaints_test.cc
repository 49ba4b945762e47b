#include "core/base/complaints.h"

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "gtest/gtest.h"

namespace lontar::base {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);
constexpr absl::Duration kPause = absl::Seconds(kComplaintSeconds);

TEST(Complaints, TheFirstIsWrittenAndThoseThatFollowAreCounted) {
  Complaints complaints;
  EXPECT_EQ(complaints.Count("192.0.2.1", kNow), 1);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(complaints.Count("192.0.2.1", kNow + absl::Seconds(1)), std::nullopt);
  }
  EXPECT_EQ(complaints.Count("192.0.2.1", kNow + kPause), 1001);
  EXPECT_EQ(complaints.Count("192.0.2.1", kNow + kPause), std::nullopt);
  EXPECT_EQ(complaints.Count("192.0.2.1", kNow + 2 * kPause), 2);
}

TEST(Complaints, EachSubjectHasItsOwn) {
  Complaints complaints;
  EXPECT_EQ(complaints.Count("KH", kNow), 1);
  EXPECT_EQ(complaints.Count("LA", kNow), 1);
}

// Threat T46.
TEST(Complaints, AClockThatIsSetBackSilencesNobody) {
  Complaints complaints;
  EXPECT_EQ(complaints.Count("KH", kNow), 1);
  EXPECT_EQ(complaints.Count("KH", kNow - absl::Hours(24 * 3650)), 1);
}

TEST(Complaints, TheOldestSubjectIsForgotten) {
  Complaints complaints;
  for (int i = 0; i <= kComplaintSubjectsMax; ++i) {
    EXPECT_EQ(complaints.Count(absl::StrCat(i), kNow + absl::Milliseconds(i)), 1);
  }
  const absl::Time later = kNow + absl::Seconds(1);
  EXPECT_EQ(complaints.Count(absl::StrCat(kComplaintSubjectsMax), later), std::nullopt);
  EXPECT_EQ(complaints.Count("0", later), 1);
}

}  // namespace
}  // namespace lontar::base
