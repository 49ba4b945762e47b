#include "cli/exit_code.h"

#include "cli/answer.h"
#include "core/base/problem.h"
#include "gtest/gtest.h"

namespace lontar::cli {
namespace {

using absl::StatusCode;

ExitCode Exit(StatusCode code, const char* reason) {
  return ExitCodeOf(base::Problem(code, reason, "a sentence"));
}

TEST(ExitCodes, OkIsDone) { EXPECT_EQ(ExitCodeOf(absl::OkStatus()), ExitCode::kDone); }

TEST(ExitCodes, TheReasonDecidesWhereItIsListed) {
  EXPECT_EQ(Exit(StatusCode::kInvalidArgument, "USAGE"), ExitCode::kUsage);
  EXPECT_EQ(Exit(StatusCode::kInvalidArgument, "FINDINGS"), ExitCode::kRejected);
  EXPECT_EQ(Exit(StatusCode::kInvalidArgument, "CSV_WIDTH"), ExitCode::kRejected);
  EXPECT_EQ(Exit(StatusCode::kFailedPrecondition, "ENTRY_WOULD_BE_REJECTED"), ExitCode::kRejected);
  EXPECT_EQ(Exit(StatusCode::kDataLoss, "AUDIT_FINDINGS"), ExitCode::kNotVerified);
  EXPECT_EQ(Exit(StatusCode::kPermissionDenied, "CHECKPOINT_UNSIGNED"), ExitCode::kNotVerified);
  EXPECT_EQ(Exit(StatusCode::kInvalidArgument, "RECEIPT_INVALID"), ExitCode::kNotVerified);
  EXPECT_EQ(Exit(StatusCode::kFailedPrecondition, "STORE_LOCKED"), ExitCode::kLocked);
  EXPECT_EQ(Exit(StatusCode::kUnavailable, "FILE_ERROR"), ExitCode::kFailed);
}

TEST(ExitCodes, OtherReasonsGoByTheirCode) {
  EXPECT_EQ(Exit(StatusCode::kUnavailable, "HUB_NOT_REACHED"), ExitCode::kOffline);
  EXPECT_EQ(Exit(StatusCode::kFailedPrecondition, "DRAFT_UNSIGNED"), ExitCode::kWrongState);
  EXPECT_EQ(Exit(StatusCode::kNotFound, "DRAFT_ABSENT"), ExitCode::kWrongState);
  EXPECT_EQ(Exit(StatusCode::kPermissionDenied, "NOT_ENTITLED"), ExitCode::kNotEntitled);
  EXPECT_EQ(Exit(StatusCode::kDataLoss, "SIGNATURE_INVALID"), ExitCode::kNotVerified);
  EXPECT_EQ(Exit(StatusCode::kAborted, "ANYTHING"), ExitCode::kPartlyDone);
  EXPECT_EQ(Exit(StatusCode::kInternal, "ANYTHING"), ExitCode::kFailed);
}

TEST(ExitCodes, ABeginningFitsOnlyBeginnings) {
  EXPECT_EQ(Exit(StatusCode::kInternal, "NO_CSV_WIDTH"), ExitCode::kFailed);
  EXPECT_EQ(Exit(StatusCode::kInternal, "FINDINGS_LOST"), ExitCode::kFailed);
}

TEST(ErrorJson, IsOneLineWithReasonMessageAndExit) {
  const std::string line =
      ErrorJson(base::Problem(StatusCode::kNotFound, "DRAFT_ABSENT", "no \"draft-9\""));
  EXPECT_EQ(line.find('\n'), std::string::npos);
  const auto answer = Answer::Parse(line);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->Text("schema"), "lontar.error.v1");
  EXPECT_EQ(answer->Text("reason"), "DRAFT_ABSENT");
  EXPECT_EQ(answer->Text("message"), "no \"draft-9\"");
  EXPECT_EQ(answer->Number("exit"), 6u);
}

}  // namespace
}  // namespace lontar::cli
