// Appending to the log's tree, and proofs.

#include <benchmark/benchmark.h>

#include "core/base/invariant.h"
#include "core/log/tree_store.h"
#include "core/store/map_store.h"

namespace lontar::bench {
namespace {

using base::LogIndex;
using base::LogSize;

// About a leaf of a submission.
constexpr size_t kLeafBytes = 520;
constexpr int kLeaves = 4096;

std::vector<std::string> SomeLeaves() {
  std::vector<std::string> leaves;
  for (int i = 0; i < kLeaves; ++i) {
    leaves.push_back(std::to_string(i) + std::string(kLeafBytes, 'l'));
  }
  return leaves;
}

log::TreeStore EmptyTree(const store::Store& store) {
  auto tree = log::TreeStore::Open(&store, "log/");
  base::CheckInvariant(tree.ok(), "an empty store holds an empty log");
  return *std::move(tree);
}

uint64_t BytesOf(const store::Batch& batch) {
  uint64_t bytes = 0;
  for (const auto& [key, value] : batch.changes()) {
    bytes += key.size() + (value ? value->size() : 0);
  }
  return bytes;
}

// `together` leaves become one batch; what the batch holds for each leaf is counted.
void AppendLeaves(benchmark::State& state, int together) {
  const std::vector<std::string> leaves = SomeLeaves();
  uint64_t batch_bytes = 0;
  for (auto _ : state) {
    store::MapDisk disk;
    const auto store = store::OpenMapStore(&disk);
    log::TreeStore tree = EmptyTree(*store);
    batch_bytes = 0;
    for (int i = 0; i < kLeaves; i += together) {
      store::Batch batch;
      tree.AppendAll({leaves.data() + i, static_cast<size_t>(together)}, &batch);
      batch_bytes += BytesOf(batch);
    }
    benchmark::DoNotOptimize(tree.root());
  }
  state.SetItemsProcessed(state.iterations() * kLeaves);
  state.counters["batch_bytes_each"] = static_cast<double>(batch_bytes) / kLeaves;
}
BENCHMARK_CAPTURE(AppendLeaves, ours, 1)->Name("tree append by 1/ours");
BENCHMARK_CAPTURE(AppendLeaves, ours, 16)->Name("tree append by 16/ours");

// The hashes alone that the tree is made of.
void HashLeaves(benchmark::State& state) {
  const std::vector<std::string> leaves = SomeLeaves();
  for (auto _ : state) {
    log::Frontier frontier;
    for (const std::string& leaf : leaves) frontier.Append(log::LeafHash(leaf));
    benchmark::DoNotOptimize(frontier.Root());
  }
  state.SetItemsProcessed(state.iterations() * kLeaves);
}
BENCHMARK(HashLeaves)->Name("tree append by 1/limit");
BENCHMARK(HashLeaves)->Name("tree append by 16/limit");

void ProveAndVerify(benchmark::State& state) {
  store::MapDisk disk;
  const auto store = store::OpenMapStore(&disk);
  log::TreeStore tree = EmptyTree(*store);
  const std::vector<std::string> leaves = SomeLeaves();
  store::Batch batch;
  tree.AppendAll(leaves, &batch);
  base::CheckInvariant(store->Commit(batch).ok(), "the map store takes a batch");
  const LogSize size(kLeaves);
  uint64_t index = 0;
  for (auto _ : state) {
    index = (index + 1021) % kLeaves;
    const auto proof = tree.Inclusion(LogIndex(index), size);
    base::CheckInvariant(proof.ok() && log::VerifyInclusion(*proof, log::LeafHash(leaves[index]),
                                                            LogIndex(index), size, tree.root())
                                           .ok(),
                         "an inclusion proof verifies");
  }
}
BENCHMARK(ProveAndVerify)->Name("inclusion proof made and verified");

}  // namespace
}  // namespace lontar::bench
