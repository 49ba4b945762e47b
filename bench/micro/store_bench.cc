// A synced batch of one submission, through the Store interface and through RocksDB by itself.
//
// Writes into a folder of its own below the working directory, so that the disk is the one on which
// it is started.

#include <benchmark/benchmark.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "bench/limits/disk.h"
#include "core/base/invariant.h"
#include "core/store/key_space.h"
#include "core/store/rocksdb/open.h"

namespace lontar::bench {
namespace {

// About what the hub stores of a submission of 500 observations.
constexpr size_t kLeafBytes = 520;
constexpr size_t kReportBytes = 300;
constexpr size_t kPartBytes = 4000;

std::string FolderFor(const char* name) {
  return absl::StrCat(std::filesystem::current_path().string(), "/store-bench-", name);
}

KeysAndValues SubmissionOf(uint64_t number) {
  const std::string id = store::KeyNumber(number * 0x9e3779b97f4a7c15u);
  return {{absl::StrCat("log/l", store::KeyNumber(number)), std::string(kLeafBytes, 'l')},
          {store::PayloadKey(id), std::string(kReportBytes, 'r')},
          {store::PartKey(id), std::string(kPartBytes, 'p')}};
}

void CommitOurs(benchmark::State& state) {
  const std::string folder = FolderFor("ours");
  std::filesystem::remove_all(folder);
  base::CheckInvariant(store::CreateRocksDbStore(folder, "bench").ok(), "a store is made");
  auto store = store::OpenRocksDbStore(folder, "bench");
  base::CheckInvariant(store.ok(), "a store is opened");
  uint64_t number = 0;
  for (auto _ : state) {
    store::Batch batch;
    for (const auto& [key, value] : SubmissionOf(number++)) batch.Put(key, value);
    base::CheckInvariant((*store)->Commit(batch).ok(), "a batch is committed");
  }
  store->reset();
  std::filesystem::remove_all(folder);
}
BENCHMARK(CommitOurs)->Name("synced batch/ours")->UseRealTime();

void CommitLimit(benchmark::State& state) {
  const std::string folder = FolderFor("limit");
  const auto store = RawStore::Create(folder);
  base::CheckInvariant(store.ok(), "a store is made");
  uint64_t number = 0;
  for (auto _ : state) {
    const KeysAndValues one = SubmissionOf(number++);
    base::CheckInvariant((*store)->Write({&one}).ok(), "a batch is written");
  }
  base::CheckInvariant((*store)->Close().ok(), "a store is closed");
  std::filesystem::remove_all(folder);
}
BENCHMARK(CommitLimit)->Name("synced batch/limit")->UseRealTime();

}  // namespace
}  // namespace lontar::bench
