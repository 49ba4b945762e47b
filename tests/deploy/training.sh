#!/bin/bash
# "Exercise first": a hub for training stands beside the real one, with keys of its own. TRAINING stands above every answer,
# on paper and in workbooks, and nothing of the exercise gets into the real hub: not over the line, not as a signed report,
# not as a workbook. Real hubs and nodes.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
trained=(--authority-key exercise/keys/authority-1.key --authority-key exercise/keys/authority-2.key)
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
rounds=$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml
band='TRAINING: figures of an exercise; not submissions by any member'

says() { grep -qF -- "$1" "$output" || fail "no \"$1\" in: $(<"$output")"; }
# banded COMMAND...: its answer to people begins with the band, and has it once.
banded() {
  "$@" >"$scratch/answer" 2>"$output" || fail "exit code $?: $*: $(<"$output") $(<"$scratch/answer")"
  [[ $(head -n 1 "$scratch/answer") == "$band" ]] || fail "no band first: $*: $(<"$scratch/answer")"
  [[ $(grep -c TRAINING "$scratch/answer") == 1 ]] || fail "the band more than once: $*: $(<"$scratch/answer")"
}
# plain COMMAND...: nothing of an exercise in it.
plain() {
  run "$@"
  ! grep -q TRAINING "$output" || fail "TRAINING in: $(quoted "$@"): $(<"$output")"
}
# xlsx FILE: every sheet that is shown has the band in its first cell and over its pages; the others have no title.
xlsx() {
  python3 - "$1" "$band" <<'PYTHON' || fail "$1"
import os, sys
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.environ["LONTAR_SOURCE_DIR"], "tests/template"))
from xlsx_file import XlsxFile, tag
path, band = sys.argv[1:]
book = XlsxFile(path)
shown = [name for name, state in book.states.items() if state == "visible"]
if len(shown) < 2:
    sys.exit("%s: sheets %s" % (path, shown))
for name in shown:
    first = book.cells(name).get("A1", "")
    header = book.tree(name).find(tag("headerFooter")).find(tag("oddHeader"))
    if not first.startswith(band) or header is None or band not in header.text:
        sys.exit("%s, sheet %s: no band in %r or over its pages" % (path, name, first))
PYTHON
}
# hub_holds: what the real hub's log is.
hub_holds() { lontar status --hub hub --json | grep -E '"(log_size|root|queued)"'; }

make_exercise() {
  local key
  exercise_port=$(free_port)
  run lontar ca new exercise/ca
  run lontar ca issue exercise/ca --server hub.example --out exercise/tls/hub
  run lontar ca issue exercise/ca --member KH --out exercise/tls/KH
  for key in root authority-1 authority-2 log chain administrator node MOP minister; do
    run lontar key new "exercise/keys/$key.key" --kdf-cost low
  done
  local init=(lontar hub init --hub exercise/hub --origin hub.example/exercise --root-key exercise/keys/root.key
    --authority-key exercise/keys/authority-1.key.pub --authority-key exercise/keys/authority-2.key.pub
    --log-key exercise/keys/log.key --chain-key exercise/keys/chain.key --tls exercise/tls/hub
    --listen "127.0.0.1:$exercise_port" --training)
  expect 2 "${init[@]}" --notice 'PRACTICE: ours'
  says 'one of them, not both'
  banded "${init[@]}"
  start_daemon exercise/hub hub lontar-hub
  banded lontar collection add --hub exercise/hub --catalogue "$catalogue" "${trained[@]}"
  banded lontar catalogue add --hub exercise/hub --catalogue "$catalogue" "${trained[@]}"
  banded lontar round open --hub exercise/hub --collection asean-child-labour --rounds "$rounds" --round baseline-2021 \
    "${trained[@]}"
  banded lontar level raise --hub exercise/hub --to 2 "${trained[@]}"
  banded lontar enrol member KH --hub exercise/hub --members "$LONTAR_SOURCE_DIR/catalogues/asean/members.yaml" \
    --administrator exercise/keys/administrator.key.pub "${trained[@]}"
  run lontar node init --node exercise/node --member KH --hub-id "$(<exercise/hub/hub-id)" \
    --hub-address "127.0.0.1:$exercise_port" --node-key exercise/keys/node.key --tls exercise/tls/KH --sync-minutes 0
  echo "hub_name = hub.example" >>exercise/node/node.conf
  start_daemon exercise/node node lontar-node
  # What the node is to say comes with its first sync, and stands above the answer to that already.
  banded lontar sync --node exercise/node
}

