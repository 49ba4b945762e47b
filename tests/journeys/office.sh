#!/bin/bash
# A compiler at the statistical office: "eight ministries, one country" (user journeys, section 2), with what she is told.
# Real hub and node. Its exercise (step 1) is tests/deploy/training.sh; deputies, the second person and publishing against
# disclosure control (steps 5 and 7) are tests/deploy/approvals.sh.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
# Lines are broken to the terminal's width: a sentence is looked for as one.
squeezed() { tr -s ' \n' ' '; }
says() { [[ $(squeezed <"$output") == *"$(squeezed <<<"$1" | sed 's/ $//')"* ]] || fail "no \"$1\" in: $(<"$output")"; }
# counts CODE NUMBER: so many members are counted for the indicator.
counts() {
  run lontar threshold --hub hub --round baseline-2021 --json
  python3 - "$1" "$2" "$output" <<'PYTHON' || fail "$1 is not counted for $2: $(<"$output")"
import json, sys
code, wanted, path = sys.argv[1:]
found = [i for i in json.load(open(path))["indicators"] if i["code"] == code]
sys.exit(0 if found and found[0]["count"] == int(wanted) else 1)
PYTHON
}
says_not() { ! grep -qE -- "$1" "$output" || fail "\"$1\" in: $(<"$output")"; }

run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open --hub hub --collection asean-child-labour --round baseline-2021 \
  --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" "${authority[@]}"
run lontar sync --node node
for key in MoSVY MLVT NIS; do run lontar key new keys/$key.key --kdf-cost low; done
{
  echo provider,provider_name,indicators
  echo KH.MoSVY,"Ministry of Social Affairs",A14
  echo KH.MLVT,"Ministry of Labour and Vocational Training",A6 A7
  echo KH.NIS,"National Institute of Statistics",A6
} >assignments.csv
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.MoSVY=keys/MoSVY.key \
  --provider KH.MLVT=keys/MLVT.key --provider KH.NIS=keys/NIS.key --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node

# 1. The first day of another member's office: one file from ASEC makes its node. It is good for one member and some days.
run lontar ca issue ca --member MM --out tls/MM
run lontar node invite MM --hub hub --hub-address "127.0.0.1:$port" --hub-name hub.example --tls tls/MM --out MM.invitation
expect 6 lontar node join MM.invitation --node wrong --member KH --kdf-cost low
says 'was for MM, not for "KH"'
[[ ! -e wrong ]] || fail "a node was made of another member's invitation"
sed 's/"last_day": "[0-9-]*"/"last_day": "2026-05-03"/' MM.invitation >old.invitation
expect 6 lontar node join old.invitation --node wrong --kdf-cost low
says 'was for MM and expired on 2026-05-03'
says 'ask ASEC for a new one'
run lontar key new keys/MM-administrator.key --kdf-cost low
run lontar enrol member MM --hub hub --members "$LONTAR_SOURCE_DIR/catalogues/asean/members.yaml" \
  --administrator keys/MM-administrator.key.pub "${authority[@]}"
run lontar node join MM.invitation --node mm --kdf-cost low --sync-minutes 0
says "$(<hub/hub-id)"
says 'read the hub id to ASEC by telephone'
echo 'passphrase_file = ../passphrase' >>mm/node.conf
start_daemon mm node lontar-node
run lontar sync --node mm
says 'received'
run lontar enrol keys --node mm --administrator keys/MM-administrator.key --node-key mm/keys/node.key \
  --witness-key mm/keys/witness.key
run lontar sync --node mm
run lontar completeness --node mm --round baseline-2021
says 'MM, round baseline-2021'
stop_daemon mm node

# 2. The plan: the register of sources, with a name that nobody misspells any more.
run lontar source add "$LONTAR_SOURCE_DIR/data/demo/sources/KH.yaml" --node node
says 'version 1 of KH'

# 3. The forms go out, and a letter that says what is still to come, without any figure.
for provider in KH.MoSVY KH.MLVT; do
  run lontar template --collection "$catalogue" --member KH --provider $provider --round baseline-2021 $provider.xlsx
done
run lontar summary --remind --node node
says 'KH.MLVT, Ministry of Labour and Vocational Training'
says '- A14 Children referred to services'

