// The worked example of docs/formats/log.md, recomputed.
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/files.h"
#include "core/log/receipt.h"
#include "core/log/tree_store.h"
#include "core/store/map_store.h"
#include "gtest/gtest.h"
#include "tests/unit/log/vectors.h"

namespace lontar::log {
namespace {

std::string Page(absl::string_view name = "log.md") {
  const auto page =
      base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/docs/formats/", name), 1 << 20);
  return page.ok() ? *page : std::string(page.status().message());
}

// The block behind the comment `example: <name>`, without its fences.
std::string ExampleOnPage(absl::string_view name) {
  const std::string page = Page();
  const std::string head = absl::StrCat("<!-- example: ", name, " -->\n```\n");
  const size_t begin = page.find(head);
  if (begin == std::string::npos) return "no such example";
  const size_t end = page.find("```\n", begin + head.size());
  return page.substr(begin + head.size(), end - begin - head.size());
}

class FormatPage : public testing::Test {
 protected:
  FormatPage() : store_(store::OpenMapStore(&disk_)), tree_(*TreeStore::Open(store_.get(), "")) {
    Append(SetS(7));
  }
  void Append(const std::vector<std::string>& leaves) {
    store::Batch batch;
    tree_.AppendAll(leaves, &batch);
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

TEST_F(FormatPage, TileOfTheNextLevelAndTheFilesOfALogOf300AreThoseOfThePage) {
  const std::vector<std::string> all = SetS(300);
  Append({all.begin() + 7, all.end()});
  EXPECT_EQ(Unbroken("tile-1"), ContentHex("tile/1/000.p/1"));
  std::set<std::string> paths;
  for (const TileId& tile : TilesOf(LogSize(300))) paths.insert(TilePath(tile));
  EXPECT_EQ(paths, (std::set<std::string>{"tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1",
                                          "tile/entries/000", "tile/entries/001.p/44"}));
}

TEST_F(FormatPage, PathsAreThoseOfThePage) {
  const std::string page = Page();
  for (const auto& [tile, path] :
       std::vector<std::pair<TileId, std::string>>{{{0, 0, 256}, "tile/0/000"},
                                                   {{0, 1, 44}, "tile/0/001.p/44"},
                                                   {{1, 1234067, 256}, "tile/1/x001/x234/067"},
                                                   {{-1, 5678, 1}, "tile/entries/x005/678.p/1"}}) {
    EXPECT_EQ(TilePath(tile), path);
    EXPECT_NE(page.find(absl::StrCat("| `", path, "` |")), std::string::npos) << path;
  }
}

TEST_F(FormatPage, CosignedCheckpointHoldsUnderTheKeysOfThePage) {
  const std::string text = ExampleOnPage("checkpoint");
  EXPECT_EQ(text, std::string(kCheckpointOf300));
  const auto note = ParseNote(text);
  ASSERT_TRUE(note.ok()) << note.status();
  const auto checkpoint = OpenCheckpoint(text, Vkey(kHubVkey));
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  const std::vector<std::string> witnesses =
      absl::StrSplit(absl::StripSuffix(ExampleOnPage("witnesses"), "\n"), '\n');
  ASSERT_EQ(witnesses.size(), 2u);
  for (size_t i = 0; i < witnesses.size(); ++i) {
    const auto time = VerifyCosignature(*checkpoint, note->lines[i + 1], Vkey(witnesses[i]));
    ASSERT_TRUE(time.ok()) << time.status();
    EXPECT_EQ(*time, 1767225742u);  // 2026-01-01 00:02:22 UTC
  }
  const NoteLine& line = note->lines[1];
  EXPECT_EQ(Unbroken("cosignature"), absl::StrCat(absl::Hex(line.key_id, absl::kZeroPad8),
                                                  absl::BytesToHexString(line.signature)));
}

// The page's own words on how a proof is checked, done by hand.
TEST_F(FormatPage, ProofOfTheReceiptLeadsToTheRootAsThePageSays) {
  const auto receipt = ParseReceipt(ExampleOnPage("receipt"));
  ASSERT_TRUE(receipt.ok());
  Hash hash = LeafHash(receipt->leaf_bytes);
  uint64_t f = receipt->index.value();
  uint64_t l = 7 - 1;
  for (const Hash& p : receipt->proof) {
    ASSERT_NE(l, 0u);
    if (f % 2 == 1 || f == l) {
      hash = NodeHash(p, hash);
      while (f % 2 == 0 && f != 0) {
        f /= 2;
        l /= 2;
      }
    } else {
      hash = NodeHash(hash, p);
    }
    f /= 2;
    l /= 2;
  }
  EXPECT_EQ(l, 0u);
  EXPECT_EQ(hash, tree_.root());
}

// The leaf of docs/formats/entry.md, hashed as this page says.
TEST_F(FormatPage, LeafOfTheEntryPageHasTheHashThatStandsThere) {
  const std::string page = Page("entry.md");
  const auto block = [&page](absl::string_view name) {
    const std::string head = absl::StrCat("```hex ", name, "\n");
    const size_t begin = page.find(head) + head.size();
    std::string hex;
    for (const absl::string_view line :
         absl::StrSplit(page.substr(begin, page.find("```", begin) - begin), '\n')) {
      const std::vector<std::string> halves = absl::StrSplit(line, '#');
      absl::StrAppend(&hex, absl::StrReplaceAll(halves[0], {{" ", ""}}));
    }
    return hex;
  };
  EXPECT_EQ(LeafHash(absl::HexStringToBytes(block("leaf"))).hex(), block("leaf-hash"));
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
