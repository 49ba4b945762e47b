#pragma once
// A paper as an OpenDocument text: what ASEC puts into a template of its own. Pure, any thread.
//
// Source: OASIS OpenDocument 1.3, parts 2 (packages) and 3 (schema). The same paper gives the same
// bytes.

#include <string>

#include "absl/status/statusor.h"
#include "core/paper/paper.h"

namespace lontar::paper {

// The errors of formats::WriteZip.
absl::StatusOr<std::string> ToOdt(const Paper& paper);

}  // namespace lontar::paper
