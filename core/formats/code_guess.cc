#include "core/formats/code_guess.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/formats/plain_text.h"
#include "core/observation/age.h"

namespace lontar::formats {
namespace {

constexpr int kOldest = 120;

bool IsTotalWord(const std::string& letters) {
  static constexpr absl::string_view kWords[] = {
      "total",      "all",           "both",         "bothsexes", "tot",     "t",
      "grandtotal", "national",      "wholecountry", "country",   "overall", "allages",
      "allsexes",   "maleandfemale", "jumlah",       "รวม",       "ทั้งหมด",   "សរុប",
      "ລວມ",        "tổngsố",        "tổng",         "စုစုပေါင်း",   "kabuuan"};
  return std::ranges::find(kWords, letters) != std::end(kWords);
}

// Words for codes of SDMX's short lists. A list is meant if it also has the other code: F and M
// mean something else in a list of activities.
struct CodeWord {
  absl::string_view letters;
  absl::string_view code;
  absl::string_view other;
};
constexpr size_t kShortList = 8;

bool MeansCode(const CodeWord& word, const catalogue::CodeList& list) {
  const bool is_short =
      list.codes.size() <= kShortList || word.code == "NNAT" || word.other.empty();
  return is_short && list.Has(word.code) && (word.other.empty() || list.Has(word.other));
}

absl::string_view CodeOfWord(const std::string& letters, const catalogue::CodeList& list) {
  static constexpr CodeWord kWords[] = {{"male", "M", "F"},
                                        {"males", "M", "F"},
                                        {"men", "M", "F"},
                                        {"boys", "M", "F"},
                                        {"boy", "M", "F"},
                                        {"female", "F", "M"},
                                        {"females", "F", "M"},
                                        {"women", "F", "M"},
                                        {"girls", "F", "M"},
                                        {"girl", "F", "M"},
                                        {"ชาย", "M", "F"},
                                        {"หญิง", "F", "M"},
                                        {"ប្រុស", "M", "F"},
                                        {"ស្រី", "F", "M"},
                                        {"ຊາຍ", "M", "F"},
                                        {"ຍິງ", "F", "M"},
                                        {"nam", "M", "F"},
                                        {"nữ", "F", "M"},
                                        {"lakilaki", "M", "F"},
                                        {"perempuan", "F", "M"},
                                        {"lelaki", "M", "F"},
                                        {"urban", "U", "R"},
                                        {"rural", "R", "U"},
                                        {"urbanarea", "U", "R"},
                                        {"ruralarea", "R", "U"},
                                        {"urbanareas", "U", "R"},
                                        {"ruralareas", "R", "U"},
                                        {"citizen", "NAT", "NNAT"},
                                        {"citizens", "NAT", "NNAT"},
                                        {"national", "NAT", "NNAT"},
                                        {"nationals", "NAT", "NNAT"},
                                        {"noncitizen", "NNAT", "NAT"},
                                        {"noncitizens", "NNAT", "NAT"},
                                        {"foreigner", "NNAT", "NAT"},
                                        {"foreigners", "NNAT", "NAT"},
                                        {"unknown", "_U", ""},
                                        {"notknown", "_U", ""},
                                        {"notstated", "_U", ""}};
  for (const CodeWord& word : kWords) {
    if (word.letters == letters && MeansCode(word, list)) return word.code;
  }
  return {};
}

// The numbers in a text, and whether it says more than one interval's words.
std::vector<int> NumbersIn(absl::string_view text) {
  std::vector<int> numbers;
  std::string digits;
  for (size_t i = 0; i <= text.size(); ++i) {
    const bool is_digit =
        i < text.size() && absl::ascii_isdigit(static_cast<unsigned char>(text[i]));
    if (is_digit) digits.push_back(text[i]);
    if (is_digit || digits.empty()) continue;
    int number = kOldest + 1;
    if (!absl::SimpleAtoi(digits, &number)) number = kOldest + 1;
    numbers.push_back(number);
    digits.clear();
  }
  return numbers;
}

}  // namespace

std::string LettersOf(absl::string_view text) {
  std::string letters;
  for (const char c : WithAsciiDigits(PlainTextOf(text).text).text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte)) letters.push_back(absl::ascii_tolower(byte));
    if (!absl::ascii_isascii(byte)) letters.push_back(c);
  }
  return letters;
}

std::optional<std::string> GuessAge(absl::string_view text) {
  const std::string plain = WithAsciiDigits(PlainTextOf(text).text).text;
  const auto age = observation::AgeOf(plain);
  if (age) return plain;
  const std::vector<int> numbers = NumbersIn(plain);
  const bool are_ages = std::ranges::all_of(numbers, [](int n) { return n <= kOldest; });
  if (!are_ages || numbers.empty()) return std::nullopt;
  const std::string letters = LettersOf(plain);
  const bool says_under =
      absl::StrContains(letters, "under") || absl::StrContains(letters, "below");
  const bool says_over = absl::StrContains(plain, "+") || absl::StrContains(letters, "over") ||
                         absl::StrContains(letters, "above") ||
                         absl::StrContains(letters, "andolder");
  if (numbers.size() == 2 && numbers[0] < numbers[1] && !says_over && !says_under) {
    return absl::StrCat("Y", numbers[0], "T", numbers[1]);
  }
  if (numbers.size() != 1) return std::nullopt;
  if (says_under && numbers[0] > 0) return absl::StrCat("Y0T", numbers[0] - 1);
  if (says_over) return absl::StrCat("Y_GE", numbers[0]);
  return says_under ? std::nullopt : std::optional(absl::StrCat("Y", numbers[0]));
}

const CodeGuesser::ByLetters& CodeGuesser::NamesIn(const catalogue::CodeList& list) {
  const auto [names, is_new] = names_.try_emplace(list.id);
  if (!is_new) return names->second;
  for (const catalogue::Code& code : list.codes) {
    const auto [name, is_first] = names->second.try_emplace(LettersOf(code.name), code.id);
    if (!is_first) name->second = std::nullopt;
  }
  return names->second;
}

std::optional<std::string> CodeGuesser::Guess(const catalogue::Dimension& dimension,
                                              absl::string_view text) {
  const catalogue::CodeList& list = *catalogue_.FindCodeList(dimension.code_list);
  const std::string plain = PlainTextOf(text).text;
  // Also as another standard spells it.
  if (const std::string id = list.IdOf(plain); !id.empty()) return id;
  const std::string letters = LettersOf(plain);
  if (letters.empty()) return std::nullopt;
  const ByLetters& names = NamesIn(list);
  const auto named = names.find(letters);
  if (named != names.end() && named->second) return named->second;
  const absl::string_view word = CodeOfWord(letters, list);
  if (!word.empty()) return std::string(word);
  if (IsTotalWord(letters)) return dimension.total;
  return dimension.is_age ? GuessAge(plain) : std::nullopt;
}

}  // namespace lontar::formats
