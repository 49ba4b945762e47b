#include "core/formats/place.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace lontar::formats {
namespace {

constexpr int kLettersMax = 3;
constexpr int kColumnsOfSheet = 16'384;
constexpr int kRowsOfSheet = 1'048'576;

std::optional<int> RowOfDigits(absl::string_view digits) {
  int number = 0;
  // SimpleAtoi would pass over signs and spaces.
  if (!std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit)) return std::nullopt;
  if (!absl::SimpleAtoi(digits, &number) || number < 1 || number > kRowsOfSheet) {
    return std::nullopt;
  }
  return number - 1;
}

}  // namespace

std::optional<int> ColumnOfLetters(absl::string_view letters) {
  constexpr int kAlphabet = 26;
  if (letters.empty() || letters.size() > kLettersMax) return std::nullopt;
  int number = 0;
  for (const char letter : letters) {
    if (!absl::ascii_isupper(letter)) return std::nullopt;
    number = number * kAlphabet + (letter - 'A' + 1);
  }
  if (number > kColumnsOfSheet) return std::nullopt;
  return number - 1;
}

std::optional<Place> ParseCell(absl::string_view text) {
  size_t letters = 0;
  while (letters < text.size() && absl::ascii_isupper(text[letters])) ++letters;
  const std::optional<int> column = ColumnOfLetters(text.substr(0, letters));
  const std::optional<int> row = RowOfDigits(text.substr(letters));
  if (!column || !row) return std::nullopt;
  return Place{.sheet = "", .row = *row, .column = *column};
}

std::optional<Place> ParsePlace(absl::string_view text) {
  const size_t bang = text.rfind('!');
  if (bang != absl::string_view::npos) {
    std::optional<Place> place = ParseCell(text.substr(bang + 1));
    absl::string_view sheet = text.substr(0, bang);
    if (!place || sheet.empty()) return std::nullopt;
    if (absl::ConsumePrefix(&sheet, "'")) {
      if (!absl::ConsumeSuffix(&sheet, "'")) return std::nullopt;
      place->sheet = absl::StrReplaceAll(sheet, {{"''", "'"}});
    } else {
      place->sheet = std::string(sheet);
    }
    return place;
  }
  const size_t colon = text.find(':');
  if (colon == absl::string_view::npos) return std::nullopt;
  const std::optional<int> row = RowOfDigits(text.substr(0, colon));
  const std::optional<int> column = ColumnOfLetters(text.substr(colon + 1));
  if (!row || !column) return std::nullopt;
  return Place{.sheet = "", .row = *row, .column = *column};
}

}  // namespace lontar::formats
