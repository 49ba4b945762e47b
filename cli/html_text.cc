#include "cli/html_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/controls.h"
#include "core/base/html.h"

namespace lontar::cli {
namespace {

// $0 is the foot of each page, $1 and $2 the words round its number.
constexpr absl::string_view kStyle = R"css(
body { font: 11pt/1.4 "Noto Sans", "Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Myanmar",
  "Noto Sans Thai", sans-serif; max-width: 46rem; margin: 2rem auto; color: #000;
  background: #fff; }
h1 { font-size: 1.4em; } h2 { font-size: 1.1em; margin-top: 2em; break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: 0.5em 0 1em; }
caption { text-align: left; font-weight: bold; padding: 0.3em 0; }
th, td { border-bottom: 1px solid #999; padding: 0.2em 0.6em 0.2em 0; text-align: left;
  vertical-align: top; }
td.value, th.value { text-align: right; font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.notice { border: 2px solid #000; padding: 0.3em 0.6em; font-weight: bold; }
.sign td { height: 3em; width: 50%; }
footer { border-top: 1px solid #000; margin-top: 3em; padding-top: 0.4em; font-size: 0.9em; }
@page { size: A4; margin: 2cm 1.8cm 2.2cm;
  @bottom-left { content: "$0"; font-size: 9pt; }
  @bottom-right { content: "$1 " counter(page) " $2 " counter(pages); font-size: 9pt; } }
@media print { body { margin: 0; max-width: none; } }
)css";

// Within a CSS string, which a line's end of any kind would end.
std::string CssText(absl::string_view text) {
  return absl::StrReplaceAll(base::WithoutControls(text, ""),
                             {{"\\", ""}, {"\"", ""}, {"\n", " "}, {"<", ""}});
}

}  // namespace

std::string HtmlElement(absl::string_view name, absl::string_view text) {
  return absl::StrCat("<", name, ">", base::EscapeHtml(text), "</", name, ">\n");
}

std::string HtmlDocument(const HtmlPaper& paper) {
  const std::string style = absl::StrReplaceAll(
      kStyle,
      {{"$0", CssText(paper.foot)}, {"$1", CssText(paper.page)}, {"$2", CssText(paper.of)}});
  const std::string notice =
      paper.notice.empty()
          ? ""
          : absl::StrCat("<p class=\"notice\">", base::EscapeHtml(paper.notice), "</p>\n");
  return absl::StrCat("<!DOCTYPE html>\n<html lang=\"", base::EscapeHtml(paper.language),
                      "\"><head><meta charset=\"utf-8\">\n<title>", base::EscapeHtml(paper.title),
                      "</title>\n<style>", style, "</style></head><body>\n", notice, paper.body,
                      "<footer>", base::EscapeHtml(paper.foot), "</footer>\n</body></html>\n");
}

}  // namespace lontar::cli
