#pragma once
// Which logs and witnesses are trusted, and how many witnesses settle a checkpoint (C2SP
// tlog-policy).
//
// A text, one statement a line, each name defined before it is used:
//
//   # six of eleven
//   log <vkey> [url]
//   witness <name> <vkey> [url]
//   group <name> <k|all|any> <member>...      a group counts if k of its members count
//   quorum <name|none>                        exactly once
//
// Pure functions, any thread.

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/log/note.h"

namespace lontar::log {

struct TrustedLog {
  NoteKey key;
  std::string url;  // may be empty
};

struct TrustedWitness {
  std::string name;  // the policy's name for it, not the key's
  NoteKey key;
  std::string url;  // may be empty
};

struct WitnessGroup {
  std::string name;
  int needed = 0;                    // 1 .. members.size()
  std::vector<std::string> members;  // names of witnesses and groups defined before
};

struct TrustPolicy {
  std::vector<TrustedLog> logs;
  std::vector<TrustedWitness> witnesses;
  std::vector<WitnessGroup> groups;  // as defined: members before the groups that hold them
  std::string quorum;                // name of a witness or group; empty = none is needed
};

// InvalidArgument, with the line's number, and the reason
//   POLICY_INVALID    not such a text: an unknown word, a name twice or not defined, a member of
//   two groups, a key of the wrong
//                     type, no quorum or two;
//   POLICY_KEY_TWICE  one public key under two names, or for a log and a witness: it would count
//   twice; POLICY_TOO_WEAK   two sets of witnesses that have no witness in common reach the quorum
//   (half of the members, or less): two
//                     histories could both be settled without any cheating witness. `quorum none`
//                     is taken: it settles nothing.
absl::StatusOr<TrustPolicy> ParsePolicy(absl::string_view text);

// True if these witnesses, by the policy's names, reach the quorum. Unknown names do not count.
// Always true for `quorum none`.
bool ReachesQuorum(const TrustPolicy& policy, const std::set<std::string>& witnesses);

// The policy's names of the witnesses whose cosignatures the note carries. The caller has opened
// the checkpoint with the log's key. DataLoss with SIGNATURE_INVALID if a line of a known (name,
// id) does not verify; other lines are passed over.
absl::StatusOr<std::set<std::string>> CosignedBy(const TrustPolicy& policy, const Note& note);

}  // namespace lontar::log
