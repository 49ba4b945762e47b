// The exchange between node and hub, broken at every frame: by the line, by the end of the hub, by
// the end of the node. Threat T17: the hub cannot deny having received, since whoever asks again is
// answered alike.

#include <gtest/gtest.h>

#include "core/log/receipt.h"
#include "tests/fault/memory_places.h"
#include "tests/support/memory_high_water.h"

namespace lontar::fault {
namespace {

constexpr int kDaysOfExchange = 2;

struct Broken {
  bool was_reached = false;
  std::string what;
};

// Breaks the n-th frame of all conversations, and lets everybody try again.
Broken BreakAt(int wanted, Passage passage) {
  store::MapDisk hub_disk;
  store::MapDisk node_disk;
  MemoryRegister sign_register;
  support::MemoryHighWater high_water;
  SmallWorld world(MemoryPlace(&hub_disk), MemoryPlace(&node_disk), {&sign_register, &high_water},
                   7);
  Broken broken;
  int number = 0;
  world.on_frame = [&](bool) {
    if (number++ != wanted) return Passage::kDelivered;
    broken.was_reached = true;
    return passage;
  };
  absl::Status status = world.Work(kDaysOfExchange);
  if (broken.was_reached) {
    if (status.ok()) broken.what += "nobody noticed\n";
    broken.what += world.Broken();
    status = world.Work(kDaysOfExchange);
  }
  if (!status.ok()) broken.what += "the work does not end: " + status.ToString() + "\n";
  broken.what += world.BrokenAtTheEnd();
  // Invariant 12: whatever was answered for an entry, and however often, its receipt says too.
  for (const sync::EntryAnswer& answer : world.promises().answers) {
    const auto receipt = log::ParseReceipt(world.ReceiptOf(answer.number.value()));
    if (!receipt.ok() || receipt->index != answer.index || receipt->leaf_bytes != answer.leaf) {
      broken.what += "an entry was answered with another index than its receipt has\n";
    }
  }
  return broken;
}

class Exchange : public testing::TestWithParam<Passage> {};

// Threat T17; invariants 7, 8, 12, 17 and 19.
TEST_P(Exchange, BrokenAtAnyFrameLeavesOneEntryAndOneReceipt) {
  int frames = 0;
  while (true) {
    const Broken broken = BreakAt(frames, GetParam());
    EXPECT_EQ(broken.what, "") << "frame " << frames;
    if (!broken.was_reached) break;
    ++frames;
  }
  // Hello, welcome, payload, part, entry, answer, pull, leaves, cosignature, done: of each some.
  EXPECT_GT(frames, 30);
}

INSTANTIATE_TEST_SUITE_P(All, Exchange,
                         testing::Values(Passage::kLineBreaks, Passage::kHubIsKilled,
                                         Passage::kNodeIsKilled));

}  // namespace
}  // namespace lontar::fault
