#pragma once
// What audit has to say against a mirror, or against the hub that wrote it.

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::audit {

// Listed, with what each means and what to do, in docs/reference/audit-findings.md. Never renamed.
inline constexpr absl::string_view kFileMissing = "file-missing";
inline constexpr absl::string_view kFileUnreadable = "file-unreadable";
inline constexpr absl::string_view kFileUnexpected = "file-unexpected";
inline constexpr absl::string_view kCheckpointMalformed = "checkpoint-malformed";
inline constexpr absl::string_view kCheckpointNotSigned = "checkpoint-not-signed";
inline constexpr absl::string_view kCosignatureInvalid = "cosignature-invalid";
inline constexpr absl::string_view kCosignatureUnknown = "cosignature-unknown";
inline constexpr absl::string_view kBundleMalformed = "bundle-malformed";
inline constexpr absl::string_view kLeafMalformed = "leaf-malformed";
inline constexpr absl::string_view kLeafDiffers = "leaf-differs";
inline constexpr absl::string_view kTileDiffers = "tile-differs";
inline constexpr absl::string_view kRootDiffers = "root-differs";
inline constexpr absl::string_view kPayloadAbsent = "payload-absent";
inline constexpr absl::string_view kPayloadDiffers = "payload-differs";
inline constexpr absl::string_view kPartDiffers = "part-differs";
inline constexpr absl::string_view kTrustRootWrong = "trust-root-wrong";
inline constexpr absl::string_view kDoorRefuses = "door-refuses";
inline constexpr absl::string_view kEntryRepeated = "entry-repeated";
inline constexpr absl::string_view kVerdictDiffers = "verdict-differs";
inline constexpr absl::string_view kTimeGoesBack = "time-goes-back";
inline constexpr absl::string_view kClosedEarly = "closed-early";
inline constexpr absl::string_view kFoldStopped = "fold-stopped";
inline constexpr absl::string_view kCellsFailed = "cells-failed";
inline constexpr absl::string_view kTableFailed = "table-failed";
inline constexpr absl::string_view kTableDiffers = "table-differs";
// Of stores only.
inline constexpr absl::string_view kStoreDamaged = "store-damaged";
inline constexpr absl::string_view kStoreTail = "store-tail";
inline constexpr absl::string_view kRecordMissing = "record-missing";
inline constexpr absl::string_view kRecordMalformed = "record-malformed";
inline constexpr absl::string_view kRecordUnexpected = "record-unexpected";
inline constexpr absl::string_view kPartAbsent = "part-absent";
inline constexpr absl::string_view kEntryDiffers = "entry-differs";
inline constexpr absl::string_view kDraftDiffers = "draft-differs";
inline constexpr absl::string_view kEvidenceDiffers = "evidence-differs";
inline constexpr absl::string_view kRegisterAbsent = "register-absent";
inline constexpr absl::string_view kRegisterDamaged = "register-damaged";
inline constexpr absl::string_view kRegisterAhead = "register-ahead";
inline constexpr absl::string_view kRegisterConflict = "register-conflict";
inline constexpr absl::string_view kStoreCopied = "store-copied";

struct Finding {
  std::string kind;
  std::string place;     // a path in the mirror, "leaf 12", a round, a field of a table
  std::string sentence;  // what is wrong and what would be right
};

// Where the checks of one audit put what they find.
class Findings {
 public:
  void Add(absl::string_view kind, absl::string_view place, absl::string_view sentence) {
    items_.push_back({std::string(kind), std::string(place), std::string(sentence)});
  }
  const std::vector<Finding>& items() const { return items_; }
  std::vector<Finding> Take() { return std::move(items_); }

 private:
  std::vector<Finding> items_;
};

}  // namespace lontar::audit
