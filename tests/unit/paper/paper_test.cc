#include "core/paper/paper.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "core/base/files.h"
#include "core/paper/csv.h"
#include "core/trust/sha256.h"
#include "tests/unit/paper/sample.h"

namespace lontar::paper {
namespace {

TEST(PaperFingerprint, ChangesWithWhateverATableSays) {
  const Paper paper = SmallPaper();
  const Table& table = *TableIn(paper, "A9.1");
  const std::string print = FingerprintOf(table);
  EXPECT_EQ(print.size(), 9u);
  EXPECT_EQ(print[4], '-');
  EXPECT_EQ(FingerprintOf(Table(table)), print);
  const auto changed = [&](auto edit) {
    Table other = table;
    edit(&other);
    return FingerprintOf(other) != print;
  };
  EXPECT_TRUE(changed([](Table* t) { t->caption += "."; }));
  EXPECT_TRUE(changed([](Table* t) { t->number = "A9.2"; }));
  EXPECT_TRUE(changed([](Table* t) { t->columns[1].head = "counts"; }));
  EXPECT_TRUE(changed([](Table* t) { t->rows[0][1].text = "4"; }));
  EXPECT_TRUE(changed([](Table* t) { t->rows[0][2].words = "late"; }));
  EXPECT_TRUE(changed([](Table* t) { std::swap(t->rows[0], t->rows[1]); }));
  EXPECT_TRUE(changed([](Table* t) { t->footnotes.clear(); }));
}

TEST(PaperFingerprint, OfTheWholeChangesWithEveryBlock) {
  const std::string print = FingerprintOf(SmallPaper());
  for (size_t i = 0; i < SmallPaper().blocks.size(); ++i) {
    Paper other = SmallPaper();
    other.blocks.erase(other.blocks.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_NE(FingerprintOf(other), print) << i;
  }
  Paper other = SmallPaper();
  other.bands.clear();
  EXPECT_NE(FingerprintOf(other), print);
}

std::string DocketPage() {
  const auto page =
      base::ReadWholeFile(absl::StrCat(LONTAR_SOURCE_DIR, "/docs/formats/docket.md"), 1 << 20);
  EXPECT_TRUE(page.ok()) << page.status();
  return page.ok() ? *page : "";
}

TEST(DocketPage, ShowsTheBytesAndTheFingerprintOfItsExample) {
  Table table{"2", "What each member has answered", {{"no"}, {"KH"}, {"LA"}}, {}, {}};
  table.rows = {{{"A9"}, {"\u25cf", "reported as specified"}, {"", "nothing yet"}}};
  table.footnotes = {"Five are needed."};
  const std::string page = DocketPage();
  const std::string before = "is hashed as\n\n```\n";
  const size_t begin = page.find(before) + before.size();
  const std::string bytes = page.substr(begin, page.find('\n', begin) - begin);
  const std::string hex = trust::Sha256({bytes}).hex();
  const std::string print = absl::StrCat(hex.substr(0, 4), "-", hex.substr(4, 4));
  EXPECT_EQ(FingerprintOf(table), print);
  EXPECT_THAT(page, testing::HasSubstr(absl::StrCat("its fingerprint is `", print, "`")));
  Paper paper;
  paper.blocks.emplace_back(table);
  const std::string csv = ToCsv(paper);
  EXPECT_THAT(page, testing::HasSubstr(csv.substr(csv.find("2,caption"),
                                                  csv.find(",foot") - csv.find("2,caption"))));
}

}  // namespace
}  // namespace lontar::paper
