#include "core/trust/bearer_token.h"

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/trust/sha256.h"

namespace lontar::trust {
namespace {

constexpr size_t kBearerBytes = 32;
constexpr char kDay[] = "%Y-%m-%d";
// So that a person, and a search for leaked secrets, sees what it is.
constexpr absl::string_view kBearerPrefix = "lontar_";

absl::Status LastDayInvalid(absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "ROLE_TOKEN_INVALID", why);
}

// The bytes that a secret stands for; none where it is no secret.
std::string BytesOfBearer(absl::string_view secret) {
  std::string bytes;
  if (!absl::ConsumePrefix(&secret, kBearerPrefix)) return "";
  if (!absl::WebSafeBase64Unescape(secret, &bytes) || bytes.size() != kBearerBytes) return "";
  return bytes;
}

}  // namespace

BearerToken DrawBearerToken(base::Entropy* entropy) {
  const std::string bytes = entropy->Bytes(kBearerBytes);
  return {absl::StrCat(kBearerPrefix, absl::WebSafeBase64Escape(bytes)), Sha256({bytes})};
}

base::Hash HashOfBearer(absl::string_view secret) { return Sha256({BytesOfBearer(secret)}); }

bool IsSameHash(const base::Hash& a, const base::Hash& b) {
  unsigned char difference = 0;
  for (size_t at = 0; at < base::Hash::kBytes; ++at) {
    difference |= static_cast<unsigned char>(a.view()[at] ^ b.view()[at]);
  }
  return difference == 0;
}

std::string DayOf(absl::Time time) { return absl::FormatTime(kDay, time, absl::UTCTimeZone()); }

absl::StatusOr<std::string> LastDayOf(absl::string_view expires, absl::Time now) {
  const absl::Time latest = now + absl::Hours(24) * base::kRoleTokenDaysMax;
  int days = 0;
  std::string day(expires);
  if (absl::SimpleAtoi(expires, &days)) {
    if (days < 1 || days > base::kRoleTokenDaysMax) {
      return LastDayInvalid(
          absl::StrCat("a token holds for 1 to ", base::kRoleTokenDaysMax, " days"));
    }
    day = DayOf(now + absl::Hours(24) * days);
  }
  absl::Time parsed;
  if (!absl::ParseTime(kDay, day, &parsed, nullptr) || DayOf(parsed) != day) {
    return LastDayInvalid(absl::StrCat(base::Quoted(expires),
                                       " is no day and no number of days; write 2026-12-31 or 90"));
  }
  if (day < DayOf(now) || day > DayOf(latest)) {
    return LastDayInvalid(
        absl::StrCat("a token ends between today and ", DayOf(latest), ", not on ", day));
  }
  return day;
}

absl::string_view TokenState(absl::string_view expires, absl::string_view revoked, absl::Time now) {
  if (!revoked.empty()) return "revoked";
  return expires < DayOf(now) ? "expired" : "valid";
}

}  // namespace lontar::trust
