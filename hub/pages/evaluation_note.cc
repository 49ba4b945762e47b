#include "hub/pages/evaluation_note.h"

#include "absl/strings/str_cat.h"
#include "core/pages/parts.h"
#include "hub/pages/hub_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

Html LinkTo(const Answer& answer, absl::string_view number, absl::string_view words) {
  const std::string address =
      absl::StrCat("/rounds/", EncodeSegment(answer.Text("collection")), "/",
                   EncodeSegment(answer.Text("round")), "?evaluation=", EncodeSegment(number));
  return Html::Element("a", {{"href", address}}, Html::Text(words));
}

std::string NumberWords(const PageContext& context, const Answer& later) {
  return absl::StrCat(HubWord(context.language, "evaluation"), " ", later.Text("number"), " (",
                      later.Text("day"), ")");
}

}  // namespace

Html EvaluationNote(const PageContext& context, const Answer& answer) {
  const std::string asked = answer.Text("evaluation");
  Html others;
  bool has_others = false;
  for (const Answer& later : answer.List("evaluations")) {
    if (later.Text("number") == asked) {
      Html note = Html::Element("strong", {}, Html::Text(NumberWords(context, later)));
      note.AddText(": ").AddText(later.Text("reason")).AddText(". ");
      note.AddText(HubWord(context.language, "evaluation.late")).AddText(" ");
      note.Add(LinkTo(answer, "1", HubWord(context.language, "evaluation.stands")));
      return Html::Element("p", {{"class", "evaluation"}}, note);
    }
    others.AddText(" ").Add(LinkTo(answer, later.Text("number"), NumberWords(context, later)));
    others.AddText(": ").AddText(later.Text("reason")).AddText(".");
    has_others = true;
  }
  if (!has_others) return Html();
  Html note = Html::Text(HubWord(context.language, "evaluation.first"));
  return Html::Element("p", {{"class", "evaluation"}}, note.Add(others));
}

}  // namespace lontar::pages
