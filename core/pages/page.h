#pragma once
// The frame of every page, and what pages are made of. What comes from outside goes through
// EscapeHtml, here and nowhere else (threat T29). Pure, any thread.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::pages {

// A page that every page leads to.
struct Place {
  std::string href;
  std::string name;
};

// What a page knows of its reader and place.
struct PageContext {
  std::string language = "en";
  std::string path = "/";        // where this page is, with its query but for `lang`
  std::string signed_in_as;      // "member KH"; empty: nobody has
  bool may_see_figures = false;  // of some member: the public may not
  uint64_t log_size = 0;         // of now, where a page may show an earlier one
  std::string as_of_time;        // when the last entry arrived that the page knows of
  std::vector<Place> places;     // of this program, in their order
  // A hidden field "mark" of the form that signs out; empty: it has none.
  std::string sign_out_mark;
};

// A piece of HTML that is safe to stand in a page. Made of texts by these functions only.
class Html {
 public:
  Html() = default;
  // Markup of our own, as it stands in the source.
  static Html Raw(absl::string_view markup);
  static Html Text(absl::string_view text);
  // An element with attributes: Element("a", {{"href", "/"}}, Html::Text("first page")).
  struct Attribute {
    absl::string_view name;
    std::string value;
  };
  static Html Element(absl::string_view name, const std::vector<Attribute>& attributes,
                      const Html& content);
  Html& Add(const Html& more);
  Html& AddText(absl::string_view text) { return Add(Text(text)); }

  const std::string& markup() const { return markup_; }

 private:
  std::string markup_;
};

// A text that is in English whatever the page's language: of the programs, or of a catalogue that
// has no other.
Html EnglishText(absl::string_view language, absl::string_view text);

// A field of a form that nobody sees; nothing without a value.
Html HiddenField(absl::string_view name, absl::string_view value);

// The whole document. `notice`: what everybody has to be told of this hub, as a band across the
// top. `foot`: where the page's figures are from.
struct PageParts {
  std::string title;
  std::string notice;
  Html content;
  std::string foot;
  std::string module = {};  // "log.mjs": what the page loads where a browser runs modules
};
std::string WholePage(const PageContext& context, const PageParts& parts);

// "1,204".
std::string Grouped(uint64_t number);
// A path segment of an address.
std::string EncodeSegment(absl::string_view text);

}  // namespace lontar::pages
