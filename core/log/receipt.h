#pragma once
// Receipts: stand-alone proof texts (C2SP tlog-proof). "extra" holds the leaf's bytes, which the
// verifier hashes.

#include <string>

#include "absl/status/statusor.h"
#include "core/base/limits.h"
#include "core/log/merkle.h"
#include "core/log/note.h"

namespace lontar::log {

// The longest note, the longest leaf in base64, and the proof.
inline constexpr size_t kReceiptBytesMax = base::kNoteBytesMax + 128 * 1024;

struct Receipt {
  std::string leaf_bytes;  // may be empty: the format's extra line is optional
  LogIndex index;
  Proof proof;
  std::string checkpoint;  // the signed note, verbatim
};

std::string FormatReceipt(const Receipt& receipt);
// InvalidArgument with RECEIPT_INVALID.
absl::StatusOr<Receipt> ParseReceipt(absl::string_view text);

// The checkpoint if everything holds: signed by `log_key`, and the leaf at that index under its
// root. Needs nothing else: no network, no store. DataLoss if not; PermissionDenied with
// CHECKPOINT_UNSIGNED if the checkpoint is another log's. Whether it is settled, policy.h says.
absl::StatusOr<Checkpoint> VerifyReceipt(const Receipt& receipt, const NoteKey& log_key);

}  // namespace lontar::log
