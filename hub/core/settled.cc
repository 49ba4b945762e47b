#include "hub/core/settled.h"

#include <algorithm>
#include <set>

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

base::LogSize CosignedBy(const store::Reader& store, const fold::State& state,
                         absl::string_view member) {
  std::set<std::string> names;
  for (const fold::KeyRecord* key :
       state.KeysAt(fold::KeyRole::kWitness, member, base::LogIndex(state.size().value()))) {
    names.insert(key->witness_name);
  }
  uint64_t largest = 0;
  const absl::Status read =
      store.ScanPrefix(store::kCosignaturePrefix, [&](absl::string_view key, absl::string_view) {
        key.remove_prefix(store::kCosignaturePrefix.size());
        const size_t digits = std::min(key.size(), store::KeyNumber(0).size());
        const auto size = store::ReadKeyNumber(key.substr(0, digits));
        if (size.ok() && names.contains(std::string(key.substr(digits)))) {
          largest = std::max(largest, *size);
        }
        return true;
      });
  return read.ok() ? base::LogSize(largest) : base::LogSize(0);
}

}  // namespace lontar::hub
