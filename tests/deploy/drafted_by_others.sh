#!/bin/bash
# What ILO drafts for a provider, as people type it: taken in, confirmed, corrected, declined.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation

catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
says() { grep -qF -- "$1" "$output" || fail "no \"$1\" in: $(<"$output")"; }
says_not() { ! grep -qF -- "$1" "$output" || fail "\"$1\" in: $(<"$output")"; }
fill() { python3 "$LONTAR_SOURCE_DIR/tests/journeys/fill.py" "$@"; }
template() { run lontar template --collection "$catalogue" --member KH --provider "$1" --indicators "$2" "$3"; }

run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar key new keys/Committees.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.Committees,National committees,B1 B2 B3\n' >assignments.csv
run lontar sync --node node
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.Committees=keys/Committees.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node

# ILO fills the workbook: words, and a count of laws.
template KH.Committees B1,B2 ilo.xlsx
fill ilo.xlsx 'Additional information' 'C5=A draft law on domestic work is before parliament.' 'C6=Prakas 305 was adopted.'
fill ilo.xlsx B2 B5=2024 Measure+1=number Value+1=1
cp ilo.xlsx corrected.xlsx
run lontar import ilo.xlsx --node node --drafted-by ILO
says 'drafted by ILO; KH.Committees confirms it by signing'
run lontar drafts --node node
says 'drafted by ILO; KH.Committees confirms it by signing'
run lontar check draft-1 --node node
says 'drafted by ILO; KH.Committees confirms it by signing'
expect 6 lontar approve draft-1 --node node --dry-run
says 'drafted by ILO; KH.Committees confirms it by signing'

# The provider corrects one text, in the draft's own place.
fill corrected.xlsx 'Additional information' 'C6=Prakas 305 and Prakas 306 were adopted.'
run lontar import corrected.xlsx --node node --corrects draft-1
says 'KH.Committees signs it as corrected: B2 corrected'
run lontar sign draft-1 --node node --key keys/Committees.key
says 'drafted by ILO; corrected by KH.Committees: B2 corrected'
run lontar approve draft-1 --node node
says 'drafted by ILO; corrected by KH.Committees: B2 corrected'
run lontar sync --node node
says 'waiting   0 entries'
run lontar draft history draft-1 --node node
says 'imported of KH.Committees from ilo.xlsx [drafted by ILO]'
says 'corrected of KH.Committees from corrected.xlsx'
says 'drafted by ILO; corrected by'
# The words that stand now are its own, without the line that says who drafted them.
run lontar import corrected.xlsx --node node
says 'nothing of this member is new here'

# Signed as it came, on a computer that knows no node.
template KH.Committees B3 asec.xlsx
fill asec.xlsx 'Additional information' 'C5=A national committee meets twice a year.'
run lontar import asec.xlsx --node node --drafted-by ASEC
run lontar draft export draft-2 --node node --out draft-2.report
run lontar sign draft-2.report --key keys/Committees.key --out draft-2.signed
run lontar draft import draft-2 draft-2.signed --node node
says 'drafted by ASEC; confirmed by KH.Committees'
run lontar approve draft-2 --node node --json
says '"outcome": "confirmed"'

# Declined: the draft is gone, the reason stays, and there is a text for whoever drafted it, without any figure.
fill ilo.xlsx 'Additional information' 'C5=It was adopted.'
fill ilo.xlsx B2 B5=2024 Value+1=9876
run lontar import ilo.xlsx --node node --drafted-by ILO
# What was drafted lies beside the draft, and an audit of the store knows it.
stop_daemon node node
cp -r node copy
start_daemon node node lontar-node
run lontar audit --store copy --vkey hub/log.vkey
expect 2 lontar draft decline draft-3 --node node --json
says DECLINE_REASON_ABSENT
run lontar draft decline draft-3 --node node --reason 'parliament has not voted yet' --by 'S. Chan'
says 'To ILO: KH.Committees declines the draft'
says 'Reason: parliament has not voted yet'
says '  B1'
says_not 9876
says_not 'S. Chan'
says_not 'It was adopted'
run lontar draft history draft-3 --node node
says 'declined of KH.Committees, by S. Chan: parliament has not voted'
says 'yet [drafted by ILO]'
run lontar drafts --node node
says 'no drafts'

# Figures are their provider's; its own draft is dropped or returned, not declined.
template KH.MLVT A6 figures.xlsx
fill figures.xlsx 'Additional information' 'C5=no survey since 2012'
expect 2 lontar import figures.xlsx --node node --drafted-by ILO --json
says NOT_IN_WORDS
run lontar import asec.xlsx --node node --drafted-by ASEC
says 'nothing of this member is new here'
fill asec.xlsx 'Additional information' 'C5=It meets once a year.'
run lontar import asec.xlsx --node node
expect 6 lontar draft decline draft-4 --node node --reason 'not ours' --json
says NOT_DRAFTED
expect 2 lontar import figures.xlsx --dry-run --drafted-by ILO
says 'is for a node'
