#include "core/formats/encoding.h"

#include "core/base/problem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lontar::formats {
namespace {

using testing::HasSubstr;

std::string DecodedAs(absl::string_view bytes, std::optional<Encoding> said = std::nullopt) {
  const absl::StatusOr<DecodedText> decoded = DecodeText(bytes, said);
  if (!decoded.ok()) {
    return base::ReasonOf(decoded.status()) + ": " + std::string(decoded.status().message());
  }
  return std::string(NameOf(decoded->encoding)) + (decoded->is_guess ? "?" : "") + ": " +
         decoded->text;
}

TEST(EncodingTest, Utf8WithAndWithoutAMark) {
  EXPECT_EQ(DecodedAs("Việt Nam"), "UTF-8: Việt Nam");
  EXPECT_EQ(DecodedAs("\xEF\xBB\xBFViệt Nam"), "UTF-8: Việt Nam");
  EXPECT_EQ(DecodedAs(""), "UTF-8: ");
}

TEST(EncodingTest, Utf16OfBothOrdersWithAndWithoutAMark) {
  const std::string le("a\0,\0\x01\x0E", 6);
  const std::string be("\0a\0,\x0E\x01", 6);
  EXPECT_EQ(DecodedAs("\xFF\xFE" + le), "UTF-16LE: a,ก");
  EXPECT_EQ(DecodedAs("\xFE\xFF" + be), "UTF-16BE: a,ก");
  EXPECT_EQ(DecodedAs(le), "UTF-16LE: a,ก");
  EXPECT_EQ(DecodedAs(be), "UTF-16BE: a,ก");
  EXPECT_EQ(DecodedAs(std::string("\xFF\xFE\x3D\xD8\x00\xDE", 6)), "UTF-16LE: 😀");
  EXPECT_THAT(DecodedAs(std::string("\xFF\xFE\x3D\xD8", 4)), HasSubstr("ENCODING_INVALID"));
  EXPECT_THAT(DecodedAs("\xFF\xFE" + le + "x"), HasSubstr("ends within a character"));
}

TEST(EncodingTest, CodePagesAreToldApartByHowTheirBytesStand) {
  // "จำนวน" and "Müller, café" as their offices' computers write them.
  EXPECT_EQ(DecodedAs("\xA8\xD3\xB9\xC7\xB9,1\n"), "windows-874?: จำนวน,1\n");
  EXPECT_EQ(DecodedAs("M\xFCller, caf\xE9 \x80 \x93x\x94"), "windows-1252?: Müller, café € “x”");
  EXPECT_EQ(DecodedAs("\xA8\xD3\xB9\xC7\xB9", Encoding::kWindows874), "windows-874: จำนวน");
  EXPECT_EQ(DecodedAs("\x80 \x85 \xA0 \xDF", Encoding::kWindows874), "windows-874: € … \xC2\xA0 ฿");
}

TEST(EncodingTest, BytesThatAnEncodingDoesNotHaveAreNamedWithTheirLine) {
  EXPECT_THAT(DecodedAs("a\nb\xDB", Encoding::kWindows874),
              HasSubstr("ENCODING_INVALID: line 2: byte DB is no character of windows-874"));
  EXPECT_THAT(DecodedAs("a\nb\n\xE9", Encoding::kUtf8),
              HasSubstr("ENCODING_INVALID: line 3: these bytes are no UTF-8"));
}

TEST(EncodingTest, EveryByteOfACodePageIsOneCharacterOrRefused) {
  for (const Encoding encoding : {Encoding::kWindows874, Encoding::kWindows1252}) {
    int refused = 0;
    for (int byte = 0; byte < 256; ++byte) {
      const auto decoded = DecodeText(std::string(1, static_cast<char>(byte)), encoding);
      if (!decoded.ok()) ++refused;
    }
    // Five bytes of 1252 mean nothing; of 874 those between its letters and most below them.
    EXPECT_EQ(refused, encoding == Encoding::kWindows1252 ? 5 : 31);
  }
}

TEST(EncodingTest, NamesAreReadBack) {
  for (const Encoding encoding : {Encoding::kUtf8, Encoding::kUtf16Le, Encoding::kUtf16Be,
                                  Encoding::kWindows874, Encoding::kWindows1252}) {
    EXPECT_EQ(EncodingOf(NameOf(encoding)), encoding);
  }
  EXPECT_EQ(EncodingOf("TIS-620"), std::nullopt);
}

}  // namespace
}  // namespace lontar::formats
