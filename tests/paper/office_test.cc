// What LibreOffice makes of a paper and of exported figures: it opens workbook and text, and saves
// the same tables. Templates go the same way in tests/template/template_roundtrip.py.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "core/formats/workbook_read.h"
#include "core/paper/csv.h"
#include "core/paper/odt.h"
#include "core/paper/workbook.h"
#include "core/sdmx/export.h"
#include "tests/support/paper_tables.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/paper/sample.h"
#include "tests/unit/sdmx/examples.h"

namespace lontar::paper {
namespace {

namespace fs = std::filesystem;
using support::RowsOfTable;

// Saved again by LibreOffice in the same format; it needs a profile of its own.
std::string SavedAgain(const std::string& bytes, const std::string& format,
                       const std::string& filter) {
  const support::TempFolder folder;
  const fs::path source = fs::path(folder.path()) / ("docket." + format);
  const fs::path out = fs::path(folder.path()) / "saved";
  std::ofstream(source, std::ios::binary) << bytes;
  const int status =
      std::system(absl::StrCat("timeout 120 soffice -env:UserInstallation=file://", folder.path(),
                               "/profile --headless --convert-to '", filter, "' --outdir ",
                               out.string(), " ", source.string(), " >/dev/null 2>&1")
                      .c_str());
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << format;
  std::ifstream saved(out / ("docket." + format), std::ios::binary);
  return {std::istreambuf_iterator<char>(saved), {}};
}

void ExpectTheSameTables(const Paper& paper, const std::string& format, const std::string& before,
                         const std::string& after) {
  size_t tables = 0;
  for (const Block& block : paper.blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (table == nullptr) continue;
    const support::PaperRows rows = RowsOfTable(format, before, table->number);
    EXPECT_EQ(rows.size(), table->rows.size()) << format << " " << table->number;
    EXPECT_EQ(RowsOfTable(format, after, table->number), rows) << format << " " << table->number;
    ++tables;
  }
  EXPECT_GT(tables, 10u);
}

Paper Example() { return DocketPaper(FactsOf(DocketLog())); }

TEST(Office, SavesTheWorkbooksTablesAsTheyWere) {
  const std::string bytes = *ToWorkbook(Example());
  ExpectTheSameTables(Example(), "xlsx", bytes,
                      SavedAgain(bytes, "xlsx", "xlsx:Calc MS Excel 2007 XML"));
}

TEST(Office, SavesTheTextsTablesAsTheyWere) {
  const std::string bytes = *ToOdt(Example());
  ExpectTheSameTables(Example(), "odt", bytes, SavedAgain(bytes, "odt", "odt:writer8"));
}

// The figures as `lontar export --format xlsx` writes them, texts and flags beside the numbers.
std::string FiguresWorkbook() {
  const support::LogBuilder log = sdmx::SmallLog();
  const sdmx::LogAccess access = [&log](const auto& work) {
    const fold::PartReader parts = log.PartsReader();
    return work({log.state(), parts});
  };
  std::string bytes;
  const auto summary = sdmx::Export({.format = "xlsx", .agency = "ASEC"}, access,
                                    sdmx::SmallHead().prepared, [&bytes](absl::string_view piece) {
                                      absl::StrAppend(&bytes, piece);
                                      return absl::OkStatus();
                                    });
  EXPECT_TRUE(summary.ok()) << summary.status();
  return bytes;
}

TEST(Office, SavesTheFiguresWorkbookAsItWas) {
  const std::string bytes = FiguresWorkbook();
  const auto before = formats::ReadWorkbook(bytes);
  const auto after =
      formats::ReadWorkbook(SavedAgain(bytes, "xlsx", "xlsx:Calc MS Excel 2007 XML"));
  ASSERT_TRUE(before.ok() && after.ok()) << before.status() << after.status();
  ASSERT_EQ(after->sheets.size(), before->sheets.size());
  int numbers = 0;
  for (size_t sheet = 0; sheet < before->sheets.size(); ++sheet) {
    const formats::Grid& was = before->sheets[sheet];
    const formats::Grid& is = after->sheets[sheet];
    EXPECT_EQ(is.name(), was.name());
    for (int row = 0; row < was.rows(); ++row) {
      for (int column = 0; column < was.ColumnsOf(row); ++column) {
        EXPECT_EQ(is.At(row, column), was.At(row, column)) << was.name() << row << "," << column;
        if (was.At(row, column).empty()) continue;
        EXPECT_EQ(is.KindAt(row, column), was.KindAt(row, column)) << was.At(row, column);
        if (was.KindAt(row, column) == formats::CellKind::kNumber) ++numbers;
      }
    }
  }
  EXPECT_GE(numbers, 4);
}

}  // namespace
}  // namespace lontar::paper
