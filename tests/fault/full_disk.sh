#!/bin/bash
# A full and a read-only disk under the real hub and node: each on a tmpfs of its own, in a mount namespace of its own.
# Threat T36: a clear refusal while it lasts, nothing that was acknowledged is lost, and service again without repair.
#
#   full_disk.sh --bin BINDIR
#
# Ends with 0 done, 1 failed, 2 usage, 77 skipped: mounting is not permitted here.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[[ ${1:-} == --bin && $# == 2 && -x $2/lontar-hub ]] || {
  echo "usage: full_disk.sh --bin BINDIR" >&2
  exit 2
}
bin=$(cd "$2" && pwd)
source "$root/tests/fault/small_job.sh"
if [[ ! ${LONTAR_OWN_MOUNTS:-} ]]; then
  unshare --mount --propagation private true 2>/dev/null || skip "no mount namespace is to be had (not root?)"
  LONTAR_OWN_MOUNTS=yes exec unshare --mount --propagation private bash "$0" --bin "$bin"
fi

folder=$(mktemp -d)
mkdir -p "$folder/hub" "$folder/nodes/KH"
# More than is kept free for the database (core/base/limits.h), and little beside: a tmpfs takes memory for what it holds.
for disk in hub nodes/KH; do
  mount -t tmpfs -o size=120m,nr_inodes=200,mode=0700 tmpfs "$folder/$disk" || {
    rm -rf "$folder"
    skip "tmpfs cannot be mounted"
  }
done
enter_folder "$folder" "$bin"
# The mounts end with their namespace, when the last program has ended.
trap 'stop_all; cd /; umount -l "$folder/hub" "$folder/nodes/KH"; rm -rf "$folder"' EXIT
mkdir -p acknowledged

# fill DISK KIB: all but so much.
fill() {
  local free
  free=$(df --output=avail -k "$1" | tail -n 1)
  ((free > $2)) || return 0
  dd if=/dev/zero of="$1/ballast" bs=1k count=$((free - $2)) status=none || true
}

# use_up_files DISK: no file more can be made.
use_up_files() {
  local n=0
  mkdir -p "$1/many"
  while (: >"$1/many/$n") 2>/dev/null; do n=$((n + 1)); done
}

make_space() { rm -rf "$1/ballast" "$1/many"; }

# refused CODES REASONS COMMAND...: it must fail with one of these exit codes and, as JSON, one of these reasons.
refused() {
  local codes=$1 reasons=$2 code=0
  shift 2
  "$@" --json >refused.out 2>refused.err || code=$?
  [[ " $codes " == *" $code "* ]] || fail "$*: exit code $code instead of $codes: $(<refused.err)"
  local reason
  reason=$(value_of reason <refused.err)
  [[ " $reasons " == *" $reason "* ]] || fail "$*: reason $reason instead of $reasons: $(<refused.err)"
}

# done_again COMMAND...: at most three times: a program that could not write says once that it begins anew.
done_again() {
  for _ in 1 2 3; do
    "$@" >again.out 2>&1 && return 0
  done
  fail "$*: no service after space was made: $(<again.out)"
}

# One draft, one signed draft, one sealed entry: what the phases need, made while there is room.
number=0
prepare() {
  number=$((number + 1))
  done_again report "$number"
  number=$((number + 1))
  write_figures "$number" 3 >"phase.csv"
  done_again lontar import phase.csv --node "$node" --mapping small.yaml --json
  draft=$(value_of draft <again.out)
  done_again lontar sign "$draft" --node "$node" --key keys/KH/KH.NSO.key
  number=$((number + 1))
  write_figures "$number" 3 >"phase.csv"
}

finish() {
  done_again lontar approve "$draft" --node "$node"
  carry_on
}

carry_on() {
  done_again report 1000
  done_again lontar sync --node "$node"
  check_promises
}

