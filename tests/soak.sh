#!/bin/bash
# The long figures, as many small steps: seeds of the simulation, kills, crash points, every byte flipped, hours of
# fuzzing, the threads under TSan. A step that passed is not run again for the same programs, so a soak can be stopped
# at any time and goes on where it was.
#
#   tests/soak.sh [OPTIONS] [KIND...]      KIND: seeds kills crashes sweep threads fuzz; without any: all of them
#
#   --seeds N          seeds of the simulation, in steps of 200 (default 10000; fewer than 200: one step for each)
#   --kills N          kills of hub and node, in steps of 100 (default 10000)
#   --fuzz-seconds N   for each reader of outside bytes (default 3600)
#   --factor N         times the counts of label long, for crashes, sweep and threads (default 10)
#   --dir DIR          results, logs and corpora (default build/soak)
#   --build DIR        where the release build is (default build/release); ./dev build makes it
#   --list             say the steps and which of them are done; run none
#   --help             this page
#
# DIR/results.tsv has a line for each step that ran: name, outcome, seconds, when, what of the programs it was (SHA-256).
# Ends with 0 all passed, 1 a step failed or could not run, 2 usage, 130 interrupted.
#
# Example: tests/soak.sh --seeds 2000 seeds
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

readonly all_kinds="seeds kills crashes sweep threads fuzz"
readonly seeds_a_step=200 kills_a_step=100
seeds=10000 kills=10000 fuzz_seconds=3600 factor=10 dir=build/soak build=build/release lists=''
kinds=()

complain() { printf 'soak: %s\n' "$*" >&2; }
usage() { sed -n '2,/^set -uo/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

while (($#)); do
  case $1 in
    --seeds | --kills | --fuzz-seconds | --factor)
      [[ ${2:-} =~ ^[1-9][0-9]{0,8}$ ]] || { complain "$1 wants a whole number above 0"; exit 2; }
      case $1 in
        --seeds) seeds=$2 ;;
        --kills) kills=$2 ;;
        --fuzz-seconds) fuzz_seconds=$2 ;;
        --factor) factor=$2 ;;
      esac
      shift
      ;;
    --dir | --build)
      [[ ${2:-} ]] || { complain "$1 wants a folder"; exit 2; }
      [[ $1 == --dir ]] && dir=$2 || build=$2
      shift
      ;;
    --list) lists=yes ;;
    --help | -h) usage; exit 0 ;;
    *)
      [[ " $all_kinds " == *" $1 "* ]] || { complain "does not know '$1'; tests/soak.sh --help"; exit 2; }
      kinds+=("$1")
      ;;
  esac
  shift
