#include "node/core/act_parts.h"

#include "core/fold/named_parts.h"
#include "core/store/key_space.h"
#include "core/trust/payload_type.h"

namespace lontar::node {

ActParts::ActParts(const chain::Envelope& act) {
  std::map<base::PartHash, std::string> brought;
  for (const std::string& bytes : act.parts) brought.emplace(trust::PartHashOf(bytes), bytes);
  for (const base::PartHash& named : fold::PartsNamedBy(act.kind, act.payload)) {
    const auto found = brought.find(named);
    if (found != brought.end()) parts_.insert(*found);
  }
}

void ActParts::PutInto(store::Batch* batch) const {
  for (const auto& [hash, bytes] : parts_) batch->Put(store::PartKey(hash.view()), bytes);
}

fold::PartReader ActParts::Reader() const {
  return [this](const base::PartHash& hash) -> std::optional<std::string> {
    const auto found = parts_.find(hash);
    return found == parts_.end() ? std::nullopt : std::optional(found->second);
  };
}

}  // namespace lontar::node
