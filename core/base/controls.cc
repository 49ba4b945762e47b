#include "core/base/controls.h"

#include "absl/strings/str_format.h"
#include "core/base/quoted.h"

namespace lontar::base {
namespace {

// Of one to three bytes, as all are that are asked about.
uint32_t CodePointOf(absl::string_view character) {
  const auto bits = [character](size_t i, unsigned mask) {
    return static_cast<uint32_t>(static_cast<unsigned char>(character[i]) & mask);
  };
  if (character.size() == 1) return bits(0, 0x7f);
  if (character.size() == 2) return bits(0, 0x1f) << 6 | bits(1, 0x3f);
  return bits(0, 0x0f) << 12 | bits(1, 0x3f) << 6 | bits(2, 0x3f);
}

}  // namespace

bool IsControl(absl::string_view character) {
  if (character.empty() || character.size() > 3) return false;
  const uint32_t point = CodePointOf(character);
  if (point < 0x20) return point != '\t' && point != '\n';
  // U+202A to U+202E and U+2066 to U+2069: a figure could be made to stand the other way round.
  return (point >= 0x7f && point < 0xa0) || (point >= 0x202a && point <= 0x202e) ||
         (point >= 0x2066 && point <= 0x2069) || point == 0xfffe || point == 0xffff;
}

std::string WithoutControls(absl::string_view text, absl::string_view in_place) {
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    const size_t length = CharacterBytes(text);
    const absl::string_view character = text.substr(0, length == 0 ? 1 : length);
    const absl::string_view written = length == 0 || IsControl(character) ? in_place : character;
    plain.append(written.data(), written.size());
    text.remove_prefix(character.size());
  }
  return plain;
}

std::string EscapeControlsOfJson(absl::string_view json) {
  std::string escaped;
  escaped.reserve(json.size());
  while (!json.empty()) {
    const size_t length = CharacterBytes(json);
    const absl::string_view character = json.substr(0, length == 0 ? 1 : length);
    if (length != 0 && IsControl(character)) {
      absl::StrAppendFormat(&escaped, "\\u%04x", CodePointOf(character));
    } else {
      escaped.append(character.data(), character.size());
    }
    json.remove_prefix(character.size());
  }
  return escaped;
}

}  // namespace lontar::base
