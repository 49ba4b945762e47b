#include "core/pages/page.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/html.h"
#include "core/pages/words.h"

namespace lontar::pages {
namespace {

Html Link(absl::string_view href, absl::string_view text) {
  return Html::Element("a", {{"href", std::string(href)}}, Html::Text(text));
}

Html ListItem(const Html& content) { return Html::Element("li", {}, content); }

Html PagesNav(const PageContext& context) {
  Html items;
  for (const Place& place : context.places) items.Add(ListItem(Link(place.href, place.name)));
  if (context.signed_in_as.empty()) {
    items.Add(ListItem(Link("/sign-in", Word(context.language, "sign_in"))));
  } else {
    Html button = Html::Element("button", {{"type", "submit"}},
                                Html::Text(Word(context.language, "sign_out")));
    Html form = Html::Element("form", {{"method", "post"}, {"action", "/sign-out"}},
                              Html::Element("span", {}, Html::Text(context.signed_in_as))
                                  .Add(HiddenField("mark", context.sign_out_mark))
                                  .Add(button));
    items.Add(ListItem(form));
  }
  return Html::Element("nav", {{"aria-label", std::string(Word(context.language, "pages"))}},
                       Html::Element("ul", {}, items));
}

Html LanguageNav(const PageContext& context) {
  Html items;
  const char* joiner = absl::StrContains(context.path, "?") ? "&" : "?";
  for (const PageLanguage& language : kPageLanguages) {
    std::vector<Html::Attribute> attributes = {
        {"href", absl::StrCat(context.path, joiner, "lang=", language.code)},
        {"lang", std::string(language.code)},
        {"hreflang", std::string(language.code)}};
    if (language.code == context.language) attributes.push_back({"aria-current", "true"});
    items.Add(ListItem(Html::Element("a", attributes, Html::Text(language.name))));
  }
  return Html::Element("nav", {{"aria-label", std::string(Word(context.language, "languages"))}},
                       Html::Element("ul", {}, items));
}

}  // namespace

Html Html::Raw(absl::string_view markup) {
  Html html;
  html.markup_ = std::string(markup);
  return html;
}

Html Html::Text(absl::string_view text) { return Raw(base::EscapeHtml(text)); }

Html Html::Element(absl::string_view name, const std::vector<Attribute>& attributes,
                   const Html& content) {
  std::string markup = absl::StrCat("<", name);
  for (const Attribute& one : attributes) {
    absl::StrAppend(&markup, " ", one.name, "=\"", base::EscapeHtml(one.value), "\"");
  }
  absl::StrAppend(&markup, ">", content.markup_, "</", name, ">");
  return Raw(markup);
}

Html& Html::Add(const Html& more) {
  markup_ += more.markup_;
  return *this;
}

Html EnglishText(absl::string_view language, absl::string_view text) {
  if (language == "en") return Html::Text(text);
  return Html::Element("span", {{"lang", "en"}}, Html::Text(text));
}

Html HiddenField(absl::string_view name, absl::string_view value) {
  if (value.empty()) return Html();
  return Html::Raw(absl::StrCat("<input type=\"hidden\" name=\"", base::EscapeHtml(name),
                                "\" value=\"", base::EscapeHtml(value), "\">"));
}

std::string WholePage(const PageContext& context, const PageParts& parts) {
  const std::string band =
      parts.notice.empty()
          ? ""
          : Html::Element("p", {{"class", "band"}}, Html::Text(parts.notice)).markup() + "\n";
  const std::string module = parts.module.empty()
                                 ? ""
                                 : absl::StrCat("<script type=\"module\" src=\"/",
                                                base::EscapeHtml(parts.module), "\"></script>\n");
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"", base::EscapeHtml(context.language),
      "\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
      base::EscapeHtml(parts.title), "</title>\n<link rel=\"stylesheet\" href=\"/lontar.css\">\n",
      module,
      "</head>\n<body>\n"
      "<a class=\"skip\" href=\"#content\">",
      base::EscapeHtml(Word(context.language, "skip")), "</a>\n<header>\n", band,
      PagesNav(context).markup(), "\n", LanguageNav(context).markup(),
      "\n</header>\n<main id=\"content\">\n", parts.content.markup(), "\n</main>\n<footer>\n<p>",
      base::EscapeHtml(parts.foot), "</p>\n</footer>\n</body>\n</html>\n");
}

std::string Grouped(uint64_t number) {
  std::string digits = absl::StrCat(number);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<size_t>(at), ",");
  }
  return digits;
}

std::string EncodeSegment(absl::string_view text) {
  std::string encoded;
  for (const char byte : text) {
    const bool is_plain = absl::ascii_isalnum(static_cast<unsigned char>(byte)) || byte == '-' ||
                          byte == '_' || byte == '.' || byte == '~';
    if (is_plain) {
      encoded.push_back(byte);
    } else {
      absl::StrAppendFormat(&encoded, "%%%02X", static_cast<unsigned char>(byte));
    }
  }
  return encoded;
}

}  // namespace lontar::pages
