#include "core/net/daemon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "core/base/problem.h"

namespace lontar::net {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr base::SettingRule kSettings[] = {{"listen", true, "where to listen"}};

struct Said {
  int code = 0;
  std::string out;
  std::string err;
};

// A program whose service ends with `status`, called with `words`.
Said RunWith(std::vector<std::string> words, const absl::Status& status, DaemonFlags* seen) {
  const auto answer = [&](const DaemonFlags& flags) {
    *seen = flags;
    return status;
  };
  const DaemonProgram daemon = {
      .noun = "hub",
      .summary = "waits",
      .address_flag = "--listen",
      .address_help = "listen here",
      .example = "lontar-hub --dir D",
      .other = "lontar-node",
      .settings = kSettings,
      .hints = {{"PASSPHRASE_WRONG", "try the other one"}},
      .check = answer,
      .run = [&](const DaemonFlags& flags, const std::function<void()>&) { return answer(flags); }};
  words.insert(words.begin(), "lontar-hub");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, nullptr, &before);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Said said;
  said.code = RunDaemon(daemon, static_cast<int>(arguments.size()), arguments.data());
  said.err = testing::internal::GetCapturedStderr();
  said.out = testing::internal::GetCapturedStdout();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return said;
}

int CodeOf(absl::StatusCode code, absl::string_view reason) {
  DaemonFlags seen;
  return RunWith({"--dir", "D"}, base::Problem(code, reason, "it is so"), &seen).code;
}

TEST(Daemon, HandsItsFlagsOver) {
  DaemonFlags seen;
  const Said said = RunWith({"--dir", "D", "--listen", "L:1"}, absl::OkStatus(), &seen);
  EXPECT_EQ(said.code, 0);
  EXPECT_EQ(seen.dir, "D");
  EXPECT_EQ(seen.address, "L:1");
  EXPECT_THAT(said.err, IsEmpty());
}

// docs/reference/exit-codes.md.
TEST(Daemon, ItsExitCodeTellsTheKindOfProblem) {
  using enum absl::StatusCode;
  EXPECT_EQ(CodeOf(kResourceExhausted, "DISK_FULL"), 1);
  EXPECT_EQ(CodeOf(kInvalidArgument, "SETTINGS_INVALID"), 2);
  EXPECT_EQ(CodeOf(kDataLoss, "STORE_DAMAGED"), 4);
  EXPECT_EQ(CodeOf(kNotFound, "HUB_NOT_INITIALISED"), 6);
  EXPECT_EQ(CodeOf(kFailedPrecondition, "STORE_NEWER"), 6);
  EXPECT_EQ(CodeOf(kFailedPrecondition, "STORE_LOCKED"), 7);
  EXPECT_EQ(CodeOf(kFailedPrecondition, "SOCKET_IN_USE"), 7);
  EXPECT_EQ(CodeOf(kPermissionDenied, "PASSPHRASE_WRONG"), 8);
}

TEST(Daemon, SaysWhatIsWrongAndWhatHelps) {
  DaemonFlags seen;
  const absl::Status wrong =
      base::Problem(absl::StatusCode::kPermissionDenied, "PASSPHRASE_WRONG", "it does not open");
  const Said own = RunWith({"--dir", "D", "--check-config"}, wrong, &seen);
  EXPECT_EQ(own.err, "lontar-hub: error: it does not open\nlontar-hub: hint: try the other one\n");
  const absl::Status locked =
      base::Problem(absl::StatusCode::kFailedPrecondition, "STORE_LOCKED", "it is open");
  EXPECT_THAT(RunWith({"--dir", "D"}, locked, &seen).err,
              HasSubstr("a hub runs in this folder already; lontar status --hub DIR"));
  const absl::Status other = base::Problem(absl::StatusCode::kInternal, "STORE_ERROR", "odd");
  EXPECT_EQ(RunWith({"--dir", "D"}, other, &seen).err, "lontar-hub: error: odd\n");
}

TEST(Daemon, AWrongFlagIsUsage) {
  DaemonFlags seen;
  EXPECT_EQ(RunWith({"--dir", "D", "--hub", "H"}, absl::OkStatus(), &seen).code, 2);
  EXPECT_EQ(RunWith({}, absl::OkStatus(), &seen).code, 2);
}

TEST(Daemon, ItsManualHasFlagsAndSettings) {
  DaemonFlags seen;
  const Said said = RunWith({"--man"}, absl::OkStatus(), &seen);
  EXPECT_EQ(said.code, 0);
  EXPECT_THAT(said.out, AllOf(HasSubstr("listen here"), HasSubstr("where to listen (required)"),
                              HasSubstr("hub.conf in the folder"), HasSubstr("EXIT STATUS")));
}

}  // namespace
}  // namespace lontar::net
