#!/bin/bash
# The main job: one hub and a node for each member, as real processes on this machine, from the first key to the audit.
#
#   main_job.sh --bin BINDIR [--dir DIR] [--keep]
#
# Uses the command line as an operator would, and nothing else. DEMONSTRATION: published figures, not submitted by any
# member. What it makes stands in DIR (default demo-data); a folder that it did not make is never touched. Every command
# is in DIR/commands.txt, in order. --keep leaves hub and nodes running.
#
# Ends with 0 done, 1 a step failed, 2 usage, 6 DIR holds something else.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/deploy/demo/steps.sh"

readonly notice="DEMONSTRATION: published figures, not submitted by any member"
readonly origin=demonstration.lontar.example/published-figures
readonly collection=asean-child-labour
readonly catalogue=catalogues/child-labour-2025
readonly rounds=(baseline-2021 baseline-now baseline-2021-strict)
readonly late_member=VN
# Published file and mapping, in the order in which they are imported.
readonly sources=(
  "ilostat_child_labour.csv ilostat-a1.yaml"
  "unsd_sdg_8_7_1_child_labour.csv unsd-8-7-1.yaml"
  "ilostat_young_workers_15_17.csv ilostat-a3.yaml"
  "uis_net_enrolment.csv uis-net-enrolment.yaml"
  "unsd_sdg_1_3_1_social_protection.csv unsd-1-3-1.yaml"
)

bin='' dir=demo-data keep=''
while (($#)); do
  case $1 in
    --bin | --dir)
      (($# > 1)) || { complain "$1 wants a folder"; exit 2; }
      [[ $1 == --bin ]] && bin=$2 || dir=$2
      shift
      ;;
    --keep) keep=yes ;;
    *)
      complain "does not know '$1'; usage: main_job.sh --bin BINDIR [--dir DIR] [--keep]"
      exit 2
      ;;
  esac
  shift
done
[[ -x $bin/lontar && -x $bin/lontar-hub && -x $bin/lontar-node ]] || {
  complain "--bin '$bin' holds no lontar, lontar-hub and lontar-node; ./dev build makes them"
  exit 2
}
bin=$(cd "$bin" && pwd)

# What signs each act of the authority.
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)

providers_of() { cut -d, -f1,2 data/demo/assignments.csv | sort -u | sed -n "s/^$1,//p"; }

new_key() { run lontar key new "$1" --kdf-cost low; }

make_hub() {
  local port key
  port=$(free_port)
  run lontar ca new ca --name "Lontar demonstration"
  run lontar ca issue ca --server localhost --out tls/hub
  for key in root authority-1 authority-2 log chain; do new_key "keys/$key.key"; done
  run lontar hub init --hub hub --origin "$origin" --notice "$notice" --root-key keys/root.key \
    --authority-key keys/authority-1.key.pub --authority-key keys/authority-2.key.pub \
    --log-key keys/log.key --chain-key keys/chain.key --tls tls/hub --listen "127.0.0.1:$port"
  run cp hub/log.vkey log.vkey
  hub_address=127.0.0.1:$port
}

open_collection() {
  local round
  run lontar collection add --hub hub --catalogue "$catalogue" "${authority[@]}"
  run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
  for round in "${rounds[@]}"; do
    run lontar round open --hub hub --collection "$collection" --rounds catalogues/asean/rounds.yaml \
      --round "$round" "${authority[@]}"
  done
}

# Keys, certificate and folder of one member; the authority names its administrator.
make_member() {
  local member=$1 key
  for key in administrator node witness $(providers_of "$member"); do new_key "keys/$member/$key.key"; done
  run lontar ca issue ca --member "$member" --out "tls/$member"
  run_line "lontar node init --node nodes/$member --member $member --hub-id \$(cat hub/hub-id)" \
    "--hub-address $hub_address --node-key keys/$member/node.key" \
    "--witness-key keys/$member/witness.key --tls tls/$member --sync-minutes 0"
}

enrol_member() {
  run lontar enrol member "$1" --hub hub --members catalogues/asean/members.yaml \
    --administrator "keys/$1/administrator.key.pub" "${authority[@]}"
}

