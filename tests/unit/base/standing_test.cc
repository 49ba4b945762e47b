#include "core/base/standing.h"

#include "core/base/limits.h"
#include "gmock/gmock.h"
#include "tests/support/temp_folder.h"

namespace lontar::base {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const absl::Time kStandingNow = absl::FromUnixSeconds(1'800'000'000);

Standing Good() {
  return {kStandingNow - absl::Hours(1), kStandingNow, kStandingNow + absl::Hours(24 * 365),
          uint64_t{1} << 40};
}

std::vector<std::string> IdsOf(const Standing& standing) {
  std::vector<std::string> ids;
  for (const StandingWarning& warning : WarningsOf(standing)) ids.push_back(warning.id);
  return ids;
}

std::vector<std::string> IdsWithCertificateFor(absl::Duration left) {
  Standing standing = Good();
  standing.certificate_ends = kStandingNow + left;
  return IdsOf(standing);
}

TEST(Standing, WhatIsWellHasNoWarning) { EXPECT_THAT(IdsOf(Good()), IsEmpty()); }

// Threat T45: 90, 30 and 7 days ahead.
TEST(Standing, ACertificateIsWarnedOfInTime) {
  constexpr absl::Duration kDay = absl::Hours(24);
  EXPECT_THAT(IdsWithCertificateFor(90 * kDay), IsEmpty());
  EXPECT_THAT(IdsWithCertificateFor(90 * kDay - absl::Seconds(1)),
              ElementsAre("certificate-ends-in-90"));
  EXPECT_THAT(IdsWithCertificateFor(30 * kDay), ElementsAre("certificate-ends-in-90"));
  EXPECT_THAT(IdsWithCertificateFor(29 * kDay), ElementsAre("certificate-ends-in-30"));
  EXPECT_THAT(IdsWithCertificateFor(7 * kDay), ElementsAre("certificate-ends-in-30"));
  EXPECT_THAT(IdsWithCertificateFor(6 * kDay), ElementsAre("certificate-ends-in-7"));
  EXPECT_THAT(IdsWithCertificateFor(absl::ZeroDuration()), ElementsAre("certificate-ends-in-7"));
  EXPECT_THAT(IdsWithCertificateFor(-absl::Seconds(1)), ElementsAre("certificate-ended"));
}

TEST(Standing, AWarningSaysDayAndWhatToDo) {
  Standing standing = Good();
  standing.certificate_ends = kStandingNow + absl::Hours(36);
  EXPECT_EQ(WarningsOf(standing).front().sentence,
            "the certificate of the line ends on 2027-01-16, in 1 day; put a new one in place "
            "before");
  standing.certificate_ends = std::nullopt;
  EXPECT_THAT(IdsOf(standing), ElementsAre("certificate-unreadable"));
}

TEST(Standing, AFullDiskIsWarnedOfBeforeItIs) {
  Standing standing = Good();
  standing.disk_free_bytes = kFreeBytesWarned;
  EXPECT_THAT(IdsOf(standing), IsEmpty());
  standing.disk_free_bytes = kFreeBytesWarned - 1;
  EXPECT_THAT(IdsOf(standing), ElementsAre("disk-low"));
  EXPECT_THAT(WarningsOf(standing).front().sentence, HasSubstr("1023 MiB"));
  standing.disk_free_bytes = std::nullopt;
  EXPECT_THAT(IdsOf(standing), IsEmpty());
}

TEST(Standing, AClockBehindTheStartIsWarnedOf) {
  Standing standing = Good();
  standing.now = standing.started - absl::Seconds(1);
  EXPECT_THAT(IdsOf(standing), ElementsAre("clock-went-back"));
}

TEST(Standing, DaysAreWholeOnes) {
  EXPECT_EQ(DaysUntil(kStandingNow + absl::Hours(47), kStandingNow), 1);
  EXPECT_EQ(DaysUntil(kStandingNow, kStandingNow), 0);
  EXPECT_EQ(DaysUntil(kStandingNow - absl::Seconds(1), kStandingNow), -1);
  EXPECT_EQ(DaysUntil(kStandingNow - absl::Hours(24), kStandingNow), -1);
  EXPECT_EQ(DaysUntil(kStandingNow - absl::Hours(25), kStandingNow), -2);
}

TEST(Standing, TheSystemSaysWhatIsFreeWhereAFolderIs) {
  const support::TempFolder folder;
  ASSERT_TRUE(FreeBytesAt(folder.path()).has_value());
  EXPECT_GT(*FreeBytesAt(folder.path()), 0u);
  EXPECT_EQ(FreeBytesAt(folder.Inside("nothing")), std::nullopt);
}

}  // namespace
}  // namespace lontar::base