node_phases() {
  local codes=$1 reasons=$2
  refused "$codes" "$reasons" lontar import phase.csv --node "$node" --mapping small.yaml
  refused "$codes" "$reasons" lontar approve "$draft" --node "$node"
  refused "$codes" "$reasons" lontar sync --node "$node"
  # What only reads goes on.
  run lontar drafts --node "$node"
  run lontar status --node "$node"
}

hub_phases() {
  local codes=$1 reasons=$2
  refused "$codes" "$reasons" lontar catalogue add --hub hub --catalogue small "${authority[@]}"
  refused "$codes" "$reasons" lontar sync --node "$node"
}

make_small_world
start_hub
start_node
open_small_collection

for room in 0 4 64 1024 32768; do
  prepare
  fill "$node" "$room"
  node_phases 1 DISK_FULL
  make_space "$node"
  finish
  prepare
  fill hub "$room"
  hub_phases 1 DISK_FULL
  run lontar status --hub hub
  run lontar log mirror --hub hub --out mirror-full
  rm -rf mirror-full
  make_space hub
  finish
  say "with $room KiB left: refused with DISK_FULL, served again without a restart"
done

prepare
use_up_files "$node"
node_phases 1 DISK_FULL
make_space "$node"
use_up_files hub
hub_phases 1 DISK_FULL
make_space hub
finish
say "with no file to be made: refused with DISK_FULL, served again without a restart"

# The room is there when the work begins and gone in the middle: the write itself is refused.
for disk in "$node" hub; do
  fill "$disk" 70000
  for turn in 1 2 3; do
    years=60 report $((2000 + turn)) >/dev/null 2>&1 || true
    fill "$disk/store" 0
    lontar sync --node "$node" >/dev/null 2>&1 || true
    rm -f "$disk/store/ballast"
  done
  make_space "$disk"
done
carry_on
say "filled under way: served again without a restart"

# A mirror on a full disk is not there at all, or not whole and said so.
mkdir -p full
mount -t tmpfs -o size=64k,mode=0700 tmpfs full
code=0
lontar log mirror --hub hub --out full/mirror >/dev/null 2>mirror.err --json || code=$?
((code == 1)) && [[ $(value_of reason <mirror.err) == DISK_FULL ]] || fail "mirror: exit code $code: $(<mirror.err)"
umount full
carry_on
say "mirror onto a full disk: refused with DISK_FULL"

# Read-only. The kernel does not let a disk become so while a file on it is open for writing, so the programs meet it when
# they start; in the middle of their work: full_disk_test.cc.
for pair in "$node node lontar-node" "hub hub lontar-hub"; do
  read -r disk role program <<<"$pair"
  prepare
  stop_daemon "$disk" "$role"
  mount -o remount,ro "$disk"
  code=0
  timeout 20 "$program" --dir "$disk" >start.txt 2>&1 </dev/null || code=$?
  ((code == 1)) || fail "$program on a read-only disk: exit code $code: $(<start.txt)"
  grep -q 'Read-only file system' start.txt || fail "$program does not say why: $(<start.txt)"
  mount -o remount,rw "$disk"
  start_daemon "$disk" "$role" "$program"
  finish
done
say "read-only: refused with the reason, and served again without repair"

# A program that starts on a full disk says so and touches nothing; with what new work leaves free it serves.
for pair in "$node node lontar-node" "hub hub lontar-hub"; do
  read -r disk role program <<<"$pair"
  stop_daemon "$disk" "$role"
  for room in 0 4 1024 8192 32000; do
    fill "$disk" "$room"
    code=0
    timeout 20 "$program" --dir "$disk" >start.txt 2>&1 </dev/null || code=$?
    ((code == 1)) || fail "$program with $room KiB left: exit code $code: $(<start.txt)"
    grep -q 'no space for .* are needed to open a database' start.txt || fail "$program does not say why: $(<start.txt)"
    make_space "$disk"
  done
  fill "$disk" 33000
  start_daemon "$disk" "$role" "$program"
  make_space "$disk"
done
carry_on
say "started on a full disk: refused with the reason, and served with what is kept free"
say "$(ls acknowledged | wc -l) entries acknowledged, none lost, audit silent"
