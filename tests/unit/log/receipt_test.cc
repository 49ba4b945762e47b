#include "core/log/receipt.h"

#include "absl/strings/str_replace.h"
#include "core/base/problem.h"
#include "gtest/gtest.h"
#include "tests/unit/log/vectors.h"

namespace lontar::log {
namespace {

std::string ReceiptReason(const std::string& text) {
  return base::ReasonOf(ParseReceipt(text).status());
}

Receipt PublishedReceipt() {
  Receipt receipt = *ParseReceipt(kReceiptOfLeaf5);
  receipt.leaf_bytes = "leaf-5";
  return receipt;
}

std::string VerifyReason(const Receipt& receipt) {
  return base::ReasonOf(VerifyReceipt(receipt, Vkey(kHubVkey)).status());
}

TEST(Receipt, PublishedOneReadsAndVerifies) {
  const auto receipt = ParseReceipt(kReceiptOfLeaf5);
  ASSERT_TRUE(receipt.ok()) << receipt.status();
  EXPECT_EQ(receipt->index, LogIndex(5));
  EXPECT_EQ(receipt->proof.size(), 3u);
  EXPECT_EQ(receipt->leaf_bytes, "");
  EXPECT_EQ(FormatReceipt(*receipt), kReceiptOfLeaf5);
  const auto checkpoint = VerifyReceipt(PublishedReceipt(), Vkey(kHubVkey));
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(*checkpoint, CheckpointOfS(7));
}

TEST(Receipt, CarriesItsLeaf) {
  const std::string text = FormatReceipt(PublishedReceipt());
  EXPECT_NE(text.find("\nextra bGVhZi01\nindex 5\n"), std::string::npos) << text;
  const auto back = ParseReceipt(text);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->leaf_bytes, "leaf-5");
  EXPECT_EQ(FormatReceipt(*back), text);
  EXPECT_EQ(VerifyReason(*back), "");
}

TEST(Receipt, CarriesCosignaturesVerbatim) {
  const Receipt receipt{.leaf_bytes = "leaf-0",
                        .index = LogIndex(0),
                        .proof = {LeafHash("leaf-1"), LeafHash("leaf-2")},
                        .checkpoint = std::string(kCheckpointOf3)};
  const auto back = ParseReceipt(FormatReceipt(receipt));
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->checkpoint, kCheckpointOf3);
  EXPECT_EQ(VerifyReason(*back), "");
}

TEST(Receipt, OfAnotherLeafIsRefused) {
  Receipt receipt = PublishedReceipt();
  receipt.leaf_bytes = "leaf-6";
  const absl::Status status = VerifyReceipt(receipt, Vkey(kHubVkey)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(base::ReasonOf(status), "PROOF_INVALID");
  // The format does not authenticate the extra line; the leaf that is left out is not this one.
  EXPECT_EQ(VerifyReason(*ParseReceipt(kReceiptOfLeaf5)), "PROOF_INVALID");
}

TEST(Receipt, OfAnotherIndexOrCheckpointIsRefused) {
  Receipt receipt = PublishedReceipt();
  receipt.index = LogIndex(4);
  EXPECT_EQ(VerifyReason(receipt), "PROOF_INVALID");
  receipt = PublishedReceipt();
  receipt.checkpoint = std::string(kCheckpointOf300);
  EXPECT_EQ(VerifyReason(receipt), "PROOF_INVALID");
}

TEST(Receipt, OfAnotherLogIsRefused) {
  const NoteKey other{.name = std::string(kHubName), .key = VectorKey(kIdName)->public_key()};
  EXPECT_EQ(base::ReasonOf(VerifyReceipt(PublishedReceipt(), other).status()),
            "CHECKPOINT_UNSIGNED");
  Receipt forged = PublishedReceipt();
  forged.checkpoint = absl::StrReplaceAll(forged.checkpoint, {{"\n7\n", "\n8\n"}});
  EXPECT_EQ(VerifyReason(forged), "SIGNATURE_INVALID");
}

TEST(Receipt, OfAnotherShapeIsRefused) {
  const std::string good(kReceiptOfLeaf5);
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"tlog-proof@v1", "tlog-proof@v2"},
      {"index 5", "index 05"},
      {"index 5", "index -5"},
      {"index 5", "index  5"},
      {"index 5", "index"},
      {"index 5", "index 9223372036854775808"},
      {"index 5", "Index 5"},
      {"index 5\n", ""},
      {"index 5\n", "index 5\nindex 5\n"},
      {"index 5\n", "index 5\nextra AAAA\n"},
      {"index 5\n", "extra AAAA\nextra AAAA\nindex 5\n"},
      {"index 5\n", "extra \nindex 5\n"},
      {"index 5\n", "extra AB==\nindex 5\n"},
      {"index 5\n", "extra\nindex 5\n"},
      {"6p/Bo", "6p_Bo"},
      {"DmLo=", "DmLp="},
      {"6p/Bo", "Bo"},
      {"\n\nhub", "\nhub"},
      {"\xe2\x80\x94", "-"}};
  for (const auto& [from, to] : changes) {
    const std::string changed = absl::StrReplaceAll(good, {{from, to}});
    ASSERT_NE(changed, good) << from;
    EXPECT_EQ(ReceiptReason(changed), "RECEIPT_INVALID") << to;
  }
  for (size_t length = 0; length < good.size(); ++length) {
    EXPECT_EQ(ReceiptReason(good.substr(0, length)), "RECEIPT_INVALID") << length;
  }
  EXPECT_EQ(ReceiptReason(good + "\n"), "RECEIPT_INVALID");
}

TEST(Receipt, IsBounded) {
  Receipt receipt = PublishedReceipt();
  receipt.proof.assign(63, Hash());
  EXPECT_EQ(ReceiptReason(FormatReceipt(receipt)), "");
  receipt.proof.assign(64, Hash());
  EXPECT_EQ(ReceiptReason(FormatReceipt(receipt)), "RECEIPT_INVALID");
  receipt = PublishedReceipt();
  receipt.leaf_bytes.assign(base::kBundleEntryBytesMax, 'x');
  EXPECT_EQ(ReceiptReason(FormatReceipt(receipt)), "");
  receipt.leaf_bytes.push_back('x');
  EXPECT_EQ(ReceiptReason(FormatReceipt(receipt)), "RECEIPT_INVALID");
  EXPECT_EQ(ReceiptReason(std::string(kReceiptBytesMax + 1, '\n')), "RECEIPT_INVALID");
}

}  // namespace
}  // namespace lontar::log
