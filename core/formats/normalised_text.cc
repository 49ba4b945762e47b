#include "core/formats/normalised_text.h"

#include <array>

namespace lontar::formats {
namespace {

struct NormalisedWords {
  Normalised bit;
  absl::string_view name;
  absl::string_view sentence;
};

constexpr std::array<NormalisedWords, 17> kWords = {{
    {kComposed, "composed", "letters and their accents were joined (Unicode NFC)"},
    {kTrimmed, "trimmed", "spaces at its ends or several within were left out"},
    {kDigitsOfScript, "digits-of-script", "digits of another script"},
    {kGroupingRemoved, "grouping-removed", "the marks between thousands were left out"},
    {kDecimalComma, "decimal-comma", "the comma is the decimal mark"},
    {kFootnoteRemoved, "footnote-removed", "the mark of a footnote was left out"},
    {kNumberAsText, "number-as-text", "the spreadsheet keeps the number as text"},
    {kPercentSign, "percent-sign", "the cell is shown as percent"},
    {kMinusSign, "minus-sign", "a printed minus"},
    {kFormulaResult, "formula-result", "the stored result of a formula"},
    {kMergedCell, "merged-cell", "a text of merged cells"},
    {kFilledDown, "filled-down", "the text of a cell above, by the mapping"},
    {kBuddhistYear, "buddhist-year", "a year of the Buddhist era, by the mapping"},
    {kPeriodEndYear, "period-end-year", "of two years the one in which the period ends"},
    {kLetterCase, "letter-case", "capital and small letters as in the mapping"},
    {kMissingMark, "missing-mark", "a mark for a missing number, by the mapping"},
    {kScaled, "scaled", "brought to the unit of the measure"},
}};

std::vector<std::string> WordsOf(NormalisedSet normalised,
                                 absl::string_view NormalisedWords::*words) {
  std::vector<std::string> texts;
  for (const NormalisedWords& word : kWords) {
    if ((normalised & word.bit) != 0) texts.emplace_back(word.*words);
  }
  return texts;
}

}  // namespace

std::vector<std::string> NamesOf(NormalisedSet normalised) {
  return WordsOf(normalised, &NormalisedWords::name);
}

std::vector<std::string> SentencesOf(NormalisedSet normalised) {
  return WordsOf(normalised, &NormalisedWords::sentence);
}

}  // namespace lontar::formats
