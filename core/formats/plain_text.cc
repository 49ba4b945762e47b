#include "core/formats/plain_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"

namespace lontar::formats {
namespace {

struct FreeText {
  void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

bool IsAscii(absl::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return absl::ascii_isascii(static_cast<unsigned char>(c)); });
}

std::string Composed(absl::string_view text) {
  utf8proc_uint8_t* raw = nullptr;
  const utf8proc_ssize_t bytes =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &raw,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, FreeText> owned(raw);
  if (bytes < 0) return std::string(text);
  return {reinterpret_cast<const char*>(raw), static_cast<size_t>(bytes)};
}

// White space of one or of zero width, as offices have it at the ends of cells.
bool IsSpace(utf8proc_int32_t point) {
  const bool is_ascii = point == ' ' || (point >= '\t' && point <= '\r');
  return is_ascii || point == 0x85 || point == 0xA0 || (point >= 0x2000 && point <= 0x200A) ||
         point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F ||
         point == 0x3000;
}
// Within a text these separate words of Khmer, Lao and Thai.
bool IsMarkWithoutWidth(utf8proc_int32_t point) {
  return (point >= 0x200B && point <= 0x200F) || point == 0x2060 || point == 0xFEFF;
}

std::vector<utf8proc_int32_t> PointsOf(absl::string_view text) {
  std::vector<utf8proc_int32_t> points;
  for (size_t at = 0; at < text.size();) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t bytes =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                         static_cast<utf8proc_ssize_t>(text.size() - at), &point);
    if (bytes <= 0) break;  // no UTF-8: the caller sees to it
    points.push_back(point);
    at += static_cast<size_t>(bytes);
  }
  return points;
}

void AppendPoint(utf8proc_int32_t point, std::string* text) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t count = utf8proc_encode_char(point, bytes.data());
  text->append(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(count));
}

struct PointRange {
  std::vector<utf8proc_int32_t>::const_iterator first;
  std::vector<utf8proc_int32_t>::const_iterator last;
};

// Without white space and marks at the ends.
PointRange WithoutEnds(const std::vector<utf8proc_int32_t>& points) {
  const auto is_kept = [](utf8proc_int32_t point) {
    return !IsSpace(point) && !IsMarkWithoutWidth(point);
  };
  const auto first = std::ranges::find_if(points, is_kept);
  const auto last = std::find_if(points.rbegin(), points.rend(), is_kept).base();
  return {first, std::max(first, last)};
}

std::string Trimmed(absl::string_view text) {
  const std::vector<utf8proc_int32_t> points = PointsOf(text);
  const PointRange range = WithoutEnds(points);
  std::string trimmed;
  bool is_space = false;
  for (auto point = range.first; point < range.last; ++point) {
    if (IsSpace(*point)) {
      is_space = true;
      continue;
    }
    if (is_space) trimmed.push_back(' ');
    is_space = false;
    AppendPoint(*point, &trimmed);
  }
  return trimmed;
}

// ASCII without white space but single spaces within: nearly every cell.
bool IsPlain(absl::string_view text) {
  char last = ' ';
  for (const char c : text) {
    const bool is_other_space = c >= '\t' && c <= '\r';
    if (!absl::ascii_isascii(static_cast<unsigned char>(c)) || is_other_space) return false;
    if (c == ' ' && last == ' ') return false;
    last = c;
  }
  return text.empty() || last != ' ';
}

}  // namespace

PlainText PlainTextOf(absl::string_view text) {
  PlainText plain{std::string(text), 0};
  if (IsPlain(text)) return plain;
  if (!IsAscii(text)) {
    plain.text = Composed(text);
    if (plain.text != text) plain.normalised |= kComposed;
  }
  std::string trimmed = Trimmed(plain.text);
  if (trimmed != plain.text) plain.normalised |= kTrimmed;
  plain.text = std::move(trimmed);
  return plain;
}

std::string FreeTextOf(absl::string_view text) {
  const std::vector<utf8proc_int32_t> points =
      PointsOf(IsAscii(text) ? std::string(text) : Composed(text));
  const PointRange range = WithoutEnds(points);
  std::string free;
  for (auto point = range.first; point < range.last; ++point) AppendPoint(*point, &free);
  return free;
}

PlainText WithAsciiDigits(absl::string_view text) {
  if (IsAscii(text)) return {std::string(text), 0};
  constexpr std::array<utf8proc_int32_t, 5> kZeros = {0x0E50, 0x0ED0, 0x17E0, 0x1040, 0xFF10};
  PlainText plain;
  for (utf8proc_int32_t point : PointsOf(text)) {
    for (const utf8proc_int32_t zero : kZeros) {
      if (point < zero || point > zero + 9) continue;
      point = '0' + (point - zero);
      plain.normalised |= kDigitsOfScript;
      break;
    }
    AppendPoint(point, &plain.text);
  }
  return plain;
}

}  // namespace lontar::formats
