#include "core/sdmx/time_value.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "core/observation/period.h"

namespace lontar::sdmx {
namespace {

constexpr int kMonthsOfYear = 12;
constexpr size_t kDateBytes = 10;

int MonthsOfPeriod(absl::string_view text) {
  const size_t dash = text.find('-');
  if (dash == absl::string_view::npos) return kMonthsOfYear;
  switch (text[dash + 1]) {
    case 'S':
      return 6;
    case 'T':
      return 4;
    case 'Q':
      return 3;
    default:
      return 1;
  }
}

// "2016-07".
std::optional<TimeBounds> MonthOf(absl::string_view text) {
  int year = 0;
  int month = 0;
  if (text.size() != 7 || text[4] != '-' || !absl::ascii_isdigit(text[5]) ||
      !absl::SimpleAtoi(text.substr(0, 4), &year) || !absl::SimpleAtoi(text.substr(5), &month) ||
      month < 1 || month > kMonthsOfYear) {
    return std::nullopt;
  }
  const absl::CivilMonth of(year, month);
  return TimeBounds{absl::CivilDay(of), absl::CivilDay(of + 1) - 1};
}

}  // namespace

std::optional<TimeBounds> TimeBoundsOf(absl::string_view text) {
  absl::ConsumeSuffix(&text, "-A1");
  const auto period = observation::Period::Parse(text);
  if (period.ok()) {
    const absl::CivilMonth last(period->last_day());
    return TimeBounds{absl::CivilDay(last - (MonthsOfPeriod(text) - 1)), period->last_day()};
  }
  if (auto month = MonthOf(text)) return month;
  if (text.size() > kDateBytes && !InstantOf(text)) return std::nullopt;
  const auto day = observation::ParseDate(text.substr(0, kDateBytes));
  if (!day.ok()) return std::nullopt;
  return TimeBounds{*day, *day};
}

std::optional<absl::Time> InstantOf(absl::string_view text) {
  // ParseTime takes blanks and names that no instant of a query has.
  for (const char c : text) {
    if (!absl::ascii_isdigit(c) && !absl::StrContains("TZ:.+-", absl::string_view(&c, 1))) {
      return std::nullopt;
    }
  }
  absl::Time instant;
  std::string error;
  for (const char* form : {"%Y-%m-%dT%H:%M:%E*S%Ez", "%Y-%m-%dT%H:%M:%E*S", "%Y-%m-%d"}) {
    if (absl::ParseTime(form, text, &instant, &error)) return instant;
  }
  return std::nullopt;
}

}  // namespace lontar::sdmx
