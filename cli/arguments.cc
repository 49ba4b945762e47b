#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "core/base/limits.h"
#include "core/base/problem.h"

namespace lontar::cli {

void Arguments::Add(absl::string_view name, absl::string_view value) {
  values_[std::string(name)].emplace_back(value);
}

bool Arguments::Has(absl::string_view name) const { return values_.find(name) != values_.end(); }

std::string Arguments::Text(absl::string_view name) const { return TextOr(name, ""); }

std::string Arguments::TextOr(absl::string_view name, absl::string_view fallback) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string(fallback) : found->second.front();
}

std::vector<std::string> Arguments::All(absl::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

absl::StatusOr<std::optional<uint64_t>> Arguments::Number(absl::string_view name) const {
  if (!Has(name)) return std::nullopt;
  const std::string text = Text(name);
  uint64_t value = 0;
  if (!absl::SimpleAtoi(text, &value) || value >= base::kSizeMax) {
    return UsageProblem(
        absl::StrCat("--", name, " wants a number without sign, not \"", text, "\""));
  }
  return value;
}

absl::Status UsageProblem(absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "USAGE", sentence);
}

}  // namespace lontar::cli
