#include "cli/completeness_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/text_layout.h"

namespace lontar::cli {
namespace {

constexpr int kNumberColumns = 5;
constexpr int kPairColumns = 38;
constexpr int kProviderColumns = 14;
constexpr size_t kDateDigits = 10;  // of a time: "2026-11-26"

// What people at ministries call it; the words of --json are fewer.
std::string StageWords(const std::string& stage) {
  if (stage == "approved") return "approved, waits to be sent";
  if (stage == "synced") return "sent, in the log";
  if (stage == "settled") return "sent and settled";
  return stage;
}

std::string RowNotes(const Answer& row) {
  std::vector<std::string> notes;
  for (const Answer& draft : row.List("drafts")) {
    const std::string by = draft.Text("drafted_by");
    notes.push_back(
        absl::StrCat(draft.Text("draft"), " is ",
                     draft.Text("stage") == "draft" ? "not signed" : draft.Text("stage"),
                     by.empty() ? "" : absl::StrCat(", drafted by ", by)));
  }
  if (row.Text("stage") == "nothing" && row.Flag("other_years")) {
    notes.emplace_back("figures of years that the round does not count stand");
  }
  if (row.Flag("late")) {
    notes.emplace_back("late: kept and shown, not counted in this evaluation");
  }
  if (row.Number("open_questions") > 0) notes.emplace_back("being clarified with ASEC");
  if (row.At("provider").is_absent()) notes.emplace_back("no provider may report it");
  return absl::StrJoin(notes, "; ");
}

std::string CompletenessRow(const Answer& row) {
  const std::vector<std::string> name = WrapWords(row.Text("name"), kPairColumns - 1);
  const std::string provider = row.At("provider").is_absent() ? "-" : row.Text("provider");
  std::string text =
      absl::StrCat(PadRight(row.Text("code"), kNumberColumns), PadRight(name.front(), kPairColumns),
                   PadRight(provider, kProviderColumns), row.Flag("overdue") ? "overdue: " : "",
                   StageWords(row.Text("stage")), "\n");
  for (size_t i = 1; i < name.size(); ++i) {
    absl::StrAppend(&text, std::string(kNumberColumns, ' '), name[i], "\n");
  }
  const std::string notes = RowNotes(row);
  if (!notes.empty()) absl::StrAppend(&text, Hanging("", kNumberColumns + 2, notes));
  return text;
}

std::string ExtendedWords(const Answer& answer) {
  const std::string first = answer.Text("first_cut_off");
  if (first.empty() || first == answer.Text("cut_off")) return "";
  return absl::StrCat(" (extended; it was ", first, ")");
}

std::string DatesLine(const Answer& answer) {
  std::string dates =
      absl::StrCat("cut-off ", answer.Text("cut_off"), ExtendedWords(answer), ", today ",
                   answer.Text("today"), ", membership on ", answer.Text("membership_date"));
  if (answer.Flag("closed")) {
    absl::StrAppend(&dates, answer.Flag("extension")
                                ? "; closed for others, this member has an extension"
                                : "; closed: what comes now is kept and not counted in it");
  }
  return dates;
}

std::string StageSums(const Answer& answer) {
  std::vector<std::string> sums;
  const Answer& stages = answer.At("stages");
  for (const absl::string_view stage :
       {"nothing", "draft", "returned", "signed", "approved", "synced", "settled"}) {
    if (const uint64_t count = stages.Number(stage); count > 0) {
      sums.push_back(absl::StrCat(count, " ", stage));
    }
  }
  if (const uint64_t overdue = answer.Number("overdue"); overdue > 0) {
    sums.push_back(absl::StrCat(overdue, " overdue"));
  }
  return absl::StrJoin(sums, ", ");
}

}  // namespace

std::string WaitingWords(const Answer& answer) {
  const uint64_t queued = answer.Number("queued");
  if (queued == 0) return "";
  const std::string since = answer.Text("oldest_waiting").substr(0, kDateDigits);
  const std::string oldest =
      since.empty() ? "" : absl::StrCat(queued == 1 ? ", since " : "; the oldest since ", since);
  return absl::StrCat(Counted(queued, "entry waits", "entries wait"), " to be sent, ",
                      queued == 1 ? "safe here" : "all safe here", oldest);
}

std::string QuestionWords(const Answer& answer) {
  const uint64_t count = answer.At("questions").Number("for_member");
  if (count == 0) return "";
  return absl::StrCat(Counted(count, "question of ASEC waits", "questions of ASEC wait"),
                      " for this member's answer: lontar question list --open\n");
}

std::string CompletenessText(const Answer& answer) {
  const std::string list = answer.Text("list");
  std::string text =
      Hanging("", 0,
              absl::StrCat(answer.Text("member"), ", round ", answer.Text("round"), " (",
                           answer.Text("title"), ")", list.empty() ? "" : ", list ", list, ": ",
                           StageSums(answer)));
  absl::StrAppend(&text, Hanging("", 0, DatesLine(answer)), "\n");
  for (const Answer& row : answer.List("rows")) absl::StrAppend(&text, CompletenessRow(row));
  if (answer.List("rows").empty()) absl::StrAppend(&text, "the round asks for no indicator\n");
  absl::StrAppend(&text, "\nlog size ", answer.Text("log_size"),
                  answer.At("settled_size").is_absent()
                      ? "; this node does not know yet how far it is settled\n"
                      : absl::StrCat(", settled up to ", answer.Text("settled_size"), "\n"));
  absl::StrAppend(&text, QuestionWords(answer));
  const std::string waiting = WaitingWords(answer);
  if (!waiting.empty()) absl::StrAppend(&text, waiting, "; lontar status says when it goes out\n");
  return text;
}

}  // namespace lontar::cli
