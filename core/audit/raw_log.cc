#include "core/audit/raw_log.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/audit/raw_tiles.h"
#include "core/base/problem.h"
#include "core/fold/named_parts.h"
#include "core/trust/payload_type.h"

namespace lontar::audit {
namespace {

constexpr absl::string_view kCheckpointPath = "checkpoint";
constexpr absl::string_view kPayloadFolder = "payloads";

// The checkpoint and all its lines, if the log key signed it.
void ReadCheckpoint(MirrorFiles& files, const log::NoteKey& log_key, RawLog* raw,
                    Findings* findings) {
  const absl::StatusOr<std::optional<std::string>> bytes = files.Read(kCheckpointPath);
  if (!bytes.ok()) {
    findings->Add(kFileUnreadable, kCheckpointPath, bytes.status().message());
    return;
  }
  if (!*bytes) {
    findings->Add(kFileMissing, kCheckpointPath, "without a checkpoint nothing can be verified");
    return;
  }
  const absl::StatusOr<log::Note> note = log::ParseNote(**bytes);
  if (!note.ok()) {
    findings->Add(kCheckpointMalformed, kCheckpointPath, note.status().message());
    return;
  }
  const absl::StatusOr<log::Checkpoint> checkpoint = log::OpenCheckpoint(**bytes, log_key);
  if (!checkpoint.ok()) {
    const bool is_text = checkpoint.status().code() == absl::StatusCode::kInvalidArgument;
    findings->Add(
        is_text ? kCheckpointMalformed : kCheckpointNotSigned, kCheckpointPath,
        absl::StrCat(checkpoint.status().message(), "; the key asked for is ", log_key.vkey()));
    return;
  }
  raw->note = *note;
  raw->checkpoint = *checkpoint;
}

// Reads what entries name, each file once.
class PayloadCheck {
 public:
  PayloadCheck(MirrorFiles& files, RawLog* raw, Findings* findings)
      : files_(files), raw_(raw), findings_(findings) {}

  void CheckLeaf(uint64_t index, const chain::Leaf& leaf);
  void CheckNothingElse();

 private:
  // The bytes at `id`, if they are what their name says.
  std::optional<std::string> ReadNamed(const base::Hash& id, trust::PayloadType type,
                                       absl::string_view kind);
  void CheckParts(chain::EntryKind kind, absl::string_view payload);
  // True if the file is named by its hash as a part.
  bool IsPart(const std::string& path);

