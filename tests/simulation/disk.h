#pragma once
// A machine's disk: what is on it outlives the program; it can be full, fail a commit, and be
// exchanged for a copy of an earlier day.
//
// A map with the durability rules of a disk, or RocksDB in a folder of the test. The program sees
// a store::Store; the faults are a layer over either engine, so both meet the same ones.

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "core/store/map_store.h"
#include "tests/simulation/plant.h"
#include "tests/support/temp_folder.h"

namespace lontar::simulation {

using Contents = std::map<std::string, std::string>;

class Disk {
 public:
  // `kind` as in the marker of a RocksDB store: "hub", "node".
  Disk(bool on_rocksdb, std::string kind, Plant plant);

  // What a program opens at its start. The store before is at its end.
  absl::StatusOr<std::unique_ptr<store::Store>> Open();
  // All that is durable.
  Contents Read() const;
  // Another disk is put in.
  void Write(const Contents& contents);
  // The moment of a power cut. An honest disk loses nothing.
  void LosePower();

  // The n-th commit from now fails, once; 0: none.
  void FailCommitIn(int count) { fail_commit_in_ = count; }
  // While it is full every commit fails with DISK_FULL.
  void SetFull(bool is_full) { is_full_ = is_full; }
  bool is_full() const { return is_full_; }
  int commits() const { return commits_; }
  // Told after each commit that is durable.
  std::function<void()> on_commit;

 private:
  friend class FaultyStore;
  absl::Status Commit(const store::Batch& batch);
  absl::Status Reopen();

  std::string kind_;
  Plant plant_;
  std::unique_ptr<support::TempFolder> folder_;  // null: the map
  int folders_ = 0;
  store::MapDisk map_;
  std::unique_ptr<store::Store> engine_;
  int fail_commit_in_ = 0;
  bool is_full_ = false;
  int commits_ = 0;
  store::Batch undo_;  // of the last commit: for a planted fault
};

}  // namespace lontar::simulation
