#!/bin/bash
# tests/soak.sh itself, with two seeds: it runs them, does not run them again, says what failed and how to replay it,
# and goes on where it was interrupted.
#
#   soak_test.sh BUILD_DIR
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() { printf 'soak_test: %s\n' "$*" >&2; exit 1; }
# expect CODE TEXT: soak.sh with the remaining words ends so and says so.
expect() {
  local code=$1 text=$2 said status=0
  shift 2
  said=$(tests/soak.sh --dir "$folder/soak" "$@" 2>&1) || status=$?
  [[ $status == "$code" ]] || fail "soak.sh $* ended with $status, not $code: $said"
  [[ $said == *"$text"* ]] || fail "soak.sh $* does not say '$text': $said"
}

expect 2 "does not know 'seed'" seed
expect 2 "wants a whole number" --seeds 0
expect 0 "open  seeds-2" --build "$build" --seeds 2 --list seeds
expect 0 "2 steps: 2 passed now, 0 before, 0 failed" --build "$build" --seeds 2 seeds
expect 0 "2 steps: 0 passed now, 2 before, 0 failed" --build "$build" --seeds 2 seeds
expect 0 "done  seeds-1" --build "$build" --seeds 2 --list seeds
# Another program under the same name has to pass by itself; one that fails, fails the soak.
mkdir -p "$folder/build/tests"
printf '#!/bin/bash\necho "seed $LONTAR_SIM_SEED"; exit $((LONTAR_SIM_SEED == 2))\n' >"$folder/build/tests/simulation_test"
chmod +x "$folder/build/tests/simulation_test"
expect 1 "failed: seeds-2" --build "$folder/build" --seeds 3 seeds
expect 1 "replay: env LONTAR_SIM_SEED=2" --build "$folder/build" --seeds 3 seeds
expect 1 "0 passed now, 2 before, 1 failed" --build "$folder/build" --seeds 3 seeds
# What is not built is no pass.
expect 1 "is not built" --build "$folder/nothing" --seeds 1 seeds
echo "soak_test: all as it should be"
