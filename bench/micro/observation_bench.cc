// Decimals, blocks and the strict reader of room observation.

#include <benchmark/benchmark.h>

#include <charconv>

#include "bench/limits/protobuf_parse.h"
#include "bench/load/load.h"
#include "core/base/invariant.h"
#include "core/observation/report.h"

namespace lontar::bench {
namespace {

using observation::Part;

constexpr uint64_t kSeed = 1;

std::vector<std::string> SomeDecimals() {
  std::vector<std::string> texts;
  for (const LoadRow& row : Load({"one", 1, 2, kRowsMax}, kSeed).RowsOf(0, 1)) {
    texts.push_back(row.value);
  }
  return texts;
}

void ParseDecimalOurs(benchmark::State& state) {
  const std::vector<std::string> texts = SomeDecimals();
  for (auto _ : state) {
    for (const std::string& text : texts) {
      auto value = observation::ParseDecimal(text);
      benchmark::DoNotOptimize(value);
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(texts.size()));
}
BENCHMARK(ParseDecimalOurs)->Name("decimal parse/ours");

// What the library reads of the same text: the digits before the point.
void ParseDecimalLimit(benchmark::State& state) {
  const std::vector<std::string> texts = SomeDecimals();
  for (auto _ : state) {
    for (const std::string& text : texts) {
      int64_t value = 0;
      std::from_chars(text.data(), text.data() + text.size(), value);
      benchmark::DoNotOptimize(value);
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(texts.size()));
}
BENCHMARK(ParseDecimalLimit)->Name("decimal parse/limit");

void FormatDecimal(benchmark::State& state) {
  std::vector<observation::Decimal> values;
  for (const std::string& text : SomeDecimals()) {
    values.push_back(*observation::ParseDecimal(text));
  }
  for (auto _ : state) {
    for (const observation::Decimal& value : values) {
      std::string text = observation::ToText(value);
      benchmark::DoNotOptimize(text);
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(values.size()));
}
BENCHMARK(FormatDecimal)->Name("decimal format");

// A part with one block of so many rows of the benchmark's load.
Part PartOf(int rows) {
  observation::Block block;
  const Load load({"one", 1, 2, rows}, kSeed);
  block.measure = "number";
  block.period = "1980-M01";
  block.unit_received = "PS";
  block.dimensions = {"sex", "age", "citizenship", "urbanisation", "activity"};
  for (const LoadRow& from : load.RowsOf(0, 0)) {
    observation::Row row;
    row.codes = {from.sex, from.age, from.citizenship, from.urbanisation, from.activity};
    row.value = *observation::ParseDecimal(from.value);
    row.source = "Benchmark: figures made up by a random generator";
    block.rows.push_back(std::move(row));
  }
  base::CheckInvariant(observation::SortRows(&block), "no cell stands twice");
  return {base::Salt(), observation::Figures{"child-labour-5-17", {std::move(block)}}};
}

void EncodePart(benchmark::State& state) {
  const Part part = PartOf(static_cast<int>(state.range(0)));
  size_t bytes = 0;
  for (auto _ : state) {
    std::string encoded = observation::EncodePart(part);
    bytes = encoded.size();
    benchmark::DoNotOptimize(encoded);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["bytes_each"] = static_cast<double>(bytes) / static_cast<double>(state.range(0));
}
BENCHMARK(EncodePart)->Name("part encode")->Arg(10)->Arg(500);

void ReadPart(benchmark::State& state, int rows) {
  const std::string bytes = observation::EncodePart(PartOf(rows));
  for (auto _ : state) {
    auto part = observation::DecodePart(bytes);
    base::CheckInvariant(part.ok(), "a part that was encoded here is read");
    benchmark::DoNotOptimize(part);
  }
  state.SetItemsProcessed(state.iterations() * rows);
}
BENCHMARK_CAPTURE(ReadPart, ours, 10)->Name("part of 10 read/ours");
BENCHMARK_CAPTURE(ReadPart, ours, 500)->Name("part of 500 read/ours");

void ParsePart(benchmark::State& state, int rows) {
  const std::string bytes = observation::EncodePart(PartOf(rows));
  for (auto _ : state) base::CheckInvariant(ParsesAsPart(bytes), "protobuf parses it");
  state.SetItemsProcessed(state.iterations() * rows);
}
BENCHMARK_CAPTURE(ParsePart, limit, 10)->Name("part of 10 read/limit");
BENCHMARK_CAPTURE(ParsePart, limit, 500)->Name("part of 500 read/limit");

}  // namespace
}  // namespace lontar::bench
