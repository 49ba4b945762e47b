#include "node/core/settled.h"

#include <algorithm>
#include <set>
#include <string>

#include "core/log/note.h"

namespace lontar::node {
namespace {

// Names of those whose line on the checkpoint is good.
size_t CosignersOf(const log::Checkpoint& checkpoint, const log::Note& note,
                   const std::vector<const fold::KeyRecord*>& witnesses) {
  std::set<std::string> cosigners;
  for (const fold::KeyRecord* key : witnesses) {
    const log::NoteKey witness{key->witness_name, log::NoteKeyType::kCosignatureV1, key->key};
    const bool has_signed = std::ranges::any_of(note.lines, [&](const log::NoteLine& line) {
      return log::IsLineOf(line, witness) && log::VerifyCosignature(checkpoint, line, witness).ok();
    });
    if (has_signed) cosigners.insert(key->witness_name);
  }
  return cosigners.size();
}

}  // namespace

base::LogSize SettledSize(const fold::State& state, absl::string_view checkpoint) {
  const base::LogSize nothing(0);
  const fold::TrustRoot* root = state.trust_root();
  if (root == nullptr) return nothing;
  const log::NoteKey log_key{root->origin, log::NoteKeyType::kEd25519, root->log_key};
  const absl::StatusOr<log::Checkpoint> opened = log::OpenCheckpoint(checkpoint, log_key);
  const absl::StatusOr<log::Note> note = log::ParseNote(checkpoint);
  if (!opened.ok() || !note.ok() || state.size() < opened->size) return nothing;
  const auto witnesses =
      state.KeysAt(fold::KeyRole::kWitness, "", base::LogIndex(opened->size.value()));
  const size_t cosigners = CosignersOf(*opened, *note, witnesses);
  const bool is_settled = cosigners * 2 > witnesses.size() && cosigners >= root->witness_quorum_min;
  return is_settled ? opened->size : nothing;
}

}  // namespace lontar::node
