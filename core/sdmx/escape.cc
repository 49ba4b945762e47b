#include "core/sdmx/escape.h"

#include "absl/strings/str_format.h"

namespace lontar::sdmx {
namespace {

// U+FFFE and U+FFFF in UTF-8 are EF BF BE and EF BF BF: no characters of XML.
bool IsNoCharacter(absl::string_view text, size_t i) {
  return text.size() - i >= 3 && text[i] == '\xEF' && text[i + 1] == '\xBF' &&
         (text[i + 2] == '\xBE' || text[i + 2] == '\xBF');
}

constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// U+2400 + c in UTF-8: E2 90 80 + c.
void AppendPicture(char c, std::string* out) {
  out->append("\xE2\x90");
  out->push_back(static_cast<char>(0x80 + c));
}

}  // namespace

void AppendXml(absl::string_view text, std::string* out) {
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '&':
        out->append("&amp;");
        break;
      case '<':
        out->append("&lt;");
        break;
      case '>':
        out->append("&gt;");
        break;
      case '"':
        out->append("&quot;");
        break;
      case '\t':
        out->append("&#9;");
        break;
      case '\n':
        out->append("&#10;");
        break;
      case '\r':
        out->append("&#13;");
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          AppendPicture(c, out);
        } else if (IsNoCharacter(text, i)) {
          out->append(kReplacement.data(), kReplacement.size());
          i += 2;
        } else {
          out->push_back(c);
        }
    }
  }
}

void AppendJson(absl::string_view text, std::string* out) {
  out->push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out->push_back('\\');
      out->push_back(c);
    } else if (c == '\n') {
      out->append("\\n");
    } else if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppendFormat(out, "\\u%04x", static_cast<unsigned char>(c));
    } else {
      out->push_back(c);
    }
  }
  out->push_back('"');
}

}  // namespace lontar::sdmx
