#include "core/trust/certificate.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "tests/unit/trust/openssl_command.h"

namespace lontar::trust {
namespace {

const absl::Time kFrom =
    absl::FromCivil(absl::CivilSecond(2026, 3, 1, 8, 30, 0), absl::UTCTimeZone());
constexpr absl::Duration kYear = absl::Hours(24 * 365);

CertificateAndKey Authority(absl::Time from = kFrom) {
  return MakeCertificateAuthority("Lontar test authority", from, 10 * kYear).value();
}

CertificateRequest NodeRequest() {
  CertificateRequest request;
  request.common_name = "node KH";
  request.uri = "urn:lontar:member:KH";
  request.is_client = true;
  return request;
}

CertificateRequest HubRequest() {
  CertificateRequest request;
  request.common_name = "hub";
  request.dns_names = {"localhost", "hub.example.org"};
  request.ip_addresses = {"127.0.0.1", "::1"};
  request.is_server = true;
  return request;
}

std::string ReasonFor(const CertificateRequest& request, absl::Duration validity = kYear) {
  return base::ReasonOf(IssueCertificate(Authority(), request, kFrom, validity).status());
}

TEST(Certificate, SaysWhatWasAskedFor) {
  const auto issued = IssueCertificate(Authority(), NodeRequest(), kFrom, kYear);
  ASSERT_TRUE(issued.ok()) << issued.status();
  EXPECT_TRUE(absl::StartsWith(issued->private_key_pem, "-----BEGIN PRIVATE KEY-----\n"));
  const auto facts = ReadCertificate(issued->certificate_pem);
  ASSERT_TRUE(facts.ok()) << facts.status();
  EXPECT_EQ(facts->common_name, "node KH");
  EXPECT_EQ(facts->uris, std::vector<std::string>{"urn:lontar:member:KH"});
  EXPECT_EQ(facts->not_before, kFrom);
  EXPECT_EQ(facts->not_after, kFrom + kYear);
  EXPECT_EQ(facts->sha256_fingerprint.size(), 64u);
}

TEST(Certificate, TimesBeyond2049AreRead) {
  const absl::Time late =
      absl::FromCivil(absl::CivilSecond(2070, 1, 2, 3, 4, 5), absl::UTCTimeZone());
  EXPECT_EQ(ReadCertificate(Authority(late).certificate_pem)->not_before, late);
}

TEST(Certificate, SameRequestMakesAnotherKeyAndSerial) {
  const CertificateAndKey authority = Authority();
  const auto one = IssueCertificate(authority, NodeRequest(), kFrom, kYear).value();
  const auto two = IssueCertificate(authority, NodeRequest(), kFrom, kYear).value();
  EXPECT_NE(one.private_key_pem, two.private_key_pem);
  EXPECT_NE(ReadCertificate(one.certificate_pem)->sha256_fingerprint,
            ReadCertificate(two.certificate_pem)->sha256_fingerprint);
}

TEST(Certificate, FirstOfAChainIsRead) {
  const CertificateAndKey authority = Authority();
  const auto leaf = IssueCertificate(authority, NodeRequest(), kFrom, kYear).value();
  const auto facts = ReadCertificate(leaf.certificate_pem + authority.certificate_pem);
  EXPECT_EQ(facts->common_name, "node KH");
}

// Threat T01: who a node is, is read from the URI; a name that carries another one inside must stay
// a name.
TEST(Certificate, NameCannotSmuggleAnotherOneIn) {
  CertificateRequest request = HubRequest();
  request.dns_names = {"localhost,URI:urn:lontar:member:KH"};
  const auto issued = IssueCertificate(Authority(), request, kFrom, kYear);
  ASSERT_TRUE(issued.ok()) << issued.status();
  EXPECT_TRUE(ReadCertificate(issued->certificate_pem)->uris.empty());
}

TEST(Certificate, BadRequestsAreRefused) {
  CertificateRequest neither = NodeRequest();
  neither.is_client = false;
  EXPECT_EQ(ReasonFor(neither), "CERTIFICATE_INVALID");
  for (const std::string& name : {std::string(), std::string(65, 'n'), std::string("a\0b", 3)}) {
    CertificateRequest request = NodeRequest();
    request.common_name = name;
    EXPECT_EQ(ReasonFor(request), "CERTIFICATE_INVALID");
    EXPECT_EQ(base::ReasonOf(MakeCertificateAuthority(name, kFrom, kYear).status()),
              "CERTIFICATE_INVALID");
  }
  for (const std::string& name : {std::string(), std::string("a b"), std::string("a\0b", 3)}) {
    CertificateRequest request = HubRequest();
    request.dns_names = {name};
    EXPECT_EQ(ReasonFor(request), "CERTIFICATE_INVALID");
  }
  CertificateRequest request = HubRequest();
  request.ip_addresses = {"127.0.0.256"};
  EXPECT_EQ(ReasonFor(request), "CERTIFICATE_INVALID");
  request = NodeRequest();
  request.uri = "urn:lontar:member:KH\n";
  EXPECT_EQ(ReasonFor(request), "CERTIFICATE_INVALID");
  EXPECT_EQ(ReasonFor(NodeRequest(), absl::ZeroDuration()), "CERTIFICATE_INVALID");
  EXPECT_EQ(ReasonFor(NodeRequest(), absl::InfiniteDuration()), "CERTIFICATE_INVALID");
}

TEST(Certificate, OnlyAnAuthorityIssues) {
  const CertificateAndKey authority = Authority();
  const auto leaf = IssueCertificate(authority, NodeRequest(), kFrom, kYear).value();
  EXPECT_EQ(base::ReasonOf(IssueCertificate(leaf, HubRequest(), kFrom, kYear).status()),
            "CERTIFICATE_INVALID");
  const CertificateAndKey mixed{authority.certificate_pem, leaf.private_key_pem};
  EXPECT_EQ(base::ReasonOf(IssueCertificate(mixed, HubRequest(), kFrom, kYear).status()),
            "CERTIFICATE_INVALID");
}

TEST(Certificate, OtherTextIsRefused) {
  const CertificateAndKey authority = Authority();
  const std::string& pem = authority.certificate_pem;
  for (const std::string& text :
       {std::string(), std::string("x"), pem.substr(0, 200), authority.private_key_pem}) {
    const absl::Status status = ReadCertificate(text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(base::ReasonOf(status), "CERTIFICATE_INVALID");
  }
}

// True if the `openssl` program takes the leaf for this purpose and name.
bool IsTakenByProgram(const CertificateAndKey& authority, const CertificateAndKey& leaf,
                      const std::string& options) {
  const TestFolder folder;
  const std::string ca = folder.Write("ca.pem", authority.certificate_pem);
  const std::string certificate = folder.Write("leaf.pem", leaf.certificate_pem);
  return OutputOf(absl::StrCat("openssl verify -x509_strict -attime ",
                               absl::ToUnixSeconds(kFrom) + 60, " -CAfile '", ca, "' ", options,
                               " '", certificate, "'"))
      .has_value();
}

TEST(Certificate, OpensslProgramTakesItForItsPurposeAndNamesOnly) {
  ASSERT_TRUE(HasOpensslProgram()) << "install the Debian package openssl";
  const CertificateAndKey authority = Authority();
  const auto hub = IssueCertificate(authority, HubRequest(), kFrom, kYear).value();
  EXPECT_TRUE(IsTakenByProgram(authority, hub, "-purpose sslserver -verify_hostname localhost"));
  EXPECT_TRUE(IsTakenByProgram(authority, hub, "-purpose sslserver -verify_ip 127.0.0.1"));
  EXPECT_TRUE(IsTakenByProgram(authority, hub, "-purpose sslserver -verify_ip ::1"));
  EXPECT_FALSE(IsTakenByProgram(authority, hub, "-purpose sslserver -verify_hostname other.org"));
  EXPECT_FALSE(IsTakenByProgram(authority, hub, "-purpose sslclient"));
  const auto node = IssueCertificate(authority, NodeRequest(), kFrom, kYear).value();
  EXPECT_TRUE(IsTakenByProgram(authority, node, "-purpose sslclient"));
  EXPECT_FALSE(IsTakenByProgram(authority, node, "-purpose sslserver"));
  EXPECT_FALSE(IsTakenByProgram(Authority(), node, "-purpose sslclient"));
  CertificateRequest both = HubRequest();
  both.is_client = true;
  const auto relay = IssueCertificate(authority, both, kFrom, kYear).value();
  EXPECT_TRUE(IsTakenByProgram(authority, relay, "-purpose sslserver"));
  EXPECT_TRUE(IsTakenByProgram(authority, relay, "-purpose sslclient"));
}

}  // namespace
}  // namespace lontar::trust
