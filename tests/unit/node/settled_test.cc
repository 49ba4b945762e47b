#include "node/core/settled.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/log/note.h"
#include "tests/unit/node/federation_fixture.h"

namespace lontar::node {
namespace {

class SettledTest : public FederationFixture {
 protected:
  SettledTest() {
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

  log::Checkpoint checkpoint_;
};

TEST_F(SettledTest, TakesMoreThanHalfOfTheWitnesses) {
  EXPECT_EQ(Settled(CosignedBy({})), 0u);
  EXPECT_EQ(Settled(CosignedBy({"KH"})), 0u);
  EXPECT_EQ(Settled(CosignedBy({"KH", "VN"})), checkpoint_.size.value());
}

TEST_F(SettledTest, SaysWhoHasCosignedAndHowManyAreWanted) {
  const Cosigned cosigned = node::CosignedBy(federation_.node("KH").state(), CosignedBy({"VN"}));
  EXPECT_EQ(cosigned.size, checkpoint_.size);
  EXPECT_EQ(cosigned.by, std::vector<std::string>{"witness.test/VN"});
  EXPECT_EQ(cosigned.witnesses, 2u);
  EXPECT_EQ(cosigned.wanted, 2u);
  EXPECT_FALSE(cosigned.is_settled);
  EXPECT_EQ(node::CosignedBy(federation_.node("KH").state(), "").size.value(), 0u);
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
