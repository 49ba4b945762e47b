// SDMX-CSV of a hundred thousand current figures, from the parts of the log to a file.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "bench/load/load.h"
#include "core/base/invariant.h"
#include "core/sdmx/export.h"
#include "tests/support/log_builder.h"

namespace lontar::bench {
namespace {

constexpr uint64_t kSeed = 1;
constexpr int kExportMembers = 2;
constexpr int kExportSubmissions = 200;
constexpr int kExportRows = 500;

support::BlockText BlockOf(const std::vector<LoadRow>& rows) {
  support::BlockText block;
  block.indicator = std::string(Load::kIndicatorCode);
  block.period = rows.front().period;
  block.measure = rows.front().measure;
  for (const LoadRow& row : rows) {
    support::Figure figure{row.value};
    figure.codes = {{"sex", row.sex},
                    {"age", row.age},
                    {"citizenship", row.citizenship},
                    {"urbanisation", row.urbanisation},
                    {"activity", row.activity}};
    figure.source = "Labour force survey, made up";
    block.figures.push_back(std::move(figure));
  }
  return block;
}

const support::LogBuilder& ExportLog() {
  static const auto* log = [] {
    auto* made = new support::LogBuilder();
    made->AddFramework();
    const Load load({"export", kExportMembers, kExportSubmissions, kExportRows}, kSeed);
    for (int member = 0; member < kExportMembers; ++member) {
      const std::string code = Load::MemberCode(member);
      made->AddMember(code);
      made->AddProvider(Load::ProviderOf(code));
      for (int number = 0; number < load.SubmissionsOf(member); ++number) {
        const support::Appended appended = made->Submit(
            support::AReport(Load::ProviderOf(code)).With(BlockOf(load.RowsOf(member, number))));
        base::CheckInvariant(appended.verdict == chain::Verdict::kAccepted, "figures are accepted");
      }
    }
    return made;
  }();
  return *log;
}

std::string PathOf(const char* name) {
  return absl::StrCat(std::filesystem::temp_directory_path().string(), "/lontar-bench-", name);
}

// A file that is gone with it.
class BenchFile {
 public:
  explicit BenchFile(const char* name) : path_(PathOf(name)) {}
  BenchFile(const BenchFile&) = delete;
  BenchFile& operator=(const BenchFile&) = delete;
  ~BenchFile() { std::filesystem::remove(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

uint64_t ExportInto(const std::string& path, const char* format) {
  const support::LogBuilder& log = ExportLog();
  const sdmx::LogAccess access = [&log](const auto& work) {
    const fold::PartReader parts = log.PartsReader();
    return work({log.state(), parts});
  };
  std::FILE* file = std::fopen(path.c_str(), "w");
  base::CheckInvariant(file != nullptr, "the file is made");
  const auto summary = sdmx::Export({.format = format, .agency = "BENCH"}, access,
                                    absl::UnixEpoch(), [file](absl::string_view bytes) {
                                      std::fwrite(bytes.data(), 1, bytes.size(), file);
                                      return absl::OkStatus();
                                    });
  std::fclose(file);
  base::CheckInvariant(summary.ok(), "the figures are exported");
  base::CheckInvariant(summary->observations == uint64_t{kExportSubmissions} * kExportRows,
                       "every figure is there");
  return summary->observations;
}

void ExportOurs(benchmark::State& state, const char* format) {
  ExportLog();
  const BenchFile file("export");
  uint64_t rows = 0;
  for (auto _ : state) rows += ExportInto(file.path(), format);
  state.SetItemsProcessed(static_cast<int64_t>(rows));
  state.SetBytesProcessed(
      static_cast<int64_t>(std::filesystem::file_size(file.path()) * state.iterations()));
}

// What cat does: the same bytes from one file into another.
void ExportLimit(benchmark::State& state, const char* format) {
  const BenchFile from("cat-from");
  const BenchFile to("cat-to");
  const uint64_t rows = ExportInto(from.path(), format);
  std::string piece(size_t{128} << 10, '\0');  // as cat reads
  for (auto _ : state) {
    std::FILE* in = std::fopen(from.path().c_str(), "r");
    std::FILE* out = std::fopen(to.path().c_str(), "w");
    base::CheckInvariant(in != nullptr && out != nullptr, "the files are opened");
    while (const size_t got = std::fread(piece.data(), 1, piece.size(), in)) {
      std::fwrite(piece.data(), 1, got, out);
    }
    std::fclose(in);
    std::fclose(out);
  }
  state.SetItemsProcessed(static_cast<int64_t>(rows) * state.iterations());
  state.SetBytesProcessed(
      static_cast<int64_t>(std::filesystem::file_size(from.path()) * state.iterations()));
}

BENCHMARK_CAPTURE(ExportOurs, csv, "csv-2.1")
    ->Name("SDMX-CSV of 100,000 figures/ours")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ExportLimit, csv, "csv-2.1")
    ->Name("SDMX-CSV of 100,000 figures/limit")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ExportOurs, ml, "ml-3.0")
    ->Name("SDMX-ML 3.0 of 100,000 figures/ours")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ExportLimit, ml, "ml-3.0")
    ->Name("SDMX-ML 3.0 of 100,000 figures/limit")
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lontar::bench
