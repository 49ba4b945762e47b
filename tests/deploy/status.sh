#!/bin/bash
# What `lontar status` tells an operator, and `--check` a machine that watches: settled or not, the certificate's last days
# (threat T45), conversations that fail.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation

# field ROLE NAME: of the JSON, a text or number.
field() { lontar status "--$1" "$1" --json | sed -n "s/^ *\"$2\": \"\?\([^\",]*\)\"\?,\?$/\1/p" | head -n 1; }
# has_warning ROLE ID, and the words of it
has_warning() {
  lontar status "--$1" "$1" --json | grep -q "\"id\": \"$2\"" || fail "the $1 has no warning $2: $(lontar status "--$1" "$1")"
}
has_no_warning() {
  ! lontar status "--$1" "$1" --json | grep -q "\"id\": \"$2\"" || fail "the $1 warns of $2: $(lontar status "--$1" "$1")"
}

# Enrolled on the node, not yet on the log: no witness has cosigned.
[[ $(field node queued) == 1 ]] || fail "queued is $(field node queued)"
[[ $(field hub is_settled) == false ]] || fail "settled without a witness"
run lontar sync --node node
[[ $(field node queued) == 0 ]] || fail "queued is $(field node queued)"
[[ $(field hub is_settled) == true ]] || fail "not settled by the only witness: $(lontar status --hub hub)"
lontar status --hub hub | grep -q '^settled  *yes, cosigned by 1 of 1 witness; 1 settle it$' || fail "$(lontar status --hub hub)"
for role in hub node; do
  [[ "lontar $(field $role version)" == "$(lontar --version)" ]] || fail "version $(field $role version)"
  [[ $(field $role started) == 20*Z && $(field $role not_after) == 20*Z ]] || fail "$(lontar status --$role $role --json)"
  has_no_warning $role certificate-ends-in-90
done

# A certificate of 20 days: the node reads it anew, the hub tells of the file that it will read when it is restarted.
run lontar ca issue ca --member KH --days 20 --out tls/short
cp tls/short/* tls/KH
has_warning node certificate-ends-in-30
expect 3 lontar status --node node --check
grep -q '^lontar: error: .*the certificate of the line ends on .* in 19 days' "$output" || fail "$(<"$output")"
lontar status --node node | grep -q '^warning  *the certificate of the line ends on' || fail "$(lontar status --node node)"
# Without --check it is an answer like any other.
run lontar status --node node
run lontar sync --node node

# A file that is no certificate.
echo nonsense >tls/hub/tls.crt
has_warning hub certificate-unreadable

stop_daemon hub hub
for _ in 1 2; do expect 5 lontar sync --node node; done
has_no_warning node sync-failing
expect 5 lontar sync --node node
has_warning node sync-failing
expect 3 lontar status --node node --check --json
expect 5 lontar status --hub hub --check
