#pragma once
// The audit of a stored database: every record of a copy of the hub's or of a node's store, and the
// register beside it, recomputed and compared.
//
// Needs no network and no write access, and works on a copy (invariant 45; threat T07). Everything
// that was signed is verified again, whatever is named by a hash is hashed again, and a record that
// nothing leads to is a finding. What it cannot say: the texts of a draft that nobody has signed
// are whatever the store's own checksums let pass.

#include <optional>
#include <string>

#include "core/audit/audit.h"
#include "core/audit/store_records.h"

namespace lontar::audit {

struct StoreCopy {
  const store::Reader* store = nullptr;
  StoreKind kind = StoreKind::kNode;
  // The file beside the store: sign register or high-water register. Nothing: there is none.
  std::optional<std::string> register_text;
  // From a source that the reader trusts. Nothing: the key that leaf 0 names, and then the hub id
  // is what people compare.
  std::optional<log::NoteKey> log_key;
};

struct StoreReport {
  StoreKind kind = StoreKind::kNode;
  AuditReport log;     // its findings are those of the whole audit
  std::string member;  // of a node
  uint64_t records = 0;
  base::Hash digest;  // over every record
  // On a node.
  uint64_t own_entries = 0;
  uint64_t waiting = 0;  // of them: not in the log as pulled
  uint64_t drafts = 0;
  uint64_t evidence = 0;
  // At the hub, of all sizes.
  uint64_t stored_cosignatures = 0;
};

// Goes on after a finding as far as that makes sense. InvalidArgument with VKEY_INVALID for a key
// that signs no checkpoints; every other fault is a finding.
absl::StatusOr<StoreReport> AuditStore(const StoreCopy& copy, base::Workers& workers);

// Schema lontar.store-audit.v1 (docs/reference/json.md).
std::string StoreAuditJson(const StoreReport& report);

}  // namespace lontar::audit
