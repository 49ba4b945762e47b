#pragma once
// The figures of a run, as a table for people and as JSON, each beside its limit.

#include <string>
#include <vector>

#include "bench/limits/disk.h"
#include "bench/limits/peers.h"
#include "bench/load/load.h"
#include "bench/whole/machine.h"
#include "bench/whole/runs.h"

namespace lontar::bench {

// What was measured without our programs, in the same run, on the same bytes.
struct Limits {
  double verify_per_s = 0;                   // OpenSSL, all cores
  double sync_per_s = 0;                     // fdatasync of 4 KiB, one after another
  std::vector<double> batches_per_s;         // RocksDB, one submission a synced batch
  std::vector<double> joined_batches_per_s;  // the same, kJoined submissions a synced batch
  uint64_t raw_store_bytes = 0;
  std::vector<double> sqlite_rows_per_s;
  std::vector<double> sqlite_transactions_per_s;
  uint64_t sqlite_bytes = 0;
  uint64_t zstd_each_bytes = 0;  // report and parts of each submission by itself
  uint64_t zstd_all_bytes = 0;   // of all of them as one text
  uint64_t zstd_csv_bytes = 0;   // of all the CSV files as one text
};
inline constexpr int kJoined = 16;

struct Figures {
  LoadShape shape;
  uint64_t observations = 0;
  uint64_t seed = 0;
  std::string commit;
  std::string build;
  MachineFacts machine;
  Intake intake;
  StoreBytes stores_prepared;  // before the window: queues full
  StoreBytes stores_after;
  uint64_t record_bytes = 0;  // leaf, report and parts of all submissions, as the hub keeps them
  uint64_t wire_to_hub = 0, wire_to_nodes = 0;  // both conversations of each node
  std::vector<Window> windows;
  std::vector<Audit> audits;
  Limits limits;
};

std::string TextOf(const Figures& figures);
// Schema lontar.bench.v1: bench/README.md.
std::string JsonOf(const Figures& figures);

}  // namespace lontar::bench
