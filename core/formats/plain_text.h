#pragma once
// Texts of cells in the one form in which they are compared.
//
// Source: Unicode Standard Annex 15 (NFC), through utf8proc. Pure, any thread.

#include <string>

#include "absl/strings/string_view.h"

namespace lontar::formats {

// What was done to a text or a number before it was understood; a set of bits, so that a million
// cells cost little. The names of NamesOf stand in answers and in docs/formats/import.md.
enum Normalised : unsigned {
  kComposed = 1U << 0,         // decomposed Unicode became NFC
  kTrimmed = 1U << 1,          // spaces at the ends, or several within, went
  kDigitsOfScript = 1U << 2,   // Thai, Lao, Khmer or Burmese digits
  kGroupingRemoved = 1U << 3,  // 1 234 567
  kDecimalComma = 1U << 4,     // 12,5
  kFootnoteRemoved = 1U << 5,  // 615 (10)
  kNumberAsText = 1U << 6,     // a workbook's cell of type text
  kPercentSign = 1U << 7,      // 13.8 %, or a cell that is shown so
  kMinusSign = 1U << 8,        // a typographer's minus
  kFormulaResult = 1U << 9,    // the stored result of a formula
  kMergedCell = 1U << 10,      // the text of the merged cell in which it lies
  kFilledDown = 1U << 11,      // the text of a cell above, by the mapping
  kBuddhistYear = 1U << 12,    // by the mapping's calendar
  kPeriodEndYear = 1U << 13,   // 2015/16 is 2016
  kLetterCase = 1U << 14,      // a text of the mapping in other capitals
  kMissingMark = 1U << 15,     // ".." became a status, by the mapping
  kScaled = 1U << 16,          // to the measure's unit
};
using NormalisedSet = unsigned;

struct PlainText {
  std::string text;
  NormalisedSet normalised = 0;
};

// In NFC, without white space and marks of width zero at its ends, white space within it one space.
// The text must be UTF-8 (IsUtf8).
PlainText PlainTextOf(absl::string_view text);

// A text for people: in NFC, without white space at its ends; line breaks within it stay.
std::string FreeTextOf(absl::string_view text);

// Thai, Lao, Khmer, Burmese and full-width digits as those of ASCII.
PlainText WithAsciiDigits(absl::string_view text);

}  // namespace lontar::formats