# 4. Two providers, one cell, two numbers: both are kept and shown, neither is averaged, and the member counts once.
inspectors() {
  printf 'member,indicator,measure,period,value,sex\nKH,labour-inspectors-trained,number,2016,%s,_T\n' "$1"
}
submit() {
  local draft
  run lontar import "$2" --node node --provider "$1" --round baseline-2021 "${@:3}"
  draft=$(sed -n 's/^draft *\(draft-[0-9]*\) .*/\1/p' "$output")
  run lontar check "$draft" --node node
  while read -r finding; do
    run lontar draft justify "$draft" "$finding" --all --sentence 'both registers are kept' --node node
  done < <(sed -n 's/^warning *\([A-Z_]*\) at .*/\1/p' "$output" | sort -u)
  run lontar sign "$draft" --node node --key "keys/${1#KH.}.key"
  run lontar approve "$draft" --node node
}
inspectors 1234 >labour.csv
inspectors 1300 >statistics.csv
submit KH.MLVT labour.csv
submit KH.NIS statistics.csv
run lontar sync --node node
run lontar cells --hub hub --member KH --indicator A6
says disputed
says 1234
says 1300
says_not 1267
counts A6 1
run lontar docket --hub hub --round baseline-2021
says 'Disputed cells: 1'
run lontar threshold --hub hub --round baseline-2021
says 'two figures, none is current'

# The compiler lets one of them lead: its figure stands, the other one is kept, and the member still counts once.
run lontar lead list --node node
says 'nobody leads, KH.MLVT and KH.NIS report it'
expect 2 lontar lead set A99=KH.NIS --node node --json
says INDICATOR_UNKNOWN
expect 2 lontar lead set A6 --node node
says 'is not INDICATOR=PROVIDER'
run lontar lead set A6=KH.NIS --node node --dry-run
says 'only looked'
run lontar lead set A6=KH.NIS --node node
says 'KH.NIS leads'
run lontar sync --node node
run lontar cells --hub hub --member KH --indicator A6
says 1300
says_not disputed
counts A6 1
run lontar docket --hub hub --round baseline-2021
says 'Disputed cells: 0'
run lontar threshold --hub hub --round baseline-2021
says_not 'none is current'
run lontar lead set A7=KH.NIS --node node
says 'KH.NIS has no key that may report A7'
run lontar lead list --node node --json
says '"provider": "KH.NIS"'
run lontar lead clear A6 A7 --node node
says 'nobody leads any more; it was KH.NIS'
expect 6 lontar lead clear A7 --node node --json
says LEAD_ABSENT
run lontar sync --node node
run lontar cells --hub hub --member KH --indicator A6
says disputed

# 5. A small national total about children is confirmed once; small counts in a breakdown are held back and never said.
{
  echo member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo
  echo KH,children-referred,number,2016,3,_T,Y0T17,_T,_T,_T
} >referred.csv
expect 3 lontar import referred.csv --node node --provider KH.MoSVY
says --confirm-small-totals
says 'but a national total'
run lontar import referred.csv --node node --provider KH.MoSVY --confirm-small-totals
says 'draft'

# 8. How far everything is; without a network the work is safe and waits.
run lontar completeness --node node --round baseline-2021
says 'overdue: draft'
stop_daemon hub hub
inspectors 1310 >later.csv
submit KH.NIS later.csv
expect 5 lontar sync --node node
says 'nothing is lost'
run lontar status --node node --json
says '"queued": 1'
run lontar status --node node
says "1 entry waits to be sent, safe here, since $(date -u +%Y-%m-%d)"
says 'only when told: lontar sync'
run lontar completeness --node node --round baseline-2021
says '1 entry waits to be sent, safe here'
start_daemon hub hub lontar-hub

# 9. After the close: kept and shown, not counted in this evaluation.
run lontar round close --hub hub --collection asean-child-labour --round baseline-2021 "${authority[@]}"
run lontar sync --node node
counts A6 1
counts A7 0
printf 'member,indicator,measure,period,value\nKH,%s,number,2016,88\n' child-labour-inspections >late.csv
submit KH.MLVT late.csv
run lontar sync --node node
counts A6 1
counts A7 0
run lontar cells --hub hub --member KH --indicator A7
says 88
run lontar completeness --node node --round baseline-2021
says 'late: kept and shown, not counted in this'
