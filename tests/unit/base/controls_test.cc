#include "core/base/controls.h"

#include <gtest/gtest.h>

namespace lontar::base {
namespace {

// T29: what a terminal, a style or XML would act on.
TEST(Controls, WhatActsInsteadOfBeingReadIsReplaced) {
  EXPECT_EQ(WithoutControls("\x1b[31mred", " "), " [31mred");
  EXPECT_EQ(WithoutControls("\xc2\x9b"
                            "31mred",
                            " "),
            " 31mred");  // the same in one character of C1
  EXPECT_EQ(WithoutControls("1\xe2\x80\xae"
                            "23\xe2\x81\xa9",
                            "?"),
            "1?23?");
  EXPECT_EQ(WithoutControls("\xef\xbf\xbe\xef\xbf\xbf", "?"), "??");
  EXPECT_EQ(WithoutControls(std::string("\0\f\r\x7f\xff", 5), "?"), "?????");
}

TEST(Controls, WordsOfTheRegionAndTheirNeighboursStay) {
  const std::string words =
      "Trẻ em 5–17 · ເດັກ · ကလေး · កុមារ\t≥ 5\n"
      "\xc2\xa0\xe2\x80\xa9\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa\xef\xbf\xbd\xf0\x9f\x8c\xb4";
  EXPECT_EQ(WithoutControls(words, "?"), words);
  EXPECT_EQ(EscapeControlsOfJson(words), words);
}

TEST(Controls, JsonSaysTheSameInAnotherWay) {
  EXPECT_EQ(EscapeControlsOfJson("{\"a\":\"\xc2\x9b"
                                 "31m\xe2\x80\xae\x7f\xef\xbf\xbf\"}\n"),
            "{\"a\":\"\\u009b31m\\u202e\\u007f\\uffff\"}\n");
}

}  // namespace
}  // namespace lontar::base
