#include "core/net/status.h"

#include <gtest/gtest.h>

#include <string>

#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::net {
namespace {

TEST(NetStatus, CodeSentenceAndReasonComeBack) {
  const absl::Status sent = base::Problem(absl::StatusCode::kFailedPrecondition, "CHAIN_GAP",
                                          "entry 7 of KH follows none; \"ទិន្នន័យ\"");
  const absl::Status got = FromGrpc(ToGrpc(sent));
  EXPECT_EQ(got.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(got.message(), sent.message());
  EXPECT_EQ(base::ReasonOf(got), "CHAIN_GAP");
}

TEST(NetStatus, OkStaysOk) {
  EXPECT_TRUE(ToGrpc(absl::OkStatus()).ok());
  EXPECT_TRUE(FromGrpc(grpc::Status::OK).ok());
}

TEST(NetStatus, EveryCodeComesBack) {
  for (int code = 1; code <= 16; ++code) {
    const absl::Status sent(static_cast<absl::StatusCode>(code), "why");
    EXPECT_EQ(FromGrpc(ToGrpc(sent)).code(), sent.code()) << code;
  }
}

TEST(NetStatus, UnknownCodesBecomeUnknown) {
  for (const int code : {17, 31, -1}) {
    const absl::Status got = FromGrpc(grpc::Status(static_cast<grpc::StatusCode>(code), "why"));
    EXPECT_EQ(got.code(), absl::StatusCode::kUnknown) << code;
  }
}

TEST(NetStatus, DetailsThatAreNoReasonIdAreDropped) {
  for (const std::string& details :
       {std::string("chain_gap"), std::string("CHAIN GAP"), std::string("CHAIN_GAP\n"),
        std::string("_GAP"), std::string("7UP"), std::string(65, 'A'),
        std::string("\x0a\x03GAP")}) {
    const absl::Status got = FromGrpc(grpc::Status(grpc::StatusCode::INTERNAL, "why", details));
    EXPECT_EQ(base::ReasonOf(got), "INTERNAL") << details;
  }
  EXPECT_EQ(base::ReasonOf(
                FromGrpc(grpc::Status(grpc::StatusCode::INTERNAL, "why", std::string(64, 'A')))),
            std::string(64, 'A'));
}

TEST(NetStatus, SentencesAreCutBetweenCharacters) {
  // A character of three bytes, so that the limit falls inside of one.
  std::string sentence;
  while (sentence.size() <= base::kErrorBytesMax) sentence += "ក";
  ASSERT_NE(base::kErrorBytesMax % 3, 0u);
  const absl::Status got = FromGrpc(ToGrpc(absl::InternalError(sentence)));
  EXPECT_EQ(got.message().size(), base::kErrorBytesMax - base::kErrorBytesMax % 3);
  EXPECT_EQ(got.message(), sentence.substr(0, got.message().size()));
}

TEST(NetStatus, ControlCharactersOfAStrangerDoNotReachTheTerminal) {
  const absl::Status got =
      FromGrpc(grpc::Status(grpc::StatusCode::INTERNAL, "red \x1b[31m\rline\x7f"));
  EXPECT_EQ(got.message(), "red ?[31m?line?");
}

}  // namespace
}  // namespace lontar::net
