// lontar sync: one conversation of a node with its hub, now.

#include "absl/strings/str_cat.h"
#include "cli/answer.h"
#include "cli/daemon.h"
#include "cli/progress.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/mutex.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

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

// What the node said last of its conversation. Any thread.
class LastSaid {
 public:
  // `waiting`: entries to be sent.
  explicit LastSaid(uint64_t waiting) : waiting_(waiting) {}
  void Take(const Answer& progress) {
    base::MutexLock lock(&mutex_);
    reading_.words = absl::StrCat("sent ", progress.Number("entries"), " of ",
                                  Counted(waiting_, "entry", "entries"), ", ",
                                  SizeWords(progress.Number("bytes")), "; received ",
                                  Counted(progress.Number("leaves"), "leaf", "leaves"));
    // How many leaves will come only the hub knows.
    reading_.done = progress.Number("entries") + progress.Number("leaves");
  }
  Reading reading() const {
    base::MutexLock lock(&mutex_);
    return reading_;
  }

 private:
  const uint64_t waiting_;
  mutable base::Mutex mutex_;
  Reading reading_ ABSL_GUARDED_BY(mutex_) = {"the node calls the hub"};
};

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

absl::StatusOr<std::string> Converse(const Call& call, net::NodeClient* node) {
  LONTAR_ASSIGN_OR_RETURN(const std::string status_json, node->Status());
  LONTAR_ASSIGN_OR_RETURN(const Answer status, Answer::Parse(status_json));
  LastSaid last(status.Number("queued"));
  const Ticker ticker(call.terminal, call.is_json, [&last] { return last.reading(); });
  return node->SyncNow([&last](absl::string_view json) {
    const absl::StatusOr<Answer> progress = Answer::Parse(json);
    if (progress.ok()) last.Take(progress->At("progress"));
    return absl::OkStatus();
  });
}

}  // namespace

absl::Status Sync(const Call& call) {
  LONTAR_ASSIGN_OR_RETURN(const auto node, OpenNode(call));
  LONTAR_ASSIGN_OR_RETURN(const std::string json, Converse(call, node.get()));
  LONTAR_ASSIGN_OR_RETURN(const Answer answer, Answer::Parse(json));
  call.terminal->Answer(call.is_json ? json : SyncText(answer));
  return RejectedStatus(answer, call.terminal);
}

}  // namespace lontar::cli
