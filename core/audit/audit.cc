#include "core/audit/audit.h"

#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "core/audit/log_audit.h"
#include "core/audit/raw_log.h"
#include "core/audit/replay.h"
#include "core/audit/table.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/log/merkle.h"

namespace lontar::audit {
namespace {

absl::Status CheckKey(const log::NoteKey& log_key) {
  if (log_key.type == log::NoteKeyType::kEd25519) return trust::CheckPublicKey(log_key.key);
  return base::Problem(absl::StatusCode::kInvalidArgument, "VKEY_INVALID",
                       absl::StrCat(log_key.vkey(),
                                    " is a witness' key; checkpoints are signed by "
                                    "a key of type 1"));
}

fold::RootReader RootsOf(std::vector<log::Hash> leaf_hashes) {
  return [hashes = std::move(leaf_hashes)](base::LogSize size) -> absl::StatusOr<base::Hash> {
    if (size.value() > hashes.size()) {
      return base::Problem(
          absl::StatusCode::kInvalidArgument, "SIZE_UNKNOWN",
          absl::StrCat("the mirror has ", hashes.size(), " leaves, asked is size ", size.value()));
    }
    log::Frontier frontier;
    for (size_t i = 0; i < size.value(); ++i) frontier.Append(hashes[i]);
    return frontier.Root();
  };
}

// Indicator by indicator of each member: all cells of a collection at once would take as much
// memory as everything else together.
void CountCells(const fold::State& state, MirrorFiles& files, AuditReport* report,
                Findings* findings) {
  std::set<std::tuple<std::string, std::string, std::string>> stated;
  for (const auto& [key, statements] : state.blocks()) {
    stated.emplace(key.collection, key.member, key.indicator);
  }
  for (const auto& [collection, member, indicator] : stated) {
    const auto merged =
        fold::MergeCells(state, {collection, member, indicator, ""}, state.size(), PartsOf(files));
    if (!merged.ok()) {
      findings->Add(kCellsFailed,
                    absl::StrCat("collection ", collection, ", ", member, ", ", indicator),
                    merged.status().message());
      continue;
    }
    report->cells += merged->cells.size();
    report->unreadable_blocks += static_cast<uint64_t>(merged->unreadable_blocks);
  }
}

// Of one round, once for each time that it was counted.
absl::Status ComputeTablesOf(const fold::State& state, fold::RoundReference reference,
                             const base::Hash& root) {
  const fold::RoundRecord& round = *reference.round;
  for (uint32_t number = 1; number <= round.evaluations.size() + 1; ++number) {
    LONTAR_ASSIGN_OR_RETURN(const fold::RoundRecord evaluated,
                            fold::AsEvaluation(round, number, state.size()));
    reference.round = &evaluated;
    LONTAR_RETURN_IF_ERROR(fold::ComputeThreshold(state, reference, state.size(), root).status());
  }
  return absl::OkStatus();
}

void ComputeTables(const fold::State& state, AuditReport* report, Findings* findings) {
  for (const auto& [id, collection] : state.collections()) {
    for (const fold::RoundRecord& round : collection.rounds) {
      const auto reference = fold::FindRound(state, id, round.id, state.size());
      const absl::Status computed =
          reference.ok() ? ComputeTablesOf(state, *reference, report->root) : reference.status();
      if (computed.ok()) ++report->rounds;
      if (!computed.ok()) {
        findings->Add(kTableFailed, absl::StrCat("round ", round.id), computed.message());
      }
    }
  }
}

void Describe(const RawLog& raw, const fold::State& state, AuditReport* report) {
  report->log_size = raw.checkpoint->size;
  report->root = raw.checkpoint->root;
  report->origin = raw.checkpoint->origin;
  report->entries = state.size().value();
  report->payloads = raw.payloads.size() + raw.parts.size();
  report->parts_absent = raw.parts_absent;
  if (state.trust_root() == nullptr) return;
  report->hub_id = state.hub_id();
  report->notice = state.trust_root()->notice;
}

// Everything but the tables that were handed in.
absl::StatusOr<AuditedLog> AuditLog(MirrorFiles& files, const log::NoteKey& log_key,
                                    base::Workers& workers) {
  LONTAR_RETURN_IF_ERROR(CheckKey(log_key));
  AuditedLog audited;
  Findings findings;
  audited.raw = ReadRawLog(files, log_key, &findings);
  if (audited.raw.checkpoint) {
    AuditLeaves({files, log_key, workers}, &audited, &findings);
    ++audited.report.signatures;  // the log's own
  }
  audited.report.findings = findings.Take();
  return audited;
}

}  // namespace

void AuditLeaves(const AuditMeans& means, AuditedLog* audited, Findings* findings) {
  AuditReport& report = audited->report;
  Replay replay = ReplayLog(audited->raw, means.files, means.workers, findings);
  audited->state = std::move(replay.state);
  report.verdicts_recomputed = replay.verdicts_recomputed;
  report.verdicts_taken = replay.verdicts_taken;
  Describe(audited->raw, audited->state, &report);
  CheckTrustRoot(audited->raw, audited->state, means.log_key, findings);
  report.cosignatures = CheckCosignatures(audited->raw, audited->state, means.log_key, findings);
  report.signatures = replay.signatures + report.cosignatures;
  CountCells(audited->state, means.files, &report, findings);
  ComputeTables(audited->state, &report, findings);
}

absl::StatusOr<AuditReport> Audit(MirrorFiles& files, const log::NoteKey& log_key,
                                  base::Workers& workers, const AuditOptions& options) {
  LONTAR_ASSIGN_OR_RETURN(AuditedLog audited, AuditLog(files, log_key, workers));
  const TableSource source{audited.state, RootsOf(audited.raw.leaf_hashes), PartsOf(files)};
  for (const TableFile& table : options.tables) {
    Findings findings;
    LONTAR_RETURN_IF_ERROR(CompareTable(source, table, &findings));
    audited.report.tables.push_back({table.file, findings.items().empty()});
    for (const Finding& finding : findings.items()) audited.report.findings.push_back(finding);
  }
  return std::move(audited.report);
}

absl::StatusOr<LoadedMirror> LoadMirror(MirrorFiles& files, const log::NoteKey& log_key,
                                        base::Workers& workers, OnFindings on_findings) {
  LONTAR_ASSIGN_OR_RETURN(AuditedLog audited, AuditLog(files, log_key, workers));
  const std::vector<Finding>& findings = audited.report.findings;
  const bool is_empty = audited.state.size().value() == 0;
  if (is_empty || (!findings.empty() && on_findings == OnFindings::kRefuse)) {
    const std::string first =
        findings.empty() ? "the log is empty"
                         : absl::StrCat(findings.front().place, ": ", findings.front().sentence);
    return base::Problem(absl::StatusCode::kDataLoss, "MIRROR_NOT_VERIFIED",
                         absl::StrCat(first, "; run lontar audit"));
  }
  return LoadedMirror{std::move(audited.report), std::move(audited.state), PartsOf(files),
                      RootsOf(std::move(audited.raw.leaf_hashes))};
}

}  // namespace lontar::audit
