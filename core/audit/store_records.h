#pragma once
// Every record of a hub's or a node's store, each in the form that its key asks for.
//
// The key layouts: core/store/key_space.h and core/log/tree_store.h. Reads a store::Reader from end
// to end, once; what a payload or part holds is not kept. Thread-compatible.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "core/audit/finding.h"
#include "core/base/digest.h"
#include "core/store/store.h"

namespace lontar::audit {

enum class StoreKind { kHub, kNode };

struct StoredDraftRecords {
  std::optional<std::string> meta;
  std::optional<std::string> envelope;
  std::set<base::PartHash> parts;
};

struct StoreRecords {
  uint64_t log_size = 0;
  std::map<uint64_t, std::string> leaves;
  std::map<std::pair<int, uint64_t>, std::string> tiles;  // by level and index
  std::set<base::Hash> payloads;                          // by what their keys say
  std::set<base::Hash> parts;
  // On the hub. By size and witness.
  std::map<std::pair<uint64_t, std::string>, std::string> cosignatures;
  // On nodes.
  std::map<uint64_t, std::string> entries;
  std::map<std::string, StoredDraftRecords> drafts;
  std::map<uint64_t, std::string> sources;  // versions of the register of sources
  std::map<std::pair<uint64_t, base::Hash>, std::string> evidence;
  std::optional<std::string> identity;
  std::optional<std::string> checkpoint;
  std::optional<std::string> instance;
  std::optional<uint64_t> commits;
  std::optional<uint64_t> next_draft;
  std::set<uint64_t> sealed_at;  // numbers of own entries
  std::set<uint64_t> history;    // numbers of what was done with drafts
  std::optional<uint64_t> history_count;

  uint64_t count = 0;  // of all records
  // Over every key and value in order: two stores that say the same have the same.
  base::Hash digest;
};

// A key that no program of this version writes into a store of this kind, or one of another form
// than its family's, is a finding. An error only where the store cannot be read.
absl::StatusOr<StoreRecords> ReadStoreRecords(const store::Reader& store, StoreKind kind,
                                              Findings* findings);

}  // namespace lontar::audit
