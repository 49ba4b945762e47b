#include "core/log/receipt.h"

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/log/strict_text.h"

namespace lontar::log {
namespace {

constexpr absl::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
// A tree below 2^63 leaves is not higher.
constexpr size_t kInclusionHashesMax = 63;

absl::Status ReceiptInvalid(absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "RECEIPT_INVALID",
                       absl::StrCat("this is no receipt: ", why));
}

// The lines before the empty one, from the second on.
absl::Status ReadExtraAndIndex(absl::string_view* rest, Receipt* receipt) {
  std::optional<absl::string_view> line = TakeLine(rest);
  if (line.has_value() && absl::ConsumePrefix(&*line, "extra ")) {
    std::optional<std::string> leaf = ReadBase64(*line);
    if (!leaf.has_value() || leaf->empty()) return ReceiptInvalid("its leaf is not base64");
    if (leaf->size() > base::kBundleEntryBytesMax) return ReceiptInvalid("its leaf is too long");
    receipt->leaf_bytes = *std::move(leaf);
    line = TakeLine(rest);
  }
  if (!line.has_value() || !absl::ConsumePrefix(&*line, "index ")) {
    return ReceiptInvalid("it has no index line");
  }
  const std::optional<uint64_t> index = ReadDecimal(*line);
  if (!index.has_value()) return ReceiptInvalid(absl::StrCat(base::Quoted(*line), " is no index"));
  receipt->index = LogIndex(*index);
  return absl::OkStatus();
}

}  // namespace

std::string FormatReceipt(const Receipt& receipt) {
  std::string text = absl::StrCat(kFirstLine, "\n");
  if (!receipt.leaf_bytes.empty()) {
    absl::StrAppend(&text, "extra ", absl::Base64Escape(receipt.leaf_bytes), "\n");
  }
  absl::StrAppend(&text, "index ", receipt.index.value(), "\n");
  for (const Hash& hash : receipt.proof) absl::StrAppend(&text, HashText(hash), "\n");
  absl::StrAppend(&text, "\n", receipt.checkpoint);
  return text;
}

absl::StatusOr<Receipt> ParseReceipt(absl::string_view text) {
  if (text.size() > kReceiptBytesMax) return ReceiptInvalid("it is too long");
  absl::string_view rest = text;
  if (TakeLine(&rest) != kFirstLine) {
    return ReceiptInvalid(absl::StrCat("its first line is not \"", kFirstLine, "\""));
  }
  Receipt receipt;
  LONTAR_RETURN_IF_ERROR(ReadExtraAndIndex(&rest, &receipt));
  while (true) {
    const std::optional<absl::string_view> line = TakeLine(&rest);
    if (!line.has_value()) return ReceiptInvalid("no empty line before the checkpoint");
    if (line->empty()) break;
    const std::optional<Hash> hash = ReadHash(*line);
    if (!hash.has_value()) return ReceiptInvalid("a hash is not base64 of 32 bytes");
    if (receipt.proof.size() == kInclusionHashesMax) return ReceiptInvalid("more than 63 hashes");
    receipt.proof.push_back(*hash);
  }
  const absl::Status note = ParseNote(rest).status();
  if (!note.ok()) return ReceiptInvalid(note.message());
  receipt.checkpoint = std::string(rest);
  return receipt;
}

absl::StatusOr<Checkpoint> VerifyReceipt(const Receipt& receipt, const NoteKey& log_key) {
  LONTAR_ASSIGN_OR_RETURN(Checkpoint checkpoint, OpenCheckpoint(receipt.checkpoint, log_key));
  LONTAR_RETURN_IF_ERROR(VerifyInclusion(receipt.proof, LeafHash(receipt.leaf_bytes), receipt.index,
                                         checkpoint.size, checkpoint.root));
  return checkpoint;
}

}  // namespace lontar::log
