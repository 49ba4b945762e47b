#pragma once
// What is approved, in one screen: by indicator how many figures, what changes, what makes the
// figures differ from the definition, where they are from. Pure but for the readers given.

#include <string>

#include "absl/status/statusor.h"
#include "core/catalogue/catalogue.h"
#include "core/fold/verdict.h"
#include "core/observation/report.h"
#include "node/core/draft_diff.h"
#include "node/core/stored.h"

namespace lontar::node {

// Of one indicator's changes the review names so many, the greatest first; and so many sources, and
// so many of the draft's findings.
inline constexpr size_t kMainChangesMax = 3;
inline constexpr size_t kMainSourcesMax = 3;
inline constexpr size_t kMainFindingsMax = 12;

struct ApprovalSources {
  const StoredDraft* draft = nullptr;
  const observation::Report* report = nullptr;
  fold::PartReader parts;                           // of the draft
  const DraftDiff* diff = nullptr;                  // against what stands
  const catalogue::Catalogue* catalogue = nullptr;  // may be null
  std::string check_json;                           // lontar.check.v1
  std::string approvals_json;                       // ApprovalsJson
  std::string drafted_json = "null";                // as DraftedJson (drafted.h)
};

// lontar.review.v1. DataLoss with RECORD_UNREADABLE where a part of the draft is lost.
absl::StatusOr<std::string> ReviewJson(const ApprovalSources& sources);

}  // namespace lontar::node
