#include "node/pages/approval_side.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/html.h"
#include "core/pages/parts.h"
#include "node/pages/node_parts.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

constexpr size_t kKeyDigits = 8;
// So that the whole form stays under base::kHttpBodyBytesMax, whatever the script.
constexpr int kReasonCharactersMax = 350;

std::string LetterWords(absl::string_view language, const Answer& on_behalf) {
  if (on_behalf.At("office").is_absent()) return "";
  const std::string letter = on_behalf.Text("letter");
  return letter.empty() ? NodeWord(language, "letter.absent") : letter;
}

std::string ApprovalsWords(absl::string_view language, const Answer& approvals) {
  if (approvals.Number("wanted") == 0) return "";
  std::vector<std::string> given;
  for (const Answer& one : approvals.List("given")) {
    const std::string deputy = one.Text("stands_in_for");
    given.push_back(absl::StrCat(
        one.Text("key").substr(0, kKeyDigits), " ", TimeWords(one.Text("time")),
        deputy.empty()
            ? ""
            : absl::StrCat(" ", NodeSay(language, "deputy", {deputy.substr(0, kKeyDigits)}))));
  }
  return absl::StrCat(
      NodeSay(language, "approvals.of", {absl::StrCat(given.size()), approvals.Text("wanted")}),
      given.empty() ? "" : ": ", absl::StrJoin(given, "; "));
}

Html SideFacts(const PageContext& context, const Answer& review, const Answer& check) {
  const std::string& language = context.language;
  const Answer& on_behalf = check.At("on_behalf");
  Html facts =
      Fact(NodeWord(language, "supplied_by"),
           absl::StrCat(review.Text("provider"), ", ",
                        NodeWord(language, review.Flag("signed") ? "signed" : "unsigned")));
  if (const std::string sentence = on_behalf.Text("sentence"); !sentence.empty()) {
    facts.Add(Fact(NodeWord(language, "on_behalf.name"), Sentence(context, sentence)));
  }
  facts.Add(Fact(NodeWord(language, "letter"), LetterWords(language, on_behalf)));
  if (const std::string drafted = review.At("drafted").Text("sentence"); !drafted.empty()) {
    facts.Add(Fact(NodeWord(language, "drafted"), Sentence(context, drafted)));
  }
  facts.Add(Fact(NodeWord(language, "collection"), review.Text("collection")));
  facts.Add(Fact(NodeWord(language, "round"), review.Text("round")));
  facts.Add(Fact(NodeWord(language, "catalogue"), review.Text("catalogue_version")));
  facts.Add(
      Fact(NodeWord(language, "approvals"), ApprovalsWords(language, review.At("approvals"))));
  facts.Add(Fact(NodeWord(language, "fingerprint"), review.Text("fingerprint")));
  return Html::Element("dl", {}, facts);
}

std::string MarkWords(absl::string_view language, const std::string& mark) {
  constexpr std::array<absl::string_view, 4> kMarks = {"A", "C", "D", "N"};
  if (std::ranges::find(kMarks, mark) == kMarks.end()) return mark;
  return NodeWord(language, absl::StrCat("held.", mark));
}

Html HeldBackPart(const PageContext& context, const Answer& review) {
  const std::string& language = context.language;
  Html part = Section(NodeWord(language, "held"));
  uint64_t all = 0;
  for (const Answer& indicator : review.List("indicators")) all += indicator.Number("held_back");
  std::vector<Html> items;
  for (const Answer& cell : review.List("held_back_cells")) {
    items.push_back(Html::Text(absl::StrCat(cell.Text("code"), "/", cell.Text("at"), ": ",
                                            MarkWords(language, cell.Text("mark")))));
  }
  if (items.empty()) return part.Add(Paragraph(NodeWord(language, "held.none")));
  if (all > items.size()) {
    items.push_back(Html::Text(NodeSay(language, "more", {absl::StrCat(all - items.size())})));
  }
  part.Add(ListOf(items));
  return part.Add(Paragraph(NodeWord(language, "held.note")));
}

