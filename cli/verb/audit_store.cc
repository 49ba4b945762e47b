// lontar audit --store: every record of a copy of the hub's or of a node's folder. Reads and writes
// nothing else.

#include "absl/strings/str_cat.h"
#include "cli/audit_text.h"
#include "cli/daemon.h"
#include "cli/mirror.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/audit/store_audit.h"
#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/store/rocksdb/open.h"

namespace lontar::cli {
namespace {

std::string OwnText(const audit::StoreReport& report) {
  if (report.kind == audit::StoreKind::kHub) {
    return absl::StrCat("cosigned    ", Counted(report.stored_cosignatures, "line", "lines"),
                        " under checkpoints of any size\n");
  }
  return absl::StrCat("own chain   ", Counted(report.own_entries, "entry", "entries"), ", ",
                      report.waiting, " of them not in the log as pulled; ",
                      Counted(report.drafts, "draft", "drafts"), "\n");
}

std::string CheckedText(const audit::StoreReport& report) {
  const audit::AuditReport& log = report.log;
  return absl::StrCat(
      "store       ",
      report.kind == audit::StoreKind::kHub ? "of a hub" : absl::StrCat("of node ", report.member),
      ", ", Counted(report.records, "record", "records"), "\ndigest      ", report.digest.hex(),
      "\nlog         ", log.origin, ", size ", log.log_size.value(), "\nhub id      ",
      log.hub_id ? log.hub_id->hex() : "none", "\nroot        ", log.root.hex(), "\nverified    ",
      Counted(log.entries, "entry", "entries"), ", ",
      Counted(log.signatures, "signature", "signatures"), ", ",
      Counted(log.payloads, "payload", "payloads"), "; ",
      Counted(log.verdicts_recomputed, "verdict", "verdicts"), ", ",
      Counted(log.cells, "cell", "cells"), ", ",
      Counted(log.rounds, "threshold table", "threshold tables"), " recomputed\n");
}

// The file beside the store, if it is there.
absl::StatusOr<std::optional<std::string>> ReadRegister(const std::string& path) {
  auto text = base::ReadWholeFile(path, base::kConfigurationBytesMax);
  if (absl::IsNotFound(text.status())) return std::optional<std::string>();
  if (!text.ok()) return text.status();
  return std::optional<std::string>(*std::move(text));
}

// What the engine itself finds is a finding like any other; all else it says is an error.
absl::StatusOr<audit::StoreReport> AuditFolderOfStore(const Call& call, const std::string& folder) {
  absl::StatusOr<store::StoreToRead> opened =
      store::OpenRocksDbToRead(absl::StrCat(folder, "/store"));
  audit::StoreReport report;
  if (absl::IsDataLoss(opened.status())) {
    report.log.findings.push_back(
        {std::string(audit::kStoreDamaged), "store", std::string(opened.status().message())});
    return report;
  }
  LONTAR_RETURN_IF_ERROR(opened.status());
  audit::StoreCopy copy;
  copy.store = opened->reader.get();
  copy.kind = opened->kind == "hub" ? audit::StoreKind::kHub : audit::StoreKind::kNode;
  const bool is_hub = copy.kind == audit::StoreKind::kHub;
  LONTAR_ASSIGN_OR_RETURN(
      copy.register_text,
      ReadRegister(absl::StrCat(folder, is_hub ? "/sign-register" : "/high-water")));
  if (call.arguments.Has("vkey")) {
    LONTAR_ASSIGN_OR_RETURN(copy.log_key, ReadVkey(call));
  }
  base::ThreadWorkers workers;
  LONTAR_ASSIGN_OR_RETURN(report, audit::AuditStore(copy, workers));
  if (!opened->tail.ok()) {
    report.log.findings.push_back(
        {std::string(audit::kStoreTail), "store", std::string(opened->tail.message())});
  }
  return report;
}

}  // namespace

absl::Status AuditStoreFolder(const Call& call) {
  const std::string folder = call.arguments.Text("store");
  if (!base::FileExists(folder)) {
    return base::Problem(absl::StatusCode::kNotFound, "FOLDER_ABSENT",
                         absl::StrCat(folder, ": there is no such folder"));
  }
  base::SystemClock clock;
  const absl::Time start = clock.Now();
  LONTAR_ASSIGN_OR_RETURN(audit::StoreReport report, AuditFolderOfStore(call, folder));
  report.log.took = clock.Now() - start;
  // Of a store that cannot be read there is nothing to say but that.
  const std::string checked =
      report.records == 0 ? "" : absl::StrCat(CheckedText(report), OwnText(report));
  SetBand(call, report.log.notice);
  call.terminal->Answer(call.is_json ? audit::StoreAuditJson(report)
                                     : absl::StrCat(checked, FoundText(report.log.findings)));
  return AuditStatus(report.log.findings, folder);
}

}  // namespace lontar::cli
