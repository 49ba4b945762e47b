#include "core/net/grpc_text.h"

#include <grpc/support/log.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lontar::net {
namespace {

using testing::HasSubstr;
using testing::Not;

// Threat T01: as gRPC 1.51 with OpenSSL 3 says it.
TEST(GrpcText, ACallerWithoutACertificateIsAnEventOfItsOwn) {
  EXPECT_EQ(EventOf("Handshake failed with fatal error SSL_ERROR_SSL: error:0A0000C7:SSL "
                    "routines::peer did not return a certificate."),
            "refused_certificate_absent");
  EXPECT_EQ(EventOf("Handshake failed with fatal error SSL_ERROR_SSL: error:0A00010B:SSL "
                    "routines::wrong version number."),
            "tls_failed");
  EXPECT_EQ(EventOf("something else"), "grpc");
}

TEST(GrpcText, ErrorsBecomeLinesOfJsonAndTheRestIsLeftOut) {
  DiagnoseGrpc();
  testing::internal::CaptureStderr();
  gpr_log("somewhere.cc", 1, GPR_LOG_SEVERITY_ERROR, "%s", "it is \"broken\"");
  gpr_log("somewhere.cc", 2, GPR_LOG_SEVERITY_INFO, "%s", "it is fine");
  for (int i = 0; i < 100; ++i) {
    gpr_log("somewhere.cc", 1, GPR_LOG_SEVERITY_ERROR, "%s", "it is broken again");
  }
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, HasSubstr(R"("event":"grpc","text":"it is \"broken\"","times":"1")"));
  EXPECT_THAT(said, Not(HasSubstr("fine")));
  EXPECT_THAT(said, Not(HasSubstr("again")));
}

}  // namespace
}  // namespace lontar::net
