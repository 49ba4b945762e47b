// What the hub is asked most, over logs of ten thousand to ten million observations: the threshold
// table, the coverage, one indicator of one member, in everybody's view, and the figures of the
// region, found once as a hub finds them and again for the next reader. The limit of each is one
// seek in a RocksDB that holds the same parts.
//
// The log grows as a real one does: the same figures are stated anew. So each answer is as long
// over the longest log as over the shortest, and what it takes should not grow. Makes its logs as
// it goes: the longest takes minutes and some gigabytes of memory; --benchmark_filter=10000_ leaves
// the others out. Writes into a folder of its own below the working directory.

#include <benchmark/benchmark.h>

#include <functional>
#include <memory>

#include "absl/strings/str_cat.h"
#include "bench/load/load.h"
#include "bench/micro/grown_log.h"
#include "core/base/invariant.h"
#include "core/fold/region_memo.h"
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

// `is_kept`: as the hub answers whoever comes second.
void AskRegionOften(benchmark::State& state, const GrownLog& log, bool is_kept) {
  fold::RegionMemo memo;
  fold::Question question{"region", "", GrownLog::kClosedRound};
  question.find_region = [&](const fold::RoundReference& round, base::LogSize as_of) {
    if (!is_kept) memo = fold::RegionMemo();
    return memo.Find(log.state(), round, as_of, log.Parts());
  };
  base::CheckInvariant(Ask(log, {}, question).ok(), "the region is found");
  for (auto _ : state) {
    auto answer = Ask(log, {}, question);
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

// One answer beside one seek, over a log of its own making.
void RegisterPair(const std::string& name, const std::function<GrownLog&()>& log,
                  const std::function<void(benchmark::State&, const GrownLog&)>& ask) {
  benchmark::RegisterBenchmark((name + "/ours").c_str(), [log, ask](benchmark::State& state) {
    ask(state, log());
  })->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark((name + "/limit").c_str(), [log](benchmark::State& state) {
    SeekOften(state, log());
  })->Unit(benchmark::kMicrosecond);
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
      RegisterPair(
          size + what,
          [one, observations]() -> GrownLog& { return one->Of(Growth::kRevised, observations); },
          [question = question](benchmark::State& state, const GrownLog& log) {
            AskOften(state, log, question);
          });
    }
    // What it takes to find grows with the figures that stand.
    for (const bool is_kept : {false, true}) {
      RegisterPair(
          size + (is_kept ? "region again" : "region"),
          [one, observations]() -> GrownLog& { return one->Of(Growth::kMore, observations); },
          [is_kept](benchmark::State& state, const GrownLog& log) {
            AskRegionOften(state, log, is_kept);
          });
    }
  }
}

[[maybe_unused]] const bool kIsRegistered = (RegisterAll(), true);

}  // namespace
}  // namespace lontar::bench
