#pragma once
// What several pages are made of. Pure, any thread.

#include <string>

#include "core/net/answer.h"
#include "core/pages/page.h"

namespace lontar::pages {

// How a member stands for an indicator. `mark` as in lontar.coverage.v1; the others are said where
// the reader may know of them.
struct CellMark {
  std::string member;
  std::string mark;
  bool is_disputed = false;
  bool is_being_clarified = false;
};
// Of the coverage's members the one at `member`.
CellMark CellMarkOf(const net::Answer& coverage, const net::Answer& indicator, size_t member);
// "●" with its word for those who do not see it, and "≠" and "?" behind it.
Html MarkCell(absl::string_view language, const CellMark& cell);
// All marks with their words.
Html Legend(absl::string_view language);

// An indicator's short name, or name, in the language, where the catalogue has it.
std::string NameOf(const net::Answer& indicator, absl::string_view language);
// The same, marked as English where it is.
Html NameWords(const net::Answer& indicator, absl::string_view language);
// The text of a field in the language, else in English, and marked so.
Html TextWords(const net::Answer& indicator, absl::string_view field, absl::string_view language);

// "/indicators/child-labour-5-17?collection=asean-child-labour&round=baseline-2021".
std::string IndicatorAddress(const net::Answer& indicator, const net::Answer& coverage);

// "/members/KH?collection=asean-child-labour&round=baseline-2021".
std::string MemberAddress(absl::string_view member, const net::Answer& coverage);

// Where the figures of a page are from: collection, round, log size, short fingerprint.
std::string FootOf(const net::Answer& answer, absl::string_view language = "en");

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
