// A disk that has no room left, or is read-only, at each phase of the work: a clear refusal,
// nothing that was answered is lost, and service again without repair (threat T36). Here the room
// ends in the middle of what the database does; with real programs and disks: full_disk.sh.

#include <gtest/gtest.h>

#include "core/base/problem.h"
#include "tests/fault/machines.h"

namespace lontar::fault {
namespace {

constexpr int kDaysOfFullDisk = 2;

enum class Side { kHub, kNode };

struct Phase {
  Side side;
  std::string step;  // as SmallWorld says it
  int nth;           // the how-manieth such step
};

const std::vector<Phase>& Phases() {
  static const std::vector<Phase> kPhases = {
      {Side::kNode, "node.accept", 1}, {Side::kNode, "node.append", 1},
      {Side::kNode, "node.append", 3}, {Side::kNode, "node.receipt", 8},
      {Side::kNode, "node.open", 2},   {Side::kHub, "hub.sequence", 2},
      {Side::kHub, "hub.sequence", 5}, {Side::kHub, "hub.cosignature", 20},
      {Side::kHub, "hub.open", 2},
  };
  return kPhases;
}

struct Outcome {
  bool was_reached = false;
  absl::Status refused;
  std::string broken;
};

// Spoils the disk when the phase begins, has the work fail (or not), mends the disk, and has it go
// on. The programs are opened anew, as their shells do.
template <class Spoil, class Mend>
Outcome SpoiltAt(const Phase& phase, Spoil spoil, Mend mend) {
  Machines machines(3, nullptr);
  Outcome outcome;
  support::FailingDisk& disk = phase.side == Side::kHub ? machines.hub_disk : machines.node_disk;
  int seen = 0;
  machines.world.on_step = [&](const char* step) {
    if (phase.step != step || ++seen != phase.nth) return;
    outcome.was_reached = true;
    spoil(&disk);
  };
  outcome.refused = machines.world.Work(kDaysOfFullDisk);
  // Again, while it lasts: refused again, or done.
  const absl::Status again = machines.world.Work(kDaysOfFullDisk);
  if (outcome.refused.ok() && !again.ok()) outcome.refused = again;
  mend(&disk);
  // A store whose commit failed takes no other: it is opened anew.
  machines.world.DropHub();
  machines.world.DropNode();
  outcome.broken = machines.world.Broken();
  const absl::Status status = machines.world.Work(kDaysOfFullDisk);
  if (!status.ok()) outcome.broken += "no service: " + status.ToString() + "\n";
  outcome.broken += machines.world.BrokenAtTheEnd();
  return outcome;
}

// Threat T36. From no byte at all to more than the phase needs.
TEST(FullDisk, AtEveryPhaseAndFillingNothingIsLostAndServiceComesBack) {
  for (const Phase& phase : Phases()) {
    int refusals = 0;
    for (const uint64_t room : {0, 100, 1000, 2000, 4096, 8192, 65536}) {
      const Outcome outcome = SpoiltAt(
          phase, [room](support::FailingDisk* disk) { disk->SetSpace(room); },
          [](support::FailingDisk* disk) { disk->SetSpace(std::nullopt); });
      EXPECT_TRUE(outcome.was_reached) << phase.step;
      EXPECT_EQ(outcome.broken, "") << phase.step << " with " << room << " bytes of room";
      if (outcome.refused.ok()) continue;
      ++refusals;
      // A hub that cannot keep a cosignature hangs up: its shell says why.
      if (phase.step == "hub.cosignature") continue;
      EXPECT_EQ(base::ReasonOf(outcome.refused), "DISK_FULL")
          << phase.step << " with " << room << " bytes of room: " << outcome.refused;
    }
    EXPECT_GE(refusals, 2) << phase.step;
  }
}

// Threat T36.
TEST(FullDisk, AReadOnlyDiskIsRefusedAndServiceComesBack) {
  for (const Phase& phase : Phases()) {
    const Outcome outcome = SpoiltAt(
        phase, [](support::FailingDisk* disk) { disk->SetReadOnly(true); },
        [](support::FailingDisk* disk) { disk->SetReadOnly(false); });
    EXPECT_TRUE(outcome.was_reached) << phase.step;
    EXPECT_EQ(outcome.broken, "") << phase.step;
    EXPECT_FALSE(outcome.refused.ok()) << phase.step;
  }
}

// Invariants 7, 8 and 19: a write or a sync that fails, once, at any place.
TEST(FullDisk, AFailedWriteOrSyncLosesNothingThatWasAnswered) {
  for (const Phase& phase : Phases()) {
    for (const auto work : {support::DiskWork::kAppend, support::DiskWork::kSync}) {
      for (int nth = 1; nth <= 3; ++nth) {
        const Outcome outcome = SpoiltAt(
            phase,
            [work, nth](support::FailingDisk* disk) {
              disk->FailOnce(work, nth, support::DiskError::kInputOutput);
            },
            // What such a disk has not taken is gone for good.
            [](support::FailingDisk*) {});
        EXPECT_EQ(outcome.broken, "") << phase.step << ", number " << nth;
      }
    }
  }
}

}  // namespace
}  // namespace lontar::fault
