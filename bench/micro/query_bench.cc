// What the hub is asked most, over logs of ten thousand to ten million observations: the threshold
// table, the coverage, one indicator of one member, in everybody's view. The limit of each is one
// seek in a RocksDB that holds the same parts.
//
// The log grows as a real one does: the same figures are stated anew. So each answer is as long
// over the longest log as over the shortest, and what it takes should not grow. Makes its logs as
// it goes: the longest takes minutes and some gigabytes of memory; --benchmark_filter=10000_ leaves
// the others out. Writes into a folder of its own below the working directory.

#include <benchmark/benchmark.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "bench/load/load.h"
#include "bench/micro/grown_log.h"
#include "core/base/invariant.h"
#include "core/fold/result_json.h"
#include "core/fold/visibility.h"

namespace lontar::bench {
namespace {

absl::StatusOr<std::string> Ask(const GrownLog& log, const fold::Viewer& viewer,
                                fold::Question question) {
  question.viewer = viewer;
  // A hub reads the root from its tiles: no part of what is measured here.
  const fold::RootReader root = [](base::LogSize) { return base::Hash(); };
  return fold::Answer(log.state(), question, root,
                      fold::VisibleParts(viewer, log.state(), log.Parts()));
}

void AskOften(benchmark::State& state, const GrownLog& log, const fold::Question& question) {
  const fold::Viewer viewer{fold::ViewerRole::kMember, Load::MemberCode(0)};
  for (auto _ : state) {
    auto answer = Ask(log, viewer, question);
    base::CheckInvariant(answer.ok(), "a question is answered");
    benchmark::DoNotOptimize(answer);
  }
  state.counters["leaves"] = static_cast<double>(log.state().size().value());
}

void SeekOften(benchmark::State& state, GrownLog& log) {
  for (auto _ : state) {
    base::CheckInvariant(log.raw().SeeksTo(log.some_key()), "a part is there");
  }
}

void RegisterAll() {
  const auto one = std::make_shared<OneGrownLog>();
  for (const uint64_t observations : {10'000u, 100'000u, 1'000'000u, 10'000'000u}) {
    const std::string size = absl::StrCat(observations, "_");
    const fold::Question threshold{"threshold", "", GrownLog::kRound};
    const fold::Question coverage{"coverage", "", GrownLog::kRound};
    fold::Question cells{"cells", "", GrownLog::kRound};
    cells.member = Load::MemberCode(0);
    cells.indicator = "A2";
    const std::pair<const char*, fold::Question> questions[] = {
        {"threshold table", threshold}, {"coverage", coverage}, {"one indicator", cells}};
    for (const auto& [what, question] : questions) {
      const std::string name = absl::StrCat(size, what);
      const auto ask = [one, observations, question = question](benchmark::State& state) {
        AskOften(state, one->Of(Growth::kRevised, observations), question);
      };
      const auto seek = [one, observations](benchmark::State& state) {
        SeekOften(state, one->Of(Growth::kRevised, observations));
      };
      benchmark::RegisterBenchmark((name + "/ours").c_str(), ask)->Unit(benchmark::kMicrosecond);
      benchmark::RegisterBenchmark((name + "/limit").c_str(), seek)->Unit(benchmark::kMicrosecond);
    }
  }
}

[[maybe_unused]] const bool kIsRegistered = (RegisterAll(), true);

}  // namespace
}  // namespace lontar::bench
