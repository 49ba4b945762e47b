#!/bin/bash
# What a provider does not have to type again: the register of sources, published figures as proposals, the last round's
# figures in grey. None of it is ever taken unconfirmed.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation
published=$LONTAR_SOURCE_DIR/data/published/unsd_sdg_8_7_1_child_labour.csv
mapping=$LONTAR_SOURCE_DIR/data/demo/mappings/unsd-8-7-1.yaml
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)

# says TEXT: of what the last command printed.
says() { grep -qF -- "$1" "$output" || fail "\"$1\" is not said: $(<"$output")"; }

# confirm FILE: writes x beside the first figure that stands in grey on sheet A1.
confirm() {
  python3 - "$1" <<'PYTHON'
import os, sys
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.environ["LONTAR_SOURCE_DIR"], "tests/template"))
from xlsx_file import XlsxFile, place_of, split_place
book = XlsxFile(sys.argv[1])
cells = book.cells("A1")
value, header = split_place(place_of(cells, "Its value"))
confirm, _ = split_place(place_of(cells, "Confirm: x"))
row = min(r for c, r in map(split_place, cells) if c == value and r > header)
book.fill("A1", {"%s%d" % (confirm, row): "x"})
book.save(sys.argv[1])
PYTHON
}

run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open --hub hub --collection asean-child-labour --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" \
  --round baseline-2021 "${authority[@]}"
run lontar sync --node node
run lontar key new keys/MOP.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.MOP,Ministry of Planning,A1\n' >assignments.csv
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.MOP=keys/MOP.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node

# The register of sources.
expect 6 lontar source list --node node
run lontar source add "$LONTAR_SOURCE_DIR/data/demo/sources/KH.yaml" --node node
says "version 1 of KH, 3 sources"
run lontar source list --node node
says "sdg-database"
expect 6 lontar source show no-such --node node

# Who owes what.
run lontar summary --node node --remind
says "Round       baseline-2021"
says "    - A1 "

# Published figures as proposals: untouched nothing, then one.
template=(lontar template --collection "$catalogue" --member KH --provider KH.MOP --indicators A1 --round baseline-2021)
run "${template[@]}" --prefill "$published" --mapping "$mapping" first.xlsx
says "6 figures to confirm"
run lontar import first.xlsx --node node
says "no draft"
says "6 of what is known already is not confirmed"
confirm first.xlsx
run lontar import first.xlsx --node node
says "draft-1 of KH.MOP: 1 block"
run lontar check draft-1 --node node
! grep -q SOURCE_NOT_REGISTERED "$output" || fail "$(<"$output")"
run lontar sign draft-1 --node node --key keys/MOP.key
run lontar approve draft-1 --node node
run lontar sync --node node
run lontar summary --node node --remind
says "Nothing is open."
run lontar summary --node node --provider KH.MOP
says "  Arrived at ASEC"
run lontar deviations --node node --indicator A1
says "register ids   sdg-database"

# The last round's figure in grey, by both ways, and as untouched as before.
run lontar draft new --from-round baseline-2021 --provider KH.MOP --node node --out second.xlsx
says "1 figure to confirm"
says "no draft is made yet"
run lontar import second.xlsx --node node
says "no draft"
run "${template[@]}" --from-round baseline-2021 --node node third.xlsx
says "1 figure to confirm"
confirm third.xlsx
run lontar import third.xlsx --node node
says "nothing of this member is new here"
expect 6 "${template[@]}" --from-round no-such --node node fourth.xlsx

# The words that were said last, in grey and under the same rule; a later round is answered by saying them again.
fill() { python3 "$LONTAR_SOURCE_DIR/tests/journeys/fill.py" "$@"; }
run "${template[@]}" words.xlsx
fill words.xlsx 'Additional information' 'C5=no survey since 2012'
run lontar import words.xlsx --node node --round baseline-2021
draft=$(sed -n 's/^draft *\(draft-[0-9]*\) .*/\1/p' "$output")
run lontar sign "$draft" --node node --key keys/MOP.key
run lontar approve "$draft" --node node
run lontar sync --node node
run "${template[@]}" --from-round baseline-2021 --node node again.xlsx
says "1 figure to confirm, 1 text to confirm"
run lontar import again.xlsx --node node --round baseline-now
says "no draft"
fill again.xlsx 'Additional information' E5=x
run lontar import again.xlsx --node node --round baseline-now
says "1 narrative"