done
((${#kinds[@]})) || read -r -a kinds <<<"$all_kinds"

mkdir -p "$dir/logs" || exit 1
dir=$(cd "$dir" && pwd)
results=$dir/results.tsv
touch "$results"

# What is to be done: name, seconds that it may take, the program that it tests, the command that replays it.
names=() limits=() programs=() commands=()

# step NAME SECONDS PROGRAM COMMAND...
step() {
  names+=("$1") limits+=("$2") programs+=("$3")
  shift 3
  commands+=("$(printf '%q ' "$@")")
}

add_seeds() {
  local from program=$build/tests/simulation_test
  if ((seeds < seeds_a_step)); then
    for ((from = 1; from <= seeds; ++from)); do
      step "seeds-$from" 600 "$program" env LONTAR_SIM_SEED="$from" "$program" "--gtest_filter=Seeds/*"
    done
    return
  fi
  for ((from = 1; from <= seeds; from += seeds_a_step)); do
    step "seeds-$from-$((from + seeds_a_step - 1))" 3600 "$program" \
      env LONTAR_SIM_FROM="$from" "$program" "--gtest_filter=Seeds/*" --gtest_brief=1
  done
}

add_kills() {
  local number=1 left=$kills count
  while ((left > 0)); do
    count=$((left < kills_a_step ? left : kills_a_step))
    step "kills-$number-of-$count" 3600 "$build/bin/lontar-hub" \
      tests/fault/kills.sh --bin "$build/bin" --kills "$count" --seed "$number"
    number=$((number + 1)) left=$((left - count))
  done
}

add_crashes() {
  step "crash-points-times-$factor" 86400 "$build/tests/crash_points_test" \
    env LONTAR_COUNTS=long LONTAR_SOAK_FACTOR="$factor" "$build/tests/crash_points_test" --gtest_brief=1
  step "faults-times-$factor" 86400 "$build/tests/fault_test" \
    env LONTAR_COUNTS=long LONTAR_SOAK_FACTOR="$factor" "$build/tests/fault_test" --gtest_brief=1
}

add_sweep() {
  step "sweep-every-byte" 86400 "$build/tests/audit_sweep_whole_test" "$build/tests/audit_sweep_whole_test"
}

add_threads() {
  local name
  for name in shells base audit; do
    step "threads-$name-times-$factor" 14400 "build/tsan/tests/threads_${name}_test" env LONTAR_SOAK_FACTOR="$factor" \
      TSAN_OPTIONS=exitcode=66 "build/tsan/tests/threads_${name}_test" --gtest_brief=1
  done
}

# The readers' names are those that the program itself tells.
add_fuzz() {
  local program=build/fuzz/bin/fuzz_readers target targets
  targets=$("$program" 2>&1 | sed -n 's/^set LONTAR_FUZZ_TARGET to one of: *//p')
  for target in ${targets:-all}; do
    mkdir -p "$dir/corpus/$target"
    step "fuzz-$target-for-$fuzz_seconds-s" $((fuzz_seconds + 600)) "$program" env LONTAR_FUZZ_TARGET="$target" \
      LONTAR_FUZZ_SEEDS="$dir/corpus/$target" \
      "$program" "-max_total_time=$fuzz_seconds" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
      "-artifact_prefix=$dir/corpus/found-$target-" "$dir/corpus/$target"
  done
}

# How a program that is missing comes to be there.
how_to_build() {
  case $1 in
    build/tsan/*) echo "./dev build tsan" ;;
    build/fuzz/*) echo "apt-get install clang libclang-rt-14-dev; cmake --preset fuzz; cmake --build build/fuzz --target fuzz_readers" ;;
    *) echo "./dev build" ;;
  esac
}

digest_of() { sha256sum "$1" 2>/dev/null | cut -c1-16; }

# is_done NAME DIGEST
is_done() { awk -F'\t' -v n="$1" -v d="$2" '$1 == n && $5 == d { last = $2 } END { exit last != "ok" }' "$results"; }

running=''
interrupted() {
  [[ ! $running ]] || kill -TERM -- "-$running" 2>/dev/null
  complain "interrupted; the same call goes on here"
  exit 130
}
trap interrupted INT TERM

# run_step INDEX: 0 it passed. Its own process group, so that nothing of it outlives it.
run_step() {
  local name=${names[$1]} log=$dir/logs/${names[$1]}.txt start=$SECONDS digest outcome=ok
  digest=$(digest_of "${programs[$1]}")
  if [[ ! $digest ]]; then
    printf 'cannot run: %s is not built: %s\n' "${programs[$1]}" "$(how_to_build "${programs[$1]}")"
    return 1
  fi
  set -m
  timeout --kill-after=10 "${limits[$1]}" bash -c "${commands[$1]}" >"$log" 2>&1 </dev/null &
  running=$!
  set +m
  wait "$running" || outcome=FAILED
  running=''
  printf '%s\t%s\t%d\t%s\t%s\n' "$name" "$outcome" $((SECONDS - start)) "$(date -u +%FT%TZ)" "$digest" >>"$results"
  printf '%s, %d s\n' "$outcome" $((SECONDS - start))
  [[ $outcome == ok ]] && return 0
  tail -n 25 "$log"
  printf 'replay: %s\nwhole output: %s\n' "${commands[$1]}" "$log"
  return 1
}

for kind in "${kinds[@]}"; do "add_$kind"; done

total=${#names[@]} passed=0 kept=0 failed=()
for ((i = 0; i < total; ++i)); do
  if is_done "${names[i]}" "$(digest_of "${programs[i]}")"; then
    kept=$((kept + 1))
    [[ ! $lists ]] || printf 'done  %s\n' "${names[i]}"
    continue
  fi
  if [[ $lists ]]; then
    printf 'open  %s\n' "${names[i]}"
    continue
  fi
  printf '[%d of %d] %s: ' $((i + 1)) "$total" "${names[i]}"
  if run_step "$i"; then
    passed=$((passed + 1))
  else
    failed+=("${names[i]}")
  fi
done
[[ ! $lists ]] || exit 0

printf '\n%d steps: %d passed now, %d before, %d failed, %d s; %s\n' \
  "$total" "$passed" "$kept" "${#failed[@]}" "$SECONDS" "$results"
((${#failed[@]} == 0)) && exit 0
printf 'failed: %s\n' "${failed[@]}"
exit 1
