#pragma once
// A log of ten thousand to ten million observations with its state, and its parts in a RocksDB:
// what a hub has. Made anew each time, the longest in minutes and some gigabytes of memory. One
// thread.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bench/limits/disk.h"
#include "bench/load/load.h"
#include "core/fold/state.h"
#include "core/fold/verdict.h"
#include "core/store/store.h"

namespace lontar::support {
class LogBuilder;
}  // namespace lontar::support

namespace lontar::bench {

// How a log grows to its size.
enum class Growth {
  kRevised,  // as a real one does: the same figures are stated anew, and answers stay as long
  kMore,     // every figure is one of its own, and all stand
};

class GrownLog {
 public:
  static constexpr char kRound[] = "baseline-now";
  static constexpr char kClosedRound[] = "baseline-2021";  // closed behind the last figure

  // With two folders of its own below the working directory, gone with it.
  GrownLog(Growth growth, uint64_t observations);
  ~GrownLog();
  GrownLog(const GrownLog&) = delete;
  GrownLog& operator=(const GrownLog&) = delete;

  uint64_t observations() const {
    return observations_;
  }  // asked for; whole submissions are stated
  uint64_t stated() const { return stated_; }
  Growth growth() const { return growth_; }
  const fold::State& state() const;
  fold::PartReader Parts() const;

  // The same parts in a RocksDB of its own, and a key of one: what a seek is measured on.
  RawStore& raw() { return *raw_; }
  const std::string& some_key() const { return some_key_; }

 private:
  void Found();
  void KeepParts();
  uint64_t SubmitNext();
  uint64_t SubmitRevision(int member, int number);
  uint64_t SubmitMore(int member, int number);

  Growth growth_;
  uint64_t observations_;
  uint64_t stated_ = 0;
  std::string folder_;
  std::string raw_folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<RawStore> raw_;
  Load rows_;
  // Kept: what it would leave free, in millions of pieces, makes every later allocation slow.
  std::unique_ptr<support::LogBuilder> log_;
  uint64_t submitted_ = 0;
  std::vector<std::optional<base::PayloadId>> last_;
  std::string some_key_;
};

// The log that was asked for last: one at a time, as the longest is large.
class OneGrownLog {
 public:
  GrownLog& Of(Growth growth, uint64_t observations);

 private:
  std::unique_ptr<GrownLog> log_;
};

}  // namespace lontar::bench
