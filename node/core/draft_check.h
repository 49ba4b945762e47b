#pragma once
// Whether the figures of a draft are likely, by the rules of its catalogue: catalogue::CheckReport
// with what this node knows beside the draft.
//
// Known are the round, what the provider reported before, and what other providers of the member
// did. Whether a key may report is judged by the log itself (NOT_ENTITLED), so the rule on
// entitlement has nothing to say here. Pure but for the reader given.

#include <string>
#include <vector>

#include "core/catalogue/report_check.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"
#include "core/formats/finding_list.h"
#include "core/observation/report.h"

namespace lontar::node {

struct DraftCheckSources {
  const fold::State* ahead = nullptr;
  fold::PartReader parts;  // of what was reported before; one that is lost is left out
  const catalogue::Catalogue* catalogue = nullptr;
  const observation::Report* report = nullptr;
};

// Where the finding is: the figure with these codes, or the block where there are none.
formats::FindingCell CellOf(const std::string& indicator, const observation::Block& block,
                            const std::vector<std::string>& codes);

// The weightiest first.
std::vector<catalogue::ReportFinding> CheckLikely(
    const DraftCheckSources& sources, const std::vector<catalogue::IndicatorBlock>& blocks);

}  // namespace lontar::node
