#include "hub/core/settled.h"

#include <algorithm>

#include "core/base/status_macros.h"
#include "core/store/key_space.h"

namespace lontar::hub {

uint64_t QuorumOf(const fold::State& state) {
  const auto at = base::LogIndex(state.size().value());
  const uint64_t witnesses = state.KeysAt(fold::KeyRole::kWitness, "", at).size();
  return std::max<uint64_t>(state.trust_root()->witness_quorum_min, witnesses / 2 + 1);
}

absl::StatusOr<uint64_t> CosignaturesOf(const store::Reader& store, base::LogSize size) {
  uint64_t count = 0;
  LONTAR_RETURN_IF_ERROR(store.ScanPrefix(store::CosignatureKey(size.value(), ""),
                                          [&count](absl::string_view, absl::string_view) {
                                            ++count;
                                            return true;
                                          }));
  return count;
}

absl::StatusOr<base::LogSize> SettledSizeOf(const store::Reader& store, uint64_t quorum) {
  uint64_t settled = 0;
  uint64_t size = 0;
  uint64_t count = 0;
  absl::Status damaged;
  LONTAR_RETURN_IF_ERROR(
      store.ScanPrefix(store::kCosignaturePrefix, [&](absl::string_view key, absl::string_view) {
        const auto number = store::ReadKeyNumber(
            key.substr(store::kCosignaturePrefix.size(), store::KeyNumber(0).size()));
        if (!number.ok()) {
          damaged = number.status();
          return false;
        }
        count = *number == size ? count + 1 : 1;
        size = *number;
        if (count >= quorum) settled = size;
        return true;
      }));
  LONTAR_RETURN_IF_ERROR(damaged);
  return base::LogSize(settled);
}

}  // namespace lontar::hub
