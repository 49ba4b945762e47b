#pragma once
// What was done with each draft, when and by whom: kept for ever, also after the draft is gone.
//
// Records of the node's own store (store::HistoryKey), which never leave it: people's names may
// stand here, and no figure does.

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/store/store.h"

namespace lontar::node {

enum class DraftStep {
  kImported,
  kSigned,
  kReturned,
  kDropped,
  kApprovalSigned,  // by an approver's key
  kApproved,        // sealed
  kCorrected,
  kDeclined
};
absl::string_view NameOf(DraftStep step);  // "imported", …

struct DraftEvent {
  std::string draft;
  DraftStep step = DraftStep::kImported;
  absl::Time time;
  std::string provider;          // empty where the draft could not be read
  std::string payload_id;        // hex
  std::string file = {};         // of an import or a correction
  std::string key = {};          // of a signature: key id in hex
  std::string deputy_of = {};    // of an approver's: the key that a deputy stands in for
  uint64_t entry = 0;            // of an approval: the number in the node's chain
  std::string reason = {};       // of a return, or of declining
  std::string by = {};           // of these and an approver's signature; may be empty
  bool drops_signature = false;  // of a return, or of a correction
  std::string drafted = {};  // by whom, and what became of it: "drafted by ILO; confirmed by …"
};

// Puts the event behind those that the store holds.
absl::Status AddToHistory(const store::Reader& store, const DraftEvent& event, store::Batch* batch);

// lontar.history.v1: of one draft, or of all where `draft` is empty; in the order in which it was
// done. A record that cannot be read is shown as such. NotFound with DRAFT_ABSENT: there neither is
// nor was such a draft.
absl::StatusOr<std::string> HistoryJson(const store::Reader& store, absl::string_view draft);

}  // namespace lontar::node
