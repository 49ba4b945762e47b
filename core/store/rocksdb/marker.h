#pragma once
// What a store says about itself: the format in which it is written, and the kind of program that
// it was made for.
//
// Pure functions, any thread.

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace lontar::store {

// The newest format that this program reads, and the one that it writes.
inline constexpr uint64_t kStoreFormat = 1;

struct Marker {
  std::string format;  // decimal
  std::string kind;    // "node", "hub"
};

// OK if a program of this kind may use the store. FailedPrecondition with STORE_NEWER or
// STORE_KIND, DataLoss with STORE_DAMAGED (open.h). `folder` is for the sentence.
absl::Status CheckMarker(const Marker& marker, absl::string_view kind, absl::string_view folder);

// DataLoss with STORE_DAMAGED.
absl::Status StoreDamaged(absl::string_view folder, absl::string_view why);

}  // namespace lontar::store
