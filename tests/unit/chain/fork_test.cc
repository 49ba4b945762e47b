#include "core/chain/fork.h"

#include <gtest/gtest.h>

#include "core/base/problem.h"
#include "tests/unit/chain/examples.h"

namespace lontar::chain {
namespace {

// The example's sibling: the same place, another payload.
Header SiblingHeader() {
  Header header = ExampleHeader();
  header.payload_id = BytesOf<base::PayloadId>(0x44);
  return header;
}

std::string ForkReason(const Header& second) {
  const auto key = KeyFromByte(2);
  const ForkEvidence evidence{ExampleEntry(), SealEntry(second, *key)};
  return base::ReasonOf(VerifyFork(evidence, key->public_key()));
}

TEST(Fork, TwoEntriesWithOneNumberAreProof) {
  EXPECT_EQ(ForkReason(SiblingHeader()), "");
  Header other_previous = ExampleHeader();
  other_previous.previous = BytesOf<base::EntryHash>(0x45);
  EXPECT_EQ(ForkReason(other_previous), "");
}

TEST(Fork, SameEntryTwiceIsNone) { EXPECT_EQ(ForkReason(ExampleHeader()), "NOT_A_FORK"); }

TEST(Fork, OtherPlaceIsNone) {
  Header hub = SiblingHeader();
  hub.hub_id = BytesOf<base::HubId>(0x55);
  EXPECT_EQ(ForkReason(hub), "NOT_A_FORK");
  Header author = SiblingHeader();
  author.author = "LA";
  EXPECT_EQ(ForkReason(author), "NOT_A_FORK");
  Header incarnation = SiblingHeader();
  incarnation.incarnation = BytesOf<base::Incarnation>(0x55);
  EXPECT_EQ(ForkReason(incarnation), "NOT_A_FORK");
  Header number = SiblingHeader();
  number.number = base::ChainNumber(3);
  EXPECT_EQ(ForkReason(number), "NOT_A_FORK");
}

TEST(Fork, BothMustBeSignedByTheNode) {
  const auto node = KeyFromByte(2);
  const auto stranger = KeyFromByte(3);
  const Entry mine = ExampleEntry();
  const Entry forged = SealEntry(SiblingHeader(), *stranger);
  for (const ForkEvidence& evidence : {ForkEvidence{mine, forged}, ForkEvidence{forged, mine}}) {
    for (const auto* key : {node.get(), stranger.get()}) {
      const absl::Status status = VerifyFork(evidence, key->public_key());
      EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
      EXPECT_EQ(base::ReasonOf(status), "SIGNATURE_INVALID");
    }
  }
}

// What stands beside the signed bytes must not make a fork of two honest entries.
TEST(Fork, OnlySignedBytesCount) {
  const auto key = KeyFromByte(2);
  Header next = SiblingHeader();
  next.number = base::ChainNumber(3);
  ForkEvidence evidence{ExampleEntry(), SealEntry(next, *key)};
  evidence.second.header.number = base::ChainNumber(2);
  EXPECT_EQ(base::ReasonOf(VerifyFork(evidence, key->public_key())), "NOT_A_FORK");
}

}  // namespace
}  // namespace lontar::chain
