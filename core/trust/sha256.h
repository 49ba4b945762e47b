#pragma once
// SHA-256 (FIPS 180-4) and the identity of a payload.
//
// Pure functions, any thread.

#include <initializer_list>

#include "absl/strings/string_view.h"
#include "core/base/digest.h"

namespace lontar::trust {

// SHA-256 of the pieces, one after the other.
base::Hash Sha256(std::initializer_list<absl::string_view> pieces);

}  // namespace lontar::trust
