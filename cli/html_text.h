#pragma once
// What every paper that a browser prints is made of: escaped text and one style. Pure.

#include <string>

#include "absl/strings/string_view.h"

namespace lontar::cli {

// "<p>…</p>\n", the text escaped.
std::string HtmlElement(absl::string_view name, absl::string_view text);

// A whole document: A4, black on white, `foot` and the page's number at the foot of each page.
// Nothing is asked for from outside. `body` is HTML; a notice that is not empty stands first.
struct HtmlPaper {
  std::string language = "en";
  std::string title;
  std::string notice;
  std::string body;
  std::string foot;
  std::string page = "page";  // the words of "page 1 of 2"
  std::string of = "of";
};
std::string HtmlDocument(const HtmlPaper& paper);

}  // namespace lontar::cli
