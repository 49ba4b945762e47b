// lontar audit: everything recomputed from a mirror's raw bytes, and what does not fit.

#include "core/audit/audit.h"

#include "absl/strings/str_cat.h"
#include "cli/audit_progress.h"
#include "cli/audit_text.h"
#include "cli/daemon.h"
#include "cli/mirror.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::cli {
namespace {

std::string Checked(const audit::AuditReport& report) {
  std::string text = absl::StrCat(
      "log         ", report.origin, ", size ", report.log_size.value(), "\nroot        ",
      report.root.hex(), "\nverified    ", Counted(report.entries, "entry", "entries"), ", ",
      Counted(report.signatures, "signature", "signatures"), ", ",
      Counted(report.payloads, "payload", "payloads"), "; cosigned by ",
      Counted(report.cosignatures, "witness", "witnesses"), "\nrecomputed  ",
      Counted(report.verdicts_recomputed, "verdict", "verdicts"), ", ",
      Counted(report.cells, "cell", "cells"), ", ",
      Counted(report.rounds, "threshold table", "threshold tables"), "\n");
  // Never a good line for what was not checked.
  if (report.verdicts_taken + report.parts_absent + report.unreadable_blocks > 0) {
    absl::StrAppend(&text, "not checked ", Counted(report.verdicts_taken, "verdict", "verdicts"),
                    " taken from the log, ", Counted(report.parts_absent, "part", "parts"),
                    " not in the mirror, ", Counted(report.unreadable_blocks, "block", "blocks"),
                    " not readable\n");
  }
  for (const audit::TableResult& table : report.tables) {
    absl::StrAppend(&text, "table       ", table.file,
                    table.agrees ? " agrees\n" : " does not agree\n");
  }
  return text;
}

absl::StatusOr<audit::AuditOptions> OptionsFor(const Arguments& arguments) {
  audit::AuditOptions options;
  for (const std::string& file : arguments.All("table")) {
    LONTAR_ASSIGN_OR_RETURN(std::string json, base::ReadWholeFile(file, base::kImportBytesMax));
    options.tables.push_back({file, std::move(json)});
  }
  return options;
}

absl::StatusOr<audit::AuditReport> AuditFolder(const Call& call, const std::string& folder,
                                               const log::NoteKey& key,
                                               const audit::AuditOptions& options) {
  AuditCounts counts;
  audit::FolderMirror folder_files(folder);
  CountedMirror files(&folder_files, &counts);
  base::ThreadWorkers threads;
  CountedWorkers workers(&threads, &counts);
  const Ticker ticker(call.terminal, call.is_json, [&counts] { return ReadingOf(counts); });
  return audit::Audit(files, key, workers, options);
}

}  // namespace

absl::Status Audit(const Call& call) {
  if (call.arguments.Has("mirror") == call.arguments.Has("store")) {
    return UsageProblem("name what is to be audited: --mirror DIR or --store DIR, one of the two");
  }
  if (call.arguments.Has("store")) return AuditStoreFolder(call);
  LONTAR_ASSIGN_OR_RETURN(const log::NoteKey key, ReadVkey(call));
  LONTAR_ASSIGN_OR_RETURN(const audit::AuditOptions options, OptionsFor(call.arguments));
  const std::string folder = call.arguments.Text("mirror");
  if (!base::FileExists(folder)) {
    return base::Problem(absl::StatusCode::kNotFound, "FOLDER_ABSENT",
                         absl::StrCat(folder, ": there is no such folder"));
  }
  base::SystemClock clock;
  const absl::Time start = clock.Now();
  LONTAR_ASSIGN_OR_RETURN(audit::AuditReport report, AuditFolder(call, folder, key, options));
  report.took = clock.Now() - start;
  SetBand(call, report.notice);
  call.terminal->Answer(call.is_json ? audit::AuditJson(report)
                                     : absl::StrCat(Checked(report), FoundText(report.findings)));
  return AuditStatus(report.findings, folder);
}

}  // namespace lontar::cli
