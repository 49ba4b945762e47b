#pragma once
// What the office has chosen to answer for a round, which papers it has printed, and how the return
// was cleared. Kept on the node alone: it holds the letter's number and a clerk's name.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/fold/act.h"
#include "core/store/store.h"

namespace lontar::node {

// An answer for an indicator that has no figure.
struct ReturnChoice {
  fold::ReturnAnswer answer = fold::ReturnAnswer::kLater;
  std::optional<fold::ReturnReason> reason;
};

struct PrintedReturn {
  int version = 0;  // from 1
  std::string fingerprint;
  std::string printed_at;  // UTC, ISO 8601
  std::string act;  // fold::EncodeAct of what was printed, without clearance; empty of one that
                    // an earlier version of this program printed
};

struct ReturnRecord {
  std::map<std::string, ReturnChoice> choices;  // by stable indicator id
  std::vector<PrintedReturn> printed;           // each fingerprint once, in the order of printing
  struct Cleared {
    std::string fingerprint;
    std::string cleared_at;
    std::string letter_number;  // of a paper
    std::string clerk;          // who took the paper in; may be empty
    std::string scan;           // hexadecimal part hash; empty: by key, or not asked for
  };
  std::vector<Cleared> cleared;
};

// Empty if there is none. DataLoss with RECORD_UNREADABLE.
absl::StatusOr<ReturnRecord> ReadReturnRecord(const store::Reader& store,
                                              absl::string_view collection,
                                              absl::string_view round);
void PutReturnRecord(const ReturnRecord& record, absl::string_view collection,
                     absl::string_view round, store::Batch* batch);

}  // namespace lontar::node
