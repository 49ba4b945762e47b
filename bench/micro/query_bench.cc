// What the hub is asked most, over logs of ten thousand to ten million observations: the threshold
// table, the coverage, one indicator of one member, in everybody's view. The limit of each is one
// seek in a RocksDB that holds the same parts.
//
// The log grows as a real one does: the same figures are stated anew. So each answer is as long
// over the longest log as over the shortest, and what it takes should not grow. Makes its logs as
// it goes: the longest takes minutes and some gigabytes of memory; --benchmark_filter=10000_ leaves
// the others out. Writes into a folder of its own below the working directory.

#include <benchmark/benchmark.h>

#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "bench/limits/disk.h"
#include "bench/load/load.h"
#include "core/base/invariant.h"
#include "core/fold/result_json.h"
#include "core/fold/visibility.h"
#include "core/store/key_space.h"
#include "core/store/rocksdb/open.h"
#include "tests/support/log_builder.h"

namespace lontar::bench {
namespace {

using support::AReport;
using support::LogBuilder;

constexpr int kMembers = 11;
constexpr int kRows = 100;  // of A1; of each other indicator one
constexpr uint64_t kSeed = 1;
constexpr char kRound[] = "baseline-now";
constexpr char kYear[] = "2016";

// A log, its state, and its parts in a store: what a hub has.
class GrownLog {
 public:
  explicit GrownLog(uint64_t observations)
      : observations_(observations), folder_(FolderFor("ours")), raw_folder_(FolderFor("limit")) {
    std::filesystem::remove_all(folder_);
    base::CheckInvariant(store::CreateRocksDbStore(folder_, "bench").ok(), "a store is made");
    store_ = *store::OpenRocksDbStore(folder_, "bench");
    raw_ = *RawStore::Create(raw_folder_);
    Found();
    for (uint64_t stated = 0; stated < observations;) stated += SubmitNext();
    state_ = log_->state();
    KeepParts();
    log_.reset();
  }
  ~GrownLog() {
    raw_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
    std::filesystem::remove_all(raw_folder_);
  }
  GrownLog(const GrownLog&) = delete;
  GrownLog& operator=(const GrownLog&) = delete;

  uint64_t observations() const { return observations_; }
  const fold::State& state() const { return state_; }
  RawStore& raw() { return *raw_; }
  const std::string& some_key() const { return some_key_; }

  absl::StatusOr<std::string> Ask(const fold::Viewer& viewer, fold::Question question) const {
    question.viewer = viewer;
    const fold::PartReader all = [this](const base::PartHash& hash) -> std::optional<std::string> {
      return store_->Get(store::PartKey(hash.view())).value();
    };
    // A hub reads the root from its tiles: no part of what is measured here.
    const fold::RootReader root = [](base::LogSize) { return base::Hash(); };
    return fold::Answer(state_, question, root, fold::VisibleParts(viewer, state_, all));
  }

 private:
  static std::string FolderFor(const char* name) {
    return absl::StrCat(std::filesystem::current_path().string(), "/query-bench-", name);
  }

  void Found() {
    log_ = std::make_unique<LogBuilder>();
    log_->AddFramework();
    for (int member = 0; member < kMembers; ++member) {
      log_->AddMember(Load::MemberCode(member));
      log_->AddProvider(Load::ProviderOf(Load::MemberCode(member)));
    }
    log_->OpenRound(kRound);
    last_.resize(kMembers);
  }

  support::BlockText BlockOf(int member, int number) const {
    support::BlockText block;
    block.indicator = std::string(Load::kIndicatorCode);
    for (const LoadRow& row : rows_.RowsOf(member, number)) {
      block.measure = row.measure;
      support::Figure figure{row.value};
      figure.codes = {{"sex", row.sex},
                      {"age", row.age},
                      {"citizenship", row.citizenship},
                      {"urbanisation", row.urbanisation},
                      {"activity", row.activity}};
      block.figures.push_back(std::move(figure));
    }
    block.period = kYear;
    return block;
  }

