#pragma once
// Cells that a member publishes although disclosure control would hold them back
// (docs/disclosure.md).
//
// The reason is a narrative of the report, so it is signed with it; and such a report is approved
// by two people at least (approvals.h). Pure.

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/disclosure/disclosure.h"
#include "core/formats/import.h"
#include "node/core/draft_requests.h"

namespace lontar::node {

// By the stable id of the indicator.
using Overrides = std::map<std::string, std::vector<disclosure::Override>>;

// InvalidArgument with OVERRIDE_INCOMPLETE: places without a reason or the other way round;
// OVERRIDE_PLACE: a place is not written as A14/number/2019/F.Y5T17; INDICATOR_UNKNOWN.
absl::StatusOr<Overrides> OverridesOf(const OverrideRequest& request,
                                      const catalogue::Catalogue& catalogue);

// What the plan without these would not hold back: OVERRIDE_NOT_NEEDED, an error, with the places
// that it would. No finding holds a figure.
std::vector<formats::ImportFinding> CheckNeeded(const std::vector<disclosure::Override>& overrides,
                                                const disclosure::DisclosurePlan& without,
                                                const catalogue::Indicator& indicator);

// The same for indicators that the file does not have.
std::vector<formats::ImportFinding> CheckThere(const Overrides& overrides,
                                               const formats::ImportResult& imported,
                                               const catalogue::Catalogue& catalogue);

// The narrative that says so.
std::string OverrideNarrative(const std::vector<disclosure::Override>& overrides);

}  // namespace lontar::node
