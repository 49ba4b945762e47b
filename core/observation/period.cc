#include "core/observation/period.h"

#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"

namespace lontar::observation {
namespace {

constexpr int kYearFirst = 1900;
constexpr int kYearLast = 2199;

// The number that `text` writes with digits only.
std::optional<int> DigitsOf(absl::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::optional<int> YearOf(absl::string_view text) {
  if (text.size() != 4) return std::nullopt;
  const std::optional<int> year = DigitsOf(text);
  if (!year || *year < kYearFirst || *year > kYearLast) return std::nullopt;
  return year;
}

// The last month of "S1", "T2", "Q3" or "M07".
std::optional<int> LastMonthOf(absl::string_view part) {
  if (part.size() < 2) return std::nullopt;
  const char kind = part[0];
  const int months = kind == 'S' ? 6 : kind == 'T' ? 4 : kind == 'Q' ? 3 : kind == 'M' ? 1 : 0;
  if (months == 0 || part.size() != (kind == 'M' ? 3u : 2u)) return std::nullopt;
  const std::optional<int> number = DigitsOf(part.substr(1));
  if (!number || *number < 1 || *number > 12 / months) return std::nullopt;
  return *number * months;
}

absl::Status NotAPeriod(absl::string_view text) {
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "NOT_A_PERIOD",
      absl::StrCat(base::Quoted(text),
                   " is not a period; write 2016, 2016-S1, 2016-T2, 2016-Q3 or 2016-M07"));
}

absl::Status NotADate(absl::string_view text) {
  return base::Problem(
      absl::StatusCode::kInvalidArgument, "NOT_A_DATE",
      absl::StrCat(base::Quoted(text), " is not a date; write year, month and day as 2021-08-31"));
}

absl::CivilDay LastDayOf(int year, int month) {
  // Day 0 of the next month; CivilDay mends both.
  return absl::CivilDay(year, month + 1, 0);
}

}  // namespace

absl::StatusOr<Period> Period::Parse(absl::string_view text) {
  const std::optional<int> year = YearOf(text.substr(0, 4));
  if (!year) return NotAPeriod(text);
  int month = 12;
  if (text.size() > 4) {
    if (text[4] != '-') return NotAPeriod(text);
    const std::optional<int> last = LastMonthOf(text.substr(5));
    if (!last) return NotAPeriod(text);
    month = *last;
  }
  Period period;
  period.text_ = std::string(text);
  period.last_day_ = LastDayOf(*year, month);
  return period;
}

absl::StatusOr<absl::CivilDay> ParseDate(absl::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return NotADate(text);
  const std::optional<int> year = YearOf(text.substr(0, 4));
  const std::optional<int> month = DigitsOf(text.substr(5, 2));
  const std::optional<int> day = DigitsOf(text.substr(8, 2));
  if (!year || !month || !day) return NotADate(text);
  const absl::CivilDay date(*year, *month, *day);
  // CivilDay turns 30 February into 1 March: a date that changes is none.
  if (date.year() != *year || date.month() != *month || date.day() != *day) return NotADate(text);
  return date;
}

std::string DateText(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

}  // namespace lontar::observation
