#include "core/base/complaints.h"

#include <algorithm>
#include <utility>

#include "core/base/limits.h"

namespace lontar::base {

std::optional<int> Complaints::Count(const std::string& subject, absl::Time now) {
  const auto known = subjects_.find(subject);
  if (known == subjects_.end()) {
    if (subjects_.size() >= kComplaintSubjectsMax) ForgetOldest();
    subjects_[subject] = {now, 0};
    return 1;
  }
  Subject& facts = known->second;
  ++facts.waiting;
  // A clock that was set back must not silence anybody for years.
  const bool is_due =
      now >= facts.written + absl::Seconds(kComplaintSeconds) || now < facts.written;
  if (!is_due) return std::nullopt;
  facts.written = now;
  return std::exchange(facts.waiting, 0);
}

void Complaints::ForgetOldest() {
  const auto oldest = std::ranges::min_element(
      subjects_, {}, [](const auto& subject) { return subject.second.written; });
  subjects_.erase(oldest);
}

}  // namespace lontar::base
