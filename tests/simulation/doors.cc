#include "tests/simulation/doors.h"

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/trust/sha256.h"
#include "tests/simulation/remembered.h"

namespace lontar::simulation {

absl::Time VirtualClock::Now() {
  // 2021-03-03T00:00:00Z, the first day of the workshop on the framework.
  constexpr int64_t kStartMs = int64_t{1614729600} * 1000;
  return absl::FromUnixMillis(kStartMs + stopped_ms_.value_or(timeline_->now_ms() + ahead_ms_));
}

void VirtualClock::Set(int64_t ahead_ms) {
  if (is_true_) return;
  ahead_ms_ = ahead_ms;
  stopped_ms_.reset();
}

void VirtualClock::Stop() {
  if (!is_true_) stopped_ms_ = timeline_->now_ms() + ahead_ms_;
}

absl::StatusOr<std::optional<log::SignedHead>> RecordingRegister::Read() const {
  if (history_.empty() || goes_back_) return std::optional<log::SignedHead>();
  return std::optional<log::SignedHead>(history_.back());
}

absl::Status RecordingRegister::Write(const log::SignedHead& head) {
  if (fails_next_) {
    fails_next_ = false;
    return base::Problem(absl::StatusCode::kUnavailable, "REGISTER_UNAVAILABLE", "planned failure");
  }
  history_.push_back(head);
  return absl::OkStatus();
}

const trust::Signer& KeyRing::Key(const std::string& name) {
  static std::map<std::string, std::unique_ptr<RememberingSigner>> pool;
  std::unique_ptr<RememberingSigner>& key = pool[name];
  if (key == nullptr) {
    const base::Hash seed = trust::Sha256({"simulation key ", name});
    key = std::make_unique<RememberingSigner>(*trust::PrivateKey::FromSeed(seed.view()));
  }
  return *key;
}

}  // namespace lontar::simulation
