#pragma once
// People who approve a report by keys of their own, beside the node's key that seals it.
//
// How many are wanted is the member's setting (`approvers` in node.conf); a report that publishes
// against disclosure control takes two at least (docs/disclosure.md). An approver signs what the
// provider signed, so the signatures travel in the entry's header. One key has one role on the log,
// so whoever supplied a figure does not approve it with the same key. Pure but for the readers
// given.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/chain/entry.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"
#include "core/observation/report.h"
#include "node/core/deputies.h"
#include "node/core/stored.h"

namespace lontar::node {

inline constexpr int kApproversMost = 2;
// For a report that publishes against disclosure control.
inline constexpr int kApproversOfOverride = 2;

// What is known of the people who may approve, now.
struct ApproverSources {
  const fold::State* ahead = nullptr;
  std::string member;
  std::vector<Deputy> deputies;
  absl::Time now;
};

// The valid approver keys of the member that signed the envelope's payload; no key twice.
std::vector<const fold::KeyRecord*> ApproversIn(const ApproverSources& sources,
                                                const chain::Envelope& envelope);

// The signatures of both, none twice. ResourceExhausted with TOO_MANY_SIGNATURES.
absl::StatusOr<chain::Envelope> JoinSignatures(const chain::Envelope& stored,
                                               const chain::Envelope& brought);

// What the draft's record says of a signature of an approver: "approvals" of lontar.drafts.v1.
struct Approval {
  std::string key;            // hex
  std::string time;           // UTC
  std::string stands_in_for;  // of a deputy: hex; else empty
  std::string by;             // the person; may be empty. Leaves this store in no answer
};
std::vector<Approval> ApprovalsOf(const StoredDraft& draft);

// The approvals that `joined` brings beside those of the draft. PermissionDenied with DEPUTY_DATES
// for a deputy out of its days.
absl::StatusOr<std::vector<Approval>> NewApprovals(const ApproverSources& sources,
                                                   const StoredDraft& draft,
                                                   const chain::Envelope& joined,
                                                   absl::string_view by);
// Of a draft's record in JSON, with these behind those that it has.
std::string WithApprovals(absl::string_view meta_json, const std::vector<Approval>& added);

struct ApprovalStanding {
  int wanted = 0;
  bool is_override = false;         // more are wanted than the member's setting says
  std::vector<Approval> approvals;  // whose signatures are there and valid
  bool is_complete() const { return static_cast<int>(approvals.size()) >= wanted; }
};
ApprovalStanding StandingOf(const ApproverSources& sources, const StoredDraft& draft, int setting,
                            bool is_override);

// FailedPrecondition with APPROVERS_WANTED unless it is complete.
absl::Status CheckComplete(const ApprovalStanding& standing, absl::string_view draft);

// `wanted`, `given` (key, time, stands_in_for), `override`; JSON.
std::string ApprovalsJson(const ApprovalStanding& standing);

// True if a narrative of the report says that a cell is published against disclosure control. A
// part that cannot be read is taken for one that does.
bool PublishesAgainstRule(const observation::Report& report, const fold::PartReader& parts);

}  // namespace lontar::node
