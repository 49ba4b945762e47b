#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/invariant.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/quoted.h"
#include "core/base/status_macros.h"
#include "core/log/checkpoint_text.h"
#include "core/log/note.h"
#include "core/log/strict_text.h"

namespace lontar::log {
namespace {

constexpr size_t kTimeBytes = 8;

absl::Status CheckpointInvalid(absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "CHECKPOINT_INVALID",
                       absl::StrCat("this is no checkpoint: ", why));
}

absl::Status CosignatureInvalid(const NoteKey& witness, absl::string_view why) {
  return base::Problem(absl::StatusCode::kDataLoss, "SIGNATURE_INVALID",
                       absl::StrFormat("the cosignature of \"%s\" with key %08x: %s", witness.name,
                                       witness.id(), why));
}

// What a witness signs: C2SP tlog-cosignature, version 1.
std::string CosignedMessage(const Checkpoint& checkpoint, uint64_t time_s) {
  return absl::StrCat("cosignature/v1\ntime ", time_s, "\n", FormatCheckpointBody(checkpoint));
}

std::string TimeBytes(uint64_t time_s) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(time_s >> shift));
  return bytes;
}

uint64_t ReadTime(absl::string_view bytes) {
  uint64_t time_s = 0;
  for (size_t i = 0; i < kTimeBytes; ++i)
    time_s = time_s << 8 | static_cast<unsigned char>(bytes[i]);
  return time_s;
}

}  // namespace

std::string FormatCheckpointBody(const Checkpoint& checkpoint) {
  std::string body = absl::StrCat(checkpoint.origin, "\n", checkpoint.size.value(), "\n",
                                  HashText(checkpoint.root), "\n");
  for (const std::string& line : checkpoint.extensions) absl::StrAppend(&body, line, "\n");
  return body;
}

absl::StatusOr<Checkpoint> ReadCheckpointLines(absl::string_view text) {
  if (text.size() > base::kNoteBytesMax) return CheckpointInvalid("longer than 1 MiB");
  if (!IsNoteText(text)) return CheckpointInvalid("not UTF-8, or a control character in it");
  const std::optional<absl::string_view> origin = TakeLine(&text);
  const std::optional<absl::string_view> size_line = TakeLine(&text);
  const std::optional<absl::string_view> root_line = TakeLine(&text);
  if (!root_line.has_value()) return CheckpointInvalid("origin, size and root are three lines");
  if (origin->empty()) return CheckpointInvalid("the origin is empty");
  const std::optional<uint64_t> size = ReadDecimal(*size_line);
  if (!size.has_value()) {
    return CheckpointInvalid(
        absl::StrCat(base::Quoted(*size_line), " is no size; write 0 or 1204"));
  }
  const std::optional<Hash> root = ReadHash(*root_line);
  if (!root.has_value()) return CheckpointInvalid("the root is not base64 of 32 bytes");
  Checkpoint checkpoint{
      .origin = std::string(*origin), .size = LogSize(*size), .root = *root, .extensions = {}};
  while (!text.empty()) {
    const std::optional<absl::string_view> line = TakeLine(&text);
    if (!line.has_value()) return CheckpointInvalid("the last line has no newline");
    if (line->empty()) return CheckpointInvalid("an extension line is empty");
    checkpoint.extensions.emplace_back(*line);
  }
  return checkpoint;
}

absl::StatusOr<Checkpoint> ParseCheckpointBody(absl::string_view text) {
  LONTAR_ASSIGN_OR_RETURN(Checkpoint checkpoint, ReadCheckpointLines(text));
  if (checkpoint.size.value() == 0 && checkpoint.root != EmptyRoot()) {
    return CheckpointInvalid("its size is 0, but its root is not the empty root");
  }
  return checkpoint;
}

std::string SignCheckpoint(const Checkpoint& checkpoint, const trust::Signer& log_key) {
  Note note{.text = FormatCheckpointBody(checkpoint), .lines = {}};
  note.lines.push_back(SignNote(note.text, checkpoint.origin, log_key));
  return FormatNote(note);
}

absl::StatusOr<Checkpoint> OpenCheckpoint(absl::string_view bytes, const NoteKey& log_key) {
  LONTAR_ASSIGN_OR_RETURN(const Note note, ParseNote(bytes));
  const absl::Status verified = VerifyNote(note, log_key);
  if (absl::IsPermissionDenied(verified)) {
    return base::Problem(absl::StatusCode::kPermissionDenied, "CHECKPOINT_UNSIGNED",
                         verified.message());
  }
  LONTAR_RETURN_IF_ERROR(verified);
  LONTAR_ASSIGN_OR_RETURN(Checkpoint checkpoint, ParseCheckpointBody(note.text));
  if (checkpoint.origin != log_key.name) {
    return base::Problem(absl::StatusCode::kPermissionDenied, "CHECKPOINT_UNSIGNED",
                         absl::StrCat("the checkpoint is of \"", checkpoint.origin,
                                      "\", its key is of \"", log_key.name, "\""));
  }
  return checkpoint;
}

NoteLine Cosign(const Checkpoint& checkpoint, absl::string_view witness_name,
                const trust::Signer& witness_key, uint64_t time_s) {
  base::CheckInvariant(time_s != 0 && time_s < base::kSizeMax,
                       "a cosignature has a time between 1 and 2^63 - 1 s");
  const NoteKey key{.name = std::string(witness_name),
                    .type = NoteKeyType::kCosignatureV1,
                    .key = witness_key.public_key()};
  const trust::Signature signature = witness_key.Sign(CosignedMessage(checkpoint, time_s));
  return {.name = key.name,
          .key_id = key.id(),
          .signature = absl::StrCat(TimeBytes(time_s), signature.bytes.view())};
}

absl::StatusOr<uint64_t> VerifyCosignature(const Checkpoint& checkpoint, const NoteLine& line,
                                           const NoteKey& witness) {
  if (witness.type != NoteKeyType::kCosignatureV1) {
    return CosignatureInvalid(witness, "the key is not one of a witness");
  }
  if (!IsLineOf(line, witness)) return CosignatureInvalid(witness, "the line is of another key");
  if (line.signature.size() != kTimeBytes + trust::SignatureBytes::kBytes) {
    return CosignatureInvalid(witness, "it is not 72 bytes long");
  }
  const uint64_t time_s = ReadTime(line.signature);
  if (time_s == 0 || time_s >= base::kSizeMax) return CosignatureInvalid(witness, "it has no time");
  const trust::Signature signature = {
      .key_hint = {},
      .bytes = *trust::SignatureBytes::FromBytes(line.signature.substr(kTimeBytes))};
  if (!trust::Verify(witness.key, CosignedMessage(checkpoint, time_s), signature).ok()) {
    return CosignatureInvalid(witness, "it does not verify");
  }
  return time_s;
}

}  // namespace lontar::log
