#include "core/base/replay_note.h"

#include <string>

#include "core/base/diagnostics.h"

namespace lontar::base {
namespace {

constexpr absl::Duration kBetween = absl::Seconds(2);

}  // namespace

void ReplayNote::Tell(uint64_t done, uint64_t total) {
  const bool is_end = done == total;
  if (!IsDue(is_end)) return;
  Diagnose(Severity::kNote, is_end ? "replayed" : "replaying",
           {{"leaves", std::to_string(done)}, {"of", std::to_string(total)}});
}

bool ReplayNote::IsDue(bool is_end) {
  const absl::Time now = clock_->Now();
  if (!last_) last_ = now;
  if (now - *last_ >= kBetween) {
    last_ = now;
    is_told_ = true;
    return true;
  }
  return is_end && is_told_;
}

}  // namespace lontar::base
