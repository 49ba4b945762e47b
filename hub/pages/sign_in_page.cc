// The form that signs in.

#include "core/pages/words.h"
#include "hub/pages/hub_words.h"
#include "hub/pages/pages.h"

namespace lontar::pages {
namespace {

Html TokenField(absl::string_view language, bool has_said) {
  Html field =
      Html::Element("label", {{"for", "token"}}, Html::Text(HubWord(language, "sign_in.token")));
  field.Add(
      Html::Raw("<br>\n<input id=\"token\" name=\"token\" type=\"password\" size=\"50\" "
                "required autocomplete=\"off\""));
  if (has_said) field.Add(Html::Raw(" aria-describedby=\"said\""));
  return field.Add(Html::Raw(">"));
}

}  // namespace

std::string SignInPage(const PageContext& context, absl::string_view said) {
  const std::string& language = context.language;
  Html content = Html::Element("h1", {}, Html::Text(HubWord(language, "sign_in.head")));
  content.Add(Html::Element("p", {}, Html::Text(HubWord(language, "sign_in.words"))));
  if (!said.empty()) {
    content.Add(Html::Element("p", {{"class", "waits"}, {"role", "alert"}, {"id", "said"}},
                              EnglishText(language, said)));
  }
  Html form = Html::Element("p", {}, TokenField(language, !said.empty()));
  form.Add(Html::Element(
      "p", {},
      Html::Element("button", {{"type", "submit"}}, Html::Text(Word(language, "sign_in")))));
  content.Add(Html::Element("form", {{"method", "post"}, {"action", "/sign-in"}}, form));
  return WholePage(context, {std::string(HubWord(language, "sign_in.head")), "", content, ""});
}

}  // namespace lontar::pages
