#include "core/base/quoted.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/limits.h"

namespace lontar::base {

size_t CharacterBytes(absl::string_view text) {
  const unsigned char first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return 1;
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = static_cast<unsigned char>(text[1]);
  const bool is_long_form = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool is_surrogate = first == 0xED && second >= 0xA0;
  const bool is_beyond = first == 0xF4 && second >= 0x90;
  return is_long_form || is_surrogate || is_beyond ? 0 : length;
}

std::string Plain(absl::string_view text, size_t bytes_max) {
  std::string plain;
  size_t taken = 0;
  while (taken < text.size()) {
    const absl::string_view rest = text.substr(taken);
    const size_t bytes = CharacterBytes(rest);
    if (taken + (bytes == 0 ? 1 : bytes) > bytes_max) return plain + "…";
    const unsigned char first = static_cast<unsigned char>(rest[0]);
    if (bytes == 0 || absl::ascii_iscntrl(first)) {
      absl::StrAppendFormat(&plain, "\\x%02x", first);
    } else {
      absl::StrAppend(&plain, rest.substr(0, bytes));
    }
    taken += bytes == 0 ? 1 : bytes;
  }
  return plain;
}

std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", Plain(text, kQuotedBytesMax), "\"");
}

}  // namespace lontar::base
