#include "core/sdmx/escape.h"

#include <nlohmann/json.hpp>

#include "gtest/gtest.h"
#include "tests/unit/sdmx/well_formed.h"

namespace lontar::sdmx {
namespace {

std::string Xml(absl::string_view text) {
  std::string out;
  AppendXml(text, &out);
  return out;
}

TEST(Escape, XmlKeepsEveryCharacterThatItMayHold) {
  const std::string text = "a<b>&\"c\"\t\r\nd 'e' \x7F ខ្មែរ \xF0\x9F\x8C\xB4";
  EXPECT_TRUE(ParseXml("<r a=\"" + Xml(text) + "\"/>").has_value(text));
}

TEST(Escape, XmlShowsWhatItMayNotHold) {
  EXPECT_EQ(Xml(std::string("a\0b\x1F", 4)),
            "a\xE2\x90\x80"
            "b\xE2\x90\x9F");
  EXPECT_EQ(Xml("x\xEF\xBF\xBFy\xEF\xBF\xBE"), "x\xEF\xBF\xBDy\xEF\xBF\xBD");
  EXPECT_EQ(Xml("\xEF\xBF\xBD"), "\xEF\xBF\xBD");
}

TEST(Escape, JsonIsReadBackAsTheSame) {
  for (int c = 0; c < 0x80; ++c) {
    const std::string text = "a" + std::string(1, static_cast<char>(c)) + "ខ";
    std::string out;
    AppendJson(text, &out);
    EXPECT_EQ(nlohmann::json::parse(out).get<std::string>(), text);
  }
}

}  // namespace
}  // namespace lontar::sdmx
