#!/bin/bash
# Ctrl-C (SIGINT) in the middle of sync, log mirror and audit: exit code 130, said in words and as JSON, and nothing is
# half written. The hub is held still (SIGSTOP), so that each is in the middle for sure.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation

hub=$(<"$(pid_file hub)")

# A shell gives what it starts with & an ignored SIGINT; a terminal does not.
# Its process is $begun: $! is anybody's who runs next, a process substitution's too.
begin() {
  env --default-signal=INT "$@" >"$output" 2>"$scratch/said" &
  begun=$!
}

# interrupt PID: waits for its end. Its exit code is $code.
interrupt() {
  kill -INT "$1" 2>/dev/null || true  # it may have come to its end just now
  code=0
  wait "$1" || code=$?
}
wants_130() {
  ((code == 130)) || fail "$1 ended with $code: $(cat "$scratch/said")"
  grep -q '^lontar: error: interrupted' "$scratch/said" || fail "$1 says nothing: $(cat "$scratch/said")"
  [[ ! -s $output ]] || fail "$1 answered: $(cat "$output")"
}
# The process sleeps in a call: it waits for an answer. A file says that it has come so far.
is_waiting() { [[ $(<"/proc/$1/wchan") != 0 && $(grep -c socket: < <(readlink "/proc/$1/fd/"*)) -gt 0 ]]; }

kill -STOP "$hub"
begin lontar sync --node node --json
await "sync to call the node" is_waiting "$begun"
interrupt "$begun"
wants_130 sync
[[ $(tail -n 1 "$scratch/said") == *'"reason":"INTERRUPTED"'* ]] || fail "no JSON: $(cat "$scratch/said")"
kill -CONT "$hub"
# The node ends what it had begun; then it answers again, and the entry arrives once.
syncs() { lontar sync --node node >"$output" 2>&1; }
await "the conversation to end" syncs
size=$(lontar status --hub hub --json | sed -n 's/.*"log_size": \([0-9]*\).*/\1/p')
((size == 4)) || fail "the log has $size entries, not trust root, collection, member and keys"

kill -STOP "$hub"
begin lontar log mirror --hub hub --out mirror
await "log mirror to call the hub" is_waiting "$begun"
interrupt "$begun"
wants_130 "log mirror"
kill -CONT "$hub"
# As soon as its folder is there it writes; every other time a little later, at one moment after another. What is there when
# it ends is whole files only.
cut=0
for ((round = 0; round < 400 && cut < 3; round++)); do
  rm -rf mirror
  begin lontar log mirror --hub hub --out mirror
  # Not asleep: the folder is there for a few milliseconds before the checkpoint is.
  until [[ -d mirror ]] || ! kill -0 "$begun" 2>/dev/null; do :; done
  if ((round % 2)); then
    printf -v delay '0.%03d' $((round % 20))
    # Not a wait for anything: the moment of the interruption is what varies.
    read -rt "$delay" <> <(:) || true
  fi
  interrupt "$begun"
  ((code == 130 || code == 0)) || fail "log mirror ended with $code: $(cat "$scratch/said")"
  # Cut off while it wrote: some files are there, and the checkpoint, which comes last, is not.
  if [[ $code == 130 && -d mirror && ! -e mirror/checkpoint ]]; then cut=$((cut + 1)); fi
  [[ ! -d mirror || -z $(find mirror -name '*.part') ]] || fail "half written: $(find mirror -name '*.part')"
done
((cut == 3)) || fail "$cut mirrors were interrupted while they wrote, not three"
echo "three mirrors were cut while they wrote, in $round rounds"
run lontar log mirror --hub hub --out mirror
run lontar audit --mirror mirror --vkey hub/log.vkey

# A table that nobody writes keeps the audit waiting.
mkfifo table
begin lontar audit --mirror mirror --vkey hub/log.vkey --table table
audit=$begun
waits_for_table() { [[ $(<"/proc/$1/wchan") == wait_for_partner ]]; }
await "audit to read its table" waits_for_table "$audit"
interrupt "$audit"
wants_130 audit
echo "sync, log mirror and audit end with 130"
