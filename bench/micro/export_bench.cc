// Figures from the parts of the log into a file, as the log grows from ten thousand to ten million
// observations: where they are stated anew, and the file stays as long (1,243 rows), and where each
// stands by itself, and the file grows with the log. The limit of each is what `cat` does: the same
// bytes from one file into another. Beside it the memory that an export took at its highest.
//
// Makes its logs as it goes, the longest in minutes; --benchmark_filter=^100000_ leaves the others
// out. Writes below the working directory: up to three gigabytes.

#include <benchmark/benchmark.h>
#include <malloc.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "bench/micro/grown_log.h"
#include "core/base/invariant.h"
#include "core/sdmx/export.h"

namespace lontar::bench {
namespace {

std::string PathOf(const char* name) {
  return absl::StrCat(std::filesystem::current_path().string(), "/export-bench-", name);
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

struct Exported {
  const char* name;  // of the format, in words
  const char* format;
};

uint64_t ExportInto(const GrownLog& log, const std::string& path, const char* format) {
  const fold::PartReader parts = log.Parts();
  const sdmx::LogAccess access = [&](const auto& work) { return work({log.state(), parts}); };
  std::FILE* file = std::fopen(path.c_str(), "w");
  base::CheckInvariant(file != nullptr, "the file is made");
  const auto summary = sdmx::Export({.format = format, .agency = "BENCH"}, access,
                                    absl::UnixEpoch(), [file](absl::string_view bytes) {
                                      std::fwrite(bytes.data(), 1, bytes.size(), file);
                                      return absl::OkStatus();
                                    });
  std::fclose(file);
  base::CheckInvariant(summary.ok(), "the figures are exported");
  base::CheckInvariant(log.growth() == Growth::kRevised || summary->observations == log.stated(),
                       "every figure is there");
  return summary->observations;
}

// The number behind `name` in /proc/self/status, in KiB.
uint64_t MemoryOf(const std::string& name) {
  std::ifstream status("/proc/self/status");
  std::string word;
  uint64_t kib = 0;
  while (status >> word) {
    if (word == name && status >> kib) break;
  }
  base::CheckInvariant(kib > 0, "the system says how much memory is taken");
  return kib;
}

// The highest use of memory is counted from here on. What making the log left free goes back to the
// system: an export that took it would seem to take nothing.
void ForgetPeak() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
}

void Count(benchmark::State& state, uint64_t rows, const std::string& path) {
  state.SetItemsProcessed(static_cast<int64_t>(rows) * state.iterations());
  state.SetBytesProcessed(static_cast<int64_t>(std::filesystem::file_size(path)) *
                          state.iterations());
}

void ExportOurs(benchmark::State& state, const GrownLog& log, const char* format) {
  const BenchFile file("ours");
  uint64_t rows = 0;
  ForgetPeak();
  const uint64_t before = MemoryOf("VmRSS:");
  for (auto _ : state) rows = ExportInto(log, file.path(), format);
  const uint64_t peak = MemoryOf("VmHWM:");
  state.counters["MiB_taken"] = static_cast<double>(peak - std::min(peak, before)) / 1024;
  Count(state, rows, file.path());
}

void ExportLimit(benchmark::State& state, const GrownLog& log, const char* format) {
  const BenchFile from("cat-from");
  const BenchFile to("cat-to");
  const uint64_t rows = ExportInto(log, from.path(), format);
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
  Count(state, rows, from.path());
}

void RegisterExports() {
  const auto one = std::make_shared<OneGrownLog>();
  for (const Growth growth : {Growth::kMore, Growth::kRevised}) {
    for (const uint64_t observations : {10'000u, 100'000u, 1'000'000u, 10'000'000u}) {
      for (const auto& [name, format] :
           {Exported{"SDMX-CSV", "csv-2.1"}, Exported{"SDMX-ML 3.0", "ml-3.0"}}) {
        const std::string what = absl::StrCat(
            observations, growth == Growth::kMore ? "_all standing, " : "_revised, ", name);
        const auto ours = [=, format = format](benchmark::State& state) {
          ExportOurs(state, one->Of(growth, observations), format);
        };
        const auto limit = [=, format = format](benchmark::State& state) {
          ExportLimit(state, one->Of(growth, observations), format);
        };
        benchmark::RegisterBenchmark((what + "/ours").c_str(), ours)->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark((what + "/limit").c_str(), limit)
            ->Unit(benchmark::kMillisecond);
      }
    }
  }
}

[[maybe_unused]] const bool kIsRegistered = (RegisterExports(), true);

}  // namespace
}  // namespace lontar::bench
