#!/bin/bash
# What ./dev bench runs, once the programs are built: bench/README.md.
#
#   run.sh --bin BINDIR [OPTIONS]; run.sh --help lists them
#
# Ends with 0 done, 1 failed, 2 usage.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

complain() { printf 'bench/run.sh: %s\n' "$*" >&2; }

usage() {
  cat <<'END'
./dev bench [OPTIONS]

  --load LOAD    big: 11 members x 200 submissions x 500 observations; small: 10,000 submissions
                 of 10; tiny: seconds, only to see that it runs; both (if none is named): big,
                 then small
  --repeat N     repetitions after the warm-up: 3
  --seed N       of the figures: 1
  --dir DIR      where stores are made: a folder on the disk that is to be measured
                 (build/release/bench-run)
  --json FILE    the figures as JSON too; wants one load
  --micro        the Google Benchmark programs first

Example: ./dev bench --load small --repeat 5 --json small.json
END
}

bin='' load=both dir='' json='' micro='' passed=()
while (($#)); do
  case $1 in
    --micro) micro=yes ;;
    -h | --help)
      usage
      exit 0
      ;;
    --bin | --load | --dir | --json | --repeat | --seed)
      (($# > 1)) || { complain "$1 wants a value"; exit 2; }
      case $1 in
        --bin) bin=$2 ;;
        --load) load=$2 ;;
        --dir) dir=$2 ;;
        --json) json=$2 ;;
        *) passed+=("$1" "$2") ;;
      esac
      shift
      ;;
    *)
      complain "does not know '$1'; run.sh --help lists the options"
      exit 2
      ;;
  esac
  shift
done
[[ -x $bin/lontar-hub && -x $bin/../bench/lontar-bench ]] || {
  complain "--bin '$bin' holds no programs, or ../bench no lontar-bench; ./dev bench makes them"
  exit 2
}
case $load in
  big | small | tiny) loads=("$load") ;;
  both) loads=(big small) ;;
  *)
    complain "no load '$load'; there are big, small, tiny and both (big and small)"
    exit 2
    ;;
esac
[[ $json && $load == both ]] && { complain "--json wants one load"; exit 2; }
bin=$(cd "$bin" && pwd)
bench=$(cd "$bin/../bench" && pwd)

# Where the figures are from: a tree with changes is not the commit that it names.
commit=unknown
if git -C "$root" rev-parse --git-dir >/dev/null 2>&1; then
  commit=$(git -C "$root" rev-parse --short=12 HEAD)
  [[ -z $(git -C "$root" status --porcelain) ]] || commit+=", with changes"
fi
flags=$(sed -n 's/^CMAKE_CXX_FLAGS:STRING=//p' "$bin/../CMakeCache.txt")
build="$(basename "$(cd "$bin/.." && pwd)"): $(c++ --version | head -n 1); $flags"

# Below the build folder unless told otherwise: on a disk, not in memory.
made=''
if [[ -z $dir ]]; then
  dir=$bin/../bench-run
  made=yes
fi
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
# Sockets of the nodes lie below it: 107 bytes at most.
((${#dir} <= 70)) || { complain "'$dir' is too long for sockets below it; name a shorter one with --dir"; exit 2; }

cd "$dir"
if [[ $micro ]]; then
  for theme in observation import trust log fold store export; do
    # Of the logs that grow, the shorter ones: the longest takes minutes to make.
    "$bench/${theme}_bench" --benchmark_repetitions=5 --benchmark_report_aggregates_only=true \
      --benchmark_filter='-^(1000000|10000000)_'
    echo
  done
fi
for one in "${loads[@]}"; do
  [[ ! -e $dir/$one ]] || { complain "'$dir/$one' is there from another run; remove it, or name another --dir"; exit 2; }
  "$bench/lontar-bench" --bin "$bin" --root "$root" --dir "$dir/$one" --load "$one" --commit "$commit" \
    --build "$build" ${json:+--json "$json"} "${passed[@]}"
  rm -rf "${dir:?}/$one"
  echo
done
[[ -z $made ]] || rm -rf "$dir"
