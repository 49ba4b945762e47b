#pragma once
// The folders that the hub and a node of a small federation leave behind, an older state of each,
// the mirror, and what the audit says of any of them.

#include <map>
#include <string>
#include <vector>

#include "tests/support/log_builder.h"
#include "tests/support/temp_folder.h"

namespace lontar::sweep {

// A file of a folder: its path in it, and what it holds.
using Files = std::map<std::string, std::string>;

struct Copies {
  Files hub;         // store/…, sign-register
  Files hub_before;  // halfway
  Files node;        // store/…, high-water
  Files node_before;
  support::MirrorMap mirror;
};

// Works a small federation on RocksDB, with a restart of hub and node in the middle: their stores
// hold tables and a write-ahead log.
Copies MakeCopies();

// What `lontar audit --store` makes of a folder.
struct StoreOutcome {
  // Nothing was found, and every record is as it was.
  bool is_silent = false;
  std::string found;  // the kind of the first finding, or the reason of a refusal
  std::string place;
  // The whole answer: it has a hash over every record.
  std::string answer;
  uint64_t cosignatures = 0;
};

// A folder on the disk that a case is tried in.
class Bench {
 public:
  explicit Bench(const Files& files);
  // Puts `bytes` in the place of a file; nothing: takes it away.
  void Put(const std::string& path, const std::string* bytes) const;
  StoreOutcome Audit() const;
  // The names and bytes of all files, to see that an audit writes nothing.
  Files Read() const;

 private:
  support::TempFolder folder_;
};

}  // namespace lontar::sweep
