#include "node/core/settled.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/log/note.h"
#include "tests/support/memory_high_water.h"
#include "tests/support/memory_sign_register.h"
#include "tests/support/small_federation.h"

namespace lontar::node {
namespace {

class SettledTest : public testing::Test {
 protected:
  SettledTest()
      : hub_store_(store::OpenMapStore(&hub_disk_)),
        node_store_(store::OpenMapStore(&node_disk_)),
        federation_({hub_store_.get(), &sign_register_, node_store_.get(), &high_water_}) {
    federation_.Found();
    EXPECT_EQ(federation_.Sync("KH"), "");
    const NodeCore& node = federation_.node("KH");
    checkpoint_ = {node.state().trust_root()->origin, node.state().size(), node.tree().root(), {}};
  }
  // Signed by the log, cosigned by the witnesses of these members.
  std::string CosignedBy(const std::vector<std::string>& members) const {
    std::string note = log::SignCheckpoint(checkpoint_, *support::SmallKey("log"));
    for (const std::string& member : members) {
      const auto key = support::SmallKey(absl::StrCat(member, " witness"));
      absl::StrAppend(&note, log::FormatNoteLine(log::Cosign(
                                 checkpoint_, absl::StrCat("witness.test/", member), *key, 1)));
    }
    return note;
  }
  uint64_t Settled(const std::string& note) {
    return SettledSize(federation_.node("KH").state(), note).value();
  }

  store::MapDisk hub_disk_;
  store::MapDisk node_disk_;
  support::MemorySignRegister sign_register_;
  support::MemoryHighWater high_water_;
  std::unique_ptr<store::Store> hub_store_;
  std::unique_ptr<store::Store> node_store_;
  support::SmallFederation federation_;
  log::Checkpoint checkpoint_;
};

TEST_F(SettledTest, TakesMoreThanHalfOfTheWitnesses) {
  EXPECT_EQ(Settled(CosignedBy({})), 0u);
  EXPECT_EQ(Settled(CosignedBy({"KH"})), 0u);
  EXPECT_EQ(Settled(CosignedBy({"KH", "VN"})), checkpoint_.size.value());
}

TEST_F(SettledTest, OneWitnessCountsOnceAndAStrangerNever) {
  EXPECT_EQ(Settled(CosignedBy({"KH", "KH"})), 0u);
  EXPECT_EQ(Settled(CosignedBy({"KH", "MM"})), 0u);
}

TEST_F(SettledTest, WhatTheLogDidNotSignSettlesNothing) {
  std::string note = CosignedBy({"KH", "VN"});
  note[note.find("\n") + 1] ^= 1;
  EXPECT_EQ(Settled(note), 0u);
  EXPECT_EQ(Settled(""), 0u);
}

}  // namespace
}  // namespace lontar::node
