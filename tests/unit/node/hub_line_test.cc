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

TEST(OwnCertificate, MustBeOne) {
  EXPECT_EQ(base::ReasonOf(CheckOwnCertificate("no certificate", kFrom)), "CERTIFICATE_INVALID");
}

}  // namespace
}  // namespace lontar::node