# The node fetches the catalogue; its administrator enrols its keys.
join_member() {
  local member=$1 provider keys=()
  for provider in $(providers_of "$member"); do
    keys+=(--provider "$provider=keys/$member/$provider.key")
  done
  run lontar sync --node "nodes/$member"
  run lontar enrol keys --node "nodes/$member" --administrator "keys/$member/administrator.key" \
    --node-key "keys/$member/node.key" --witness-key "keys/$member/witness.key" "${keys[@]}" \
    --assignments data/demo/assignments.csv --catalogue "$catalogue"
  run lontar sync --node "nodes/$member"
  say "  $member: node and witness, $((${#keys[@]} / 2)) providers enrolled"
}

# How a draft is signed: sign_here, or sign_elsewhere as on a computer without a node. MEMBER DRAFT PROVIDER.
sign_here() { run lontar sign "$2" --node "nodes/$1" --key "keys/$1/$3.key"; }
sign_elsewhere() {
  run lontar draft export "$2" --node "nodes/$1" --out revision.report
  run lontar sign revision.report --key "keys/$1/$3.key" --out revision.signed
  run lontar draft import "$2" revision.signed --node "nodes/$1"
}

# justify MEMBER DRAFT: each warning wants a sentence that travels with the report.
justify() {
  local finding sentence
  for finding in $(sed -n 's/^warning *\([A-Z_]*\) at .*/\1/p' "$output" | sort -u); do
    sentence=$(sed -n "s/^$finding,//p" data/demo/justifications.csv)
    [[ -n $sentence ]] || { complain "data/demo/justifications.csv has no sentence for $finding"; return 1; }
    run lontar draft justify "$2" "$finding" --node "nodes/$1" --all --sentence "$sentence"
  done
}

# take_in MEMBER FILE MAPPING SIGN: from the file to an approved report, if it holds anything of this member.
take_in() {
  local member=$1 draft provider
  run lontar import "$2" --node "nodes/$member" --mapping "$3"
  sed -n "s/^read */  $member: /p; s/^no place */      no indicator takes /p" "$output"
  read -r draft provider < <(sed -n 's/^draft *\(draft-[0-9]*\) of \([^:]*\):.*/\1 \2/p' "$output") || return 0
  run lontar check "$draft" --node "nodes/$member"
  justify "$member" "$draft"
  "$4" "$member" "$draft" "$provider"
  run lontar approve "$draft" --node "nodes/$member"
}

# All published files for which a mapping names a provider of this member.
report_member() {
  local member=$1 pair file mapping
  for pair in "${sources[@]}"; do
    read -r file mapping <<<"$pair"
    grep -q "^  $member: " "data/demo/mappings/$mapping" || continue
    take_in "$member" "data/published/$file" "data/demo/mappings/$mapping" sign_here
  done
}

start_node() { start_daemon "nodes/$1" node lontar-node; }
sync_member() { run lontar sync --node "nodes/$1"; }

log_size() { lontar status --hub hub --json | sed -n 's/.*"log_size": \([0-9]*\).*/\1/p'; }

show_table() { show lontar threshold --hub hub --round "$1"; }

# One figure of the Philippines anew. The value is made up for the demonstration: the sum of both sexes.
revise() {
  local before file=data/published/ilostat_young_workers_15_17.csv
  before=$(log_size)
  run_line "(head -n 1 $file; grep '^PH,A3,NUMBER,2019,_T,' $file |" \
    "sed 's/,594.124,/,594.125,/; s/,[^,]*\$/,revision made up for the demonstration/') >revision.csv"
  take_in PH revision.csv data/demo/mappings/ilostat-a3.yaml sign_elsewhere
  run lontar sync --node nodes/PH
  say "before, as of log size $before:"
  show_lines 'number 2019, age Y15T17' lontar cells --hub hub --member PH --indicator A3 --as-of "$before"
  say "now:"
  show_lines 'number 2019, age Y15T17' lontar cells --hub hub --member PH --indicator A3
}

# The first report of Cambodia is its entry 2, after its keys.
keep_receipt() {
  run lontar receipt 2 --node nodes/KH --out receipt-KH.txt
  show lontar receipt verify receipt-KH.txt --vkey log.vkey
}

