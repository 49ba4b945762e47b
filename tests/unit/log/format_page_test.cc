// The worked example of docs/formats/log.md, recomputed.
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/files.h"
#include "core/log/receipt.h"
#include "core/log/tree_store.h"
#include "core/store/map_store.h"
#include "gtest/gtest.h"
#include "tests/unit/log/vectors.h"

namespace lontar::log {
namespace {

// The block behind the comment `example: <name>`, without its fences.
std::string ExampleOnPage(absl::string_view name) {
  const auto page =
      base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/docs/formats/log.md"), 1 << 20);
  if (!page.ok()) return std::string(page.status().message());
  const std::string head = absl::StrCat("<!-- example: ", name, " -->\n```\n");
  const size_t begin = page->find(head);
  if (begin == std::string::npos) return "no such example";
  const size_t end = page->find("```\n", begin + head.size());
  return page->substr(begin + head.size(), end - begin - head.size());
}

class FormatPage : public testing::Test {
 protected:
  FormatPage() : store_(store::OpenMapStore(&disk_)), tree_(*TreeStore::Open(store_.get(), "")) {
    store::Batch batch;
    tree_.AppendAll(SetS(7), &batch);
    EXPECT_TRUE(store_->Commit(batch).ok());
  }

  std::string Unbroken(absl::string_view name) {
    return absl::StrReplaceAll(ExampleOnPage(name), {{"\n", ""}});
  }
  std::string ContentHex(absl::string_view path) {
    return absl::BytesToHexString(*tree_.TileContent(*ParseTilePath(path)));
  }

  store::MapDisk disk_;
  std::unique_ptr<store::Store> store_;
  TreeStore tree_;
};

TEST_F(FormatPage, KeyIsThatOfTheExample) {
  const NoteKey key{.name = std::string(kHubName), .key = VectorKey(kHubName)->public_key()};
  EXPECT_EQ(ExampleOnPage("key"), key.vkey() + "\n");
}

TEST_F(FormatPage, TileAndBundleAreThoseOfTheExample) {
  EXPECT_EQ(Unbroken("tile"), ContentHex("tile/0/000.p/7"));
  EXPECT_EQ(Unbroken("bundle"), ContentHex("tile/entries/000.p/7"));
}

TEST_F(FormatPage, ReceiptIsThatOfTheExample) {
  const Checkpoint checkpoint{.origin = std::string(kHubName),
                              .size = tree_.size(),
                              .root = tree_.root(),
                              .extensions = {}};
  const Receipt receipt{.leaf_bytes = *tree_.LeafAt(LogIndex(5)),
                        .index = LogIndex(5),
                        .proof = *tree_.Inclusion(LogIndex(5), LogSize(7)),
                        .checkpoint = SignCheckpoint(checkpoint, *VectorKey(kHubName))};
  EXPECT_EQ(ExampleOnPage("receipt"), FormatReceipt(receipt));
}

TEST_F(FormatPage, ReceiptOnThePageVerifiesWithTheKeyOnThePage) {
  std::string vkey = ExampleOnPage("key");
  vkey.pop_back();
  const auto receipt = ParseReceipt(ExampleOnPage("receipt"));
  ASSERT_TRUE(receipt.ok()) << receipt.status();
  EXPECT_TRUE(VerifyReceipt(*receipt, Vkey(vkey)).ok());
}

}  // namespace
}  // namespace lontar::log
