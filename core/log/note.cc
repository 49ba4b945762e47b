#include "core/log/note.h"

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/log/strict_text.h"
#include "core/trust/sha256.h"

namespace lontar::log {
namespace {

// U+2014 and a space.
constexpr absl::string_view kDash = "\xe2\x80\x94 ";
constexpr size_t kKeyIdBytes = 4;

absl::Status NoteInvalid(absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "NOTE_INVALID",
                       absl::StrCat("this is no signed note: ", why));
}

absl::Status VkeyInvalid(absl::string_view why) {
  return base::Problem(absl::StatusCode::kInvalidArgument, "VKEY_INVALID",
                       absl::StrCat("this is no verifier key: ", why));
}

std::string TypedKey(const NoteKey& key) {
  return absl::StrCat(std::string(1, static_cast<char>(key.type)), key.key.bytes.view());
}

uint32_t ReadKeyId(absl::string_view bytes) {
  uint32_t id = 0;
  for (size_t i = 0; i < kKeyIdBytes; ++i) id = id << 8 | static_cast<unsigned char>(bytes[i]);
  return id;
}

std::string KeyIdBytes(uint32_t id) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(id >> shift));
  return bytes;
}

}  // namespace

uint32_t NoteKey::id() const {
  return ReadKeyId(trust::Sha256({name, "\n", TypedKey(*this)}).view());
}

std::string NoteKey::vkey() const {
  return absl::StrFormat("%s+%08x+%s", name, id(), absl::Base64Escape(TypedKey(*this)));
}

absl::StatusOr<NoteKey> ParseVkey(absl::string_view text) {
  // Base64 may hold a "+" of its own: only the first two divide.
  const std::vector<std::string> parts = absl::StrSplit(text, absl::MaxSplits('+', 2));
  if (parts.size() != 3) return VkeyInvalid("write name+id+key");
  if (!IsKeyName(parts[0])) return VkeyInvalid("the name is empty or holds white space");
  const std::optional<std::string> typed = ReadBase64(parts[2]);
  if (!typed.has_value() || typed->empty()) return VkeyInvalid("the key is not base64");
  NoteKey key;
  key.name = parts[0];
  key.type = static_cast<NoteKeyType>(typed->front());
  if (key.type != NoteKeyType::kEd25519 && key.type != NoteKeyType::kCosignatureV1) {
    return VkeyInvalid("its type is neither 1 (note) nor 4 (cosignature)");
  }
  const auto bytes = trust::PublicKeyBytes::FromBytes(absl::string_view(*typed).substr(1));
  if (!bytes.has_value()) return VkeyInvalid("an Ed25519 key has 32 bytes");
  key.key.bytes = *bytes;
  if (parts[1] != absl::StrFormat("%08x", key.id())) {
    return VkeyInvalid(absl::StrCat("the id \"", parts[1], "\" does not fit the name and the key"));
  }
  const absl::Status fit = trust::CheckPublicKey(key.key);
  if (!fit.ok()) return VkeyInvalid(fit.message());
  return key;
}

std::string FormatNoteLine(const NoteLine& line) {
  return absl::StrCat(kDash, line.name, " ",
                      absl::Base64Escape(absl::StrCat(KeyIdBytes(line.key_id), line.signature)),
                      "\n");
}

absl::StatusOr<NoteLine> ParseNoteLine(absl::string_view line) {
  absl::ConsumeSuffix(&line, "\n");
  if (!absl::ConsumePrefix(&line, kDash)) return NoteInvalid("a signature line begins with a dash");
  const size_t space = line.find(' ');
  if (space == absl::string_view::npos || !IsKeyName(line.substr(0, space))) {
    return NoteInvalid("a signature line has no key name");
  }
  const std::optional<std::string> bytes = ReadBase64(line.substr(space + 1));
  if (!bytes.has_value() || bytes->size() <= kKeyIdBytes) {
    return NoteInvalid("a signature is not base64 of key id and signature");
  }
  return NoteLine{.name = std::string(line.substr(0, space)),
                  .key_id = ReadKeyId(*bytes),
                  .signature = bytes->substr(kKeyIdBytes)};
}

absl::StatusOr<Note> ParseNote(absl::string_view bytes) {
  if (bytes.size() > base::kNoteBytesMax) return NoteInvalid("longer than 1 MiB");
  if (!IsNoteText(bytes)) return NoteInvalid("not UTF-8, or a control character in it");
  // The text may hold empty lines: the last one divides.
  const size_t division = bytes.rfind("\n\n");
  if (division == absl::string_view::npos) return NoteInvalid("no empty line before signatures");
  Note note;
  note.text = std::string(bytes.substr(0, division + 1));
  absl::string_view rest = bytes.substr(division + 2);
  while (!rest.empty()) {
    if (note.lines.size() == base::kNoteLinesMax) return NoteInvalid("more than 64 signatures");
    const std::optional<absl::string_view> line = TakeLine(&rest);
    if (!line.has_value()) return NoteInvalid("the last line has no newline");
    LONTAR_ASSIGN_OR_RETURN(NoteLine parsed, ParseNoteLine(*line));
    note.lines.push_back(std::move(parsed));
  }
  if (note.lines.empty()) return NoteInvalid("no signature");
  return note;
}

std::string FormatNote(const Note& note) {
  std::string bytes = absl::StrCat(note.text, "\n");
  for (const NoteLine& line : note.lines) absl::StrAppend(&bytes, FormatNoteLine(line));
  return bytes;
}

bool IsLineOf(const NoteLine& line, const NoteKey& key) {
  return line.key_id == key.id() && line.name == key.name;
}

NoteLine SignNote(absl::string_view text, absl::string_view name, const trust::Signer& signer) {
  const NoteKey key{.name = std::string(name), .key = signer.public_key()};
  return {.name = key.name, .key_id = key.id(), .signature = signer.Sign(text).bytes.bytes()};
}

absl::Status VerifyNote(const Note& note, const NoteKey& key) {
  if (key.type != NoteKeyType::kEd25519) return VkeyInvalid("cosignature keys sign no notes");
  bool is_signed = false;
  for (const NoteLine& line : note.lines) {
    if (!IsLineOf(line, key)) continue;
    const auto bytes = trust::SignatureBytes::FromBytes(line.signature);
    if (!bytes.has_value() ||
        !trust::Verify(key.key, note.text, {.key_hint = {}, .bytes = *bytes}).ok()) {
      return base::Problem(absl::StatusCode::kDataLoss, "SIGNATURE_INVALID",
                           absl::StrFormat("the signature of \"%s\" with key %08x does not verify",
                                           key.name, key.id()));
    }
    is_signed = true;
  }
  if (is_signed) return absl::OkStatus();
  return base::Problem(
      absl::StatusCode::kPermissionDenied, "NOTE_UNSIGNED",
      absl::StrFormat("the note is not signed by \"%s\" with key %08x", key.name, key.id()));
}

}  // namespace lontar::log
