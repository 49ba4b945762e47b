#!/bin/bash
# A minister's name is on it: the member's return, prepared, printed, cleared on paper and by key, and seen by the hub
# (user journeys, section 3). Real hub and node.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025

# says PATTERN: the last command's output holds it.
says() { grep -q -- "$1" "$output" || fail "\"$1\" is not in: $(<"$output")"; }
fingerprint_of() { sed -n 's/^fingerprint  //p' "$output" | tr -d ' '; }

run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open --round baseline-2021 --hub hub --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" \
  --collection asean-child-labour "${authority[@]}"
run lontar sync --node node
run lontar key new keys/NIS.key --kdf-cost low
run lontar key new keys/minister.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.NIS,National Institute of Statistics,A11\n' >assignments.csv
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.NIS=keys/NIS.key \
  --assignments assignments.csv --catalogue "$catalogue"

# Before the log is at level 2 the command says what is missing; the key neither is enrolled.
expect 6 lontar return prepare baseline-2021 --node node
says 'lontar level raise'
expect 3 lontar enrol keys --node node --administrator keys/administrator.key --focal-point keys/minister.key
expect 2 lontar level raise --hub hub --to 9 "${authority[@]}"
run lontar level raise --hub hub --to 2 "${authority[@]}"
run lontar sync --node node
run lontar enrol keys --node node --administrator keys/administrator.key --focal-point keys/minister.key
says 'focal-point'

# A published figure of Cambodia: UIS, net enrolment.
run lontar import "$LONTAR_SOURCE_DIR/data/published/uis_net_enrolment.csv" --node node --provider KH.NIS \
  --mapping "$LONTAR_SOURCE_DIR/data/demo/mappings/uis-net-enrolment.yaml"
run lontar sign draft-1 --node node --key keys/NIS.key
run lontar approve draft-1 --node node

run lontar return prepare baseline-2021 --node node
says 'figures for .* by KH.NIS'
says '13 indicators have no answer yet'
run lontar return prepare baseline-2021 --node node --not-available A8=no-system --does-not-apply A10
says 'not available: no-system'
says '11 indicators have no answer yet'
expect 2 lontar return prepare baseline-2021 --node node --not-available A8
says 'A8=no-system'
expect 6 lontar return prepare baseline-2021 --node node --later A11
says 'A11 has a figure already'
expect 2 lontar return prepare baseline-2021 --node node --nil perhaps

run lontar return print baseline-2021 --node node --out first.html
first=$(fingerprint_of)
[[ $first =~ ^[0-9a-f]{4}(-[0-9a-f]{4}){3}$ ]] || fail "fingerprint \"$first\""
for part in "<title>Return of Cambodia</title>" "Table A11.1" "$first" 'counter(pages)' "not available: no system records it"; do
  grep -qF -- "$part" first.html || fail "\"$part\" is not on the paper"
done
! grep -qiE '<script|https?://' first.html || fail "the paper asks for something from outside"
expect 6 lontar return print baseline-2021 --node node --out first.html

# The figures change after printing: the old paper clears nothing.
run lontar return prepare baseline-2021 --node node --nil no-survey
echo "a signed scan" >scan.pdf
expect 6 lontar return clear baseline-2021 --node node --paper scan.pdf --fingerprint "$first" --letter 123/2026
says "names fingerprint $first (version 1, printed 20"
says 'what it says (answers: '
says 'print it again, and let it be signed, or restore version 1'
# Its answers come back, and so does its fingerprint; then the other ones again.
run lontar return prepare baseline-2021 --node node --restore 1
says "$first"
expect 6 lontar return prepare baseline-2021 --node node --restore 7
says 'no version 7 of this return was printed'
run lontar return prepare baseline-2021 --node node --nil no-survey
expect 2 lontar return clear baseline-2021 --node node --paper scan.pdf
expect 6 lontar return clear baseline-2021 --node node
says 'give its key or the signed paper'
run lontar returns --node node --round baseline-2021
says '^KH *silent'

run lontar return print baseline-2021 --node node --out vietnamese.html --language vi
grep -qF 'Báo cáo của Cambodia' vietnamese.html || fail "the paper is not in the language asked for"
grep -qF '<html lang="vi">' vietnamese.html || fail "the paper does not say its language"
run lontar return print baseline-2021 --node node --out khmer.html --language km
says 'the catalogue has no texts in the language "km"'
grep -qF '[en] Return of Cambodia' khmer.html || fail "what is not translated is not marked"
run lontar return print baseline-2021 --node node --out second.html
second=$(fingerprint_of)
run lontar return clear baseline-2021 --node node --paper scan.pdf --fingerprint "${second^^}" --letter 123/2026 \
  --clerk "Sok Dara" --dry-run
says "would be sent  return $second"
run lontar return clear baseline-2021 --node node --paper scan.pdf --fingerprint "${second^^}" --letter 123/2026 \
  --clerk "Sok Dara"
says "cleared      return $second, by paper"
cp "$output" cleared
run lontar sync --node node
number=$(sed -n 's/.*; entry \([0-9]*\), safe.*/\1/p' cleared)
run lontar receipt "$number" --node node --page receipt.html
for part in "<title>Receipt $number of Cambodia</title>" 'Arrived at ASEC (UTC)' 'arrived at ASEC' return; do
  grep -qF -- "$part" receipt.html || fail "\"$part\" is not on the receipt's paper"
done
run lontar returns --hub hub --round baseline-2021
says '^KH *return, 1 figure, .* of 14; cleared by paper'

# Later, by key: it replaces the first.
run lontar return prepare baseline-2021 --node node --not-available A8=other
expect 8 lontar return clear baseline-2021 --node node --key keys/NIS.key
says 'no signature is by a valid key of a focal point'
run lontar return clear baseline-2021 --node node --key keys/minister.key
says 'by key'
run lontar sync --node node
run lontar returns --hub hub --round baseline-2021 --json
says '"cleared": "key"'
says '"reason": "other"'

# A figure taken back after clearance: she is told which count it changes before it goes.
run lontar withdraw --provider KH.NIS --indicator A11 --reason error --node node --dry-run
says 'A11 falls from one member to none in round baseline-2021; five are needed'

# Anybody can check it, and it holds neither the clerk's name nor the letter's number.
run lontar log mirror --hub hub --out mirror
run lontar audit --mirror mirror --vkey hub/log.vkey
run lontar returns --mirror mirror --vkey hub/log.vkey --round baseline-2021
says 'cleared by key'
! grep -rqaF "Sok Dara" hub mirror || fail "a clerk's name has left the node"
! grep -rqaF "123/2026" hub mirror || fail "a letter's number has left the node"
