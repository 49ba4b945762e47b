#include "hub/service/sign_register_file.h"

#include "core/base/files.h"
#include "core/base/problem.h"
#include "gtest/gtest.h"
#include "tests/support/temp_folder.h"

namespace lontar::hub {
namespace {

log::SignedHead HeadOf(uint64_t size, uint8_t byte) {
  std::array<uint8_t, 32> root;
  root.fill(byte);
  return {base::LogSize(size), base::Hash(root)};
}

class SignRegisterFileTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(SignRegisterFile::Create(path_).ok()); }

  support::TempFolder folder_;
  std::string path_ = folder_.Inside("sign-register");
};

TEST_F(SignRegisterFileTest, ANewOneHoldsNothing) {
  const SignRegisterFile sign_register(path_);
  const auto head = sign_register.Read();
  ASSERT_TRUE(head.ok()) << head.status();
  EXPECT_FALSE(head->has_value());
}

TEST_F(SignRegisterFileTest, WhatWasWrittenIsThereAfterReopening) {
  SignRegisterFile first(path_);
  ASSERT_TRUE(log::AdvanceRegister(first, HeadOf(7, 0xab)).ok());
  const SignRegisterFile second(path_);
  EXPECT_EQ(second.Read().value(), HeadOf(7, 0xab));
}

// Invariant 6, threat T49.
TEST_F(SignRegisterFileTest, ASecondHistoryOfOneSizeIsRefusedAfterReopening) {
  SignRegisterFile first(path_);
  ASSERT_TRUE(log::AdvanceRegister(first, HeadOf(7, 0xab)).ok());
  SignRegisterFile second(path_);
  EXPECT_EQ(base::ReasonOf(log::AdvanceRegister(second, HeadOf(7, 0xac))), "REGISTER_CONFLICT");
  EXPECT_EQ(base::ReasonOf(log::AdvanceRegister(second, HeadOf(6, 0xab))), "REGISTER_AHEAD");
  EXPECT_EQ(second.Read().value(), HeadOf(7, 0xab));
}

TEST_F(SignRegisterFileTest, AFileThatSomebodyElseChangedIsNotOverwritten) {
  SignRegisterFile ours(path_);
  ASSERT_TRUE(ours.Read().ok());
  SignRegisterFile theirs(path_);
  ASSERT_TRUE(log::AdvanceRegister(theirs, HeadOf(9, 1)).ok());
  EXPECT_EQ(base::ReasonOf(ours.Write(HeadOf(3, 2))), "REGISTER_CHANGED");
  EXPECT_EQ(theirs.Read().value(), HeadOf(9, 1));
}

TEST_F(SignRegisterFileTest, WritingUnreadIsRefused) {
  SignRegisterFile sign_register(path_);
  EXPECT_EQ(base::ReasonOf(sign_register.Write(HeadOf(3, 2))), "REGISTER_CHANGED");
}

TEST_F(SignRegisterFileTest, MakingOneDoesNotReplaceOne) {
  EXPECT_EQ(base::ReasonOf(SignRegisterFile::Create(path_)), "FILE_EXISTS");
}

TEST_F(SignRegisterFileTest, AMissingOneIsNotTakenForANewOne) {
  SignRegisterFile sign_register(folder_.Inside("absent"));
  EXPECT_EQ(base::ReasonOf(sign_register.Read().status()), "REGISTER_ABSENT");
  EXPECT_EQ(base::ReasonOf(log::AdvanceRegister(sign_register, HeadOf(1, 1))), "REGISTER_ABSENT");
}

TEST_F(SignRegisterFileTest, AnythingElseInTheFileIsDamage) {
  const std::string good = "7 " + HeadOf(7, 0xab).root.hex() + "\n";
  for (const std::string& text :
       {std::string(), std::string("7\n"), std::string("x") + good, "0" + good, good + "\n",
        good.substr(0, good.size() - 1), good.substr(0, 20) + "\n"}) {
    ASSERT_TRUE(base::WriteFileDurably(path_, text).ok());
    const SignRegisterFile sign_register(path_);
    EXPECT_EQ(base::ReasonOf(sign_register.Read().status()), "REGISTER_DAMAGED") << text;
  }
}

}  // namespace
}  // namespace lontar::hub
