#pragma once
// The main of each Google Benchmark program here: the usual table, and below it for each pair named
// "what/ours" and "what/limit" how many times as long ours took, measured in the same run: CPU
// time, or real time where the benchmark says UseRealTime. With --benchmark_repetitions=N the
// medians are compared.

namespace lontar::bench {

// Runs what is registered. Ends with 0, or 2 for an unknown option.
int RunWithRatios(int argc, char** argv);

}  // namespace lontar::bench
