// Signing in, and a page that could not be made.

#include "absl/strings/str_cat.h"
#include "node/pages/node_pages.h"
#include "node/pages/node_parts.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

Html TokenField(absl::string_view language, bool has_said) {
  return Html::Raw(absl::StrCat(
      "<label for=\"token\">", Html::Text(NodeWord(language, "token")).markup(),
      "</label><br>\n<input id=\"token\" name=\"token\" type=\"password\" size=\"50\" required "
      "autocomplete=\"off\"",
      has_said ? " aria-describedby=\"said\"" : "", ">"));
}

}  // namespace

std::string OfficeSignInPage(const PageContext& context, absl::string_view said) {
  const std::string& language = context.language;
  Html content = Heading(NodeWord(language, "sign_in.head"));
  content.Add(Paragraph(NodeWord(language, "sign_in.words")));
  if (!said.empty()) {
    content.Add(Html::Element("p", {{"class", "waits"}, {"role", "alert"}, {"id", "said"}},
                              Sentence(context, said)));
  }
  Html form = Paragraph(TokenField(language, !said.empty()));
  form.Add(Paragraph(
      Html::Element("button", {{"type", "submit"}}, Html::Text(Word(language, "sign_in")))));
  content.Add(Html::Element("form", {{"method", "post"}, {"action", "/sign-in"}}, form));
  return OfficePage(context, NodeWord(language, "sign_in.head"), content, net::Answer());
}

std::string TroublePage(const PageContext& context, absl::string_view reason,
                        absl::string_view sentence) {
  const std::string& language = context.language;
  Html content = Heading(NodeWord(language, "trouble.head"));
  content.Add(Alert(Sentence(context, sentence)));
  content.Add(Paragraph(NodeWord(language, "trouble.safe")));
  content.Add(Paragraph(NodeSay(language, "trouble.reason", {std::string(reason)})));
  content.Add(Paragraph(Link("/", NodeWord(language, "trouble.next"))));
  return OfficePage(context, NodeWord(language, "trouble.title"), content, net::Answer());
}

}  // namespace lontar::pages