# One bit of the first bundle of entries, in a copy.
flip_a_byte() {
  local bundle at=300 byte
  run cp -r mirror mirror-damaged
  bundle=$(find mirror-damaged/tile/entries -type f | sort | head -n 1)
  byte=$(od -An -tu1 -j "$at" -N 1 "$bundle")
  run_line "printf '\\x$(printf %02x $((byte ^ 1)))' | dd of=$bundle bs=1 seek=$at conv=notrunc status=none"
  expect 4 lontar audit --mirror mirror-damaged --vkey log.vkey
  say "audit of a copy with one bit changed at byte $at of ${bundle#mirror-damaged/}:"
  cat "$output"
}

publish() {
  save threshold-2021.json lontar threshold --hub hub --round baseline-2021 --json
  save threshold-now.json lontar threshold --hub hub --round baseline-now --json
  save docket.json lontar docket --hub hub --round baseline-now --json
  show lontar docket --hub hub --round baseline-now
  save what-if.json lontar threshold --hub hub --round baseline-2021 --threshold 6 --members-on 2026-01-01 \
    --counts as-specified --json
  local format
  for format in html xlsx csv odt txt; do
    run lontar docket baseline-2021 --hub hub --out "docket.$format"
    run lontar docket baseline-2021 --hub hub --reports-only --out "docket-reports.$format"
    run lontar docket baseline-2021 --node nodes/KH --reports-only --out "docket-reports-KH.$format"
  done
  run lontar log mirror --hub hub --out mirror
  local tables=(--table threshold-2021.json --table threshold-now.json)
  save audit.json lontar audit --mirror mirror --vkey log.vkey "${tables[@]}" --json
  show lontar audit --mirror mirror --vkey log.vkey "${tables[@]}"
}

summary() {
  cat <<TEXT

$notice
In $dir:
  threshold-2021.json  threshold-now.json  the two tables
  docket.json                              what is below five, with the evidence
  docket.html .xlsx .csv .odt .txt         the paper for SLOM; docket-reports*: what every member can make again
  mirror/  log.vkey                        the public log and its key; audit.json: recomputed from them
  receipt-KH.txt                           the proof that the log holds an entry of Cambodia
  commands.txt                             every command, to be typed by hand
TEXT
  [[ $keep ]] || return 0
  cat <<TEXT
Hub and nodes run. Talk to them:
  cd $dir && PATH=$bin:\$PATH && lontar status --hub hub && lontar status --node nodes/KH
Stop them:
  kill \$(cat $dir/run/*.pid)
TEXT
}

main() {
  claim_folder "$dir"
  cp -r "$root/catalogues" "$root/data" "$dir/"
  enter_folder "$dir" "$bin"
  mapfile -t members < <(sed -n 's/^ *- code: *//p' catalogues/asean/members.yaml)
  local present=()
  mapfile -t present < <(printf '%s\n' "${members[@]}" | grep -vx "$late_member")

  say "$notice"
  step "1 of 7: hub, ${#members[@]} nodes, keys, enrolment"
  make_hub
  start_daemon hub hub lontar-hub
  open_collection
  in_pairs make_member "${members[@]}"
  for member in "${members[@]}"; do enrol_member "$member"; done
  for member in "${members[@]}"; do launch_daemon "nodes/$member" node lontar-node; done
  for member in "${members[@]}"; do await_daemon "nodes/$member" node; done
  in_pairs join_member "${members[@]}"

  step "2 and 3 of 7: the hub is down; published figures are imported, checked, signed, approved"
  stop_daemon hub hub
  in_pairs report_member "${members[@]}"
  start_daemon hub hub lontar-hub
  in_pairs sync_member "${present[@]}"
  for round in "${rounds[@]}"; do show_table "$round"; done
  lontar threshold --hub hub --round baseline-now >"$scratch/first.txt" 2>/dev/null

  step "4 of 7: the node of $late_member, offline until now, joins; lines of the table that change"
  sync_member "$late_member"
  logged lontar threshold --hub hub --round baseline-now
  lontar threshold --hub hub --round baseline-now 2>/dev/null | diff "$scratch/first.txt" - | grep '^[<>] [A-Z][0-9]' || true

  step "5 of 7: PH.PSA revises a figure"
  revise

  in_pairs sync_member "${members[@]}"
  keep_receipt

  step "6 and 7 of 7: the tables, the docket, the mirror, the audit"
  for round in "${rounds[@]}"; do show_table "$round"; done
  publish
  flip_a_byte
  step "done"
  summary
}

main
