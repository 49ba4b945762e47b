#include "node/service/page_token_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "core/base/files.h"
#include "core/base/problem.h"
#include "tests/support/temp_folder.h"

namespace lontar::node {
namespace {

using nlohmann::json;

class PageTokenFileTest : public testing::Test {
 protected:
  PageTokenFile Open() { return {path_, &clock_, &entropy_}; }

  support::TempFolder folder_;
  std::string path_ = folder_.Inside("page-tokens");
  base::SystemClock clock_;
  base::SystemEntropy entropy_;
};

TEST_F(PageTokenFileTest, WhatIsMadeOutlivesTheProgramAndOnlyTheOwnerReadsTheFile) {
  std::string secret;
  {
    PageTokenFile file = Open();
    EXPECT_EQ(json::parse(*file.ListJson())["tokens"], json::array());
    const auto made = file.MakeJson({"S. Chan", "approver", "7"});
    ASSERT_TRUE(made.ok()) << made.status();
    secret = json::parse(*made)["token"];
  }
  struct stat facts = {};
  ASSERT_EQ(stat(path_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  PageTokenFile again = Open();
  const auto found = again.Find(secret);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->name, "S. Chan");
  EXPECT_TRUE(found->may_approve());
  const std::string list = *again.ListJson();
  EXPECT_EQ(json::parse(list)["tokens"][0]["state"], "valid");
  EXPECT_EQ(json::parse(list)["tokens"][0]["name"], "S. Chan");
  EXPECT_THAT(list, testing::Not(testing::HasSubstr(secret)));
  EXPECT_THAT(*base::ReadWholeFile(path_, 10000), testing::Not(testing::HasSubstr(secret)));
  EXPECT_EQ(json::parse(*again.RevokeJson("token-1"))["state"], "revoked");
  EXPECT_EQ(base::ReasonOf(again.Find(secret).status()), "TOKEN_UNKNOWN");
  EXPECT_EQ(base::ReasonOf(Open().Find(secret).status()), "TOKEN_UNKNOWN");
}

TEST_F(PageTokenFileTest, AReaderDoesNotApproveAndEveryTokenIsSomebodys) {
  PageTokenFile file = Open();
  const json made = json::parse(*file.MakeJson({"B. Sok", "reader", "7"}));
  EXPECT_FALSE(file.Find(made["token"].get<std::string>())->may_approve());
  const PageTokens::Request wrong[] = {{"", "reader", "7"},
                                       {" ", "reader", "7"},
                                       {"a\nb", "reader", "7"},
                                       {"\xff", "reader", "7"},
                                       {std::string(201, 'n'), "reader", "7"},
                                       {"B. Sok", "asec", "7"},
                                       {"B. Sok", "", "7"},
                                       {"B. Sok", "reader", "0"}};
  for (const PageTokens::Request& request : wrong) {
    EXPECT_EQ(base::ReasonOf(file.MakeJson(request).status()), "ROLE_TOKEN_INVALID")
        << request.name << request.role << request.expires;
  }
  EXPECT_EQ(base::ReasonOf(file.RevokeJson("token-2").status()), "ROLE_TOKEN_ABSENT");
}

TEST_F(PageTokenFileTest, WhatCannotBeWrittenIsNotMade) {
  PageTokenFile nowhere(folder_.Inside("absent/page-tokens"), &clock_, &entropy_);
  EXPECT_FALSE(nowhere.MakeJson({"S. Chan", "approver", "7"}).ok());
  EXPECT_EQ(json::parse(*nowhere.ListJson())["tokens"], json::array());
}

TEST_F(PageTokenFileTest, ADamagedFileIsSaidAndNotWrittenOver) {
  for (const char* text : {"{", "[]", R"({"tokens":[{"id":"token-1"}]})",
                           R"({"tokens":[{"id":"t","name":"n","role":"asec","sha256":"","made":"",
                               "expires":"","revoked":""}]})"}) {
    ASSERT_TRUE(base::WriteFileDurably(path_, text).ok());
    PageTokenFile file = Open();
    EXPECT_EQ(base::ReasonOf(file.ListJson().status()), "ROLE_TOKENS_DAMAGED") << text;
    EXPECT_EQ(base::ReasonOf(file.Find("lontar_x").status()), "ROLE_TOKENS_DAMAGED");
    EXPECT_FALSE(file.MakeJson({"S. Chan", "approver", "7"}).ok());
    EXPECT_EQ(*base::ReadWholeFile(path_, 10000), text);
  }
}

}  // namespace
}  // namespace lontar::node
