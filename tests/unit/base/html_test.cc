#include "core/base/html.h"

#include <gtest/gtest.h>

namespace lontar::base {
namespace {

// T29: what could end a text and begin something else is written as a reference.
TEST(Html, NothingEndsAnElementOrAnAttribute) {
  EXPECT_EQ(EscapeHtml("<script>alert('1')</script>"),
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
  EXPECT_EQ(EscapeHtml("\" onmouseover=\"x"), "&quot; onmouseover=&quot;x");
  EXPECT_EQ(EscapeHtml("&lt;"), "&amp;lt;");
}

TEST(Html, WordsOfTheRegionStayAsTheyAre) {
  const std::string words = "Trẻ em 5–17 · ເດັກ · ကလေး · កុមារ\t≥ 5\n";
  EXPECT_EQ(EscapeHtml(words), words);
}

TEST(Html, WhatIsNoTextIsReplaced) {
  EXPECT_EQ(EscapeHtml("a\xff"
                       "b"),
            "a\xef\xbf\xbd"
            "b");
  EXPECT_EQ(EscapeHtml(std::string("\0\x1b\x7f", 3)), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(EscapeHtml("\xc2\x85"), "\xef\xbf\xbd");  // a control character of C1
  EXPECT_EQ(EscapeHtml("1\xe2\x80\xae"                // right-to-left override
                       "23\xe2\x81\xa9"),
            "1\xef\xbf\xbd"
            "23\xef\xbf\xbd");
  EXPECT_EQ(EscapeHtml("\xef\xbf\xbf"), "\xef\xbf\xbd");  // no character of XML, which ODT is
  EXPECT_EQ(EscapeHtml("\xe2\x80\x99\xe2\x81\x84"), "\xe2\x80\x99\xe2\x81\x84");  // near to these
}

}  // namespace
}  // namespace lontar::base
