#include "hub/rest/parameters.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/quoted.h"
#include "core/net/http_target.h"
#include "hub/rest/refusal.h"

namespace lontar::hub::rest {
namespace {

using Pair = std::pair<std::string, std::string>;

bool IsFilterName(const std::string& name) {
  return absl::StartsWith(name, "c[") && absl::EndsWith(name, "]");
}

}  // namespace

absl::StatusOr<Parameters> Parameters::Read(const std::vector<Pair>& query) {
  Parameters parameters;
  for (const auto& [raw, value] : query) {
    std::optional<std::string> name = net::PercentDecode(raw);
    if (!name) return BadQuery(absl::StrCat(base::Quoted(raw), " is no name of a parameter"));
    if (std::ranges::find(parameters.left_, *name, &Pair::first) != parameters.left_.end()) {
      return BadQuery(absl::StrCat("parameter ", base::Quoted(*name), " stands twice"));
    }
    parameters.left_.emplace_back(*std::move(name), value);
  }
  return parameters;
}

absl::StatusOr<std::string> Parameters::Take(absl::string_view name) {
  const auto found = std::ranges::find(left_, name, &Pair::first);
  if (found == left_.end()) return std::string();
  std::optional<std::string> value = net::PercentDecode(found->second);
  left_.erase(found);
  if (!value) {
    return BadQuery(
        absl::StrCat("the value of ", name, " has a percent sign without two hexadecimal digits"));
  }
  return *std::move(value);
}

std::vector<Pair> Parameters::TakeFilters() {
  std::vector<Pair> filters;
  for (const auto& [name, value] : left_) {
    if (IsFilterName(name)) filters.emplace_back(name.substr(2, name.size() - 3), value);
  }
  std::erase_if(left_, [](const Pair& pair) { return IsFilterName(pair.first); });
  return filters;
}

absl::Status Parameters::CheckAllTaken() const {
  if (left_.empty()) return absl::OkStatus();
  return BadQuery(absl::StrCat(base::Quoted(left_.front().first),
                               " is no parameter of this resource; docs/formats/sdmx.md lists "
                               "them"));
}

}  // namespace lontar::hub::rest
