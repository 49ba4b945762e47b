#pragma once
// What is computed of a log once its bytes are read: the middle of every audit. Part of audit.h and
// store_audit.h.

#include "core/audit/audit.h"
#include "core/audit/raw_log.h"
#include "core/fold/state.h"

namespace lontar::audit {

struct AuditedLog {
  AuditReport report;
  RawLog raw;
  fold::State state;
};

// What leaves are audited with.
struct AuditMeans {
  MirrorFiles& files;
  const log::NoteKey& log_key;
  base::Workers& workers;
};

// Judges and folds every leaf of `audited->raw`, which has a checkpoint; merges the cells and
// computes the tables anew. Fills state and report but for `findings`.
void AuditLeaves(const AuditMeans& means, AuditedLog* audited, Findings* findings);

}  // namespace lontar::audit
