// lontar withdraw: a draft that takes live figures back, with the reason.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

// What the withdrawal does to a round's count, in a sentence.
std::string CountWords(const Answer& count) {
  const uint64_t before = count.Number("before");
  const uint64_t after = count.Number("after");
  const std::string round = absl::StrCat(" in round ", count.Text("round"));
  if (count.Flag("closed")) {
    return absl::StrCat(count.Text("code"), " keeps its ", Counted(before, "member", "members"),
                        round, ", which is closed");
  }
  if (after == before) {
    return absl::StrCat(count.Text("code"), " stays at ", Counted(before, "member", "members"),
                        round, ": other figures of this member count");
  }
  const std::string change =
      after == 0
          ? absl::StrCat(NumberWord(before), before == 1 ? " member" : " members", " to none")
          : absl::StrCat(NumberWord(before), " to ", NumberWord(after),
                         after == 1 ? " member" : " members");
  return absl::StrCat(count.Text("code"), " falls from ", change, round, "; ",
                      NumberWord(count.Number("threshold")), " are needed");
}

std::string WithdrawText(const Answer& answer) {
  std::string text;
  for (const Answer& block : answer.List("blocks")) {
    absl::StrAppend(&text, "withdrawn ", answer.Text("indicator"), ", ", block.Text("measure"),
                    ", ", block.Text("period"), ": ", answer.Text("reason"), "\n");
  }
  for (const Answer& count : answer.List("counts")) {
    absl::StrAppend(&text, Hanging("count", 10, CountWords(count)));
  }
  const std::string blocks = Counted(answer.List("blocks").size(), "block", "blocks");
  const std::string office = answer.Text("on_behalf");
  if (answer.Flag("dry_run")) {
    return absl::StrCat(text, "no draft  only looked; it would withdraw ", blocks);
  }
  return absl::StrCat(text, "draft     ", answer.Text("draft"), " of ", answer.Text("provider"),
                      ": ", blocks, " withdrawn",
                      office.empty() ? "" : absl::StrCat(", entered by ", office));
}

}  // namespace

absl::Status Withdraw(const Call& call) {
  const Arguments& given = call.arguments;
  net::Withdrawal withdrawal;
  withdrawal.provider = given.Text("provider");
  withdrawal.collection = given.Text("collection");
  withdrawal.indicator = given.Text("indicator");
  withdrawal.measure = given.Text("measure");
  withdrawal.period = given.Text("period");
  withdrawal.reason = given.Text("reason");
  withdrawal.note = given.Text("note");
  withdrawal.round = given.Text("round");
  withdrawal.dry_run = given.Has("dry-run");
  withdrawal.on_behalf_by = given.Text("on-behalf-by");
  withdrawal.letter_name = given.Text("letter");
  withdrawal.letter_number = given.Text("letter-number");
  withdrawal.by = given.Text("by");
  for (const char* option : {"letter", "letter-number", "by"}) {
    if (given.Has(option) && withdrawal.on_behalf_by.empty())
      return UsageProblem(absl::StrCat("--", option, " goes with --on-behalf-by"));
  }
  if (!withdrawal.letter_name.empty()) {
    LONTAR_ASSIGN_OR_RETURN(withdrawal.letter,
                            base::ReadWholeFile(withdrawal.letter_name, base::kPartBytesMax));
  }
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->Withdraw(withdrawal));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : WithdrawText(answer));
  return absl::OkStatus();
}

}  // namespace lontar::cli
