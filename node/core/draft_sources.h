#pragma once
// The member's register of sources against the figures of a report: which of its sources the
// figures name, and what a person should look at. Pure.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/catalogue/report_check.h"
#include "core/formats/finding_list.h"
#include "core/observation/report.h"
#include "node/core/stored_sources.h"

namespace lontar::node {

// Puts the ids of the sources that figures of `parts` (encoded) name into the report's source ids,
// by the newest version that can be read. ResourceExhausted with TOO_MANY_LINKS: more than one
// report may name.
absl::Status NameSources(const std::vector<SourcesVersion>& versions,
                         const std::vector<std::string>& parts, observation::Report* report);

// Notes, one for each text: SOURCE_NOT_REGISTERED, SOURCE_RETIRED (only an earlier version has it),
// SOURCE_OTHER_YEARS (the figure's year is none of the source's). None without a register; a
// warning RECORD_UNREADABLE where its newest version is damaged. At most base::kImportFindingsMax.
std::vector<formats::ImportFinding> CheckSources(
    const std::vector<SourcesVersion>& versions,
    const std::vector<catalogue::IndicatorBlock>& blocks);

}  // namespace lontar::node
