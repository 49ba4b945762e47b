#include "core/formats/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/problem.h"
#include "core/formats/utf8.h"

namespace lontar::formats {
namespace {

constexpr absl::string_view kMarkUtf8 = "\xEF\xBB\xBF";
constexpr absl::string_view kMarkLe = "\xFF\xFE";
constexpr absl::string_view kMarkBe = "\xFE\xFF";

constexpr std::array<std::pair<Encoding, absl::string_view>, 5> kNames = {{
    {Encoding::kUtf8, "UTF-8"},
    {Encoding::kUtf16Le, "UTF-16LE"},
    {Encoding::kUtf16Be, "UTF-16BE"},
    {Encoding::kWindows874, "windows-874"},
    {Encoding::kWindows1252, "windows-1252"},
}};

// What 0x80 to 0x9F mean in code page 1252; 0 for nothing. From 0xA0 on it is Latin-1.
constexpr std::array<uint16_t, 32> kWestern = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

char32_t WesternOf(uint8_t byte) {
  return byte >= 0x80 && byte < 0xA0 ? kWestern[byte - 0x80] : byte;
}

// Code page 874: TIS-620 with a no-break space, the euro, dots, quotes and dashes.
char32_t ThaiOf(uint8_t byte) {
  constexpr char32_t kThaiBlock = 0x0E00;
  if (byte < 0x80 || byte == 0xA0) return byte;
  if ((byte >= 0xA1 && byte <= 0xDA) || (byte >= 0xDF && byte <= 0xFB)) {
    return kThaiBlock + (byte - 0xA0);
  }
  if (byte == 0x80 || byte == 0x85 || (byte >= 0x91 && byte <= 0x97)) return WesternOf(byte);
  return 0;
}

void AppendUtf8(char32_t point, std::string* text) {
  const auto add = [text](char32_t byte) { text->push_back(static_cast<char>(byte)); };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xC0 | (point >> 6));
    add(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    add(0xE0 | (point >> 12));
    add(0x80 | ((point >> 6) & 0x3F));
    add(0x80 | (point & 0x3F));
  } else {
    add(0xF0 | (point >> 18));
    add(0x80 | ((point >> 12) & 0x3F));
    add(0x80 | ((point >> 6) & 0x3F));
    add(0x80 | (point & 0x3F));
  }
}

absl::Status InvalidAt(absl::string_view bytes, size_t at, absl::string_view sentence) {
  const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(at), '\n');
  return base::Problem(absl::StatusCode::kInvalidArgument, "ENCODING_INVALID",
                       absl::StrCat("line ", line, ": ", sentence,
                                    "; save the file as UTF-8, or write its encoding in the "
                                    "mapping"));
}

absl::StatusOr<std::string> FromCodePage(absl::string_view bytes, Encoding encoding) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (size_t i = 0; i < bytes.size(); ++i) {
    const uint8_t byte = static_cast<uint8_t>(bytes[i]);
    const char32_t point = encoding == Encoding::kWindows874 ? ThaiOf(byte) : WesternOf(byte);
    if (point == 0 && byte != 0) {
      return InvalidAt(bytes, i,
                       absl::StrFormat("byte %02X is no character of %s", byte, NameOf(encoding)));
    }
    AppendUtf8(point, &text);
  }
  return text;
}

absl::StatusOr<std::string> FromUtf16(absl::string_view bytes, Encoding encoding) {
  const auto unit_at = [bytes, encoding](size_t i) -> char32_t {
    const char32_t first = static_cast<uint8_t>(bytes[i]);
    const char32_t second = static_cast<uint8_t>(bytes[i + 1]);
    return encoding == Encoding::kUtf16Le ? first | (second << 8) : (first << 8) | second;
  };
  std::string text;
  text.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size(); i += 2) {
    if (i + 1 == bytes.size()) return InvalidAt(bytes, i, "UTF-16 ends within a character");
    char32_t point = unit_at(i);
    if (point >= 0xD800 && point < 0xE000) {
      const bool has_second = point < 0xDC00 && i + 3 < bytes.size();
      const char32_t second = has_second ? unit_at(i + 2) : 0;
      if (second < 0xDC00 || second >= 0xE000) {
        return InvalidAt(bytes, i, "half of a character of UTF-16 stands alone");
      }
      point = 0x10000 + ((point - 0xD800) << 10) + (second - 0xDC00);
      i += 2;
    }
    AppendUtf8(point, &text);
  }
  return text;
}

