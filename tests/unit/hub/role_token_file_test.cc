#include "hub/service/role_token_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "core/base/files.h"
#include "core/base/problem.h"
#include "tests/support/temp_folder.h"

namespace lontar::hub {
namespace {

using nlohmann::json;

class RoleTokenFileTest : public testing::Test {
 protected:
  RoleTokenFile Open() { return {path_, &clock_, &entropy_}; }

  support::TempFolder folder_;
  std::string path_ = folder_.Inside("role-tokens");
  base::SystemClock clock_;
  base::SystemEntropy entropy_;
};

TEST_F(RoleTokenFileTest, WhatIsMadeOutlivesTheProgramAndOnlyTheOwnerReadsTheFile) {
  std::string secret;
  {
    RoleTokenFile file = Open();
    EXPECT_EQ(json::parse(*file.ListJson())["tokens"], json::array());
    const auto made = file.MakeJson({fold::ViewerRole::kMember, "KH"}, "7");
    ASSERT_TRUE(made.ok()) << made.status();
    const json token = json::parse(*made);
    EXPECT_EQ(token["schema"], "lontar.token.v1");
    EXPECT_EQ(token["member"], "KH");
    secret = token["token"];
  }
  struct stat facts = {};
  ASSERT_EQ(stat(path_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  RoleTokenFile again = Open();
  EXPECT_EQ(again.Find(secret)->viewer.member, "KH");
  const std::string list = *again.ListJson();
  EXPECT_EQ(json::parse(list)["tokens"][0]["state"], "valid");
  EXPECT_THAT(list, testing::Not(testing::HasSubstr(secret)));
  EXPECT_EQ(json::parse(*again.RevokeJson("token-1"))["state"], "revoked");
  EXPECT_EQ(base::ReasonOf(again.Find(secret).status()), "TOKEN_UNKNOWN");
  EXPECT_EQ(base::ReasonOf(Open().Find(secret).status()), "TOKEN_UNKNOWN");
}

TEST_F(RoleTokenFileTest, WhatCannotBeWrittenIsNotMade) {
  ASSERT_TRUE(base::MakeFolders(path_ + ".d").ok());
  RoleTokenFile nowhere(path_ + ".d/absent/role-tokens", &clock_, &entropy_);
  EXPECT_FALSE(nowhere.MakeJson({fold::ViewerRole::kAsec}, "7").ok());
  EXPECT_EQ(json::parse(*nowhere.ListJson())["tokens"], json::array());
}

TEST_F(RoleTokenFileTest, ADamagedFileIsSaidAndNotWrittenOver) {
  ASSERT_TRUE(base::WriteFileDurably(path_, "nonsense").ok());
  RoleTokenFile file = Open();
  for (const absl::Status& status :
       {file.MakeJson({fold::ViewerRole::kAsec}, "7").status(), file.ListJson().status(),
        file.RevokeJson("token-1").status(), file.Find("lontar_x").status()}) {
    EXPECT_EQ(base::ReasonOf(status), "ROLE_TOKENS_DAMAGED");
  }
  EXPECT_EQ(*base::ReadWholeFile(path_, 100), "nonsense");
}

}  // namespace
}  // namespace lontar::hub
