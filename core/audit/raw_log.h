#pragma once
// The first half of an audit: bytes, hashes, tiles, names. Nothing here asks what an entry means.
//
// Any flipped bit of a mirror is found here, since every byte is under the checkpoint's root, under
// a name that is its hash, or under the log's signature. Thread-compatible; reads through
// MirrorFiles.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/audit/finding.h"
#include "core/audit/mirror.h"
#include "core/base/digest.h"
#include "core/chain/entry.h"
#include "core/fold/verdict.h"
#include "core/log/note.h"

namespace lontar::audit {

// "payloads/<hex>": where a payload or part stands in a mirror.
std::string PayloadPath(const base::Hash& id);

// The log as it stands in the mirror, as far as it is sound.
struct RawLog {
  std::optional<log::Checkpoint> checkpoint;  // signed by the log key
  log::Note note;                             // all lines of the checkpoint
  // By index. Absent: its bundle is missing or damaged, or it is no strict encoding.
  std::vector<std::optional<chain::Leaf>> leaves;
  std::vector<log::Hash> leaf_hashes;  // of the beginning of the log that has all its bundles
  bool is_complete = false;            // every leaf of the checkpoint's size is there
  std::set<base::PayloadId> payloads;  // whose bytes are what their name says
  std::set<base::PartHash> parts;
  uint64_t parts_absent = 0;
};

// The same for a log whose checkpoint is in `raw` already, and believed: leaves, tiles, payloads.
void ReadBelow(MirrorFiles& files, RawLog* raw, Findings* findings);

// Without a signed checkpoint nothing else is read.
RawLog ReadRawLog(MirrorFiles& files, const log::NoteKey& log_key, Findings* findings);

// The payload of an entry, if it is there and hashes to the entry's payload id.
std::optional<std::string> ReadPayload(MirrorFiles& files, const chain::Header& header);

// Reads parts from a mirror, which must outlive the reader; bytes that do not hash to what was
// asked are as good as absent.
fold::PartReader PartsOf(MirrorFiles& files);

}  // namespace lontar::audit