  // The next member states all that it has, once more. How many observations these are.
  uint64_t SubmitNext() {
    const int member = static_cast<int>(submitted_ % kMembers);
    const auto revision = static_cast<int>(submitted_ / kMembers);
    ++submitted_;
    AReport report(Load::ProviderOf(Load::MemberCode(member)));
    // Every even number of the load is of one measure.
    report.With(BlockOf(member, 2 * revision));
    uint64_t stated = kRows;
    for (const catalogue::Indicator& indicator : log_->catalogue().indicators()) {
      if (indicator.list != "A" || indicator.code == Load::kIndicatorCode) continue;
      report.Of(indicator.code, kYear, absl::StrCat(1 + revision % 90));
      ++stated;
    }
    if (last_[member]) report.Superseding(*last_[member]);
    const support::Appended appended = log_->Submit(report);
    base::CheckInvariant(appended.verdict == chain::Verdict::kAccepted, "a revision is accepted");
    last_[member] = appended.payload_id;
    return stated;
  }

  void KeepParts() {
    constexpr size_t kTogether = 1000;
    store::Batch batch;
    KeysAndValues raw;
    size_t left = log_->parts().size();
    for (const auto& [hash, bytes] : log_->parts()) {
      some_key_ = store::PartKey(hash.view());
      batch.Put(some_key_, bytes);
      raw.emplace_back(some_key_, bytes);
      if (--left > 0 && raw.size() < kTogether) continue;
      base::CheckInvariant(store_->Commit(batch).ok() && raw_->Write({&raw}).ok(),
                           "parts are kept");
      batch = store::Batch();
      raw.clear();
    }
  }

  uint64_t observations_;
  std::string folder_;
  std::string raw_folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<RawStore> raw_;
  Load rows_{{"query", kMembers, 1 << 20, kRows}, kSeed};
  std::unique_ptr<LogBuilder> log_;
  uint64_t submitted_ = 0;
  std::vector<std::optional<base::PayloadId>> last_;
  fold::State state_;
  std::string some_key_;
};

// One log at a time: the longest is large. What is registered holds it.
class OneLog {
 public:
  GrownLog& Of(uint64_t observations) {
    if (log_ == nullptr || log_->observations() != observations) {
      log_.reset();
      log_ = std::make_unique<GrownLog>(observations);
    }
    return *log_;
  }

 private:
  std::unique_ptr<GrownLog> log_;
};

void AskOften(benchmark::State& state, const GrownLog& log, const fold::Question& question) {
  const fold::Viewer viewer{fold::ViewerRole::kMember, Load::MemberCode(0)};
  for (auto _ : state) {
    auto answer = log.Ask(viewer, question);
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
  const auto one = std::make_shared<OneLog>();
  for (const uint64_t observations : {10'000u, 100'000u, 1'000'000u, 10'000'000u}) {
    const std::string size = absl::StrCat(observations, "_");
    const fold::Question threshold{"threshold", "", kRound};
    const fold::Question coverage{"coverage", "", kRound};
    fold::Question cells{"cells", "", kRound};
    cells.member = Load::MemberCode(0);
    cells.indicator = "A2";
    const std::pair<const char*, fold::Question> questions[] = {
        {"threshold table", threshold}, {"coverage", coverage}, {"one indicator", cells}};
    for (const auto& [what, question] : questions) {
      const std::string name = absl::StrCat(size, what);
      const auto ask = [one, observations, question = question](benchmark::State& state) {
        AskOften(state, one->Of(observations), question);
      };
      const auto seek = [one, observations](benchmark::State& state) {
        SeekOften(state, one->Of(observations));
      };
      benchmark::RegisterBenchmark((name + "/ours").c_str(), ask)->Unit(benchmark::kMicrosecond);
      benchmark::RegisterBenchmark((name + "/limit").c_str(), seek)->Unit(benchmark::kMicrosecond);
    }
  }
}

[[maybe_unused]] const bool kIsRegistered = (RegisterAll(), true);

}  // namespace
}  // namespace lontar::bench