  MirrorFiles& files_;
  RawLog* raw_;
  Findings* findings_;
  std::set<std::string> named_;  // paths that some entry or report names
  // Then nobody knows which parts it names: what is a part by its name is let pass.
  bool is_a_namer_absent_ = false;
};

bool MayNameParts(chain::EntryKind kind) {
  return kind == chain::EntryKind::kSubmission || kind == chain::EntryKind::kQuestion ||
         kind == chain::EntryKind::kAnswer;
}

std::optional<std::string> PayloadCheck::ReadNamed(const base::Hash& id, trust::PayloadType type,
                                                   absl::string_view kind) {
  const std::string path = PayloadPath(id);
  absl::StatusOr<std::optional<std::string>> bytes = files_.Read(path);
  if (!bytes.ok()) {
    findings_->Add(kFileUnreadable, path, bytes.status().message());
    return std::nullopt;
  }
  if (!*bytes) return std::nullopt;
  const base::Hash hash = trust::Identity(type, **bytes);
  if (hash == id) return **std::move(bytes);
  findings_->Add(kind, path,
                 absl::StrCat("as a ", trust::ShortName(type), " its bytes hash to ", hash.hex(),
                              ": they were altered"));
  return std::nullopt;
}

void PayloadCheck::CheckLeaf(uint64_t index, const chain::Leaf& leaf) {
  const chain::Header& header = leaf.entry.header;
  const base::Hash id(header.payload_id.array());
  const std::string path = PayloadPath(id);
  if (!named_.insert(path).second) return;
  const size_t before = findings_->items().size();
  const std::optional<std::string> bytes =
      ReadNamed(id, chain::PayloadTypeFor(header.kind), kPayloadDiffers);
  if (bytes) {
    raw_->payloads.insert(header.payload_id);
    CheckParts(header.kind, *bytes);
    return;
  }
  if (MayNameParts(header.kind)) is_a_namer_absent_ = true;
  if (leaf.stamp.verdict != chain::Verdict::kAccepted || findings_->items().size() > before) return;
  findings_->Add(kPayloadAbsent, path,
                 absl::StrCat("leaf ", index, " (", chain::NameOf(header.kind), " of ",
                              header.author, ") was accepted, and its payload is not there"));
}

// What cannot be read names no part: the verdict says so.
void PayloadCheck::CheckParts(chain::EntryKind kind, absl::string_view payload) {
  for (const base::PartHash& part : fold::PartsNamedBy(kind, payload)) {
    const base::Hash id(part.array());
    if (!named_.insert(PayloadPath(id)).second) continue;
    if (ReadNamed(id, trust::PayloadType::kPart, kPartDiffers)) {
      raw_->parts.insert(part);
    } else {
      ++raw_->parts_absent;
    }
  }
}

bool PayloadCheck::IsPart(const std::string& path) {
  const absl::StatusOr<std::optional<std::string>> bytes = files_.Read(path);
  return bytes.ok() && *bytes &&
         PayloadPath(base::Hash(trust::PartHashOf(**bytes).array())) == path;
}

void PayloadCheck::CheckNothingElse() {
  const absl::StatusOr<std::vector<std::string>> paths = files_.List(kPayloadFolder);
  if (!paths.ok()) {
    findings_->Add(kFileUnreadable, kPayloadFolder, paths.status().message());
    return;
  }
  for (const std::string& path : *paths) {
    if (named_.contains(path) || (is_a_namer_absent_ && IsPart(path))) continue;
    findings_->Add(kFileUnexpected, path, "no entry and no report of the log names it");
  }
}

void CheckPayloads(MirrorFiles& files, RawLog* raw, Findings* findings) {
  PayloadCheck check(files, raw, findings);
  bool is_every_leaf_known = raw->is_complete;
  for (uint64_t index = 0; index < raw->leaves.size(); ++index) {
    const std::optional<chain::Leaf>& leaf = raw->leaves[index];
    if (leaf) check.CheckLeaf(index, *leaf);
    is_every_leaf_known = is_every_leaf_known && leaf.has_value();
  }
  // A leaf that cannot be read may name any file.
  if (is_every_leaf_known) check.CheckNothingElse();
}

}  // namespace

std::string PayloadPath(const base::Hash& id) {
  return absl::StrCat(kPayloadFolder, "/", id.hex());
}

void ReadBelow(MirrorFiles& files, RawLog* raw, Findings* findings) {
  CheckTiles(files, raw, findings);
  CheckPayloads(files, raw, findings);
}

RawLog ReadRawLog(MirrorFiles& files, const log::NoteKey& log_key, Findings* findings) {
  RawLog raw;
  ReadCheckpoint(files, log_key, &raw, findings);
  if (raw.checkpoint) ReadBelow(files, &raw, findings);
  return raw;
}

std::optional<std::string> ReadPayload(MirrorFiles& files, const chain::Header& header) {
  auto bytes = files.Read(PayloadPath(base::Hash(header.payload_id.array())));
  if (!bytes.ok() || !*bytes) return std::nullopt;
  const trust::PayloadType type = chain::PayloadTypeFor(header.kind);
  if (trust::PayloadIdOf(type, **bytes) != header.payload_id) return std::nullopt;
  return **std::move(bytes);
}

fold::PartReader PartsOf(MirrorFiles& files) {
  return [&files](const base::PartHash& hash) -> std::optional<std::string> {
    auto bytes = files.Read(PayloadPath(base::Hash(hash.array())));
    if (!bytes.ok() || !*bytes || trust::PartHashOf(**bytes) != hash) return std::nullopt;
    return **std::move(bytes);
  };
}

}  // namespace lontar::audit
