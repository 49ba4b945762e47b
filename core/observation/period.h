#pragma once
// Reference periods as SDMX writes them: "2016", "2016-S1", "2016-T2", "2016-Q3", "2016-M07".
//
// Source: SDMX 3.0 section 6 (reporting periods). Values, any thread.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace lontar::observation {

class Period {
 public:
  // InvalidArgument with NOT_A_PERIOD. Years 1900 to 2199.
  static absl::StatusOr<Period> Parse(absl::string_view text);
  const std::string& text() const { return text_; }
  // The last day of the period. A period belongs to the year in which it ends.
  absl::CivilDay last_day() const { return last_day_; }
  int year() const { return static_cast<int>(last_day_.year()); }
  friend bool operator==(const Period& a, const Period& b) { return a.text_ == b.text_; }

 private:
  std::string text_;
  absl::CivilDay last_day_;
};

// An ISO date "2021-08-31". InvalidArgument with NOT_A_DATE.
absl::StatusOr<absl::CivilDay> ParseDate(absl::string_view text);
std::string DateText(absl::CivilDay day);

}  // namespace lontar::observation
