#include "cli/deviations_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/evaluation.h"
#include "cli/table_text.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

constexpr int kMemberColumns = 5;
constexpr int kFieldIndent = 20;

std::string DeviationCodes(const std::vector<Answer>& codes) {
  std::vector<std::string> words;
  for (const Answer& code : codes) words.push_back(code.Text("name"));
  return absl::StrJoin(words, "; ");
}

std::string DeviationField(absl::string_view name, absl::string_view text) {
  if (text.empty()) return "";
  const std::string left = absl::StrCat(std::string(kMemberColumns, ' '), name);
  return Hanging(left, kFieldIndent, text);
}

std::string DeviationTexts(const Answer& member, const std::string& name) {
  std::string joined = absl::StrJoin(member.Texts(name), " | ");
  const uint64_t more = member.Number(absl::StrCat(name, "_unlisted"));
  if (more > 0) absl::StrAppend(&joined, " | and ", more, " more");
  return DeviationField(name, joined);
}

std::string DeviationKinds(const Answer& member) {
  std::vector<std::string> kinds;
  for (const Answer& kind : member.List("deviations")) {
    kinds.push_back(absl::StrCat(kind.Text("name"), " (",
                                 Counted(kind.Number("figures"), "figure", "figures"), ")"));
  }
  return kinds.empty() ? "none stated" : absl::StrJoin(kinds, "; ");
}

// What the parts say, as far as they are at hand.
std::string DeviationParts(const Answer& member) {
  const uint64_t unreadable = member.Number("unreadable_blocks");
  const uint64_t blocks = member.Number("blocks");
  if (unreadable == blocks) return DeviationField("what differs", "not readable by you");
  std::string text =
      absl::StrCat(DeviationField("deviations", DeviationKinds(member)),
                   DeviationField("ages", DeviationCodes(member.List("ages"))),
                   DeviationField("concepts", DeviationCodes(member.List("concepts"))),
                   DeviationTexts(member, "definitions"), DeviationTexts(member, "sources"));
  if (unreadable > 0) {
    absl::StrAppend(
        &text, DeviationField("not readable", absl::StrCat(unreadable, " of ", blocks,
                                                           " blocks are not readable by you")));
  }
  return text;
}

std::string DeviationMember(const Answer& member) {
  std::string counts = absl::StrCat(absl::StrJoin(member.Texts("periods"), ", "), ": ",
                                    Counted(member.Number("with_number"), "figure", "figures"),
                                    ", ", member.Text("as_specified"), " as specified");
  if (member.Number("held_back") > 0) {
    absl::StrAppend(&counts, ", ", member.Text("held_back"), " held back");
  }
  absl::StrAppend(&counts, "; from ", absl::StrJoin(member.Texts("providers"), ", "));
  return absl::StrCat(
      Hanging(member.Text("member"), kMemberColumns, counts), DeviationParts(member),
      DeviationField("register ids", absl::StrJoin(member.Texts("source_ids"), ", ")));
}

std::string DeviationIndicator(const Answer& indicator) {
  std::string text =
      absl::StrCat("\n", Hanging(indicator.Text("code"), kMemberColumns, indicator.Text("name")));
  if (!indicator.At("age").is_absent()) {
    absl::StrAppend(&text, DeviationField("asked for", indicator.At("age").Text("name")));
  }
  for (const Answer& member : indicator.List("members")) {
    absl::StrAppend(&text, DeviationMember(member));
  }
  const std::string without = absl::StrJoin(indicator.Texts("without"), ", ");
  if (!without.empty()) absl::StrAppend(&text, Hanging("no figures: ", 12, without));
  return text;
}

}  // namespace

std::string DeviationsText(const Answer& answer) {
  std::string text = EvaluationLine(answer);
  const std::string scope = answer.At("round").is_absent()
                                ? "all live figures"
                                : absl::StrCat("figures of round ", answer.Text("round"));
  absl::StrAppend(&text, "What makes members' figures differ: ", answer.Text("collection"), " ",
                  answer.Text("catalogue_version"), ", ", scope, "\n");
  std::vector<std::string> empty;
  for (const Answer& indicator : answer.List("indicators")) {
    if (indicator.List("members").empty()) {
      empty.push_back(indicator.Text("code"));
    } else {
      absl::StrAppend(&text, DeviationIndicator(indicator));
    }
  }
  if (!empty.empty()) {
    absl::StrAppend(&text, "\n",
                    Hanging("no figures of any member: ", 26, absl::StrJoin(empty, ", ")));
  }
  return absl::StrCat(text, "\n", LogLine(answer));
}

}  // namespace lontar::cli
