#include "hub/service/call_budget.h"

#include <algorithm>

namespace lontar::hub {

void TokenBucket::Refill(absl::Time now) {
  const double seconds = std::max(0.0, absl::ToDoubleSeconds(now - last_));
  last_ = now;
  calls_ = std::min<double>(rate_.burst, calls_ + seconds * rate_.per_second);
}

bool TokenBucket::Take(absl::Time now) {
  Refill(now);
  if (calls_ < 1) return false;
  calls_ -= 1;
  return true;
}

bool TokenBucket::MayConnect(absl::Time now) {
  Refill(now);
  return calls_ >= std::max(1, rate_.burst / 10);
}

TokenBucket& CallBudget::BucketOf(const std::string& member, absl::Time now) {
  return by_member_.try_emplace(member, rate_, now).first->second;
}

bool CallBudget::Take(const std::string& member, absl::Time now) {
  return BucketOf(member, now).Take(now);
}

bool CallBudget::MayConnect(const std::string& member, absl::Time now) {
  return BucketOf(member, now).MayConnect(now);
}

}  // namespace lontar::hub
