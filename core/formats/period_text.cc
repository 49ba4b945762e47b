#include "core/formats/period_text.h"

#include <array>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/observation/period.h"

namespace lontar::formats {
namespace {

// Thailand's, Lao PDR's, Cambodia's and Myanmar's offices count from the year 543 before.
constexpr int kEraYears = 543;
// Years that are read as being of that era: 1900 to 2156 of the common one.
constexpr int kFirstBuddhist = 1900 + kEraYears;
constexpr int kLastBuddhist = 2699;
constexpr int kCentury = 100;

absl::Status PeriodProblem(absl::string_view reason, absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, reason, sentence);
}

// The names of the eras before a year: "B.E.", and the Thai ones.
bool TakeEra(absl::string_view* text) {
  static constexpr std::array<absl::string_view, 5> kBuddhist = {"B.E.", "BE ", "พ.ศ.", "พ.ศ",
                                                                 "พศ"};
  for (const absl::string_view era : kBuddhist) {
    if (!absl::StartsWithIgnoreCase(*text, era)) continue;
    text->remove_prefix(era.size());
    *text = absl::StripLeadingAsciiWhitespace(*text);
    return true;
  }
  for (const absl::string_view era : {"ค.ศ.", "A.D.", "C.E."}) {
    if (absl::ConsumePrefix(text, era)) *text = absl::StripLeadingAsciiWhitespace(*text);
  }
  return false;
}

// The year at the beginning of the text, and what follows it.
std::optional<int> YearAt(absl::string_view text) {
  constexpr size_t kDigits = 4;
  int year = 0;
  if (text.size() < kDigits || !absl::SimpleAtoi(text.substr(0, kDigits), &year)) {
    return std::nullopt;
  }
  const bool is_longer =
      text.size() > kDigits && absl::ascii_isdigit(static_cast<unsigned char>(text[kDigits]));
  return is_longer || text[0] == '+' || text[0] == '-' ? std::nullopt : std::optional<int>(year);
}

// The second of two years, "16" or "2016" after "2015/": nothing if they do not follow each other.
std::optional<int> NextYear(int first, absl::string_view rest) {
  int second = 0;
  if (!absl::ConsumePrefix(&rest, "/") && !absl::ConsumePrefix(&rest, "-") &&
      !absl::ConsumePrefix(&rest, "\xE2\x80\x93")) {
    return std::nullopt;
  }
  if (rest.size() != 2 && rest.size() != 4) return std::nullopt;
  if (!absl::SimpleAtoi(rest, &second) || rest[0] == '-' || rest[0] == '+') return std::nullopt;
  if (rest.size() == 2) second += (first + 1) / kCentury * kCentury;
  // "2011-12" is also December 2011 in ISO 8601: nobody can tell.
  return second == first + 1 ? std::optional<int>(second) : std::nullopt;
}

bool IsAlsoMonth(absl::string_view rest) {
  int month = 0;
  return rest.size() == 3 && rest[0] == '-' && absl::SimpleAtoi(rest.substr(1), &month) &&
         month >= 1 && month <= 12;
}

absl::StatusOr<int> InCommonEra(int year, bool has_era, Calendar calendar,
                                absl::string_view written, NormalisedSet* normalised) {
  const bool can_be = year >= kFirstBuddhist && year <= kLastBuddhist;
  if (calendar == Calendar::kBuddhist) {
    if (!can_be) {
      return PeriodProblem("NOT_A_BUDDHIST_YEAR",
                           absl::StrCat(base::Quoted(written),
                                        " is no year of the Buddhist era near these times, as the "
                                        "mapping's calendar says; write ",
                                        year + kEraYears, " or correct the mapping"));
    }
    *normalised |= kBuddhistYear;
    return year - kEraYears;
  }
  if (!can_be && !has_era) return year;
  return PeriodProblem(
      "BUDDHIST_YEAR",
      absl::StrCat(base::Quoted(written), " is a year of the Buddhist era, ", year - kEraYears,
                   " of the common one; write ", year - kEraYears,
                   ", or write calendar: buddhist in the mapping"));
}

}  // namespace

absl::StatusOr<PeriodText> ReadPeriodText(absl::string_view text, Calendar calendar) {
  PeriodText result;
  PlainText plain = PlainTextOf(text);
  result.normalised |= plain.normalised;
  plain = WithAsciiDigits(plain.text);
  result.normalised |= plain.normalised;
  absl::string_view rest = plain.text;
  const bool has_era = TakeEra(&rest);
  const std::optional<int> first = YearAt(rest);
  if (!first) {
    // Its sentence says what a period looks like.
    LONTAR_ASSIGN_OR_RETURN(const observation::Period period,
                            observation::Period::Parse(plain.text));
    result.period = period.text();
    return result;
  }
  rest.remove_prefix(4);
  int year = *first;
  const std::optional<int> next = NextYear(year, rest);
  if (next && IsAlsoMonth(rest)) {
    return PeriodProblem(
        "NOT_A_PERIOD",
        absl::StrCat(base::Quoted(text), " could be a month or two years; write ", year, "-M",
                     rest.substr(1), " or ", year, "/", rest.substr(1)));
  }
  if (next) {
    year = *next;
    rest = "";
    result.normalised |= kPeriodEndYear;
  }
  LONTAR_ASSIGN_OR_RETURN(year, InCommonEra(year, has_era, calendar, text, &result.normalised));
  result.period = absl::StrCat(year, rest);
  LONTAR_RETURN_IF_ERROR(observation::Period::Parse(result.period).status());
  return result;
}

}  // namespace lontar::formats
