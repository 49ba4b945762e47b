#include "hub/core/role_tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::hub {
namespace {

using fold::ViewerRole;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// 32 bytes that are others each time.
class CountingEntropy : public base::Entropy {
 public:
  std::string Bytes(size_t count) override {
    return std::string(count, static_cast<char>(++asked_));
  }

 private:
  int asked_ = 0;
};

class RoleTokensTest : public testing::Test {
 protected:
  RoleTokens::Made Make(const fold::Viewer& viewer, const std::string& expires = "30") {
    const auto made = tokens_.Make(viewer, expires, now_, &entropy_);
    EXPECT_TRUE(made.ok()) << made.status();
    return made.value_or(RoleTokens::Made{});
  }
  std::string Refusal(const fold::Viewer& viewer, const std::string& expires) {
    return base::ReasonOf(tokens_.Make(viewer, expires, now_, &entropy_).status());
  }

  CountingEntropy entropy_;
  absl::Time now_ = absl::FromCivil(absl::CivilSecond(2026, 9, 1, 12, 0, 0), absl::UTCTimeZone());
  RoleTokens tokens_;
};

TEST_F(RoleTokensTest, ATokenGivesItsViewUntilItsLastDayIsOver) {
  const auto made = Make({ViewerRole::kMember, "KH"});
  EXPECT_EQ(made.id, "token-1");
  EXPECT_THAT(made.secret, StartsWith("lontar_"));
  const auto found = tokens_.Find(made.secret, now_);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->viewer, (fold::Viewer{ViewerRole::kMember, "KH"}));
  EXPECT_EQ(found->expires, "2026-10-01");
  const absl::Time last = now_ + absl::Hours(24 * 30 + 11);
  EXPECT_TRUE(tokens_.Find(made.secret, last).ok());
  EXPECT_EQ(base::ReasonOf(tokens_.Find(made.secret, last + absl::Hours(2)).status()),
            "TOKEN_UNKNOWN");
}

TEST_F(RoleTokensTest, ARevokedOneGivesNothingAndOthersStay) {
  const auto first = Make({ViewerRole::kAsec});
  const auto second = Make({ViewerRole::kAsec}, "2026-12-31");
  ASSERT_TRUE(tokens_.Revoke(first.id, now_).ok());
  EXPECT_FALSE(tokens_.Find(first.secret, now_).ok());
  EXPECT_TRUE(tokens_.Find(second.secret, now_).ok());
  ASSERT_TRUE(tokens_.Revoke(first.id, now_ + absl::Hours(48)).ok());
  EXPECT_EQ(tokens_.all()[0].revoked, "2026-09-01");
  EXPECT_EQ(base::ReasonOf(tokens_.Revoke("token-9", now_)), "ROLE_TOKEN_ABSENT");
}

TEST_F(RoleTokensTest, OnlyTheWholeSecretIsIt) {
  const std::string secret = Make({ViewerRole::kAsec}).secret;
  for (std::string other : {std::string(), secret.substr(7), secret.substr(0, secret.size() - 1),
                            secret + "A", "lontar_" + std::string(43, 'A'), std::string("lontar_"),
                            tokens_.all()[0].secret_hash.hex()}) {
    EXPECT_FALSE(tokens_.Find(other, now_).ok()) << other;
  }
  std::string changed = secret;
  changed[10] = changed[10] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(tokens_.Find(changed, now_).ok());
}

TEST_F(RoleTokensTest, WhatIsKeptHoldsNoSecretAndComesBack) {
  const auto made = Make({ViewerRole::kSlom, "VN"});
  Make({ViewerRole::kPublic});
  const std::string kept = tokens_.Written();
  EXPECT_THAT(kept, Not(HasSubstr(made.secret.substr(7))));
  const auto read = RoleTokens::Read(kept);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->Written(), kept);
  EXPECT_EQ(read->Find(made.secret, now_)->viewer, (fold::Viewer{ViewerRole::kSlom, "VN"}));
  EXPECT_TRUE(RoleTokens::Read("")->all().empty());
}

TEST_F(RoleTokensTest, ADamagedFileGivesNobodyAnything) {
  Make({ViewerRole::kAsec});
  const std::string kept = tokens_.Written();
  for (const std::string& damaged :
       {std::string("{"), std::string("[]"), kept.substr(1), std::string("{\"tokens\":[{}]}"),
        std::string("{\"tokens\":[{\"id\":1}]}"),
        std::string(kept).replace(kept.find("asec"), 4, "root")}) {
    EXPECT_EQ(base::ReasonOf(RoleTokens::Read(damaged).status()), "ROLE_TOKENS_DAMAGED") << damaged;
  }
}

TEST_F(RoleTokensTest, WhatCannotBeAskedForIsRefused) {
  EXPECT_EQ(Refusal({ViewerRole::kMember}, "30"), "ROLE_TOKEN_INVALID");
  EXPECT_EQ(Refusal({ViewerRole::kMember, "kh"}, "30"), "ROLE_TOKEN_INVALID");
  EXPECT_EQ(Refusal({ViewerRole::kMember, "KHM"}, "30"), "ROLE_TOKEN_INVALID");
  EXPECT_EQ(Refusal({ViewerRole::kAsec, "KH"}, "30"), "ROLE_TOKEN_INVALID");
  for (const char* expires : {"", "0", "-1", "401", "2026-08-31", "2027-12-31", "2026-02-30",
                              "soon", "2026-9-30", "99999999999"}) {
    EXPECT_EQ(Refusal({ViewerRole::kAsec}, expires), "ROLE_TOKEN_INVALID") << expires;
  }
  EXPECT_TRUE(tokens_.all().empty());
  Make({ViewerRole::kAsec}, "2026-09-01");
  while (tokens_.all().size() < static_cast<size_t>(base::kRoleTokensMax))
    Make({ViewerRole::kPublic});
  EXPECT_EQ(Refusal({ViewerRole::kAsec}, "30"), "ROLE_TOKENS_FULL");
}

}  // namespace
}  // namespace lontar::hub
