#include "core/log/strict_text.h"

#include "gtest/gtest.h"

namespace lontar::log {
namespace {

TEST(StrictText, DecimalHasOneSpelling) {
  EXPECT_EQ(ReadDecimal("0"), 0u);
  EXPECT_EQ(ReadDecimal("1204"), 1204u);
  EXPECT_EQ(ReadDecimal("9223372036854775807"), (uint64_t{1} << 63) - 1);
  for (const char* text :
       {"", "03", "00", "+3", "-3", " 3", "3 ", "3.0", "0x3", "9223372036854775808",
        "18446744073709551616", "99999999999999999999999"}) {
    EXPECT_EQ(ReadDecimal(text), std::nullopt) << text;
  }
}

TEST(StrictText, Base64HasOneSpelling) {
  EXPECT_EQ(ReadBase64(""), "");
  EXPECT_EQ(ReadBase64("AA=="), std::string(1, '\0'));
  EXPECT_EQ(ReadBase64("+/+/"), "\xfb\xff\xbf");
  // No padding, white space, URL-safe alphabet, bits that are not zero, padding too much, padding
  // inside.
  for (const char* text : {"AA", "AA=", "AA ==", "AA==\n", "-_-_", "AB==", "AAA",
                           "AAB=", "AA===", "====", "AA==AA=="}) {
    EXPECT_EQ(ReadBase64(text), std::nullopt) << text;
  }
}

TEST(StrictText, HashIsBase64Of32Bytes) {
  const std::string text = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  const std::optional<base::Hash> hash = ReadHash(text);
  ASSERT_TRUE(hash.has_value());
  EXPECT_EQ(hash->short_hex(), "e3b0c442");
  EXPECT_EQ(HashText(*hash), text);
  EXPECT_EQ(ReadHash("AAAA"), std::nullopt);
  EXPECT_EQ(ReadHash(text + "AAAA"), std::nullopt);
  EXPECT_EQ(ReadHash("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV="), std::nullopt);
  EXPECT_EQ(ReadHash("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU="), std::nullopt);
}

TEST(StrictText, NoteTextIsUtf8WithoutControlCharacters) {
  EXPECT_TRUE(IsNoteText(""));
  EXPECT_TRUE(IsNoteText("a\nb\n\xe2\x80\x94 \xc3\xa9 \xf0\x9f\x8c\xb4\n"));
  for (const std::string& text :
       {std::string("a\tb"), std::string("a\r\n"), std::string(1, '\0'), std::string("\x1f"),
        std::string("\x80"), std::string("\xc3"), std::string("\xc0\xaf"),
        std::string("\xe0\x80\x80"), std::string("\xed\xa0\x80"), std::string("\xf0\x80\x80\x80"),
        std::string("\xf4\x90\x80\x80"), std::string("\xf5\x80\x80\x80"), std::string("\xff"),
        std::string("\xe2\x80")}) {
    EXPECT_FALSE(IsNoteText(text)) << testing::PrintToString(text);
  }
}

TEST(StrictText, KeyNameHasNoWhiteSpaceAndNoPlus) {
  EXPECT_TRUE(IsKeyName("hub.example.org/lontar"));
  EXPECT_TRUE(IsKeyName("h\xc3\xa9"));
  for (const char* name :
       {"", "a b", "a+b", "a\tb", "a\nb", "a\xc2\xa0", "\xc2\x85", "\xe1\x9a\x80", "\xe2\x80\x83",
        "\xe2\x80\xa8", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80", "\xff", "a\x01"}) {
    EXPECT_FALSE(IsKeyName(name)) << testing::PrintToString(name);
  }
}

TEST(StrictText, LinesAreTakenOneByOne) {
  absl::string_view rest = "a\n\nlast";
  EXPECT_EQ(std::string(*TakeLine(&rest)), "a");
  EXPECT_EQ(std::string(*TakeLine(&rest)), "");
  EXPECT_EQ(TakeLine(&rest), std::nullopt);
  EXPECT_EQ(std::string(rest), "last");
}

}  // namespace
}  // namespace lontar::log
