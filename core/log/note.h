#pragma once
// Signed notes (C2SP signed-note), checkpoints (tlog-checkpoint) and witness cosignatures
// (tlog-cosignature, type 0x04).
//
// Strict parsing; bounds in base/limits.h. Any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/log/merkle.h"
#include "core/trust/signature.h"

namespace lontar::log {

// How a note line was made.
enum class NoteKeyType : uint8_t { kEd25519 = 0x01, kCosignatureV1 = 0x04 };

// A verifier key: name, type, public key. "name+hash+base64".
struct NoteKey {
  std::string name;
  NoteKeyType type = NoteKeyType::kEd25519;
  trust::PublicKey key;
  // First 4 bytes of SHA-256(name || 0x0A || type || key), big-endian.
  uint32_t id() const;
  std::string vkey() const;
};
// InvalidArgument with VKEY_INVALID: not a vkey, the id does not fit, an unknown type, a weak key.
absl::StatusOr<NoteKey> ParseVkey(absl::string_view text);

struct NoteLine {
  std::string name;
  uint32_t key_id = 0;
  std::string signature;  // what follows the key id
};

struct Note {
  std::string text;  // with its final newline
  std::vector<NoteLine> lines;
};
// InvalidArgument with NOTE_INVALID.
absl::StatusOr<Note> ParseNote(absl::string_view bytes);
std::string FormatNote(const Note& note);
std::string FormatNoteLine(const NoteLine& line);  // with its newline
// With or without its newline.
absl::StatusOr<NoteLine> ParseNoteLine(absl::string_view line);

// True if the line names this key. It says nothing about the signature.
bool IsLineOf(const NoteLine& line, const NoteKey& key);
// A line of type kEd25519 over `text`, which ends with a newline.
NoteLine SignNote(absl::string_view text, absl::string_view name, const trust::Signer& signer);
// OK if the key, of type kEd25519, signed the note. DataLoss with SIGNATURE_INVALID if a line of
// that (name, id) does not verify; PermissionDenied with NOTE_UNSIGNED if there is none.
absl::Status VerifyNote(const Note& note, const NoteKey& key);

// A log's statement of its size and root.
struct Checkpoint {
  std::string origin;
  LogSize size;
  Hash root;
  std::vector<std::string> extensions;  // we write none, a reader takes them
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};
std::string FormatCheckpointBody(const Checkpoint& checkpoint);
// InvalidArgument with CHECKPOINT_INVALID (all cases of transparency-log facts, section 4.3).
absl::StatusOr<Checkpoint> ParseCheckpointBody(absl::string_view text);

// A signed checkpoint, one line by the log key. The name of the key is the origin.
std::string SignCheckpoint(const Checkpoint& checkpoint, const trust::Signer& log_key);
// The checkpoint, if `log_key` signed it and its origin is the key's name. DataLoss with
// SIGNATURE_INVALID if a line of that (name, id) does not verify; PermissionDenied with
// CHECKPOINT_UNSIGNED if there is none or the origin is another.
absl::StatusOr<Checkpoint> OpenCheckpoint(absl::string_view bytes, const NoteKey& log_key);

// A cosignature line over the checkpoint, at this time (POSIX seconds, not 0).
NoteLine Cosign(const Checkpoint& checkpoint, absl::string_view witness_name,
                const trust::Signer& witness_key, uint64_t time_s);
// The time of a cosignature line by `witness`. DataLoss with SIGNATURE_INVALID.
absl::StatusOr<uint64_t> VerifyCosignature(const Checkpoint& checkpoint, const NoteLine& line,
                                           const NoteKey& witness);

}  // namespace lontar::log
