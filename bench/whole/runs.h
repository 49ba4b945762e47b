#pragma once
// What the whole-process benchmark does with a federation, and what it measures while it does.
//
// Seconds are those of the steady clock. Errors: those of the programs, and Internal where counts
// are not what was sent: then no figure is worth anything.

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "bench/load/load.h"
#include "bench/whole/federation.h"

namespace lontar::bench {

// From the file to the approved report: import, sign, approve, each durable when it answers.
struct Intake {
  double seconds = 0;
  double import_s = 0;   // summed over all submissions, so more than `seconds` with several cores
  double sign_s = 0;     // export, signature, attaching it
  double approve_s = 0;  // sealing
  uint64_t csv_bytes = 0;
};

// Every submission of the load into its node's chain, members side by side on as many threads as
// there are cores. The nodes run.
absl::StatusOr<Intake> TakeIn(Federation& federation, const Load& load);

// One conversation of every node at once, from full queues to receipts.
struct Window {
  // From the first call to the last answer: every entry durable, verified and folded at the hub,
  // answered, pulled back and checked by its node.
  double seconds = 0;
  double fastest_node_s = 0;
  double hub_cpu_s = 0;
  double nodes_cpu_s = 0;
  uint64_t hub_written_bytes = 0;  // to the disk, within the window
  uint64_t node_frame_bytes = 0;   // frames that the nodes sent, by their own count
  uint64_t leaves_pulled = 0;      // by all nodes together; a whole log at each is log size x nodes
  // Since the programs began.
  uint64_t hub_peak_bytes = 0;
  uint64_t node_peak_bytes = 0;  // of the largest
  double threshold_s = 0;        // one question to the hub, when all is there
};

// The federation runs, with full queues.
absl::StatusOr<Window> SyncAll(Federation& federation, const Load& load);

// Time of a mirror and of its audit, by the command line.
struct Audit {
  double mirror_s = 0;
  double audit_s = 0;
  uint64_t entries = 0;
  uint64_t signatures = 0;
  uint64_t cells = 0;
  uint64_t mirror_bytes = 0;
  uint64_t peak_bytes = 0;  // of `lontar audit`
};
// The hub runs and holds all. Internal for a finding, or cells that are not those sent.
absl::StatusOr<Audit> AuditMirror(const Federation& federation, const Load& load);

// What the hub's store holds of one submission.
struct StoredSubmission {
  std::string leaf;
  std::string payload_key, payload;
  std::vector<std::pair<std::string, std::string>> parts;  // key, bytes
};
// All accepted submissions in the order of the log; nothing runs. Internal if their rows are not as
// many as were sent.
absl::StatusOr<std::vector<StoredSubmission>> ReadHub(const Federation& federation,
                                                      const Load& load);

double Median(std::vector<double> values);

}  // namespace lontar::bench
