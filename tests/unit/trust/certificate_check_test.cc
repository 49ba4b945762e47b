#include "core/trust/certificate_check.h"

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lontar::trust {
namespace {

const absl::Time kValidFrom = absl::FromUnixSeconds(1'700'000'000);  // 2023-11-14
constexpr absl::Duration kOneYear = absl::Hours(24 * 365);
const absl::Time kNow = kValidFrom + absl::Hours(1);

CertificateAndKey ClientAuthority(const std::string& name = "authority") {
  return MakeCertificateAuthority(name, kValidFrom - kOneYear, 20 * kOneYear).value();
}

CertificateRequest ClientRequest() {
  return {.common_name = "node of KH", .uri = "urn:lontar:member:KH", .is_client = true};
}

CertificateAndKey Client(const CertificateAndKey& authority) {
  return IssueCertificate(authority, ClientRequest(), kValidFrom, kOneYear).value();
}

class ClientCertificate : public testing::Test {
 protected:
  std::string ReasonFor(const std::string& chain_pem, absl::Time now = kNow) {
    status_ = CheckClientCertificate(chain_pem, authority_.certificate_pem, now);
    return status_.ok() ? "OK" : base::ReasonOf(status_);
  }
  std::string sentence() const { return std::string(status_.message()); }

  CertificateAndKey authority_ = ClientAuthority();
  std::string pem_ = Client(authority_).certificate_pem;
  absl::Status status_;
};

TEST_F(ClientCertificate, OfTheAuthorityIsBelieved) { EXPECT_EQ(ReasonFor(pem_), "OK"); }

// Threat T01: each refusal has its own reason.
TEST_F(ClientCertificate, OfAnotherAuthorityIsForeign) {
  EXPECT_EQ(ReasonFor(Client(ClientAuthority("another")).certificate_pem),
            "PEER_CERTIFICATE_FOREIGN");
  EXPECT_THAT(sentence(), testing::HasSubstr("\"node of KH\""));
}

// The same name does not make it the same authority.
TEST_F(ClientCertificate, OfAnAuthorityWithTheSameNameIsForeign) {
  EXPECT_EQ(ReasonFor(Client(ClientAuthority()).certificate_pem), "PEER_CERTIFICATE_FOREIGN");
}

TEST_F(ClientCertificate, ThatBringsItsOwnAuthorityIsForeign) {
  const CertificateAndKey own = ClientAuthority("own");
  EXPECT_EQ(ReasonFor(absl::StrCat(Client(own).certificate_pem, own.certificate_pem)),
            "PEER_CERTIFICATE_FOREIGN");
}

// Only an authority's certificate makes others: a node's must not.
TEST_F(ClientCertificate, SignedByANodeIsRefused) {
  // The issuing routine refuses such an issuer, so a chain is put together from what there is.
  const std::string chain = absl::StrCat(Client(ClientAuthority("own")).certificate_pem, pem_);
  EXPECT_EQ(ReasonFor(chain), "PEER_CERTIFICATE_FOREIGN");
}

TEST_F(ClientCertificate, ForServersIsUnsuitable) {
  const CertificateRequest request = {.common_name = "hub", .is_server = true};
  const auto server = IssueCertificate(authority_, request, kValidFrom, kOneYear);
  EXPECT_EQ(ReasonFor(server->certificate_pem), "PEER_CERTIFICATE_UNSUITABLE");
}

// Threats T01 and T46: by the clock, and the clock is named.
TEST_F(ClientCertificate, ThatHasEndedIsNamedWithItsDayAndTheClock) {
  EXPECT_EQ(ReasonFor(pem_, kValidFrom + 2 * kOneYear), "PEER_CERTIFICATE_EXPIRED");
  EXPECT_THAT(sentence(), testing::AllOf(testing::HasSubstr("2024-11-13"),
                                         testing::HasSubstr("this clock says 2025-11-13")));
}

TEST_F(ClientCertificate, ThatHasNotBegunIsNamedWithItsDayAndTheClock) {
  EXPECT_EQ(ReasonFor(pem_, kValidFrom - absl::Hours(24)), "PEER_CERTIFICATE_NOT_YET_VALID");
  EXPECT_THAT(sentence(), testing::AllOf(testing::HasSubstr("2023-11-14"),
                                         testing::HasSubstr("this clock says 2023-11-13")));
}

// A hub whose clock is ten years wrong, either way.
TEST_F(ClientCertificate, AClockTenYearsWrongIsNamed) {
  EXPECT_EQ(ReasonFor(pem_, kNow + 10 * kOneYear), "PEER_CERTIFICATE_EXPIRED");
  EXPECT_THAT(sentence(), testing::HasSubstr("this clock says 2033-"));
  EXPECT_EQ(ReasonFor(pem_, kNow - 10 * kOneYear), "PEER_CERTIFICATE_NOT_YET_VALID");
  EXPECT_THAT(sentence(), testing::HasSubstr("this clock says 2013-"));
}

TEST_F(ClientCertificate, AnyFlippedByteIsRefused) {
  for (size_t place = 0; place < pem_.size(); place += 7) {
    std::string changed = pem_;
    changed[place] = changed[place] == 'A' ? 'B' : 'A';
    if (changed == pem_) continue;
    EXPECT_NE(ReasonFor(changed), "OK") << place;
  }
}

TEST_F(ClientCertificate, MustBeThere) {
  EXPECT_EQ(ReasonFor(""), "CERTIFICATE_INVALID");
  EXPECT_EQ(ReasonFor("no certificate"), "CERTIFICATE_INVALID");
  EXPECT_EQ(base::ReasonOf(CheckClientCertificate(pem_, "no authority", kNow)),
            "CERTIFICATE_INVALID");
}

TEST(KeyOfCertificate, MustBeItsOwn) {
  const CertificateAndKey authority = ClientAuthority();
  const CertificateAndKey one = Client(authority);
  const CertificateAndKey other = Client(authority);
  EXPECT_TRUE(CheckKeyOfCertificate(one.certificate_pem, one.private_key_pem).ok());
  EXPECT_EQ(base::ReasonOf(CheckKeyOfCertificate(one.certificate_pem, other.private_key_pem)),
            "CERTIFICATE_KEY_MISMATCH");
  EXPECT_EQ(base::ReasonOf(CheckKeyOfCertificate(one.certificate_pem, "no key")),
            "CERTIFICATE_INVALID");
  EXPECT_EQ(base::ReasonOf(CheckKeyOfCertificate("nothing", one.private_key_pem)),
            "CERTIFICATE_INVALID");
}

// Threat T46.
TEST(Dates, NameTheClockWhicheverWayItIsWrong) {
  const CertificateFacts facts = ReadCertificate(Client(ClientAuthority()).certificate_pem).value();
  EXPECT_TRUE(CheckDates(facts, "this hub's", kNow).ok());
  const absl::Status late = CheckDates(facts, "this hub's", kNow + 10 * kOneYear);
  EXPECT_EQ(base::ReasonOf(late), "CERTIFICATE_EXPIRED");
  EXPECT_THAT(std::string(late.message()),
              testing::AllOf(testing::StartsWith("this hub's certificate \"node of KH\""),
                             testing::HasSubstr("the clock says 2033-")));
  const absl::Status early = CheckDates(facts, "this hub's", kNow - 10 * kOneYear);
  EXPECT_EQ(base::ReasonOf(early), "CERTIFICATE_NOT_YET_VALID");
  EXPECT_THAT(std::string(early.message()), testing::HasSubstr("the clock says 2013-"));
}

}  // namespace
}  // namespace lontar::trust
