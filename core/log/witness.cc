#include "core/log/witness.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/log/checkpoint_text.h"
#include "core/log/strict_text.h"

namespace lontar::log {
namespace {

constexpr size_t kConsistencyHashesMax = 63;
// The old size, 63 hashes of 45 bytes and the note.
constexpr size_t kWitnessRequestBytesMax = base::kNoteBytesMax + 4096;

absl::Status RequestInvalid(absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "WITNESS_REQUEST_INVALID",
                       absl::StrCat("this is no request to a witness: ", why));
}

WitnessDecision Refuse(WitnessAnswer answer, absl::string_view why) {
  WitnessDecision decision;
  decision.answer = answer;
  decision.why = std::string(why);
  return decision;
}

absl::string_view FirstLine(absl::string_view text) { return text.substr(0, text.find('\n')); }

// The note with the lines by `keys`, all of which verify, and no other lines. The errors are those
// of VerifyNote.
absl::StatusOr<Note> VerifiedLines(const Note& note, const std::vector<NoteKey>& keys) {
  Note verified{.text = note.text, .lines = {}};
  absl::Status unsigned_problem;
  for (const NoteKey& key : keys) {
    const absl::Status status = VerifyNote(note, key);
    if (absl::IsPermissionDenied(status)) {
      unsigned_problem = status;
      continue;
    }
    LONTAR_RETURN_IF_ERROR(status);
    for (const NoteLine& line : note.lines) {
      if (IsLineOf(line, key)) verified.lines.push_back(line);
    }
  }
  if (verified.lines.empty()) return unsigned_problem;
  return verified;
}

// The checks from the sizes on: the checkpoint is signed by the log.
WitnessDecision DecideOnTree(const WitnessState& stored, const WitnessRequest& request,
                             const Checkpoint& checkpoint) {
  if (request.old_size > checkpoint.size) {
    return Refuse(WitnessAnswer::kMalformed,
                  absl::StrCat("old size ", request.old_size.value(),
                               " is above the checkpoint's size ", checkpoint.size.value()));
  }
  if (request.old_size != stored.size) {
    return Refuse(WitnessAnswer::kOtherSize,
                  absl::StrCat("the last size cosigned here is ", stored.size.value(), ", not ",
                               request.old_size.value()));
  }
  if (checkpoint.size.value() == 0 && checkpoint.root != EmptyRoot()) {
    return Refuse(WitnessAnswer::kNotConsistent, "size 0 has another root than the empty one");
  }
  const absl::Status consistent =
      VerifyConsistency(request.proof, stored.size, stored.root, checkpoint.size, checkpoint.root);
  if (!consistent.ok()) {
    return Refuse(WitnessAnswer::kNotConsistent, consistent.message());
  }
  WitnessDecision decision;
  decision.answer = WitnessAnswer::kCosign;
  decision.state = {.size = checkpoint.size, .root = checkpoint.root};
  decision.checkpoint = checkpoint;
  return decision;
}

}  // namespace

absl::StatusOr<WitnessRequest> ParseWitnessRequest(absl::string_view text) {
  if (text.size() > kWitnessRequestBytesMax) return RequestInvalid("it is too long");
  absl::string_view rest = text;
  std::optional<absl::string_view> line = TakeLine(&rest);
  if (!line.has_value() || !absl::ConsumePrefix(&*line, "old ")) {
    return RequestInvalid("its first line is not old <size>");
  }
  const std::optional<uint64_t> old_size = ReadDecimal(*line);
  if (!old_size.has_value()) return RequestInvalid(absl::StrCat("\"", *line, "\" is no size"));
  WitnessRequest request{.old_size = LogSize(*old_size), .proof = {}, .checkpoint = {}};
  while (true) {
    line = TakeLine(&rest);
    if (!line.has_value()) return RequestInvalid("no empty line before the checkpoint");
    if (line->empty()) break;
    const std::optional<Hash> hash = ReadHash(*line);
    if (!hash.has_value()) return RequestInvalid("a hash is not base64 of 32 bytes");
    if (request.proof.size() == kConsistencyHashesMax) return RequestInvalid("more than 63 hashes");
    request.proof.push_back(*hash);
  }
  request.checkpoint = std::string(rest);
  LONTAR_RETURN_IF_ERROR(OriginOf(request).status());
  return request;
}

std::string FormatWitnessRequest(const WitnessRequest& request) {
  std::string text = absl::StrCat("old ", request.old_size.value(), "\n");
  for (const Hash& hash : request.proof) absl::StrAppend(&text, HashText(hash), "\n");
  absl::StrAppend(&text, "\n", request.checkpoint);
  return text;
}

absl::StatusOr<std::string> OriginOf(const WitnessRequest& request) {
  const absl::StatusOr<Note> note = ParseNote(request.checkpoint);
  if (!note.ok()) return RequestInvalid(note.status().message());
  return std::string(FirstLine(note->text));
}

WitnessDecision DecideWitness(std::span<const NoteKey> log_keys, const WitnessState& stored,
                              const WitnessRequest& request) {
  const absl::StatusOr<Note> note = ParseNote(request.checkpoint);
  if (!note.ok()) return Refuse(WitnessAnswer::kMalformed, note.status().message());
  std::vector<NoteKey> keys;
  for (const NoteKey& key : log_keys) {
    if (key.name == FirstLine(note->text)) keys.push_back(key);
  }
  if (keys.empty()) {
    return Refuse(WitnessAnswer::kUnknownOrigin,
                  absl::StrCat("no log \"", FirstLine(note->text), "\" is configured here"));
  }
  absl::StatusOr<Note> verified = VerifiedLines(*note, keys);
  if (!verified.ok()) return Refuse(WitnessAnswer::kNotSigned, verified.status().message());
  const absl::StatusOr<Checkpoint> checkpoint = ReadCheckpointLines(note->text);
  if (!checkpoint.ok()) return Refuse(WitnessAnswer::kMalformed, checkpoint.status().message());
  WitnessDecision decision = DecideOnTree(stored, request, *checkpoint);
  // Also where the answer is about the request's old size: what the log signed, it signed.
  decision.is_fork = checkpoint->size == stored.size && checkpoint->root != stored.root;
  if (decision.answer == WitnessAnswer::kCosign) decision.verified = *std::move(verified);
  return decision;
}

}  // namespace lontar::log
