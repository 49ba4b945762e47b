#include "core/sync/retry_schedule.h"

#include <algorithm>
#include <initializer_list>

#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::sync {
namespace {

// Where in [longest * share, longest] a draw falls. Whole milliseconds: no floating point.
absl::Duration Jittered(absl::Duration longest, int64_t numerator, int64_t denominator,
                        uint64_t draw) {
  const int64_t top_ms = absl::ToInt64Milliseconds(longest);
  const int64_t bottom_ms = top_ms * numerator / denominator;
  const auto span_ms = static_cast<uint64_t>(top_ms - bottom_ms + 1);
  return absl::Milliseconds(bottom_ms + static_cast<int64_t>(draw % span_ms));
}

bool IsOneOf(absl::string_view reason, std::initializer_list<absl::string_view> reasons) {
  return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

}  // namespace

// A refusal of the hub comes with its reason id alone, and so as FailedPrecondition: these reasons
// say more than the code.
Outcome OutcomeOf(const absl::Status& status) {
  const std::string reason = base::ReasonOf(status);
  // Another round is under way, a disk is full or has failed here or at the hub, a line has lost a
  // frame: it passes.
  if (IsOneOf(reason, {"SYNC_RUNNING", "STORE_FAILED", "DISK_FULL", "FRAME_GAP", "UNAVAILABLE"})) {
    return Outcome::kTransient;
  }
  if (IsOneOf(reason, {"LEVEL_UNKNOWN", "PROTOCOL_UNKNOWN", "CERTIFICATE_EXPIRED",
                       "CERTIFICATE_NOT_YET_VALID", "NODE_KEY_NOT_VALID", "MEMBER_UNKNOWN",
                       "MEMBER_MISMATCH", "WITNESS_KEY_NOT_VALID"})) {
    return Outcome::kNotEntitled;
  }
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return Outcome::kDone;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kUnimplemented:
    // A frame that the other side does not take: a mistake in a program, mended by a newer one.
    case absl::StatusCode::kInvalidArgument:
      return Outcome::kNotEntitled;
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kDataLoss:
      return Outcome::kNeedsPerson;
    default:
      return Outcome::kTransient;
  }
}

RetrySchedule::RetrySchedule(absl::Duration regular)
    : regular_(std::max(regular, absl::Minutes(1))) {}

absl::Duration RetrySchedule::AtStart(uint64_t draw) const {
  return Jittered(std::min(regular_, absl::Minutes(1)), 0, 1, draw);
}

std::optional<absl::Duration> RetrySchedule::After(Outcome outcome, uint64_t draw) {
  if (outcome == Outcome::kDone) {
    failures_ = 0;
    needs_person_ = false;
    return Jittered(regular_, 9, 10, draw);
  }
  ++failures_;
  if (outcome == Outcome::kNeedsPerson) needs_person_ = true;
  if (needs_person_) return std::nullopt;
  if (outcome == Outcome::kNotEntitled) {
    return Jittered(absl::Minutes(base::kEntitlementMinutes), 1, 2, draw);
  }
  const int doublings = std::min(failures_ - 1, 20);
  const absl::Duration longest =
      std::min(absl::Seconds(int64_t{1} << doublings), absl::Seconds(base::kRetrySecondsMax));
  return Jittered(longest, 1, 2, draw);
}

bool RetrySchedule::is_stuck() const {
  return needs_person_ || failures_ >= base::kFailuresUntilStuck;
}

}  // namespace lontar::sync
