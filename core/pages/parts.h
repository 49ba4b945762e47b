#pragma once
// What several pages are made of. Pure, any thread.

#include <string>

#include "core/net/answer.h"
#include "core/pages/page.h"

namespace lontar::pages {

// "●" with its word for those who do not see it. `mark` as in lontar.coverage.v1. With a "?" where
// the reader may know that a question is open.
Html MarkCell(absl::string_view language, const std::string& member, absl::string_view mark,
              bool is_being_clarified = false);
// All marks with their words.
Html Legend(absl::string_view language);

// An indicator's short name, or name, in the language, where the catalogue has it.
std::string NameOf(const net::Answer& indicator, absl::string_view language);
// The text of a field in the language, else in English.
std::string TextOf(const net::Answer& indicator, absl::string_view field,
                   absl::string_view language);

// "/indicators/child-labour-5-17?collection=asean-child-labour&round=baseline-2021".
std::string IndicatorAddress(const net::Answer& indicator, const net::Answer& coverage);

// "/members/KH?collection=asean-child-labour&round=baseline-2021".
std::string MemberAddress(absl::string_view member, const net::Answer& coverage);

// Where the figures of a page are from: collection, round, log size, short fingerprint.
std::string FootOf(const net::Answer& answer);

// Table cells and heads.
Html Head(absl::string_view text);  // of a column
Html RowHead(const Html& content);  // of a row
Html Cell(absl::string_view text);
Html NumberCell(absl::string_view text);
// A table with its caption, in a box of its own that scrolls on a narrow screen.
Html Table(absl::string_view caption, absl::string_view kind, const Html& heads, const Html& rows);

// "11 of 14 indicators have data from fewer than five members."
std::string BelowSentence(const net::Answer& coverage, absl::string_view language);

}  // namespace lontar::pages
