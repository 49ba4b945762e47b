// lontar sync: one conversation of a node with its hub, now.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

std::string SizeWords(uint64_t bytes) {
  constexpr uint64_t kKibibyte = 1024;
  if (bytes < kKibibyte) return Counted(bytes, "byte", "bytes");
  return absl::StrCat((bytes + kKibibyte / 2) / kKibibyte, " KiB");
}

std::string SyncText(const Answer& answer) {
  const Answer& sent = answer.At("sent");
  return absl::StrCat("sent      ", Counted(sent.Number("entries"), "entry", "entries"), ", ",
                      SizeWords(sent.Number("bytes")), "\n", "received  ",
                      Counted(answer.At("received").Number("leaves"), "leaf", "leaves"),
                      " of the log\n", "log       size ", answer.Text("log_size"), ", root ",
                      answer.Text("root"),
                      answer.Flag("cosigned") ? "\ncosigned  by this node's witness key" : "",
                      "\nwaiting   ", Counted(answer.Number("queued"), "entry", "entries"), "\n");
}

std::string ProgressWords(const Answer& progress) {
  return absl::StrCat("sent ", Counted(progress.Number("entries"), "entry", "entries"), ", ",
                      SizeWords(progress.Number("bytes")), "; received ",
                      Counted(progress.Number("leaves"), "leaf", "leaves"));
}

// A rejected entry blocks none behind it, but somebody has to know.
absl::Status RejectedStatus(const Answer& answer, Terminal* terminal) {
  uint64_t rejected = 0;
  for (const Answer& one : answer.List("answers")) {
    if (one.Text("verdict") == "accepted") continue;
    ++rejected;
    terminal->Warning(absl::StrCat("entry ", one.Text("number"), ", log index ", one.Text("index"),
                                   ": ", one.Text("verdict"), ": ", one.Text("sentence")));
  }
  if (rejected == 0) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kInvalidArgument, "ENTRIES_REJECTED",
                       absl::StrCat("the hub rejected ", Counted(rejected, "entry", "entries"),
                                    "; the others arrived"));
}

}  // namespace

absl::Status Sync(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  const auto show = [&call](absl::string_view json) {
    const absl::StatusOr<Answer> progress = Answer::Parse(json);
    if (progress.ok() && !call.is_json)
      call.terminal->Note(ProgressWords(progress->At("progress")));
    return absl::OkStatus();
  };
  LONTAR_ASSIGN_OR_RETURN(const std::string json, node->SyncNow(show));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : SyncText(answer));
  return RejectedStatus(answer, call.terminal);
}

}  // namespace lontar::cli
