#!/bin/bash
# kill -9 of the hub and the node at random moments of the main job: figures are taken in, signed, approved, synced. At
# every fiftieth and at the end all that was acknowledged must be there, once, and audit must be silent.
#
#   kills.sh --bin BINDIR [--long] [--kills N] [--seed N]
#
# Without --kills as often as tests/support/counts.h says; with --long as often as that says for label long.
# The same seed draws the same victims and moments; what a moment meets is the machine's. Ends with 0 done, 1 failed, 2 usage.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
bin='' seed=1
read -r kills kills_long < <(sed -n 's/.*kKills = {\([0-9]*\), \([0-9]*\)}.*/\1 \2/p' "$root/tests/support/counts.h")
while (($#)); do
  case $1 in
    --long) kills=$((kills_long * ${LONTAR_SOAK_FACTOR:-1})) ;;
    --bin) bin=$(cd "$2" && pwd) && shift ;;
    --kills) kills=$2 && shift ;;
    --seed) seed=$2 && shift ;;
    *)
      bin=''
      break
      ;;
  esac
  shift
done
[[ $bin && -x $bin/lontar-hub ]] || {
  echo "usage: kills.sh --bin BINDIR [--long] [--kills N] [--seed N]" >&2
  exit 2
}
source "$root/tests/fault/small_job.sh"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
enter_folder "$folder" "$bin"
trap 'stop_all; cd /; rm -rf "$folder"' EXIT
mkdir -p acknowledged

# kill_program FOLDER: the pid is one that this script started.
kill_program() {
  local pid
  pid=$(<"$(pid_file "$1")")
  kill -KILL "$pid"
  await "$1 to be gone" process_ended "$pid"
}

# One turn of the job in the background; killed at a drawn moment of it, while nobody waits for anything else.
one_kill() {
  local number=$1 victim=$((RANDOM % 3)) moment=$((RANDOM % 700)) job
  {
    report "$number" && lontar sync --node "$node"
  } >>job.txt 2>&1 &
  job=$!
  # Until the moment, or the end of the job.
  read -r -t "$(printf %d.%03d $((moment / 1000)) $((moment % 1000)))" <> <(:) || true
  ((victim == 1)) || kill_program hub
  ((victim == 0)) || kill_program "$node"
  wait "$job" && finished=$((finished + 1)) || true
  ((victim == 1)) || launch_daemon hub hub lontar-hub
  ((victim == 0)) || launch_daemon "$node" node lontar-node
  ((victim == 1)) || await_daemon hub hub
  ((victim == 0)) || await_daemon "$node" node
}

make_small_world
start_hub
start_node
open_small_collection
RANDOM=$seed
finished=0
began=$SECONDS
for ((turn = 1; turn <= kills; turn++)); do
  one_kill "$turn"
  ((turn % 50)) || check_promises
done
check_promises
say "$kills kills (seed $seed) in $((SECONDS - began)) s: $(ls acknowledged | wc -l) entries acknowledged," \
  "$finished jobs came to their end, nothing lost, audit silent"
