#!/bin/bash
# clang's fuzzer over readers of bytes from outside, for a bounded time each.
#
#   fuzz.sh PROGRAM CORPUS SECONDS [TARGET...]    without a target: the readers of what offices and ministries write
#
# Begins with the seeds that the program makes, tests/regress/TARGET and tests/fuzz/corpus/TARGET; keeps what is new in
# CORPUS/TARGET. What breaks a reader is CORPUS/TARGET.crash-…, and the end is 1. To take a corpus over:
#   LONTAR_FUZZ_TARGET=TARGET PROGRAM -merge=1 tests/fuzz/corpus/TARGET CORPUS/TARGET
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$1 corpus=$2 seconds=$3
shift 3
targets=("$@")
((${#targets[@]})) || targets=(import mapping sdmx-csv office-file workbook worksheet)

# One reader: a line with what was done, or what broke it.
fuzz_one() {
  local target=$1 log=$corpus/$1.log folder kept=()
  mkdir -p "$corpus/$target" "$corpus/$target.seeds"
  for folder in "$root/tests/regress/$target" "$root/tests/fuzz/corpus/$target"; do
    [[ ! -d $folder ]] || kept+=("$folder")
  done
  if LONTAR_FUZZ_TARGET=$target LONTAR_FUZZ_SEEDS=$corpus/$target.seeds \
    ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 \
    LSAN_OPTIONS=suppressions=$root/tests/lsan_suppressions.txt:print_suppressions=0 \
    UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    "$program" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
    -artifact_prefix="$corpus/$target." "$corpus/$target" "$corpus/$target.seeds" "${kept[@]}" >"$log" 2>&1; then
    printf '%-12s %9s inputs, %5s files in its corpus\n' "$target" \
      "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" "$(find "$corpus/$target" -type f | wc -l)"
    return 0
  fi
  printf '%-12s BROKEN: %s\n' "$target" "$(find "$corpus" -maxdepth 1 -name "$target.*-*" | tr '\n' ' ')"
  tail -n 60 "$log"
  return 1
}

# Two at a time: most machines that check have two cores.
status=0
for ((at = 0; at < ${#targets[@]}; at += 2)); do
  pids=()
  for target in "${targets[@]:at:2}"; do
    fuzz_one "$target" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || status=1; done
done
exit $status
