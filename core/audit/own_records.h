#pragma once
// What only a node's store holds: its own chain, drafts, evidence. Part of store_audit.h.

#include <set>
#include <vector>

#include "core/audit/finding.h"
#include "core/audit/log_audit.h"
#include "core/audit/store_audit.h"
#include "core/audit/store_mirror.h"
#include "core/fold/state.h"

namespace lontar::audit {

// The identity record: hub, incarnation, member.
struct StoredIdentity {
  base::HubId hub_id;
  base::Incarnation incarnation;
  std::string member;
};
// Nothing, and a finding, if it is not there or none.
std::optional<StoredIdentity> ReadIdentity(const StoreRecords& records, Findings* findings);

// An own entry as it stands in the store, with what it brings along.
struct OwnEntry {
  chain::Entry entry;
  std::optional<std::string> payload;  // whose bytes are what the entry names
};

// Entries in order, up to the first that is missing or no entry. Payloads and parts that they name
// are set aside in `files`, so that the log's check does not take them for strays.
std::vector<OwnEntry> ReadOwnEntries(const store::Reader& store, const StoreRecords& records,
                                     StoreMirror* files, Findings* findings);

// What a node's store says of itself, against the log that it pulled.
struct OwnView {
  const store::Reader& store;
  const StoreRecords& records;
  const StoredIdentity& identity;
  const std::vector<OwnEntry>& entries;
  const AuditedLog& log;
};

// The chain: links, author, signatures, payloads and parts; the same entries as in the log. Returns
// how many are in the log.
uint64_t CheckOwnChain(const OwnView& view, Findings* findings);
// Drafts: their records belong together, parts hash to their names, and one that is signed is.
void CheckDrafts(const OwnView& view, Findings* findings);
// The versions of the register of sources: numbered without a gap, each one that can be read.
void CheckSourceRegisters(const StoreRecords& records, Findings* findings);
// Checkpoints that contradict the log: signed by its key, and other than it.
void CheckEvidence(const OwnView& view, const log::NoteKey& log_key, Findings* findings);

}  // namespace lontar::audit
