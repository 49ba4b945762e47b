#pragma once
// Bytes of an office's file as UTF-8, whatever its computer wrote them in.
//
// Source: RFC 3629 (UTF-8), RFC 2781 (UTF-16), the code pages 1252 and 874 of Windows as the
// Unicode Consortium maps them. Pure, any thread.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lontar::formats {

enum class Encoding { kUtf8, kUtf16Le, kUtf16Be, kWindows874, kWindows1252 };

// "UTF-8", "UTF-16LE", "UTF-16BE", "windows-874", "windows-1252", as a mapping's key `encoding` has
// it.
absl::string_view NameOf(Encoding encoding);
std::optional<Encoding> EncodingOf(absl::string_view name);

struct DecodedText {
  std::string text;  // without a byte order mark
  Encoding encoding = Encoding::kUtf8;
  // The bytes would also be a text in the other code page: a person has to look.
  bool is_guess = false;
};

// By `said`; else by a byte order mark, by being UTF-8, by the zero bytes of UTF-16, or by how the
// bytes above 127 stand: three in a row are Thai, else they are accents. InvalidArgument with
// ENCODING_INVALID, naming the first byte that the encoding does not have and its line.
absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes,
                                       std::optional<Encoding> said = std::nullopt);

}  // namespace lontar::formats
