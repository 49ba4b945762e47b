#include "bench/micro/grown_log.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "core/base/invariant.h"
#include "core/store/key_space.h"
#include "core/store/rocksdb/open.h"
#include "tests/support/log_builder.h"

namespace lontar::bench {
namespace {

using support::AReport;
using support::LogBuilder;

constexpr int kMembers = kMembersMax;
constexpr int kRevisedRows = 100;  // of A1; of each other indicator one
constexpr int kMoreRows = 500;
constexpr uint64_t kSeed = 1;
constexpr char kYear[] = "2016";

std::string FolderFor(const char* name) {
  return absl::StrCat(std::filesystem::current_path().string(), "/grown-log-", name);
}

support::BlockText BlockOf(const std::vector<LoadRow>& rows, const std::string& period) {
  support::BlockText block;
  block.indicator = std::string(Load::kIndicatorCode);
  block.period = period;
  for (const LoadRow& row : rows) {
    block.measure = row.measure;
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

Load RowsFor(Growth growth) {
  const int rows = growth == Growth::kRevised ? kRevisedRows : kMoreRows;
  return Load({"grown", kMembers, 1 << 20, rows}, kSeed);
}

}  // namespace

GrownLog::GrownLog(Growth growth, uint64_t observations)
    : growth_(growth),
      observations_(observations),
      folder_(FolderFor("ours")),
      raw_folder_(FolderFor("limit")),
      rows_(RowsFor(growth)) {
  std::filesystem::remove_all(folder_);
  base::CheckInvariant(store::CreateRocksDbStore(folder_, "bench").ok(), "a store is made");
  store_ = *store::OpenRocksDbStore(folder_, "bench");
  raw_ = *RawStore::Create(raw_folder_);
  Found();
  while (stated_ < observations) stated_ += SubmitNext();
  log_->CloseRound(kClosedRound);
  KeepParts();
}

GrownLog::~GrownLog() {
  raw_.reset();
  store_.reset();
  std::filesystem::remove_all(folder_);
  std::filesystem::remove_all(raw_folder_);
}

const fold::State& GrownLog::state() const { return log_->state(); }

fold::PartReader GrownLog::Parts() const {
  return [this](const base::PartHash& hash) -> std::optional<std::string> {
    return store_->Get(store::PartKey(hash.view())).value();
  };
}

void GrownLog::Found() {
  log_ = std::make_unique<LogBuilder>();
  log_->AddFramework();
  for (int member = 0; member < kMembers; ++member) {
    log_->AddMember(Load::MemberCode(member));
    log_->AddProvider(Load::ProviderOf(Load::MemberCode(member)));
  }
  log_->OpenRound(kClosedRound);
  log_->OpenRound(kRound);
  last_.resize(kMembers);
}

// The next member's. How many observations these are.
uint64_t GrownLog::SubmitNext() {
  const int member = static_cast<int>(submitted_ % kMembers);
  const auto number = static_cast<int>(submitted_ / kMembers);
  ++submitted_;
  return growth_ == Growth::kRevised ? SubmitRevision(member, number) : SubmitMore(member, number);
}

// All that the member has, once more.
uint64_t GrownLog::SubmitRevision(int member, int number) {
  AReport report(Load::ProviderOf(Load::MemberCode(member)));
  // Every even number of the load is of one measure.
  report.With(BlockOf(rows_.RowsOf(member, 2 * number), kYear));
  uint64_t stated = kRevisedRows;
  for (const catalogue::Indicator& indicator : log_->catalogue().indicators()) {
    if (indicator.list != "A" || indicator.code == Load::kIndicatorCode) continue;
    report.Of(indicator.code, kYear, absl::StrCat(1 + number % 90));
    ++stated;
  }
  if (last_[member]) report.Superseding(*last_[member]);
  const support::Appended appended = log_->Submit(report);
  base::CheckInvariant(appended.verdict == chain::Verdict::kAccepted, "a revision is accepted");
  last_[member] = appended.payload_id;
  return stated;
}

// A block of its own: measure and month.
uint64_t GrownLog::SubmitMore(int member, int number) {
  const std::vector<LoadRow> rows = rows_.RowsOf(member, number);
  AReport report(Load::ProviderOf(Load::MemberCode(member)));
  report.With(BlockOf(rows, rows.front().period));
  base::CheckInvariant(log_->Submit(report).verdict == chain::Verdict::kAccepted,
                       "figures are accepted");
  return rows.size();
}

void GrownLog::KeepParts() {
  constexpr size_t kTogether = 1000;
  store::Batch batch;
  KeysAndValues raw;
  size_t left = log_->parts().size();
  for (const auto& [hash, bytes] : log_->parts()) {
    some_key_ = store::PartKey(hash.view());
    batch.Put(some_key_, bytes);
    raw.emplace_back(some_key_, bytes);
    if (--left > 0 && raw.size() < kTogether) continue;
    base::CheckInvariant(store_->Commit(batch).ok() && raw_->Write({&raw}).ok(), "parts are kept");
    batch = store::Batch();
    raw.clear();
  }
}

GrownLog& OneGrownLog::Of(Growth growth, uint64_t observations) {
  if (log_ == nullptr || log_->growth() != growth || log_->observations() != observations) {
    log_.reset();
    log_ = std::make_unique<GrownLog>(growth, observations);
  }
  return *log_;
}

}  // namespace lontar::bench
