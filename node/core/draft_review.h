#pragma once
// All that is found in a draft, and what was written down to justify its warnings.
//
// A warning wants a justification that travels with the report: a line of a narrative part
// (docs/formats/narrative.md), or the comment beside the figure. Pure but for the readers given.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/state.h"
#include "core/formats/import.h"
#include "core/observation/report.h"
#include "core/store/store.h"
#include "node/core/stored.h"

namespace lontar::node {

struct DraftFinding {
  formats::ImportFinding finding;
  std::string indicator;  // stable id; empty: of the draft as a whole
  std::string code;       // its number; the stable id where the catalogue is not there
  std::string at;         // within the indicator: "number/2019/F.Y5T17"; may be empty
  std::optional<std::string> justification;  // of a warning

  bool is_warning() const { return finding.severity == catalogue::Severity::kWarning; }
  bool is_open() const { return is_warning() && !justification; }
  // "A1/number/2019/F.Y5T17": what `lontar draft justify --at` takes, whole or its beginning.
  std::string Place() const;
};

struct DraftReview {
  observation::Report report;
  std::vector<DraftFinding> findings;
  int Count(catalogue::Severity severity) const;
  int CountOpen() const;
};

struct ReviewSources {
  const fold::State* ahead = nullptr;
  const store::Reader* store = nullptr;  // the node's
};

// Errors of reading report and parts.
absl::StatusOr<DraftReview> ReviewDraft(const ReviewSources& sources, const StoredDraft& draft);

// True if `place` is `at` or stands within it: "number/2019" holds "number/2019/F".
bool IsWithin(absl::string_view place, absl::string_view at);

// FailedPrecondition with WARNINGS_UNJUSTIFIED while a warning is open: which, where, how to go on.
absl::Status CheckJustified(const DraftReview& review, absl::string_view draft);

// The provider, or the office that signs for it: whose key the report wants.
const std::string& OfficeOf(const observation::Report& report);

}  // namespace lontar::node
