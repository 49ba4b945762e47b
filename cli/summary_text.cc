#include "cli/summary_text.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

constexpr int kHeadColumns = 12;
constexpr int kItemIndent = 4;

// Stages in the order in which they are told, and the words for them. What a node says besides
// these is told as it says it.
const std::vector<std::pair<std::string, std::string>>& StageWords() {
  static const auto* words = new std::vector<std::pair<std::string, std::string>>{
      {"due", "Still to come"},
      {"returned", "Given back to be corrected"},
      {"draft", "Received; to be checked and signed"},
      {"signed", "Signed; to be approved"},
      {"approved", "Approved; waits to be sent to ASEC"},
      {"arrived", "Arrived at ASEC"}};
  return *words;
}

bool IsDone(const std::string& stage) { return stage == "approved" || stage == "arrived"; }

// `left`, padded, and the text behind it, wrapped.
std::string MailLines(absl::string_view left, int indent, absl::string_view text) {
  std::string lines;
  for (const std::string& line : WrapWords(text, kMailColumns - indent)) {
    absl::StrAppend(&lines, PadRight(lines.empty() ? left : "", indent), line, "\n");
  }
  return lines;
}

std::string UntilWords(const Answer& answer) {
  if (answer.Flag("is_closed")) return "closed; what comes now is kept, not counted";
  const std::string last = answer.Text("cut_off");
  if (last.empty()) return "no last day is named";
  return absl::StrCat(answer.Flag("is_overdue") ? "was to be returned by " : "to be returned by ",
                      last);
}

std::string MailHead(const Answer& answer, bool is_reminder) {
  const std::string head = absl::StrCat(
      MailLines("Collection", kHeadColumns,
                absl::StrCat(answer.Text("collection_name"), " (", answer.Text("collection"), ")")),
      MailLines(
          "Round", kHeadColumns,
          absl::StrCat(answer.Text("round"), ": ", answer.Text("title"), "; ", UntilWords(answer))),
      MailLines("Date", kHeadColumns, answer.Text("date")),
      MailLines("Member", kHeadColumns,
                absl::StrCat(answer.Text("member"), " ", answer.Text("member_name"))));
  return absl::StrCat(head, is_reminder ? "\nReminder: what is still open.\n" : "");
}

std::string ItemWords(const Answer& item) {
  const bool is_anew = item.Flag("arrived") && item.Text("state") != "arrived";
  return absl::StrCat(item.Text("code"), " ", item.Text("name"),
                      is_anew ? " (anew; an earlier version has arrived)" : "",
                      item.Number("open_questions") > 0 ? " (a question on it is open)" : "");
}

std::string StageText(const std::string& words, const std::vector<const Answer*>& items) {
  std::string text = absl::StrCat("  ", words, "\n");
  for (const Answer* item : items) {
    absl::StrAppend(&text, MailLines("    -", kItemIndent + 2, ItemWords(*item)));
  }
  return text;
}

std::string ProviderMail(const Answer& provider, bool is_reminder) {
  std::map<std::string, std::vector<const Answer*>> by_stage;
  for (const Answer& item : provider.List("items")) {
    const std::string stage = item.Text("state");
    if (!is_reminder || !IsDone(stage)) by_stage[stage].push_back(&item);
  }
  if (by_stage.empty() && is_reminder) return "";
  const std::string name = provider.Text("name");
  std::string text = absl::StrCat(
      "\n",
      MailLines("", 0, absl::StrCat(provider.Text("provider"), name.empty() ? "" : ", ", name)));
  if (by_stage.empty()) absl::StrAppend(&text, "  Nothing of this round's list is asked of it\n");
  for (const auto& [stage, words] : StageWords()) {
    const auto found = by_stage.find(stage);
    if (found == by_stage.end()) continue;
    absl::StrAppend(&text, StageText(words, found->second));
    by_stage.erase(found);
  }
  for (const auto& [stage, items] : by_stage) absl::StrAppend(&text, StageText(stage, items));
  return text;
}

}  // namespace

std::string SummaryText(const Answer& answer, bool is_reminder) {
  std::string text = MailHead(answer, is_reminder);
  std::string mails;
  for (const Answer& provider : answer.List("providers")) {
    absl::StrAppend(&mails, ProviderMail(provider, is_reminder));
  }
  if (mails.empty()) {
    mails =
        is_reminder ? "\nNothing is open.\n" : "\nNo provider has a key for this round's list.\n";
  }
  absl::StrAppend(&text, mails);
  const std::vector<std::string> unassigned = answer.Texts("unassigned");
  if (!unassigned.empty()) {
    absl::StrAppend(&text, "\n",
                    MailLines("", 0,
                              absl::StrCat("Of nobody's: no provider has a key for ",
                                           absl::StrJoin(unassigned, ", "))));
  }
  return text;
}

}  // namespace lontar::cli
