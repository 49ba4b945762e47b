#include "core/paper/html.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/unit/paper/sample.h"

namespace lontar::paper {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PaperHtml, HasTableHeadsForReadersOfEveryKind) {
  const std::string html = ToHtml(SmallPaper());
  EXPECT_THAT(html, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(html, HasSubstr("<caption>Table A9.1. answers <span class=\"print\">"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\">member</th><th scope=\"col\" class=\"number\">"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"row\">KH</th><td class=\"number\">3</td>"));
  // The mark is for the eye, its words for the ear.
  EXPECT_THAT(html, HasSubstr("<span aria-hidden=\"true\">\u25cf</span><span class=\"spoken\">"
                              "reported as specified</span>"));
  // A member's own words are in a language that nobody has stated.
  EXPECT_THAT(html, HasSubstr("<td lang=\"\">แรงงานเด็ก"));
  // What is scrolled is reached by the keyboard.
  EXPECT_THAT(html, HasSubstr("tabindex=\"0\" role=\"region\" aria-label=\"Table A9.1\">"));
  EXPECT_THAT(html, HasSubstr("<h2 class=\"page\">A10. Campaigns</h2>"));
}

TEST(PaperHtml, PrintsOnA4WithFootPageAndBand) {
  const std::string html = ToHtml(SmallPaper());
  EXPECT_THAT(html, HasSubstr("size: A4; margin: 20mm;"));
  EXPECT_THAT(html, HasSubstr("10.5pt"));
  EXPECT_THAT(html, HasSubstr("counter(page) \" of \" counter(pages)"));
  EXPECT_THAT(html, HasSubstr("display: table-header-group"));
  EXPECT_THAT(html, HasSubstr("@bottom-left { content: \"asean-child-labour · edition 2 · root"));
  EXPECT_THAT(html, HasSubstr("content: \"WHAT-IF: threshold 6 · TRAINING"));
  EXPECT_LT(html.find("<p class=\"band\">WHAT-IF"), html.find("<h1>"));
}

TEST(PaperHtml, TakesNothingFromElsewhereAndRunsNothing) {
  Paper paper = SmallPaper();
  paper.foot = "\"; } </style><script>alert(2)</script>";
  paper.bands[0] = "\\\"} body { display: none";
  const std::string html = ToHtml(paper);
  for (const char* what :
       {"<script", "http:", "https:", "url(", "@import", "<link", "<img", "onerror", "\\\"}"}) {
    EXPECT_THAT(html, Not(HasSubstr(what))) << what;
  }
  // One style element, closed by us.
  EXPECT_EQ(std::vector<std::string>(absl::StrSplit(html, "</style>")).size(), 2u);
  EXPECT_EQ(ToHtml(paper), html);
}

// T29: a form feed ends a string of CSS as a line feed does; what stood behind it was style.
TEST(PaperHtml, NoLinesEndInAFootBecomesStyle) {
  for (const std::string end : {"\n", "\r", "\f"}) {
    Paper paper = SmallPaper();
    paper.foot = absl::StrCat("foot", end, "} body { display: none; }");
    paper.bands[0] = absl::StrCat("band", end, "} p { display: none; }");
    const std::string html = ToHtml(paper);
    const std::string style = html.substr(0, html.find("</style>"));
    EXPECT_THAT(style, Not(HasSubstr(end + "}")));
    EXPECT_THAT(style, HasSubstr("} body { display: none; }\"; font-size"));
  }
}

// A figure could be made to stand the other way round, on a paper as on a page.
TEST(PaperHtml, NothingTurnsTheDirectionOfALine) {
  Paper paper = SmallPaper();
  paper.title =
      "a\xe2\x80\xae"
      "321";
  const std::string page = ToHtml(paper);
  EXPECT_THAT(page, Not(HasSubstr("\xe2\x80\xae")));
  EXPECT_THAT(page, HasSubstr("a\xef\xbf\xbd"
                              "321"));
}

}  // namespace
}  // namespace lontar::paper
