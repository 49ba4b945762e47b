#include "core/formats/utf8.h"

#include <string>

#include "gtest/gtest.h"

namespace lontar::formats {
namespace {

TEST(Utf8, TakesTheFirstAndLastOfEachLength) {
  for (const std::string bytes :
       {"", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "Vi\xE1\xBB\x87t Nam"}) {
    EXPECT_TRUE(IsUtf8(bytes)) << bytes;
  }
}

TEST(Utf8, RefusesWhatIsNotWellFormed) {
  for (const std::string bytes :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x9F\xBF", "\xE0\xA0",
        "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_FALSE(IsUtf8(bytes));
  }
}

}  // namespace
}  // namespace lontar::formats
