#include "core/base/passphrase.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <string>

#include "core/base/files.h"
#include "core/base/problem.h"
#include "gtest/gtest.h"
#include "tests/support/temp_folder.h"

namespace lontar::base {
namespace {

class Passphrase : public testing::Test {
 protected:
  void SetUp() override { Forget(); }
  void TearDown() override { Forget(); }
  static void Forget() {
    unsetenv("CREDENTIALS_DIRECTORY");
    unsetenv("LONTAR_PASSPHRASE");
  }
  std::string Write(const std::string& name, const std::string& text, mode_t mode) {
    const std::string file = folder_.Inside(name);
    EXPECT_TRUE(WriteFileDurably(file, text, FileMode::kOwnerOnly).ok());
    EXPECT_EQ(chmod(file.c_str(), mode), 0);
    return file;
  }
  static std::string ReasonFor(const std::string& file) {
    return ReasonOf(ReadPassphrase(file).status());
  }

  support::TempFolder folder_;
};

TEST_F(Passphrase, IsTheFirstLineOfItsFile) {
  EXPECT_EQ(*ReadPassphrase(Write("p", "correct horse\r\nsecond\n", 0600)), "correct horse");
  EXPECT_EQ(ReasonFor(Write("q", "\nsecond\n", 0600)), "PASSPHRASE_EMPTY");
  EXPECT_EQ(ReasonFor(Write("r", "open\n", 0640)), "PASSPHRASE_FILE_OPEN");
}

// The service manager guards the credential itself; where it does so by an access list, the group's
// bits of the mode show the list's.
TEST_F(Passphrase, WithoutAFileIsTheServiceManagersCredential) {
  Write("passphrase", "from the manager\n", 0440);
  setenv("CREDENTIALS_DIRECTORY", folder_.path().c_str(), 1);
  setenv("LONTAR_PASSPHRASE", "from the environment", 1);
  EXPECT_EQ(*ReadPassphrase(""), "from the manager");
  EXPECT_EQ(*ReadPassphrase(Write("p", "from the file\n", 0600)), "from the file");
}

TEST_F(Passphrase, WithoutACredentialIsTheEnvironments) {
  EXPECT_EQ(ReasonFor(""), "PASSPHRASE_ABSENT");
  setenv("CREDENTIALS_DIRECTORY", folder_.path().c_str(), 1);
  EXPECT_EQ(ReasonFor(""), "PASSPHRASE_ABSENT");
  setenv("LONTAR_PASSPHRASE", "from the environment", 1);
  EXPECT_EQ(*ReadPassphrase(""), "from the environment");
}

}  // namespace
}  // namespace lontar::base
