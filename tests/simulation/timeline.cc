#include "tests/simulation/timeline.h"

#include <iostream>

#include "absl/strings/str_cat.h"

namespace lontar::simulation {

void Timeline::After(int64_t delay_ms, std::function<void()> event) {
  queue_.emplace(std::make_pair(now_ms_ + delay_ms, dice_.Next()), std::move(event));
}

void Timeline::RunUntil(int64_t until_ms) {
  while (!queue_.empty() && queue_.begin()->first.first <= until_ms) {
    auto next = queue_.extract(queue_.begin());
    now_ms_ = next.key().first;
    ++events_;
    next.mapped()();
  }
  now_ms_ = until_ms;
}

void Timeline::Note(absl::string_view what) {
  const std::string line = absl::StrCat(now_ms_, " ", what, "\n");
  // FNV-1a: no adversary makes these lines.
  for (const char byte : line) {
    digest_ = (digest_ ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  }
  if (is_shown_) std::cerr << line;
}

}  // namespace lontar::simulation
