#pragma once
// What a witness answers to a checkpoint (C2SP tlog-witness, add-checkpoint).
//
// Decided here, kept and sent elsewhere. The shell compares and stores the new state in one
// durable, atomic step per origin; only then it cosigns and answers. Else two requests at once
// could move the stored size backwards. Pure functions, any thread.

#include <optional>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/log/merkle.h"
#include "core/log/note.h"

namespace lontar::log {

// The largest checkpoint of an origin that this witness cosigned; before the first one, size 0 and
// the empty root.
struct WitnessState {
  LogSize size;
  Hash root = EmptyRoot();
  friend bool operator==(const WitnessState&, const WitnessState&) = default;
};

struct WitnessRequest {
  LogSize old_size;        // that of the last checkpoint that this witness cosigned
  Proof proof;             // consistency from there, at most 63 hashes
  std::string checkpoint;  // the signed note
};

// The body of the request: "old <size>", hashes, an empty line, the checkpoint. InvalidArgument
// with WITNESS_REQUEST_INVALID: answer 400.
absl::StatusOr<WitnessRequest> ParseWitnessRequest(absl::string_view text);
std::string FormatWitnessRequest(const WitnessRequest& request);

// The first line of the checkpoint, on whose state the decision rests. InvalidArgument: answer 400.
// Nothing is verified here.
absl::StatusOr<std::string> OriginOf(const WitnessRequest& request);

// The HTTP codes of the protocol.
enum class WitnessAnswer {
  kCosign = 200,
  kMalformed = 400,
  kNotSigned = 403,
  kUnknownOrigin = 404,
  kOtherSize = 409,  // the body of the answer is the stored size and a newline
  kNotConsistent = 422,
};

struct WitnessDecision {
  WitnessAnswer answer = WitnessAnswer::kMalformed;
  std::string why;  // for people; empty for kCosign
  // The log signed two roots for one size: keep the request and the stored checkpoint, together
  // they prove it.
  bool is_fork = false;
  // With kCosign only: what to store, what to cosign, and the note with the lines that were
  // verified and no others. A line in the witness' own name that somebody else put there is not
  // among them.
  WitnessState state;
  Checkpoint checkpoint;
  Note verified;
};

// The checks of the protocol in its order. `log_keys` are the configured ones of all origins;
// `stored` is what is kept for the request's origin. The same request twice is fine: it makes a
// fresh time.
WitnessDecision DecideWitness(std::span<const NoteKey> log_keys, const WitnessState& stored,
                              const WitnessRequest& request);

}  // namespace lontar::log
