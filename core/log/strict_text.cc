#include "core/log/strict_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "core/base/limits.h"

namespace lontar::log {
namespace {

constexpr char32_t kInvalid = 0xffffffff;

// Takes one character off `text`, which is not empty; kInvalid if it is not well-formed UTF-8 (RFC
// 3629).
char32_t TakeCharacter(absl::string_view* text) {
  const auto first = static_cast<unsigned char>(text->front());
  text->remove_prefix(1);
  if (first < 0x80) return first;
  const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  if (first < 0xc2 || first > 0xf4 || text->size() < static_cast<size_t>(more)) return kInvalid;
  char32_t character = first & (0x3f >> more);
  for (int i = 0; i < more; ++i) {
    const auto byte = static_cast<unsigned char>((*text)[i]);
    if ((byte & 0xc0) != 0x80) return kInvalid;
    character = character << 6 | (byte & 0x3f);
  }
  text->remove_prefix(more);
  const bool is_overlong = (more == 2 && character < 0x800) || (more == 3 && character < 0x10000);
  const bool is_surrogate = character >= 0xd800 && character <= 0xdfff;
  if (is_overlong || is_surrogate || character > 0x10ffff) return kInvalid;
  return character;
}

// The characters with the Unicode property White_Space.
bool IsWhiteSpace(char32_t c) {
  return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

}  // namespace

std::optional<uint64_t> ReadDecimal(absl::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), absl::ascii_isdigit)) {
    return std::nullopt;
  }
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  uint64_t value = 0;
  if (!absl::SimpleAtoi(text, &value) || value >= base::kSizeMax) return std::nullopt;
  return value;
}

std::optional<std::string> ReadBase64(absl::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes)) return std::nullopt;
  // The library forgives white space, missing padding and bits that are not zero; the one right
  // spelling forgives nothing.
  if (absl::Base64Escape(bytes) != text) return std::nullopt;
  return bytes;
}

std::optional<base::Hash> ReadHash(absl::string_view text) {
  const std::optional<std::string> bytes = ReadBase64(text);
  if (!bytes.has_value()) return std::nullopt;
  return base::Hash::FromBytes(*bytes);
}

std::string HashText(const base::Hash& hash) { return absl::Base64Escape(hash.view()); }

bool IsNoteText(absl::string_view text) {
  while (!text.empty()) {
    const char32_t character = TakeCharacter(&text);
    if (character == kInvalid || (character < 0x20 && character != '\n')) return false;
  }
  return true;
}

bool IsKeyName(absl::string_view text) {
  if (text.empty()) return false;
  while (!text.empty()) {
    const char32_t character = TakeCharacter(&text);
    if (character == kInvalid || character < 0x20 || character == '+') return false;
    if (IsWhiteSpace(character)) return false;
  }
  return true;
}

std::optional<absl::string_view> TakeLine(absl::string_view* rest) {
  const size_t newline = rest->find('\n');
  if (newline == absl::string_view::npos) return std::nullopt;
  const absl::string_view line = rest->substr(0, newline);
  rest->remove_prefix(newline + 1);
  return line;
}

}  // namespace lontar::log