Html AgainstRulePart(const PageContext& context, const Answer& review) {
  std::vector<Html> items;
  for (const Answer& cell : review.List("published_against_rule")) {
    items.push_back(Html::Text(
        absl::StrCat(cell.Text("code"), "/", cell.Text("at"), ": ", cell.Text("reason"))));
  }
  if (items.empty()) return Html();
  return Section(NodeWord(context.language, "against_rule")).Add(ListOf(items));
}

Html ApproveForm(const PageContext& context, const ApprovalAnswers& answers, const Answer& review) {
  const std::string& language = context.language;
  Html form = HiddenField("mark", answers.approve_mark);
  form.Add(HiddenField("draft", review.Text("draft")));
  form.Add(HiddenField("seen", review.Text("payload_id")));
  const Html button =
      Html::Element("button", {{"type", "submit"}, {"class", "primary"}},
                    Html::Text(NodeSay(language, "approve.button", {review.Text("provider")})));
  form.Add(Paragraph(button)).Add(Paragraph(NodeWord(language, "approve.line")));
  return Html::Element("form", {{"method", "post"}, {"action", "/approve"}}, form);
}

Html ReturnForm(const PageContext& context, const ApprovalAnswers& answers, const Answer& review) {
  const std::string& language = context.language;
  Html form = HiddenField("mark", answers.return_mark);
  form.Add(HiddenField("draft", review.Text("draft")));
  Html field =
      Html::Element("label", {{"for", "reason"}}, Html::Text(NodeWord(language, "reason")));
  field.Add(Html::Raw("<br>"));
  field.Add(Html::Element("textarea",
                          {{"id", "reason"},
                           {"name", "reason"},
                           {"rows", "3"},
                           {"maxlength", absl::StrCat(kReasonCharactersMax)},
                           {"required", "required"}},
                          Html::Text(answers.typed)));
  form.Add(Paragraph(field));
  const Html button = Html::Element("button", {{"type", "submit"}},
                                    Html::Text(NodeWord(language, "return.button")));
  form.Add(Paragraph(button)).Add(Paragraph(NodeWord(language, "return.line")));
  return Html::Element("form", {{"method", "post"}, {"action", "/return"}}, form);
}

Html WhyNoButton(const PageContext& context, const ApprovalAnswers& answers, const Answer& review) {
  const Answer& approvals = review.At("approvals");
  if (approvals.Number("wanted") > approvals.List("given").size() && answers.refusal.empty()) {
    const std::string command =
        absl::StrCat("lontar approve ", review.Text("draft"), " --node DIR --key FILE");
    Html words = Paragraph(
        NodeSay(context.language, "approve.keys",
                {absl::StrCat(approvals.List("given").size()), approvals.Text("wanted")}));
    return words.Add(Html::Element("pre", {}, Html::Element("code", {}, Html::Text(command))));
  }
  Html why = Html::Text(NodeWord(context.language, "approve.not_yet"));
  return Paragraph(why.AddText(" ").Add(Sentence(context, answers.refusal)));
}

}  // namespace

Html ApprovalSide(const PageContext& context, const Answer& review, const Answer& check) {
  Html side = Section(NodeWord(context.language, "who"));
  side.Add(SideFacts(context, review, check));
  return side.Add(HeldBackPart(context, review)).Add(AgainstRulePart(context, review));
}

Html ApprovalButtons(const PageContext& context, const ApprovalAnswers& answers,
                     const Answer& review) {
  const Answer& approvals = review.At("approvals");
  const bool wants_keys = approvals.Number("wanted") > approvals.List("given").size();
  Html part = Section(NodeWord(context.language, "decide"));
  if (!answers.said.empty()) part.Add(Alert(Sentence(context, answers.said)));
  if (!answers.refusal.empty() || wants_keys) part.Add(WhyNoButton(context, answers, review));
  if (!answers.may_approve) return part.Add(Paragraph(NodeWord(context.language, "reader_only")));
  if (answers.refusal.empty() && !wants_keys) part.Add(ApproveForm(context, answers, review));
  part.Add(ReturnForm(context, answers, review));
  return Html::Element("div", {{"class", "acts"}}, part);
}

}  // namespace lontar::pages
