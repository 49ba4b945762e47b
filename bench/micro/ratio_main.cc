#include "bench/micro/ratio_main.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace lontar::bench {
namespace {

class RatioReporter : public benchmark::ConsoleReporter {
 public:
  RatioReporter() : ConsoleReporter(OO_Tabular) {}  // no colour: the table goes into files

  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      const bool is_median = run.run_type == Run::RT_Aggregate && run.aggregate_name == "median";
      const bool is_single = run.run_type == Run::RT_Iteration && run.repetitions <= 1;
      if (!is_median && !is_single) continue;
      const bool is_real = run.run_name.time_type == "real_time";
      times_[run.run_name.function_name] =
          is_real ? run.GetAdjustedRealTime() : run.GetAdjustedCPUTime();
    }
  }

  void Finalize() override {
    for (const auto& [name, time] : times_) {
      if (!absl::EndsWith(name, "/ours")) continue;
      const std::string what(absl::StripSuffix(name, "/ours"));
      const auto limit = times_.find(what + "/limit");
      if (limit == times_.end()) continue;
      std::printf("%-40s %8.2f times its limit\n", what.c_str(), time / limit->second);
    }
  }

 private:
  std::map<std::string, double> times_;
};

}  // namespace

int RunWithRatios(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();
  benchmark::ClearRegisteredBenchmarks();  // with what they hold: stores and folders
  return 0;
}

}  // namespace lontar::bench

int main(int argc, char** argv) { return lontar::bench::RunWithRatios(argc, argv); }
