#include "node/core/settled.h"

#include <algorithm>
#include <set>
#include <string>

#include "core/log/note.h"

namespace lontar::node {
namespace {

// Names of those whose line on the checkpoint is good.
std::set<std::string> CosignersOf(const log::Checkpoint& checkpoint, const log::Note& note,
                                  const std::vector<const fold::KeyRecord*>& witnesses) {
  std::set<std::string> cosigners;
  for (const fold::KeyRecord* key : witnesses) {
    const log::NoteKey witness{key->witness_name, log::NoteKeyType::kCosignatureV1, key->key};
    const bool has_signed = std::ranges::any_of(note.lines, [&](const log::NoteLine& line) {
      return log::IsLineOf(line, witness) && log::VerifyCosignature(checkpoint, line, witness).ok();
    });
    if (has_signed) cosigners.insert(key->witness_name);
  }
  return cosigners;
}

}  // namespace

Cosigned CosignedBy(const fold::State& state, absl::string_view checkpoint) {
  const fold::TrustRoot* root = state.trust_root();
  if (root == nullptr) return {};
  const log::NoteKey log_key{root->origin, log::NoteKeyType::kEd25519, root->log_key};
  const absl::StatusOr<log::Checkpoint> opened = log::OpenCheckpoint(checkpoint, log_key);
  const absl::StatusOr<log::Note> note = log::ParseNote(checkpoint);
  if (!opened.ok() || !note.ok() || state.size() < opened->size) return {};
  const auto witnesses =
      state.KeysAt(fold::KeyRole::kWitness, "", base::LogIndex(opened->size.value()));
  const std::set<std::string> cosigners = CosignersOf(*opened, *note, witnesses);
  Cosigned cosigned;
  cosigned.size = opened->size;
  cosigned.by.assign(cosigners.begin(), cosigners.end());
  cosigned.witnesses = witnesses.size();
  cosigned.wanted =
      std::max<size_t>(witnesses.size() / 2 + 1, static_cast<size_t>(root->witness_quorum_min));
  cosigned.is_settled = cosigners.size() >= cosigned.wanted;
  return cosigned;
}

base::LogSize SettledSize(const fold::State& state, absl::string_view checkpoint) {
  const Cosigned cosigned = CosignedBy(state, checkpoint);
  return cosigned.is_settled ? cosigned.size : base::LogSize(0);
}

}  // namespace lontar::node
