#include "core/base/settings.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::base {
namespace {

absl::Status SettingsProblem(absl::string_view where, absl::string_view sentence) {
  return Problem(absl::StatusCode::kInvalidArgument, "SETTINGS_INVALID",
                 absl::StrCat(where, ": ", sentence));
}

std::string KnownKeys(std::span<const SettingRule> rules) {
  return absl::StrJoin(rules, ", ", [](std::string* out, const SettingRule& rule) {
    absl::StrAppend(out, rule.key);
  });
}

absl::Status AddLine(absl::string_view line, absl::string_view where,
                     std::span<const SettingRule> rules, Settings* settings) {
  const size_t equals = line.find('=');
  if (equals == absl::string_view::npos) {
    return SettingsProblem(where, absl::StrCat("\"", line, "\" has no \"=\"; write key = value"));
  }
  const std::string key(absl::StripAsciiWhitespace(line.substr(0, equals)));
  const std::string value(absl::StripAsciiWhitespace(line.substr(equals + 1)));
  const bool is_known = std::ranges::any_of(
      rules, [&key](const SettingRule& rule) { return rule.key == absl::string_view(key); });
  if (!is_known) {
    return SettingsProblem(
        where, absl::StrCat("\"", key, "\" is no setting; there are ", KnownKeys(rules)));
  }
  if (value.empty()) {
    return SettingsProblem(
        where, absl::StrCat("\"", key, "\" has no value; give one, or take the line out"));
  }
  if (!settings->emplace(key, value).second) {
    return SettingsProblem(where, absl::StrCat("\"", key, "\" stands twice; take one line out"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Settings> ReadSettings(absl::string_view file, absl::string_view text,
                                      std::span<const SettingRule> rules) {
  Settings settings;
  int number = 0;
  for (const absl::string_view raw : absl::StrSplit(text, '\n')) {
    ++number;
    const absl::string_view line = absl::StripAsciiWhitespace(raw);
    if (line.empty() || line[0] == '#') continue;
    const std::string where = absl::StrCat(file, ": line ", number);
    LONTAR_RETURN_IF_ERROR(AddLine(line, where, rules, &settings));
  }
  for (const SettingRule& rule : rules) {
    if (!rule.is_required || settings.contains(std::string(rule.key))) continue;
    return SettingsProblem(file, absl::StrCat("the setting \"", rule.key,
                                              "\" is missing; add a line \"", rule.key, " = …\""));
  }
  return settings;
}

std::string SettingOr(const Settings& settings, const std::string& key,
                      absl::string_view fallback) {
  const auto found = settings.find(key);
  return found == settings.end() ? std::string(fallback) : found->second;
}

absl::StatusOr<int> NumberSettingOr(absl::string_view file, const Settings& settings,
                                    const NumberRule& rule) {
  const auto found = settings.find(std::string(rule.key));
  if (found == settings.end()) return rule.fallback;
  int number = 0;
  const bool is_good =
      absl::SimpleAtoi(found->second, &number) && number >= rule.least && number <= rule.most;
  if (is_good) return number;
  return SettingsProblem(
      file, absl::StrCat("\"", rule.key, "\" is \"", found->second,
                         "\"; write a whole number from ", rule.least, " to ", rule.most));
}

}  // namespace lontar::base
