# shellcheck shell=bash
# shellcheck disable=SC2154 # whoever sources it sets root
# One hub, the node of one member and a small collection as real processes: what the fault scripts share. To be sourced by
# bash after `root` and `bin` are set. Stands on deploy/demo/steps.sh.

source "$root/deploy/demo/steps.sh"

readonly notice="TEST: no figure is real"
readonly node=nodes/KH

fail() {
  printf '%s: FAILED: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Why this cannot run here. ctest takes the word and counts the test as skipped.
skip() {
  printf '%s: skipped: %s\n' "${0##*/}" "$*"
  exit 77
}

# value_of FIELD: the first number or text of that name in the JSON on standard input.
value_of() { sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\)\"\{0,1\}.*/\1/p" | head -n 1; }

write_collection() {
  mkdir -p small
  cat >small/catalogue.yaml <<'END'
collection: small
version: "1"
title: A small collection
units:
  - {code: CASES, name: cases, whole: true}
dimensions:
  - {id: sex, name: Sex, code_list: sex, total: _T}
code_lists:
  - id: sex
    codes:
      - {id: _T, name: Both sexes}
      - {id: F, name: Female}
indicators:
  - id: cases-in-courts
    list: A
    number: 9
    name: Cases registered with courts
    short_name: Cases with courts
    basis: made up for tests
    measures:
      - {id: number, unit: CASES}
    dimensions: [sex]
    disclosure: none
END
  cat >small.yaml <<'END'
mapping: small
file: small.csv
source: registers
indicator: cases-in-courts
columns: {member: member, period: year, measure: measure, value: value, unit: unit, status: status}
dimensions:
  sex: sex
submitted_by: {KH: KH.NSO}
END
  printf 'member,provider,provider_name,indicators,basis,note\nKH,KH.NSO,An office,A9,seed,\n' >assignments.csv
}

# write_figures NUMBER YEARS: a file that differs from every other number's.
write_figures() {
  local year
  echo member,year,measure,value,unit,status,sex
  for ((year = 0; year < $2; year++)); do
    echo "KH,$((1900 + year)),number,$(($1 + year)),CASES,A,_T"
    echo "KH,$((1900 + year)),number,$1,CASES,A,F"
  done
}

new_small_key() { run lontar key new "$1" --kdf-cost low; }

# The folders and keys of both, in the present folder. Where hub and node stand is the caller's: links are followed.
make_small_world() {
  local key port
  write_collection
  port=$(free_port)
  run lontar ca new ca --name "Lontar test"
  run lontar ca issue ca --server localhost --out tls/hub
  run lontar ca issue ca --member KH --out tls/KH
  for key in root authority-1 authority-2 log chain; do new_small_key "keys/$key.key"; done
  for key in administrator node witness KH.NSO; do new_small_key "keys/KH/$key.key"; done
  run lontar hub init --hub hub --origin test.lontar.example/small --notice "$notice" --root-key keys/root.key \
    --authority-key keys/authority-1.key.pub --authority-key keys/authority-2.key.pub \
    --log-key keys/log.key --chain-key keys/chain.key --tls tls/hub --listen "127.0.0.1:$port"
  run_line "lontar node init --node $node --member KH --hub-id \$(cat hub/hub-id) --hub-address 127.0.0.1:$port" \
    "--node-key keys/KH/node.key --witness-key keys/KH/witness.key --tls tls/KH"
}

authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)

# From two empty programs that run to a node that may report.
open_small_collection() {
  run lontar collection add --hub hub --catalogue small "${authority[@]}"
  run lontar catalogue add --hub hub --catalogue small "${authority[@]}"
  run lontar enrol member KH --hub hub --members "$root/catalogues/asean/members.yaml" \
    --administrator keys/KH/administrator.key.pub "${authority[@]}"
  run lontar sync --node "$node"
  run lontar enrol keys --node "$node" --administrator keys/KH/administrator.key --node-key keys/KH/node.key \
    --witness-key keys/KH/witness.key --provider KH.NSO=keys/KH/KH.NSO.key --assignments assignments.csv --catalogue small
  run lontar sync --node "$node"
}

start_hub() { start_daemon hub hub lontar-hub; }
start_node() { start_daemon "$node" node lontar-node; }

# report NUMBER: a file with figures becomes an entry; what is answered is kept in acknowledged/. Ends with the code of the
# command that failed. Drafts that an earlier attempt left are brought in first.
report() {
  local number=$1 draft
  write_figures "$number" "${years:-3}" >"figures-$number.csv"
  lontar import "figures-$number.csv" --node "$node" --mapping small.yaml --json >import.json || return
  for draft in $(lontar drafts --node "$node" --json | sed -n 's/.*"draft": *"\(draft-[0-9]*\)".*/\1/p'); do
    lontar sign "$draft" --node "$node" --key keys/KH/KH.NSO.key >/dev/null || return
    lontar approve "$draft" --node "$node" --json >approve.json || return
    mv approve.json "acknowledged/$(value_of number <approve.json).json"
  done
}

# Everything acknowledged is in the log, once and as it was acknowledged; nothing waits; audit is silent. Both must run.
check_promises() {
  local file number hash
  run lontar sync --node "$node"
  run lontar sync --node "$node"
  [[ $(lontar status --node "$node" --json | value_of queued) == 0 ]] || fail "entries wait after a sync"
  for file in acknowledged/*.json; do
    number=$(value_of number <"$file")
    hash=$(value_of entry_hash <"$file")
    lontar receipt "$number" --node "$node" --out receipt.txt >/dev/null 2>receipt.err ||
      fail "entry $number was acknowledged and has no receipt: $(<receipt.err)"
    lontar receipt verify receipt.txt --vkey hub/log.vkey --json >verified.json || fail "the receipt of entry $number"
    rm receipt.txt
    [[ $(value_of entry_hash <verified.json) == "$hash" ]] || fail "entry $number is another than was acknowledged"
    [[ $(value_of verdict <verified.json) == accepted ]] || fail "entry $number was acknowledged and is not accepted"
  done
  rm -rf mirror
  run lontar log mirror --hub hub --out mirror
  lontar audit --mirror mirror --vkey hub/log.vkey --json >audit.json || fail "audit: $(<audit.json)"
  # No entry twice: audit has a finding of its own for that. And none that nobody sealed:
  local entries
  entries=$(lontar status --node "$node" --json | value_of entries)
  [[ $(lontar status --hub hub --json | value_of log_size) == $((entries + 4)) ]] ||
    fail "the log does not hold the four acts and $entries entries"
}
