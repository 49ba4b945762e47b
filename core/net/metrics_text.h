#pragma once
// Numbers for a monitor, in Prometheus's text format 0.0.4. Pure.
//
// Never a figure of a member and never a secret: what stands here is about the program (threat
// T27).

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace lontar::net {

class MetricsText {
 public:
  enum class Kind { kGauge, kCounter };
  // Begins a family. `name` is lower case with underscores, ends with its unit, a counter's with
  // "_total"; each once.
  void Begin(absl::string_view name, Kind kind, absl::string_view help);
  // One sample of the family that was begun last. Values of labels are escaped.
  using Labels = std::initializer_list<std::pair<absl::string_view, absl::string_view>>;
  void Add(int64_t value, Labels labels = {});

  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::string family_;
};

inline constexpr absl::string_view kMetricsContentType = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace lontar::net
