// The import of a file of a million rows, as an office would hand it in at worst.

#include <benchmark/benchmark.h>

#include <vector>

#include "absl/strings/str_split.h"
#include "bench/load/load.h"
#include "core/base/invariant.h"
#include "core/base/limits.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/import_file.h"
#include "tests/support/log_builder.h"

namespace lontar::bench {
namespace {

constexpr uint64_t kSeed = 1;
// Of kRowsMax rows each: 999,540, the most that a file may have.
constexpr int kSubmissions = base::kImportRowsMax / kRowsMax;

// All submissions one below the other, under one row of names.
const std::string& LargeFile() {
  static const std::string file = [] {
    const Load load({"file", kMembersMax, kSubmissions, kRowsMax}, kSeed);
    std::string csv;
    for (int member = 0; member < kMembersMax; ++member) {
      for (int number = 0; number < load.SubmissionsOf(member); ++number) {
        const std::string one = load.CsvOf(member, number);
        csv += csv.empty() ? one : one.substr(one.find('\n') + 1);
      }
    }
    base::CheckInvariant(csv.size() <= base::kImportBytesMax, "the file may be imported");
    return csv;
  }();
  return file;
}

void ImportOurs(benchmark::State& state) {
  const auto catalogue = catalogue::Catalogue::Load(support::PublishedCatalogueFiles());
  const auto mapping = formats::ReadMapping(Load::MappingText());
  base::CheckInvariant(catalogue.ok() && mapping.ok(), "catalogue and mapping are read");
  const std::string& file = LargeFile();
  int64_t rows = 0;
  for (auto _ : state) {
    const auto mapped = formats::MapFile(file, "large.csv", *mapping, *catalogue);
    base::CheckInvariant(mapped.ok(), "the file is read");
    const auto result = formats::ImportTables(mapped->tables, *catalogue, "");
    base::CheckInvariant(result.ok(), "the file is imported");
    const formats::RowCounts counts = formats::CountRows(*result);
    base::CheckInvariant(counts.taken == kSubmissions * kRowsMax, "every row is taken");
    rows += counts.read;
  }
  state.SetItemsProcessed(rows);
}
BENCHMARK(ImportOurs)
    ->Name("million rows imported/ours")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

// The same bytes cut at line ends and commas, and nothing made of the pieces.
void ImportLimit(benchmark::State& state) {
  const std::string& file = LargeFile();
  int64_t rows = 0;
  for (auto _ : state) {
    for (const absl::string_view line : absl::StrSplit(file, '\n')) {
      const std::vector<absl::string_view> cells = absl::StrSplit(line, ',');
      benchmark::DoNotOptimize(cells.data());
      ++rows;
    }
  }
  state.SetItemsProcessed(rows);
}
BENCHMARK(ImportLimit)
    ->Name("million rows imported/limit")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

}  // namespace
}  // namespace lontar::bench
