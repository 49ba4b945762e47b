#include "hub/service/call_budget.h"

#include <algorithm>

namespace lontar::hub {

bool TokenBucket::Take(absl::Time now) {
  const double seconds = std::max(0.0, absl::ToDoubleSeconds(now - last_));
  last_ = now;
  calls_ = std::min<double>(rate_.burst, calls_ + seconds * rate_.per_second);
  if (calls_ < 1) return false;
  calls_ -= 1;
  return true;
}

bool CallBudget::Take(const std::string& member, absl::Time now) {
  return by_member_.try_emplace(member, rate_, now).first->second.Take(now);
}

}  // namespace lontar::hub