# enrol NODE KEYS ASKED...: KH.MOP for A1, with the program that is to be asked.
enrol() {
  "${@:3}" lontar enrol keys --node "$1" --administrator "$2/administrator.key" --node-key "$2/node.key" \
    --provider "KH.MOP=$2/MOP.key" --focal-point "$2/minister.key" --assignments assignments.csv --catalogue "$catalogue"
}

printf 'provider,provider_name,indicators\nKH.MOP,Ministry of Planning,A1\n' >assignments.csv
make_exercise
enrol exercise/node exercise/keys banded
run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open --hub hub --collection asean-child-labour --rounds "$rounds" --round baseline-2021 "${authority[@]}"
run lontar level raise --hub hub --to 2 "${authority[@]}"
for key in MOP minister; do run lontar key new keys/$key.key --kdf-cost low; done
run lontar sync --node node
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.MOP=keys/MOP.key \
  --assignments assignments.csv --catalogue "$catalogue"

# The way of a draft, in the exercise.
{
  echo member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,concept,source
  echo KH,child-labour-5-17,number,2016,1200,_T,Y5T17,_T,_T,_T,_T,EA,Labour force survey
} >figures.csv
here=(--node exercise/node)
banded lontar drafts "${here[@]}"
banded lontar source add "$LONTAR_SOURCE_DIR/data/demo/sources/KH.yaml" "${here[@]}"
banded lontar source list "${here[@]}"
banded lontar source show sdg-database "${here[@]}"
banded lontar import figures.csv "${here[@]}" --provider KH.MOP --round baseline-2021
banded lontar drafts "${here[@]}"
banded lontar check draft-1 "${here[@]}" --annotate checked.xlsx
xlsx checked.xlsx
banded lontar diff draft-1 current "${here[@]}"
banded lontar completeness "${here[@]}"
banded lontar summary "${here[@]}"
banded lontar summary --remind "${here[@]}"
banded lontar draft return draft-1 --reason 'look again' "${here[@]}"
banded lontar draft history "${here[@]}"
banded lontar draft export draft-1 "${here[@]}" --out exercise.report
banded lontar sign draft-1 "${here[@]}" --key exercise/keys/MOP.key
banded lontar approve draft-1 "${here[@]}" --dry-run
banded lontar approve draft-1 "${here[@]}"
banded lontar sync "${here[@]}"
banded lontar receipt 2 "${here[@]}" --out receipt.txt
banded lontar status "${here[@]}"
banded lontar return prepare baseline-2021 "${here[@]}" --not-available A8=no-system
banded lontar return print baseline-2021 "${here[@]}" --out return.html
grep -qF "<p class=\"notice\">$band</p>" return.html || fail "no band on the paper"
banded lontar return clear baseline-2021 "${here[@]}" --key exercise/keys/minister.key
banded lontar sync "${here[@]}"
banded lontar withdraw --provider KH.MOP --indicator A1 --measure number --period 2016 --reason error "${here[@]}" --dry-run
banded lontar import figures.csv "${here[@]}" --provider KH.MOP --replace --dry-run

# The hub, and a mirror of it.
banded lontar log mirror --hub exercise/hub --out mirror
for place in "--hub exercise/hub" "--node exercise/node" "--mirror mirror --vkey exercise/hub/log.vkey"; do
  # shellcheck disable=SC2086  # several words
  for verb in threshold docket deviations returns; do banded lontar $verb $place --round baseline-2021; done
  # shellcheck disable=SC2086
  banded lontar cells $place --member KH --indicator A1
done
banded lontar audit --mirror mirror --vkey exercise/hub/log.vkey
banded lontar status --hub exercise/hub
# For programs it is a field, and no line.
run lontar threshold --hub exercise/hub --round baseline-2021 --json
python3 -c 'import json,sys; sys.exit(json.load(open(sys.argv[1]))["notice"] != sys.argv[2])' "$output" "$band" ||
  fail "$(<"$output")"

