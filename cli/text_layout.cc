#include "cli/text_layout.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace lontar::cli {
namespace {

struct CodeRange {
  char32_t first;
  char32_t last;
};

// Marks that stand on the character before them: Latin, Thai, Lao, Burmese, Khmer, and what has no
// width. Source: Unicode 15, general category Mn.
constexpr CodeRange kZeroWidth[] = {
    {0x0300, 0x036F}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x0EB1, 0x0EB1},
    {0x0EB4, 0x0EBC}, {0x0EC8, 0x0ECE}, {0x102D, 0x1030}, {0x1032, 0x1037}, {0x1039, 0x103A},
    {0x103D, 0x103E}, {0x17B4, 0x17B5}, {0x17B7, 0x17BD}, {0x17C6, 0x17C6}, {0x17C9, 0x17D3},
    {0x200B, 0x200F}, {0xFE00, 0xFE0F}};

// Source: Unicode 15, East Asian Width W and F.
constexpr CodeRange kWide[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF},  {0xAC00, 0xD7A3},
                               {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},  {0xFF00, 0xFF60},
                               {0xFFE0, 0xFFE6}, {0x20000, 0x3FFFD}};

template <size_t kCount>
bool IsIn(const CodeRange (&ranges)[kCount], char32_t c) {
  return std::ranges::any_of(ranges,
                             [c](const CodeRange& r) { return r.first <= c && c <= r.last; });
}

// The code point at `at`, which it moves behind it; a byte that begins none stands for itself.
char32_t TakeCodePoint(absl::string_view text, size_t* at) {
  const auto lead = static_cast<unsigned char>(text[(*at)++]);
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  char32_t c = more == 0 ? lead : lead & (0x3F >> more);
  for (int i = 0; i < more && *at < text.size(); ++i) {
    c = (c << 6) | (static_cast<unsigned char>(text[(*at)++]) & 0x3F);
  }
  return c;
}

std::string Spaces(int count) { return std::string(static_cast<size_t>(std::max(count, 0)), ' '); }

std::vector<std::string> WrapPieces(const std::vector<std::string>& pieces,
                                    absl::string_view between, int columns) {
  std::vector<std::string> lines(1);
  for (size_t i = 0; i < pieces.size(); ++i) {
    // What joins an item to the next belongs to its line.
    const bool is_last = i + 1 == pieces.size();
    const absl::string_view tail = is_last || between == " " ? "" : between.substr(0, 1);
    const std::string piece = absl::StrCat(pieces[i], tail);
    std::string& line = lines.back();
    if (line.empty()) {
      line = piece;
    } else if (ColumnsOf(line) + 1 + ColumnsOf(piece) <= columns) {
      absl::StrAppend(&line, " ", piece);
    } else {
      lines.push_back(piece);
    }
  }
  return lines;
}

}  // namespace

int ColumnsOf(absl::string_view text) {
  int columns = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = TakeCodePoint(text, &at);
    if (!IsIn(kZeroWidth, c)) columns += IsIn(kWide, c) ? 2 : 1;
  }
  return columns;
}

std::string PadRight(absl::string_view text, int columns) {
  return absl::StrCat(text, Spaces(columns - ColumnsOf(text)));
}

std::string PadLeft(absl::string_view text, int columns) {
  return absl::StrCat(Spaces(columns - ColumnsOf(text)), text);
}

std::vector<std::string> WrapWords(absl::string_view text, int columns) {
  return WrapPieces(absl::StrSplit(text, absl::ByAnyChar(" \t\n\r"), absl::SkipEmpty()), " ",
                    columns);
}

std::string Hanging(absl::string_view left, int indent, absl::string_view text) {
  std::string lines;
  for (const std::string& line : WrapWords(text, kLineColumns - indent)) {
    absl::StrAppend(&lines, PadRight(lines.empty() ? left : "", indent), line, "\n");
  }
  return lines;
}

std::vector<std::string> WrapItems(const std::vector<std::string>& items, int columns) {
  return WrapPieces(items, ", ", columns);
}

std::string NumberWord(uint64_t number) {
  static constexpr std::array<absl::string_view, 13> kWords = {
      "none",  "one",   "two",  "three", "four",   "five",  "six",
      "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  if (number < kWords.size()) return std::string(kWords[number]);
  return absl::StrCat(number);
}

std::string Counted(uint64_t number, absl::string_view one, absl::string_view many) {
  return absl::StrCat(number, " ", number == 1 ? one : many);
}

}  // namespace lontar::cli
