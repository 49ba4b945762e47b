#include "node/service/hub_line.h"

#include "core/base/problem.h"
#include "core/trust/certificate.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lontar::node {
namespace {

const absl::Time kFrom = absl::FromUnixSeconds(1'700'000'000);
constexpr absl::Duration kYear = absl::Hours(24 * 365);

std::string Certificate() {
  const auto authority = trust::MakeCertificateAuthority("authority", kFrom, kYear).value();
  const trust::CertificateRequest request = {.common_name = "node of KH", .is_client = true};
  return trust::IssueCertificate(authority, request, kFrom, kYear)->certificate_pem;
}

TEST(OwnCertificate, IsFineWithinItsDates) {
  EXPECT_TRUE(CheckOwnCertificate(Certificate(), kFrom + absl::Hours(1)).ok());
}

TEST(OwnCertificate, IsNamedWithItsDayWhenItHasEnded) {
  const absl::Status status = CheckOwnCertificate(Certificate(), kFrom + kYear + absl::Hours(1));
  EXPECT_EQ(base::ReasonOf(status), "CERTIFICATE_EXPIRED");
  EXPECT_THAT(std::string(status.message()),
              testing::HasSubstr("\"node of KH\" ended on 2024-11-13"));
}

TEST(OwnCertificate, ThatBeginsLaterPointsToTheClock) {
  const absl::Status status = CheckOwnCertificate(Certificate(), kFrom - absl::Hours(48));
  EXPECT_EQ(base::ReasonOf(status), "CERTIFICATE_NOT_YET_VALID");
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("set the clock"));
}

// Threat T46: whichever way the clock is wrong, it is named.
TEST(OwnCertificate, NamesAClockThatIsTenYearsWrong) {
  const std::string pem = Certificate();
  const absl::Status ahead = CheckOwnCertificate(pem, kFrom + 10 * kYear);
  EXPECT_EQ(base::ReasonOf(ahead), "CERTIFICATE_EXPIRED");
  EXPECT_THAT(std::string(ahead.message()), testing::HasSubstr("the clock says 2033-11-11"));
  const absl::Status behind = CheckOwnCertificate(pem, kFrom - 10 * kYear);
  EXPECT_EQ(base::ReasonOf(behind), "CERTIFICATE_NOT_YET_VALID");
  EXPECT_THAT(std::string(behind.message()), testing::HasSubstr("the clock says 2013-11-16"));
}

class SetClock : public base::Clock {
 public:
  explicit SetClock(absl::Time now) : now_(now) {}
  absl::Time Now() override { return now_; }

 private:
  absl::Time now_;
};

// Opens a line where no hub listens, with a certificate that outlives all, an authority of
// `authority_years` and a clock that says `now`.
absl::Status OpenNowhere(absl::Time now, int authority_years) {
  const auto authority =
      trust::MakeCertificateAuthority("authority", kFrom, authority_years * kYear).value();
  const trust::CertificateRequest request = {.common_name = "node of KH", .is_client = true};
  const auto node = trust::IssueCertificate(authority, request, kFrom - 20 * kYear, 40 * kYear);
  const HubPlace nowhere{"127.0.0.1:1",
                         "hub",
                         {node->certificate_pem, node->private_key_pem, authority.certificate_pem}};
  SetClock clock(now);
  return HubLine::Open(nowhere, &clock).status();
}

// Threat T46: the other certificates of the line too.
TEST(HubLine, AnAuthorityThatTheClockDoesNotAllowIsNamed) {
  const absl::Status ahead = OpenNowhere(kFrom + 10 * kYear, 5);
  EXPECT_EQ(base::ReasonOf(ahead), "CERTIFICATE_EXPIRED");
  EXPECT_THAT(std::string(ahead.message()), testing::StartsWith("the authority's certificate"));
  const absl::Status behind = OpenNowhere(kFrom - 10 * kYear, 5);
  EXPECT_EQ(base::ReasonOf(behind), "CERTIFICATE_NOT_YET_VALID");
}

TEST(HubLine, AHubThatIsNotReachedPointsToTheClockToo) {
  const absl::Status status = OpenNowhere(kFrom + 10 * kYear, 30);
  EXPECT_EQ(base::ReasonOf(status), "HUB_NOT_REACHED");
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("this clock (2033-11-11)"));
}

TEST(OwnCertificate, MustBeOne) {
  EXPECT_EQ(base::ReasonOf(CheckOwnCertificate("no certificate", kFrom)), "CERTIFICATE_INVALID");
}

}  // namespace
}  // namespace lontar::node
