// Strict reading, verdict, fold and threshold, over a log of real entries.

#include <benchmark/benchmark.h>

#include "bench/limits/ed25519.h"
#include "bench/limits/protobuf_parse.h"
#include "bench/load/load.h"
#include "core/base/invariant.h"
#include "core/fold/verdict.h"
#include "tests/support/log_builder.h"

namespace lontar::bench {
namespace {

using support::AReport;
using support::LogBuilder;

constexpr int kMembers = 11;
constexpr int kReportsEach = 40;
constexpr int kRows = 50;
constexpr uint64_t kSeed = 1;
constexpr char kRound[] = "baseline-now";

const Load& SomeLoad() {
  static const Load load({"fold", kMembers, kMembers * kReportsEach, kRows}, kSeed);
  return load;
}

// One submission of the load, as the log builder wants it.
AReport ReportOf(int member, int number) {
  support::BlockText block;
  block.indicator = std::string(Load::kIndicatorCode);
  for (const LoadRow& row : SomeLoad().RowsOf(member, number)) {
    block.measure = row.measure;
    block.period = row.period;
    support::Figure figure{row.value};
    figure.codes = {{"sex", row.sex},
                    {"age", row.age},
                    {"citizenship", row.citizenship},
                    {"urbanisation", row.urbanisation},
                    {"activity", row.activity}};
    block.figures.push_back(std::move(figure));
  }
  return AReport(Load::ProviderOf(Load::MemberCode(member))).With(std::move(block));
}

// The log with the acts and all reports of the load but the last one of the last member.
const LogBuilder& SomeLog() {
  static const LogBuilder built = [] {
    LogBuilder log;
    log.AddFramework();
    for (int member = 0; member < kMembers; ++member) {
      log.AddMember(Load::MemberCode(member));
      log.AddProvider(Load::ProviderOf(Load::MemberCode(member)), {"A1"});
    }
    log.OpenRound(kRound);
    for (int number = 0; number < kReportsEach; ++number) {
      for (int member = 0; member < kMembers; ++member) {
        if (member == kMembers - 1 && number == kReportsEach - 1) break;
        const auto appended = log.Submit(ReportOf(member, number));
        base::CheckInvariant(appended.verdict == chain::Verdict::kAccepted, "the load is accepted");
      }
    }
    return log;
  }();
  return built;
}

// The report that is not in it yet.
struct NextEntry {
  NextEntry() : log(SomeLog()) {
    load = log.LoadOf(ReportOf(kMembers - 1, kReportsEach - 1));
    entry = log.Seal(Load::MemberCode(kMembers - 1), load);
  }
  fold::Candidate candidate() const {
    return {&entry, load.payload, [this](const base::PartHash& hash) {
              const auto found = load.parts.find(hash);
              return found == load.parts.end() ? std::nullopt
                                               : std::optional<std::string>(found->second);
            }};
  }
  LogBuilder log;
  support::Load load;
  chain::Entry entry;
};

void DoorAndVerdict(benchmark::State& state) {
  const NextEntry next;
  const fold::Candidate candidate = next.candidate();
  for (auto _ : state) {
    fold::DirectOracle oracle;
    const bool is_in = fold::CheckAtDoor(next.log.state(), candidate, oracle).ok();
    const auto judgement = fold::Judge(next.log.state(), candidate, oracle);
    base::CheckInvariant(is_in && judgement.verdict == chain::Verdict::kAccepted,
                         "the next report is accepted");
  }
}
BENCHMARK(DoorAndVerdict)->Name("door and verdict of 50/ours");

// The two signatures of a submission: the node's and the provider's.
void TwoSignatures(benchmark::State& state) {
  RawEd25519 raw(std::string(300, 'm'));
  for (auto _ : state) {
    base::CheckInvariant(raw.Verify() && raw.Verify(), "a good signature verifies");
  }
}
BENCHMARK(TwoSignatures)->Name("door and verdict of 50/limit");

// The same where the signatures are known already, as at the hub's sequencer.
void VerdictWithoutSignatures(benchmark::State& state) {
  const NextEntry next;
  const fold::Candidate candidate = next.candidate();
  fold::FiledOracle oracle;
  for (const fold::SignatureJob& job : fold::SignatureJobsFor(next.log.state(), candidate)) {
    oracle.File(job.Id(), true);
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(fold::CheckAtDoor(next.log.state(), candidate, oracle).ok());
    auto judgement = fold::Judge(next.log.state(), candidate, oracle);
    benchmark::DoNotOptimize(judgement);
  }
}
BENCHMARK(VerdictWithoutSignatures)->Name("door and verdict of 50, signatures known");

std::optional<std::string> PayloadOf(const chain::Leaf& leaf) {
  const auto found = SomeLog().payloads().find(leaf.entry.header.payload_id);
  if (found == SomeLog().payloads().end()) return std::nullopt;
  return found->second;
}

void ApplyLog(benchmark::State& state) {
  std::vector<chain::Leaf> leaves;
  for (const std::string& bytes : SomeLog().leaves()) {
    leaves.push_back(*chain::DecodeLeaf(bytes));
  }
  for (auto _ : state) {
    fold::State folded;
    for (const chain::Leaf& leaf : leaves) {
      base::CheckInvariant(folded.Apply(leaf, PayloadOf(leaf)).ok(), "a good log folds");
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(leaves.size()));
}
BENCHMARK(ApplyLog)->Name("fold apply, whole log of 440 reports")->Unit(benchmark::kMillisecond);

void Threshold(benchmark::State& state) {
  const fold::Question question{"threshold", SomeLog().collection(), kRound};
  for (auto _ : state) {
    auto answer = SomeLog().Ask(question);
    base::CheckInvariant(answer.ok(), "the threshold is answered");
    benchmark::DoNotOptimize(answer);
  }
}
BENCHMARK(Threshold)->Name("threshold of 440 reports")->Unit(benchmark::kMillisecond);

void ReadLeaf(benchmark::State& state) {
  const std::string bytes = SomeLog().leaves().back();
  for (auto _ : state) {
    auto leaf = chain::DecodeLeaf(bytes);
    base::CheckInvariant(leaf.ok(), "a good leaf is read");
    benchmark::DoNotOptimize(leaf);
  }
}
BENCHMARK(ReadLeaf)->Name("leaf read/ours");

// The leaf, and the header that it holds as bytes.
void ParseLeaf(benchmark::State& state) {
  const std::string bytes = SomeLog().leaves().back();
  const std::string header = chain::DecodeLeaf(bytes)->entry.header_bytes;
  for (auto _ : state) {
    base::CheckInvariant(ParsesAsLeaf(bytes) && ParsesAsHeader(header), "protobuf parses it");
  }
}
BENCHMARK(ParseLeaf)->Name("leaf read/limit");

void ReadReport(benchmark::State& state) {
  const NextEntry next;
  for (auto _ : state) {
    auto report = observation::DecodeReport(next.load.payload);
    base::CheckInvariant(report.ok(), "a good report is read");
    benchmark::DoNotOptimize(report);
  }
}
BENCHMARK(ReadReport)->Name("report read/ours");

void ParseReport(benchmark::State& state) {
  const NextEntry next;
  for (auto _ : state) {
    base::CheckInvariant(ParsesAsReport(next.load.payload), "protobuf parses it");
  }
}
BENCHMARK(ParseReport)->Name("report read/limit");

}  // namespace
}  // namespace lontar::bench
