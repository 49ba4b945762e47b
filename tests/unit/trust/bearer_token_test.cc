#include "core/trust/bearer_token.h"

#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "core/base/problem.h"

namespace lontar::trust {
namespace {

const absl::Time kFirstOfSeptember =
    absl::FromCivil(absl::CivilSecond(2026, 9, 1, 12, 0, 0), absl::UTCTimeZone());

TEST(BearerToken, TheHashIsOfTheWholeSecretAndOfNothingElse) {
  base::SystemEntropy entropy;
  const BearerToken first = DrawBearerToken(&entropy);
  const BearerToken second = DrawBearerToken(&entropy);
  EXPECT_TRUE(absl::StartsWith(first.secret, "lontar_"));
  EXPECT_NE(first.secret, second.secret);
  EXPECT_TRUE(IsSameHash(HashOfBearer(first.secret), first.hash));
  EXPECT_FALSE(IsSameHash(HashOfBearer(first.secret), second.hash));
  for (const std::string& other : {std::string(), first.secret.substr(7), first.secret + "A",
                                   first.secret.substr(0, first.secret.size() - 1)}) {
    EXPECT_FALSE(IsSameHash(HashOfBearer(other), first.hash)) << other;
  }
}

TEST(BearerToken, TheLastDayIsADayOrANumberOfDaysAheadNotTooFar) {
  EXPECT_EQ(*LastDayOf("1", kFirstOfSeptember), "2026-09-02");
  EXPECT_EQ(*LastDayOf("2026-09-01", kFirstOfSeptember), "2026-09-01");
  for (const char* day : {"", "0", "-1", "401", "2026-08-31", "2026-02-30", "2028-01-01", "soon"}) {
    EXPECT_EQ(base::ReasonOf(LastDayOf(day, kFirstOfSeptember).status()), "ROLE_TOKEN_INVALID")
        << day;
  }
}

TEST(BearerToken, ItHoldsThroughItsLastDayUnlessRevoked) {
  EXPECT_EQ(TokenState("2026-09-01", "", kFirstOfSeptember), "valid");
  EXPECT_EQ(TokenState("2026-08-31", "", kFirstOfSeptember), "expired");
  EXPECT_EQ(TokenState("2026-09-01", "2026-08-01", kFirstOfSeptember), "revoked");
}

}  // namespace
}  // namespace lontar::trust
