#include "cli/member_mail.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/evaluation.h"
#include "cli/summary_text.h"
#include "cli/text_layout.h"
#include "core/base/controls.h"
#include "core/base/fingerprint.h"
#include "core/pages/why.h"

namespace lontar::cli {
namespace {

constexpr int kMailHeadColumns = 12;
constexpr int kMailCodeColumns = 5;
constexpr size_t kMailFingerprintDigits = 8;

// One line of the docket with what the member has said on it.
struct MemberLine {
  const Answer* line = nullptr;
  const Answer* answer = nullptr;
};

std::vector<MemberLine> LinesOf(const Answer& docket, const std::string& member) {
  std::vector<MemberLine> lines;
  for (const Answer& line : docket.List("lines")) {
    for (const Answer& answer : line.List("members")) {
      if (answer.Text("member") == member) lines.push_back({&line, &answer});
    }
  }
  return lines;
}

std::string SentenceOf(const Answer& docket, const MemberLine& line) {
  return pages::WhySentence(
      {.docket = docket, .line = *line.line, .answer = *line.answer, .arrived = ""});
}

std::string MailPart(absl::string_view left, int indent, absl::string_view text) {
  std::string part;
  for (const std::string& words : WrapWords(text, kMailColumns - indent)) {
    absl::StrAppend(&part, PadRight(part.empty() ? left : "", indent), words, "\n");
  }
  return part;
}

std::string CutOffWords(const Answer& docket, const std::string& member) {
  if (!docket.List("closes").empty()) return "closed; what comes now is kept, not counted";
  const std::string last = pages::CutOffOf(docket, member);
  return last.empty() ? "no last day is named" : absl::StrCat("to be returned by ", last);
}

uint64_t CountedIn(const std::vector<MemberLine>& lines) {
  return static_cast<uint64_t>(std::ranges::count_if(
      lines, [](const MemberLine& line) { return pages::IsCounted(*line.answer); }));
}

}  // namespace

std::vector<std::string> MembersInDocket(const Answer& docket) {
  std::vector<std::string> members;
  for (const Answer& line : docket.List("lines")) {
    for (const Answer& answer : line.List("members")) members.push_back(answer.Text("member"));
    break;  // each line has all of them
  }
  return members;
}

std::string MemberMail(const Answer& docket, const std::string& member) {
  const std::vector<MemberLine> lines = LinesOf(docket, member);
  if (lines.empty()) return "";
  std::string mail = absl::StrCat(
      EvaluationLine(docket),
      MailPart("Collection", kMailHeadColumns,
               absl::StrCat(docket.Text("collection_name"), " (", docket.Text("collection"), ")")),
      MailPart("Round", kMailHeadColumns,
               absl::StrCat(docket.Text("round"), ": ", docket.Text("title"), "; ",
                            CutOffWords(docket, member))),
      MailPart("Member", kMailHeadColumns,
               absl::StrCat(member, " ", docket.At("member_names").Text(member))),
      "\n",
      MailPart("", 0,
               absl::StrCat("Counted for you: ", CountedIn(lines), " of ", lines.size(),
                            " indicators.")),
      "\n");
  for (const MemberLine& line : lines) {
    absl::StrAppend(
        &mail, MailPart(line.line->Text("code"), kMailCodeColumns,
                        line.line->Text("short_name").empty() ? line.line->Text("name")
                                                              : line.line->Text("short_name")));
    absl::StrAppend(&mail, MailPart("", kMailCodeColumns, SentenceOf(docket, line)));
  }
  const std::string root = docket.Text("root");
  const std::string fingerprint =
      root.size() < kMailFingerprintDigits ? root : base::ShortFingerprint(root);
  absl::StrAppend(
      &mail, "\n",
      MailPart("", 0,
               absl::StrCat("From the log of size ", docket.Text("log_size"), ", fingerprint ",
                            fingerprint, ". No figure is in this mail.")));
  return base::WithoutControls(mail, " ");
}

JsonObject MemberJson(const Answer& docket, const std::string& member) {
  const std::vector<MemberLine> lines = LinesOf(docket, member);
  std::vector<JsonObject> written;
  for (const MemberLine& line : lines) {
    JsonObject one;
    one.Put("indicator", line.line->Text("id"));
    one.Put("code", line.line->Text("code"));
    one.PutFlag("is_counted", pages::IsCounted(*line.answer));
    one.Put("sentence", SentenceOf(docket, line));
    written.push_back(std::move(one));
  }
  JsonObject json;
  json.Put("member", member);
  json.Put("member_name", docket.At("member_names").Text(member));
  json.Put("cut_off", pages::CutOffOf(docket, member));
  json.PutNumber("counted", CountedIn(lines));
  json.PutObjects("lines", written);
  return json;
}

}  // namespace lontar::cli
