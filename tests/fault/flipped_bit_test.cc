// One bit that flips between an entry's arrival and the tree, or while what was written is read
// again. Threat T12: the hub signs nothing over it, and after a restart the entry is accepted.

#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/store/key_space.h"
#include "tests/fault/memory_places.h"
#include "tests/support/counts.h"
#include "tests/support/memory_high_water.h"

namespace lontar::fault {
namespace {

constexpr int kDaysOfFlippedBit = 2;

// Where the bit flips.
struct Flip {
  enum class Where {
    kWritten,            // in a value, on its way to the disk
    kWrittenThenKilled,  // the same, and the hub ends before it can look
    kRead,               // in the n-th value that is read after the commit, once
  };
  Where where = Where::kWritten;
  int commit = 0;  // of those that bring leaves, from 0
  int place = 0;   // which put of the batch, or which read after it
  uint64_t bit = 0;
};

std::string Flipped(std::string value, uint64_t bit) {
  if (value.empty()) return value;
  const uint64_t at = bit % (8 * value.size());
  value[at / 8] = static_cast<char>(value[at / 8] ^ (1 << (at % 8)));
  return value;
}

// What the decorator has seen, over all stores that are opened over one disk.
struct Seen {
  std::vector<int> puts;  // of each commit that brought leaves
  bool has_flipped = false;
  bool is_killed = false;
  int reads_left = -1;
};

class FlippingStore : public store::Store {
 public:
  FlippingStore(std::unique_ptr<store::Store> store, const Flip* flip, Seen* seen)
      : store_(std::move(store)), flip_(flip), seen_(seen) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    if (seen_->is_killed) return absl::UnavailableError("killed");
    auto value = store_->Get(key);
    if (seen_->reads_left < 0 || !value.ok() || !*value) return value;
    if (seen_->reads_left-- > 0) return value;
    seen_->has_flipped = true;
    return std::optional<std::string>(Flipped(**value, flip_->bit));
  }
  absl::Status Scan(
      absl::string_view first, absl::string_view last,
      absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const override {
    if (seen_->is_killed) return absl::UnavailableError("killed");
    return store_->Scan(first, last, take);
  }
  absl::Status Commit(const store::Batch& batch) override {
    if (seen_->is_killed) return absl::UnavailableError("killed");
    if (!BringsLeaves(batch)) return store_->Commit(batch);
    int puts = 0;
    store::Batch written;
    const int commit = static_cast<int>(seen_->puts.size());
    const bool is_wanted =
        flip_ != nullptr && flip_->commit == commit && flip_->where != Flip::Where::kRead;
    for (const auto& [key, value] : batch.changes()) {
      if (!value) {
        written.Delete(key);
        continue;
      }
      const bool flips = is_wanted && puts++ == flip_->place;
      if (!is_wanted) ++puts;
      written.Put(key, flips ? Flipped(*value, flip_->bit) : *value);
      if (flips) seen_->has_flipped = true;
    }
    seen_->puts.push_back(puts);
    const absl::Status status = store_->Commit(written);
    if (is_wanted && flip_->where == Flip::Where::kWrittenThenKilled) seen_->is_killed = true;
    if (flip_ != nullptr && flip_->commit == commit && flip_->where == Flip::Where::kRead) {
      seen_->reads_left = flip_->place;
    }
    return status;
  }
  std::unique_ptr<store::Reader> Snapshot() const override { return store_->Snapshot(); }

 private:
  // The hub's turns, and not the taking back or a cosignature.
  static bool BringsLeaves(const store::Batch& batch) {
    bool has_leaf = false;
    for (const auto& [key, value] : batch.changes()) {
      if (!value) return false;
      has_leaf = has_leaf || absl::StartsWith(key, absl::StrCat(store::kLogPrefix, "l"));
    }
    return has_leaf;
  }

  const std::unique_ptr<store::Store> store_;
  const Flip* const flip_;
  Seen* const seen_;
};

// Remembers all that was ever signed.
class HistoryRegister : public MemoryRegister {
 public:
  absl::Status Write(const log::SignedHead& written) override {
    history.push_back(written);
    return MemoryRegister::Write(written);
  }
  std::vector<log::SignedHead> history;
};

struct Outcome {
  Seen seen;
  int restarts = 0;
  std::set<std::string> reasons;
  std::string broken;
};

Outcome WorkWith(const Flip* flip) {
  Outcome outcome;
  store::MapDisk hub_disk;
  store::MapDisk node_disk;
  HistoryRegister sign_register;
  support::MemoryHighWater high_water;
  Place hub = MemoryPlace(&hub_disk);
  hub.open = [&]() -> absl::StatusOr<std::unique_ptr<store::Store>> {
    outcome.seen.is_killed = false;
    return std::make_unique<FlippingStore>(store::OpenMapStore(&hub_disk), flip, &outcome.seen);
  };
  hub.create = [&] {
    hub_disk.durable.clear();
    sign_register.head.reset();
    sign_register.history.clear();
    return absl::OkStatus();
  };
  SmallWorld world(hub, MemoryPlace(&node_disk), {&sign_register, &high_water}, 11);
  absl::Status status = world.Work(kDaysOfFlippedBit);
  while (!status.ok() && outcome.restarts < 3) {
    ++outcome.restarts;
    outcome.reasons.insert(base::ReasonOf(status));
    world.DropHub();
    status = world.Work(kDaysOfFlippedBit);
  }
  if (!status.ok()) outcome.broken = absl::StrCat("the work does not end: ", status.ToString());
  outcome.broken += world.BrokenAtTheEnd();
  if (world.hub() == nullptr) return outcome;
  for (const log::SignedHead& head : sign_register.history) {
    const auto root = world.hub()->tree().RootAt(head.size);
    if (!root.ok() || *root != head.root) outcome.broken += "something else was signed\n";
  }
  return outcome;
}

void SweepWritten(Flip::Where where) {
  const Outcome good = WorkWith(nullptr);
  ASSERT_EQ(good.broken, "");
  ASSERT_GT(good.seen.puts.size(), 6u);
  int restarts = 0;
  int runs = 0;
  for (size_t commit = 0; commit < good.seen.puts.size(); ++commit) {
    for (int put = 0; put < good.seen.puts[commit]; ++put) {
      for (int i = 0; i < support::kFlipsPerValue.value(); ++i) {
        const uint64_t bit = std::mt19937_64(1000 * commit + 100 * put + i)();
        const Flip flip{where, static_cast<int>(commit), put, bit};
        const Outcome outcome = WorkWith(&flip);
        EXPECT_TRUE(outcome.seen.has_flipped);
        EXPECT_EQ(outcome.broken, "") << "commit " << commit << " put " << put << " bit " << bit;
        restarts += outcome.restarts;
        ++runs;
      }
    }
  }
  // A flip that nobody saw would be one that was signed over.
  EXPECT_EQ(restarts, runs);
}

// Threat T12.
TEST(FlippedBit, InWhatIsWrittenIsNeverSigned) { SweepWritten(Flip::Where::kWritten); }

// Threat T12: the hub opens on leaves that it wrote and never looked at again.
TEST(FlippedBit, BeforeTheHubEndsIsFoundWhenItOpens) {
  SweepWritten(Flip::Where::kWrittenThenKilled);
}

// Threat T12: the disk holds the right bytes, and they are read wrong.
TEST(FlippedBit, InWhatIsReadAgainIsNeverSigned) {
  const Outcome good = WorkWith(nullptr);
  int flipped = 0;
  for (size_t commit = 0; commit < good.seen.puts.size(); ++commit) {
    for (int read = 0; read < 12; ++read) {
      const Flip flip{Flip::Where::kRead, static_cast<int>(commit), read, 7919u * read + commit};
      const Outcome outcome = WorkWith(&flip);
      flipped += outcome.seen.has_flipped ? 1 : 0;
      EXPECT_EQ(outcome.broken, "") << "commit " << commit << " read " << read;
    }
  }
  EXPECT_GT(flipped, 20);
}

}  // namespace
}  // namespace lontar::fault
