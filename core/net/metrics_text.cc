#include "core/net/metrics_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace lontar::net {

void MetricsText::Begin(absl::string_view name, Kind kind, absl::string_view help) {
  family_ = std::string(name);
  absl::StrAppend(&text_, "# HELP ", name, " ",
                  absl::StrReplaceAll(help, {{"\\", "\\\\"}, {"\n", "\\n"}}), "\n# TYPE ", name,
                  kind == Kind::kGauge ? " gauge\n" : " counter\n");
}

void MetricsText::Add(int64_t value, Labels labels) {
  absl::StrAppend(&text_, family_);
  const char* before = "{";
  for (const auto& [name, label] : labels) {
    absl::StrAppend(&text_, before, name, "=\"",
                    absl::StrReplaceAll(label, {{"\\", "\\\\"}, {"\n", "\\n"}, {"\"", "\\\""}}),
                    "\"");
    before = ",";
  }
  absl::StrAppend(&text_, labels.size() == 0 ? " " : "} ", value, "\n");
}

}  // namespace lontar::net