// The zero bytes of a text in Latin letters tell which half is which.
std::optional<Encoding> Utf16WithoutMark(absl::string_view bytes) {
  const size_t looked_at = std::min<size_t>(bytes.size() & ~size_t{1}, 4096);
  size_t even = 0;
  size_t odd = 0;
  for (size_t i = 0; i < looked_at; i += 2) {
    even += bytes[i] == '\0';
    odd += bytes[i + 1] == '\0';
  }
  if (bytes.size() % 2 != 0 || looked_at < 4) return std::nullopt;
  if (even == 0 && odd * 4 > looked_at / 2) return Encoding::kUtf16Le;
  if (odd == 0 && even * 4 > looked_at / 2) return Encoding::kUtf16Be;
  return std::nullopt;
}

// Accents stand alone among Latin letters; Thai is written without spaces.
bool StandsAsThai(absl::string_view bytes) {
  constexpr int kThaiRun = 3;
  int run = 0;
  bool has_run = false;
  for (const char c : bytes) {
    const uint8_t byte = static_cast<uint8_t>(c);
    if (byte >= 0x80 && ThaiOf(byte) == 0) return false;
    run = byte > 0xA0 ? run + 1 : 0;
    has_run = has_run || run >= kThaiRun;
  }
  return has_run;
}

absl::StatusOr<DecodedText> As(absl::string_view bytes, Encoding encoding, bool is_guess) {
  DecodedText decoded{"", encoding, is_guess};
  absl::StatusOr<std::string> text = std::string(bytes);
  if (encoding == Encoding::kUtf8 && !IsUtf8(bytes)) {
    // The first byte that ends what is well-formed.
    size_t good = 0;
    for (size_t step = bytes.size(); step > 0; step /= 2) {
      while (good + step <= bytes.size() && IsUtf8(bytes.substr(0, good + step))) good += step;
    }
    return InvalidAt(bytes, good, "these bytes are no UTF-8");
  }
  if (encoding == Encoding::kUtf16Le || encoding == Encoding::kUtf16Be) {
    text = FromUtf16(bytes, encoding);
  } else if (encoding != Encoding::kUtf8) {
    text = FromCodePage(bytes, encoding);
  }
  if (!text.ok()) return text.status();
  decoded.text = *std::move(text);
  return decoded;
}

}  // namespace

absl::string_view NameOf(Encoding encoding) {
  return std::ranges::find(kNames, encoding, [](const auto& pair) { return pair.first; })->second;
}

std::optional<Encoding> EncodingOf(absl::string_view name) {
  for (const auto& [encoding, known] : kNames) {
    if (absl::EqualsIgnoreCase(known, name)) return encoding;
  }
  return std::nullopt;
}

absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes, std::optional<Encoding> said) {
  const auto unmarked = [bytes](absl::string_view mark) { return bytes.substr(mark.size()); };
  if (absl::StartsWith(bytes, kMarkUtf8)) return As(unmarked(kMarkUtf8), Encoding::kUtf8, false);
  if (absl::StartsWith(bytes, kMarkLe)) return As(unmarked(kMarkLe), Encoding::kUtf16Le, false);
  if (absl::StartsWith(bytes, kMarkBe)) return As(unmarked(kMarkBe), Encoding::kUtf16Be, false);
  if (said) return As(bytes, *said, false);
  const std::optional<Encoding> wide = Utf16WithoutMark(bytes);
  if (wide) return As(bytes, *wide, false);
  if (IsUtf8(bytes)) return As(bytes, Encoding::kUtf8, false);
  return As(bytes, StandsAsThai(bytes) ? Encoding::kWindows874 : Encoding::kWindows1252, true);
}

}  // namespace lontar::formats
