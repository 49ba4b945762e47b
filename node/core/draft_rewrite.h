#pragma once
// A draft that lies in the store, changed: its report says something else, so nobody has signed it.

#include <string>

#include "absl/status/statusor.h"
#include "core/base/entropy.h"
#include "core/store/store.h"
#include "node/core/draft_parts.h"
#include "node/core/stored.h"

namespace lontar::node {

// The report of a draft, to be changed; `parts` are those to be added.
absl::StatusOr<ReportDraft> OpenReport(const StoredDraft& draft);

struct RewrittenDraft {
  bool was_signed = false;  // and is not any more
  std::string payload_id;   // hexadecimal
};

// Adds to `batch` what makes `draft` hold `changed`: a salt of its own, the stage "draft", no
// signature; parts that the report no longer names go. ResourceExhausted with TOO_MANY_PARTS or
// SUBMISSION_TOO_LARGE, InvalidArgument as observation::DecodeReport.
struct RewriteDoors {
  const store::Reader* store = nullptr;
  base::Entropy* entropy = nullptr;
};
absl::StatusOr<RewrittenDraft> RewriteDraft(const RewriteDoors& doors, const StoredDraft& draft,
                                            ReportDraft changed, store::Batch* batch);

// ResourceExhausted with TOO_MANY_PARTS or SUBMISSION_TOO_LARGE.
absl::Status CheckSize(const observation::Report& report);

}  // namespace lontar::node