# Workbooks: with the node, with the last round's figures, and of an office that asks no node. They are read as any other.
workbook=(lontar template --collection "$catalogue" --member KH --provider KH.MOP --indicators A1 --round baseline-2021)
banded "${workbook[@]}" "${here[@]}" of-node.xlsx
banded "${workbook[@]}" --training of-office.xlsx
banded lontar draft new --from-round baseline-2021 --provider KH.MOP "${here[@]}" --out last.xlsx
for file in of-node.xlsx of-office.xlsx last.xlsx; do xlsx $file; done
plain "${workbook[@]}" --node node real.xlsx
python3 - of-node.xlsx real.xlsx <<'PYTHON'
import os, sys
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.environ["LONTAR_SOURCE_DIR"], "tests/template"))
from xlsx_file import XlsxFile, place_of, split_place
for path in sys.argv[1:]:
    book = XlsxFile(path)
    column, header = split_place(place_of(book.cells("A1"), "Value"))
    book.fill("A1", {"B5": "2017", "%s%d" % (column, header + 1): "12.6"})
    book.save(path)
PYTHON
banded lontar import of-node.xlsx "${here[@]}" --provider KH.MOP --annotate back.xlsx --dry-run
xlsx back.xlsx
banded lontar import of-node.xlsx "${here[@]}" --provider KH.MOP
grep -qF 'draft-2 of KH.MOP: 1 block' "$scratch/answer" || fail "$(<"$scratch/answer")"

# The real node takes nothing of it, and has no band.
plain lontar import figures.csv --node node --provider KH.MOP --round baseline-2021
plain lontar check draft-1 --node node
plain lontar import real.xlsx --node node --provider KH.MOP
expect 2 lontar import of-node.xlsx --node node --provider KH.MOP
says 'TRAINING stands above this workbook'
run lontar sign exercise.report --key exercise/keys/MOP.key --out exercise.signed
expect 2 lontar draft import draft-1 exercise.signed --node node
says "what was signed is for hub $(cut -c1-8 exercise/hub/hub-id), this node is of hub $(cut -c1-8 hub/hub-id)"
run lontar draft export draft-1 --node node --out real.report
run lontar sign real.report --key keys/MOP.key --out real.signed
expect 2 lontar draft import draft-2 real.signed --node exercise/node
says 'which is for exercises only'

# Over the line: the real hub's certificate is of another authority.
before=$(hub_holds)
stop_daemon exercise/node node
sed -i "s/^hub = .*/hub = 127.0.0.1:$port/" exercise/node/node.conf
start_daemon exercise/node node lontar-node
expect 5 lontar sync --node exercise/node
says 'compare tls_authority'
[[ $(hub_holds) == "$before" ]] || fail "$(hub_holds)"
# And where even the certificates were mixed up, hub and node do not belong together.
stop_daemon exercise/node node
for file in ca.crt tls.crt tls.key; do cp tls/KH/$file exercise/tls/KH/$file; done
start_daemon exercise/node node lontar-node
expect 6 lontar sync --node exercise/node
says "the node was made for hub $(cut -c1-8 exercise/hub/hub-id), this is $(cut -c1-8 hub/hub-id)"
[[ $(hub_holds) == "$before" ]] || fail "$(hub_holds)"
run lontar log mirror --hub hub --out real-mirror
python3 - real-mirror exercise/keys/node.key.pub keys/node.key.pub <<'PYTHON' || fail "the keys in the real log"
import base64, pathlib, sys
held = b"".join(path.read_bytes() for path in pathlib.Path(sys.argv[1]).rglob("*") if path.is_file())
of_exercise, own = (base64.b64decode(open(path).read().split("+", 1)[1]) for path in sys.argv[2:])
sys.exit(of_exercise in held or own not in held)
PYTHON
plain lontar status --hub hub
# The other way round the hub says what it is.
stop_daemon node node
run lontar ca issue exercise/ca --member KH --out again
for file in ca.crt tls.crt tls.key; do cp again/$file tls/KH/$file; done
sed -i "s/^hub = .*/hub = 127.0.0.1:$exercise_port/" node/node.conf
start_daemon node node lontar-node
expect 6 lontar sync --node node
says 'which is for exercises only'
