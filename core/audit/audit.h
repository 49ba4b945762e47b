#pragma once
// Recomputes a log from its raw bytes: signatures, chains, tree, verdicts, merged cells, tables.
//
// Nothing that hub or node derived is taken on trust; what a mirror does not hold (parts that are
// erased or not shown, payloads that their author lost) is counted, never passed over in silence.
// Source: DESIGN.md sections 1, 4 and 10. The fold itself is checked by tests/reference.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/audit/finding.h"
#include "core/audit/mirror.h"
#include "core/base/workers.h"
#include "core/fold/result_json.h"
#include "core/log/note.h"

namespace lontar::audit {

// A threshold table that somebody was given, as JSON of schema lontar.threshold.v1.
struct TableFile {
  std::string file;  // for places in findings
  std::string json;
};

struct AuditOptions {
  std::vector<TableFile> tables;
};

struct TableResult {
  std::string file;
  bool agrees = false;
};

struct AuditReport {
  // How many were checked.
  uint64_t entries = 0;
  uint64_t signatures = 0;  // verified anew; the checkpoint's and cosignatures among them
  uint64_t payloads = 0;    // reports, acts and parts whose bytes are what their name says
  uint64_t cells = 0;       // merged anew
  uint64_t rounds = 0;      // threshold tables computed anew
  // What the mirror does not hold. Parts may be missing: the table needs none.
  uint64_t parts_absent = 0;
  uint64_t unreadable_blocks = 0;
  uint64_t verdicts_recomputed = 0;
  uint64_t verdicts_taken = 0;  // from the stamp: a payload or part is not readable
  uint64_t cosignatures = 0;    // good ones of enrolled witnesses
  base::LogSize log_size;
  base::Hash root;
  std::string origin;
  std::optional<base::HubId> hub_id;
  std::string notice;
  std::vector<TableResult> tables;
  absl::Duration took;  // set by the caller, who has the clock
  std::vector<Finding> findings;
};

// Goes on after a finding as far as that makes sense. An error only for what is not the mirror's
// fault: InvalidArgument with TABLE_INVALID for a table that is no lontar.threshold.v1, with
// VKEY_INVALID for a key that signs no checkpoints.
absl::StatusOr<AuditReport> Audit(MirrorFiles& files, const log::NoteKey& log_key,
                                  base::Workers& workers, const AuditOptions& options);

// Schema lontar.audit.v1 (docs/reference/json.md).
std::string AuditJson(const AuditReport& report);

// A mirror as fold::Answer wants it. `files` must outlive `parts`.
struct LoadedMirror {
  AuditReport report;
  fold::State state;
  fold::PartReader parts;
  fold::RootReader root;
};

enum class OnFindings { kRefuse, kTake };

// Verifies, then folds. DataLoss with MIRROR_NOT_VERIFIED, naming the first finding, unless the
// caller takes findings; even then where nothing could be folded.
absl::StatusOr<LoadedMirror> LoadMirror(MirrorFiles& files, const log::NoteKey& log_key,
                                        base::Workers& workers,
                                        OnFindings on_findings = OnFindings::kRefuse);

}  // namespace lontar::audit
