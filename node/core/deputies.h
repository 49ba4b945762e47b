#pragma once
// Deputies: keys that may approve reports or clear returns only within dates, for somebody else.
//
// That a key is an approver's or a focal point's stands in the log, by the administrator's act.
// That it is a deputy's, for whom and from when to when, is the member's own affair and stays in
// this node's store. A key without such a record is nobody's deputy. Pure but for the reader given.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/fold/state.h"
#include "core/store/store.h"

namespace lontar::node {

struct Deputy {
  trust::KeyId key;
  trust::KeyId stands_in_for;
  std::string from;  // ISO dates in UTC, the first and the last day
  std::string to;
};

struct DeputyRequest {
  std::string key;            // hex, whole or at least 8 digits of it
  std::string stands_in_for;  // the same
  std::string from;
  std::string to;
  bool is_dry_run = false;
};

// By key. DataLoss with RECORD_UNREADABLE: a deputy that cannot be read could approve for ever, so
// none may meanwhile.
absl::StatusOr<std::vector<Deputy>> ReadDeputies(const store::Reader& store);

// The deputy of a request. InvalidArgument with DEPUTY_KEY for a word that names no valid key of an
// approver or a focal point of the member, or more than one, and for two keys of different roles or
// one key twice; with DEPUTY_DATES for what are no dates, or not in their order.
absl::StatusOr<Deputy> DeputyOf(const fold::State& ahead, absl::string_view member,
                                const DeputyRequest& request);

// A record replaces that of the same key.
void PutDeputy(const Deputy& deputy, store::Batch* batch);
void DeleteDeputy(const trust::KeyId& key, store::Batch* batch);

// The deputy whose key has these digits. InvalidArgument with DEPUTY_KEY unless there is just one.
absl::StatusOr<Deputy> DeputyNamed(const std::vector<Deputy>& deputies, absl::string_view key);
// Null for a key that is nobody's deputy.
const Deputy* FindDeputy(const std::vector<Deputy>& deputies, const trust::KeyId& key);
// PermissionDenied with DEPUTY_DATES where `now` is not within the deputy's days.
absl::Status CheckWithinDates(const Deputy& deputy, absl::Time now);

// lontar.deputies.v1, with each deputy's role and whether it stands in today.
std::string DeputiesJson(const std::vector<Deputy>& deputies, const fold::State& ahead,
                         absl::Time now);

}  // namespace lontar::node
