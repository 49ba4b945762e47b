#pragma once
// Which size of the log enough witnesses have cosigned (DESIGN.md section 4). Pure.

#include "absl/status/statusor.h"
#include "core/base/ids.h"
#include "core/fold/state.h"
#include "core/store/store.h"

namespace lontar::hub {

// How many cosignatures settle a checkpoint: the trust root's number, and more than half of the
// witnesses that are enrolled now in any case. The state has a trust root.
uint64_t QuorumOf(const fold::State& state);

// How many cosignatures the store holds of this size; they were checked when they came.
absl::StatusOr<uint64_t> CosignaturesOf(const store::Reader& store, base::LogSize size);

// The largest size with at least `quorum` cosignatures; 0 where there is none. Reads all of them.
absl::StatusOr<base::LogSize> SettledSizeOf(const store::Reader& store, uint64_t quorum);

// The largest size that a witness of this member has cosigned: up to there its node holds the log.
// 0 where there is none, or where the store cannot be read. Reads all cosignatures.
base::LogSize CosignedBy(const store::Reader& store, const fold::State& state,
                         absl::string_view member);

}  // namespace lontar::hub
