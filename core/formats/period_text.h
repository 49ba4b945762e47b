#pragma once
// Periods as people type them: years of either calendar, school years.
//
// Source: SDMX 2.1 part 6 section 4.2 (time formats); Summary record 2021 says nothing of years, a
// period belongs to the year in which it ends. Pure, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/formats/plain_text.h"

namespace lontar::formats {

enum class Calendar { kGregorian, kBuddhist };

struct PeriodText {
  std::string period;  // as observation::Period has it: "2016"
  NormalisedSet normalised = 0;
};

// What observation::Period reads, with digits of any script; two years that follow each other
// ("2015/16", "2015-2016") are the year in which they end. A Buddhist-era year is converted only
// where the calendar says so. InvalidArgument with NOT_A_PERIOD; BUDDHIST_YEAR where the year can
// only be one of that era and the calendar does not say so; NOT_A_BUDDHIST_YEAR the other way
// round.
absl::StatusOr<PeriodText> ReadPeriodText(absl::string_view text, Calendar calendar);

}  // namespace lontar::formats
