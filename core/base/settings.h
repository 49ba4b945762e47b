#pragma once
// The configuration files of the programs: one "key = value" a line, "#" begins a comment line.
//
// Pure functions, any thread.

#include <map>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::base {

struct SettingRule {
  absl::string_view key;
  bool is_required = true;
  absl::string_view help = {};  // for the manual page: value, unit, default
};

using Settings = std::map<std::string, std::string>;

// Every setting by its key, with the spaces round key and value taken away. `file` is for the
// sentences. InvalidArgument with the reason SETTINGS_INVALID, naming file and line: a line without
// "=", a key that is in no rule or stands twice, a setting without a value; or one that a rule
// requires is missing.
absl::StatusOr<Settings> ReadSettings(absl::string_view file, absl::string_view text,
                                      std::span<const SettingRule> rules);

// The value, or `fallback` where the setting is not there.
std::string SettingOr(const Settings& settings, const std::string& key, absl::string_view fallback);

struct NumberRule {
  absl::string_view key;
  int fallback = 0;
  int least = 0;
  int most = 0;
};

// The whole number, or the rule's `fallback` where the setting is not there. InvalidArgument with
// SETTINGS_INVALID, naming `file`: it is no number from `least` to `most`.
absl::StatusOr<int> NumberSettingOr(absl::string_view file, const Settings& settings,
                                    const NumberRule& rule);

}  // namespace lontar::base
