// What stands where a page cannot.

#include "absl/strings/str_cat.h"
#include "core/pages/words.h"
#include "hub/pages/hub_words.h"
#include "hub/pages/pages.h"

namespace lontar::pages {
namespace {

// Which words of problem.head and problem.next are right.
absl::string_view KindOf(int http_status) {
  if (http_status == 401 || http_status == 403) return "closed";
  if (http_status == 404) return "absent";
  return http_status >= 500 ? "fault" : "wrong";
}

Html LinkTo(absl::string_view href, absl::string_view words) {
  return Html::Element("a", {{"href", std::string(href)}}, Html::Text(words));
}

}  // namespace

std::string ProblemPage(const PageContext& context, const PageProblem& problem) {
  const std::string& language = context.language;
  const absl::string_view kind = KindOf(problem.http_status);
  const std::string head(HubWord(language, absl::StrCat("problem.head.", kind)));
  Html content = Html::Element("h1", {}, Html::Text(head));
  content.Add(Html::Element("p", {}, EnglishText(language, absl::StrCat(problem.sentence, "."))));
  content.Add(
      Html::Element("p", {}, Html::Text(HubWord(language, absl::StrCat("problem.next.", kind)))));
  Html links = LinkTo("/", HubWord(language, "problem.first"));
  if (kind == "closed" && context.signed_in_as.empty()) {
    links.AddText(" · ").Add(LinkTo("/sign-in", Word(language, "sign_in")));
  }
  content.Add(Html::Element("p", {}, links));
  const std::string foot =
      HubSay(language, "problem.reason",
             {{"{reason}", problem.reason}, {"{status}", absl::StrCat(problem.http_status)}});
  return WholePage(context, {head, "", content, foot});
}

}  // namespace lontar::pages
