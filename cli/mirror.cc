#include "cli/mirror.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "cli/audit_progress.h"
#include "cli/daemon.h"
#include "core/audit/audit.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status CheckMirrorPath(absl::string_view path) {
  bool is_inside = !path.empty();
  for (const absl::string_view step : absl::StrSplit(path, '/'))
    is_inside = is_inside && !step.empty() && step != "." && step != "..";
  if (is_inside) return absl::OkStatus();
  return base::Problem(absl::StatusCode::kDataLoss, "MIRROR_PATH_WRONG",
                       absl::StrCat("\"", path, "\" is no file of a mirror; nothing was written"));
}

Option VkeyOption(Times times) {
  return {"vkey", "FILE", "the log's verifier key, from a source that you trust",
          times,  false,  "LONTAR_VKEY"};
}

absl::StatusOr<log::NoteKey> ReadVkey(const Call& call) {
  const std::string path = call.arguments.Text("vkey");
  if (path.empty()) return UsageProblem("a mirror is verified first: --vkey FILE, the log's key");
  LONTAR_ASSIGN_OR_RETURN(const std::string text,
                          base::ReadWholeFile(path, base::kConfigurationBytesMax));
  auto key = log::ParseVkey(absl::StripSuffix(text, "\n"));
  if (!key.ok()) return base::Annotate(key.status(), path);
  return key;
}

absl::StatusOr<std::string> AskMirror(const Call& call, const net::Question& question) {
  LONTAR_ASSIGN_OR_RETURN(const log::NoteKey key, ReadVkey(call));
  AuditCounts counts;
  audit::FolderMirror folder(call.arguments.Text("mirror"));
  CountedMirror files(&folder, &counts);
  base::ThreadWorkers threads;
  CountedWorkers workers(&threads, &counts);
  const Ticker ticker(call.terminal, call.is_json, [&counts] { return ReadingOf(counts); });
  LONTAR_ASSIGN_OR_RETURN(const audit::LoadedMirror mirror, audit::LoadMirror(files, key, workers));
  SetBand(call, mirror.state.trust_root()->notice);
  fold::Question asked;
  asked.subject = question.question;
  asked.collection = question.collection;
  asked.round = question.round;
  if (question.as_of) asked.as_of = base::LogSize(*question.as_of);
  asked.member = question.member;
  asked.indicator = question.indicator;
  asked.with_history = question.history;
  asked.reports_only = question.reports_only;
  asked.on = question.on;
  asked.what_if = {question.what_if_threshold, question.what_if_members_on,
                   question.what_if_counts_as_specified};
  if (question.evaluation != 0) asked.evaluation = question.evaluation;
  return fold::Answer(mirror.state, asked, mirror.root, mirror.parts);
}

}  // namespace lontar::cli
