#pragma once
// The plain protobuf parse of a record: what the strict reader cannot be faster than, since it
// begins with one. Pure functions, any thread.

#include "absl/strings/string_view.h"

namespace lontar::bench {

// True if the bytes parse as the message; the message is thrown away.
bool ParsesAsReport(absl::string_view bytes);
bool ParsesAsPart(absl::string_view bytes);
bool ParsesAsLeaf(absl::string_view bytes);
bool ParsesAsHeader(absl::string_view bytes);

}  // namespace lontar::bench
