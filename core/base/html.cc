#include "core/base/html.h"

#include "core/base/controls.h"
#include "core/base/quoted.h"

namespace lontar::base {
namespace {

constexpr absl::string_view kReplacement = "\xef\xbf\xbd";

absl::string_view WrittenAs(absl::string_view character) {
  const char first = character[0];
  if (first == '&') return "&amp;";
  if (first == '<') return "&lt;";
  if (first == '>') return "&gt;";
  if (first == '"') return "&quot;";
  if (first == '\'') return "&#39;";
  return IsControl(character) ? kReplacement : character;
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
