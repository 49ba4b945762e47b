#pragma once
// --lead, --lead-key, --lead-threshold: who leads a collection in the authority's place.

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/command.h"
#include "core/fold/act.h"

namespace lontar::cli {

// `options` with those that name a lead behind them.
std::vector<Option> WithLead(std::vector<Option> options);

// The lead that the call names; nothing if it names none. InvalidArgument with USAGE for a part of
// one; the errors of ReadPublicKey.
absl::StatusOr<std::optional<fold::CollectionLead>> LeadNamed(const Call& call);

}  // namespace lontar::cli
