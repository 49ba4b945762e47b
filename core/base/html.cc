#include "core/base/html.h"

#include "core/base/quoted.h"

namespace lontar::base {
namespace {

constexpr absl::string_view kReplacement = "\xef\xbf\xbd";

// U+202A to U+202E and U+2066 to U+2069 turn the direction of what follows: a figure could be made
// to stand the other way round.
bool TurnsDirection(absl::string_view character) {
  if (character.size() != 3 || character[0] != '\xe2') return false;
  const auto second = static_cast<unsigned char>(character[1]);
  const auto third = static_cast<unsigned char>(character[2]);
  return (second == 0x80 && third >= 0xaa && third <= 0xae) ||
         (second == 0x81 && third >= 0xa6 && third <= 0xa9);
}

absl::string_view WrittenAs(absl::string_view character) {
  const char first = character[0];
  if (first == '&') return "&amp;";
  if (first == '<') return "&lt;";
  if (first == '>') return "&gt;";
  if (first == '"') return "&quot;";
  if (first == '\'') return "&#39;";
  const bool is_space = first == '\t' || first == '\n';
  const bool is_control =
      (static_cast<unsigned char>(first) < 0x20 && !is_space) || first == '\x7f';
  const bool is_c1 =
      character.size() == 2 && first == '\xc2' && static_cast<unsigned char>(character[1]) < 0xa0;
  return is_control || is_c1 || TurnsDirection(character) ? kReplacement : character;
}

}  // namespace

std::string EscapeHtml(absl::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  while (!text.empty()) {
    const size_t length = CharacterBytes(text);
    const absl::string_view written =
        length == 0 ? kReplacement : WrittenAs(text.substr(0, length));
    escaped.append(written.data(), written.size());
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return escaped;
}

}  // namespace lontar::base
