#include "core/formats/number_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"

namespace lontar::formats {
namespace {

constexpr size_t kGroup = 3;

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

absl::Status NumberProblem(absl::string_view reason, absl::string_view sentence) {
  return base::Problem(absl::StatusCode::kInvalidArgument, reason, sentence);
}

absl::Status NoNumber(absl::string_view text) {
  return NumberProblem(
      "NOT_A_DECIMAL",
      absl::StrCat(base::Quoted(text), " is not a number; write digits, such as 1234.5"));
}

// Reads one text step by step; each step takes something off it.
class NumberReader {
 public:
  NumberReader(absl::string_view written, const NumberMarks& marks)
      : written_(written), marks_(marks) {}

  absl::StatusOr<NumberText> Read() {
    TakeForms();
    TakeFootnote();
    TakePercent();
    TakeMinus();
    LONTAR_RETURN_IF_ERROR(CheckDigits());
    LONTAR_RETURN_IF_ERROR(ChooseMarks());
    LONTAR_ASSIGN_OR_RETURN(const std::string whole, WithoutGroups());
    const std::string decimal = absl::StrCat(is_negative_ ? "-" : "", whole,
                                             fraction_ ? absl::StrCat(".", *fraction_) : "");
    LONTAR_ASSIGN_OR_RETURN(result_.value, observation::ParseDecimal(decimal));
    return std::move(result_);
  }

 private:
  void TakeForms() {
    PlainText plain = PlainTextOf(written_);
    result_.normalised |= plain.normalised;
    plain = WithAsciiDigits(plain.text);
    result_.normalised |= plain.normalised;
    rest_ = std::move(plain.text);
  }

  // A mark that cannot be part of a number: 615 (10), 2,582‡, 12.5*, 44 [a], 7¹.
  void TakeFootnote() {
    static constexpr std::array<absl::string_view, 20> kMarks = {"*", "†", "‡", "§", "¶", "#", "°",
                                                                 "ª", "º", "¹", "²", "³", "⁰", "⁴",
                                                                 "⁵", "⁶", "⁷", "⁸", "⁹", "‖"};
    const size_t before = rest_.size();
    absl::string_view rest = rest_;
    for (bool found = true; found;) {
      found = false;
      for (const absl::string_view mark : kMarks) {
        if (rest.size() <= mark.size() || !absl::EndsWith(rest, mark)) continue;
        rest.remove_suffix(mark.size());
        found = true;
      }
      rest = absl::StripTrailingAsciiWhitespace(rest);
    }
    TakeBracket(&rest);
    if (rest.size() == before) return;
    result_.footnote =
        std::string(absl::StripAsciiWhitespace(absl::string_view(rest_).substr(rest.size())));
    result_.normalised |= kFootnoteRemoved;
    rest_ = std::string(rest);
  }

  // "(10)", "[a]" or "a)" behind digits: at most three letters or digits.
  static void TakeBracket(absl::string_view* rest) {
    constexpr size_t kLongest = 3;
    if (rest->empty() || (rest->back() != ')' && rest->back() != ']')) return;
    const size_t open = rest->find_last_of("([");
    if (open == absl::string_view::npos || open == 0) return;
    const absl::string_view inside = rest->substr(open + 1, rest->size() - open - 2);
    const bool is_mark =
        !inside.empty() && inside.size() <= kLongest && std::ranges::all_of(inside, [](char c) {
          return absl::ascii_isalnum(static_cast<unsigned char>(c));
        });
    if (!is_mark) return;
    *rest = absl::StripTrailingAsciiWhitespace(rest->substr(0, open));
  }

  void TakePercent() {
    if (!absl::EndsWith(rest_, "%")) return;
    rest_.pop_back();
    rest_ = std::string(absl::StripTrailingAsciiWhitespace(rest_));
    result_.normalised |= kPercentSign;
  }

  void TakeMinus() {
    for (const absl::string_view minus : {"-", "\xE2\x88\x92", "\xE2\x80\x93"}) {
      if (!absl::StartsWith(rest_, minus)) continue;
      is_negative_ = true;
      if (minus != "-") result_.normalised |= kMinusSign;
      rest_ = rest_.substr(minus.size());
      return;
    }
  }

