// The pages docs/formats/entry.md and encoding.md say what the code does: every byte of their
// examples is recomputed.

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/base/files.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "tests/unit/chain/examples.h"

namespace lontar::chain {
namespace {

std::string PageText(const std::string& name) {
  const auto text = base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/docs/formats/", name),
                                        base::kConfigurationBytesMax);
  EXPECT_TRUE(text.ok()) << text.status();
  return text.value_or("");
}

// The bytes of the block that begins with ```hex and this name; text after # is left out.
std::string BlockOf(const std::string& page, const std::string& name) {
  std::string hex;
  bool inside = false;
  for (const absl::string_view line : absl::StrSplit(page, '\n')) {
    if (absl::StartsWith(line, "```")) {
      inside = line == absl::StrCat("```hex ", name);
    } else if (inside) {
      const std::pair<absl::string_view, absl::string_view> halves =
          absl::StrSplit(line, absl::MaxSplits('#', 1));
      absl::StrAppend(&hex, absl::StrReplaceAll(halves.first, {{" ", ""}}));
    }
  }
  return absl::HexStringToBytes(hex);
}

// The cells of the page's table rows, without white space and backticks at their ends.
std::vector<std::vector<std::string>> RowsOf(const std::string& page) {
  std::vector<std::vector<std::string>> rows;
  for (const absl::string_view line : absl::StrSplit(page, '\n')) {
    if (!absl::StartsWith(line, "| ")) continue;
    std::vector<std::string> cells;
    for (const absl::string_view cell : absl::StrSplit(line, '|')) {
      cells.push_back(absl::StrReplaceAll(absl::StripAsciiWhitespace(cell), {{"`", ""}}));
    }
    rows.push_back(cells);
  }
  return rows;
}

TEST(EntryPage, WorkedExampleIsWhatTheCodeMakes) {
  const std::string page = PageText("entry.md");
  const Entry entry = ExampleEntry();
  EXPECT_EQ(absl::BytesToHexString(BlockOf(page, "header")),
            absl::BytesToHexString(entry.header_bytes));
  EXPECT_EQ(absl::BytesToHexString(BlockOf(page, "payload-id")), entry.header.payload_id.hex());
  EXPECT_EQ(absl::BytesToHexString(BlockOf(page, "entry-hash")), entry.hash().hex());
  EXPECT_EQ(absl::BytesToHexString(BlockOf(page, "leaf")),
            absl::BytesToHexString(EncodeLeaf(entry, kExampleStamp)));
}

// Pinned here too, so that page and code cannot change together unnoticed.
TEST(EntryPage, WorkedExampleNeverChanges) {
  EXPECT_EQ(ExampleEntry().hash().hex(),
            "2b6e5bdefc9e4290f8afe860b431db22f3350cb5560c8f63342a5b74c196cdc0");
}

TEST(EntryPage, WorkedExampleIsReadBack) {
  const auto leaf = DecodeLeaf(BlockOf(PageText("entry.md"), "leaf"));
  ASSERT_TRUE(leaf.ok()) << leaf.status();
  EXPECT_EQ(leaf->entry.header, ExampleHeader());
  EXPECT_EQ(leaf->stamp, kExampleStamp);
  EXPECT_TRUE(VerifyEntry(leaf->entry, KeyFromByte(2)->public_key()).ok());
  EXPECT_TRUE(trust::Verify(KeyFromByte(1)->public_key(),
                            trust::Pae(trust::PayloadType::kReport, kExamplePayload),
                            leaf->entry.header.payload_signatures[0])
                  .ok());
}

// With the keys that the page gives, by the words of the page.
TEST(EntryPage, SignaturesHoldUnderTheKeysOfThePage) {
  const std::string page = PageText("entry.md");
  const Entry entry = ExampleEntry();
  const auto key_of = [&page](const std::string& name) {
    trust::PublicKey key;
    key.bytes = trust::PublicKeyBytes::FromBytes(BlockOf(page, name)).value();
    return key;
  };
  EXPECT_TRUE(VerifyEntry(entry, key_of("node-key")).ok());
  EXPECT_EQ(key_of("node-key").hint(), entry.signature.key_hint);
  const std::string pae = "DSSEv1 41 application/vnd.lontar.report.v1+protobuf 14 worked example";
  EXPECT_TRUE(absl::StrContains(page, absl::StrCat("`", pae, "`, ", pae.size(), " bytes")));
  EXPECT_EQ(trust::Pae(trust::PayloadType::kReport, kExamplePayload), pae);
  EXPECT_TRUE(trust::Verify(key_of("provider-key"), pae, entry.header.payload_signatures[0]).ok());
  EXPECT_TRUE(absl::StartsWith(trust::Pae(trust::PayloadType::kEntry, entry.header_bytes),
                               "DSSEv1 40 application/vnd.lontar.entry.v1+protobuf 222 "));
}

TEST(EntryPage, ListsEveryVerdict) {
  const auto rows = RowsOf(PageText("entry.md"));
  for (int number = 1; number <= 13; ++number) {
    const std::string name(NameOf(static_cast<Verdict>(number)));
    int found = 0;
    for (const auto& row : rows) {
      if (row.size() == 5 && row[1] == std::to_string(number) && row[2] == name) ++found;
    }
    EXPECT_EQ(found, 1) << name;
  }
}

TEST(EntryPage, ListsEveryKindWithItsPayloadType) {
  const auto rows = RowsOf(PageText("entry.md"));
  int found = 0;
  for (const auto& row : rows) {
    if (row.size() != 9) continue;
    for (const size_t first : {size_t{1}, size_t{5}}) {
      int number = 0;
      if (!absl::SimpleAtoi(row[first], &number)) continue;
      const EntryKind kind = static_cast<EntryKind>(number);
      EXPECT_EQ(row[first + 1], std::string(NameOf(kind)));
      EXPECT_EQ(row[first + 2], std::string(trust::ShortName(PayloadTypeFor(kind))));
      ++found;
    }
  }
  EXPECT_EQ(found, 16);
}

// Each row of "How it is written", made by the raw writers of these tests.
TEST(EncodingPage, PrimitivesAreWrittenAsItShows) {
  const std::vector<std::pair<std::string, std::string>> made = {
      {"varint", RawVarint(300)},
      {"zigzag (sint64)", RawVarint(2 * 1250 - 1)},
      {"tag of a number", RawVarint(4 * 8)},
      {"tag of bytes, a text, a message, a packed list", RawVarint(9 * 8 + 2)},
      {"number", RawNumber(4, 2)},
      {"text, bytes", RawBytes(2, "KH")},
      {"message within a message", RawBytes(3, RawNumber(1, 1))},
      {"packed list of numbers",
       RawBytes(6, absl::StrCat(RawVarint(0), RawVarint(2), RawVarint(1)))},
      {"repeated text or message", absl::StrCat(RawBytes(5, "F"), RawBytes(5, "M"))}};
  size_t shown = 0;
  for (const auto& row : RowsOf(PageText("encoding.md"))) {
    for (const auto& [what, bytes] : made) {
      if (row.size() != 6 || row[1] != what) continue;
      EXPECT_EQ(absl::StrReplaceAll(row[4], {{" ", ""}}), absl::BytesToHexString(bytes)) << what;
      ++shown;
    }
  }
  EXPECT_EQ(shown, made.size());
}

TEST(EncodingPage, ExamplesAreAnsweredAsItSays) {
  const Entry entry = ExampleEntry();
  const std::string whole = EncodeLeaf(entry, kExampleStamp);
  const std::string front = whole.substr(0, whole.size() - 11);  // without the stamp
  int rows = 0;
  for (const auto& row : RowsOf(PageText("encoding.md"))) {
    const std::string hex = absl::StrReplaceAll(row[1], {{" ", ""}});
    if (row.size() != 5 || hex.find_first_not_of("0123456789abcdef") != std::string::npos) continue;
    const absl::Status status =
        DecodeLeaf(front + RawBytes(3, absl::HexStringToBytes(hex))).status();
    EXPECT_EQ(status.ok() ? "read" : base::ReasonOf(status), row[2]) << row[1] << " " << status;
    ++rows;
  }
  EXPECT_EQ(rows, 16);
}

}  // namespace
}  // namespace lontar::chain