  absl::Status CheckDigits() const {
    const bool begins = !rest_.empty() && absl::ascii_isdigit(static_cast<unsigned char>(rest_[0]));
    const bool ends =
        !rest_.empty() && absl::ascii_isdigit(static_cast<unsigned char>(rest_.back()));
    const size_t exponent = rest_.find_first_of("eE");
    if (begins && ends && exponent != std::string::npos) {
      return NumberProblem("NUMBER_SCIENTIFIC",
                           absl::StrCat(base::Quoted(written_),
                                        " is how a spreadsheet shortens a number, and digits may "
                                        "be lost; show the column as a number and save it again"));
    }
    const bool is_number = std::ranges::all_of(rest_, [](char c) {
      return absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '.' || c == ',' ||
             c == ' ' || c == '\'';
    });
    return begins && ends && is_number ? absl::OkStatus() : NoNumber(written_);
  }

  // Splits off the fraction, and says what groups the rest.
  absl::Status ChooseMarks() {
    const size_t points = static_cast<size_t>(std::ranges::count(rest_, '.'));
    const size_t commas = static_cast<size_t>(std::ranges::count(rest_, ','));
    char decimal = 0;
    if (marks_.decimal != 0) {
      decimal = marks_.decimal;
    } else if (marks_.grouping == ',' || marks_.grouping == '.') {
      decimal = marks_.grouping == ',' ? '.' : ',';
    } else if (points > 0 && commas > 0) {
      decimal = rest_.rfind('.') > rest_.rfind(',') ? '.' : ',';
    } else if (points + commas == 1) {
      LONTAR_RETURN_IF_ERROR(CheckOneMark(points == 1 ? '.' : ','));
      decimal = points == 1 ? '.' : ',';
    }
    const size_t at = decimal == 0 ? std::string::npos : rest_.find(decimal);
    if (at == std::string::npos) return absl::OkStatus();
    fraction_ = rest_.substr(at + 1);
    rest_ = rest_.substr(0, at);
    if (decimal == ',') result_.normalised |= kDecimalComma;
    return IsDigits(*fraction_) ? absl::OkStatus() : NoNumber(written_);
  }

  // One mark: with a zero or four digits before it, with spaces that group, or without three digits
  // behind it, it can only be the decimal one.
  absl::Status CheckOneMark(char mark) const {
    const size_t at = rest_.find(mark);
    const std::string before = rest_.substr(0, at);
    const std::string after = rest_.substr(at + 1);
    const bool could_group =
        after.size() == kGroup && before.size() <= kGroup && IsDigits(before) && before[0] != '0';
    if (!could_group) return absl::OkStatus();
    const std::string sign = is_negative_ ? "-" : "";
    return NumberProblem(
        "NUMBER_AMBIGUOUS",
        absl::StrCat(base::Quoted(written_), " could be ", sign, before, after, " or ", sign,
                     before, ".", after, "; write ", sign, before, after,
                     ", or say which mark is the decimal one (", marks_.said_in, ")"));
  }

  // The whole part; its groups must be of three digits, all parted by the same mark.
  absl::StatusOr<std::string> WithoutGroups() {
    if (IsDigits(rest_)) return rest_;
    const size_t at = rest_.find_first_of(".,' ");
    if (at == std::string::npos) return NoNumber(written_);
    const char mark = rest_[at];
    const bool is_other = marks_.grouping != 0 && mark != marks_.grouping;
    const std::vector<std::string> groups = absl::StrSplit(rest_, mark);
    const bool are_groups =
        !is_other && groups[0].size() <= kGroup && std::ranges::all_of(groups, IsDigits) &&
        std::all_of(groups.begin() + 1, groups.end(),
                    [](const std::string& group) { return group.size() == kGroup; });
    if (!are_groups) return NoNumber(written_);
    result_.normalised |= kGroupingRemoved;
    return absl::StrReplaceAll(rest_, {{std::string(1, mark), ""}});
  }

  const absl::string_view written_;
  const NumberMarks& marks_;
  std::string rest_;
  std::optional<std::string> fraction_;
  bool is_negative_ = false;
  NumberText result_;
};

}  // namespace

absl::StatusOr<NumberText> ReadNumberText(absl::string_view text, const NumberMarks& marks) {
  return NumberReader(text, marks).Read();
}

}  // namespace lontar::formats
