#!/bin/bash
# Figures as files: of a node, of the hub and of a mirror the same; in every format; taken in again as the same cells.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)

# says TEXT: of what the last command printed.
says() { grep -qF -- "$1" "$output" || fail "\"$1\" is not said: $(<"$output")"; }

# figures FILE: an SDMX-CSV file without what tells where it was made.
figures() { python3 - "$1" <<'PYTHON'
import csv, sys
sys.stdout.reconfigure(newline="\n")
for row in csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")):
    print("|".join(row[name] for name in ("REF_AREA", "INDICATOR", "SEX", "AGE", "CONCEPT", "TIME_PERIOD", "OBS_VALUE",
                                          "OBS_STATUS", "CONF_STATUS", "SOURCE_DETAIL", "METHOD_NOTE", "COMMENT_OBS")))
PYTHON
}

run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar sync --node node
run lontar key new keys/MOP.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.MOP,Ministry of Planning,A1\n' >assignments.csv
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.MOP=keys/MOP.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node

cat >survey.csv <<'CSV'
member,indicator,measure,period,value,status,source,comment,sex,age,citizenship,urbanisation,geo,activity,concept
KH,child-labour-5-17,proportion,2012,11.50,A,"Survey 2012, round ""two""","=1+1 is no formula",_T,Y5T17,_T,_T,_T,_T,EA
KH,child-labour-5-17,proportion,2012,,L,Survey 2012,,F,Y5T17,_T,_T,_T,_T,EA
KH,child-labour-5-17,number,2012,429380,E,Survey 2012,<ខ្មែរ & others>,_T,Y5T17,_T,_T,_T,_T,EA
CSV
run lontar import survey.csv --node node --provider KH.MOP
run lontar sign draft-1 --node node --key keys/MOP.key
run lontar approve draft-1 --node node
run lontar sync --node node

# The same from all three.
run lontar export --node node --out node.csv
says "3 figures, 2 with a value"
run lontar export --hub hub --out hub.csv
cmp node.csv hub.csv || fail "hub and node differ"
run lontar log mirror --hub hub --out mirror
run lontar export --mirror mirror --vkey hub/log.vkey --out mirror.csv
cmp node.csv mirror.csv || fail "hub and mirror differ"
[[ $(wc -l <node.csv) == 4 ]] || fail "$(<node.csv)"

# The view of SDG 8.7.1, of all three; without the figure that has no value.
for place in '--hub hub' '--node node' '--mirror mirror --vkey hub/log.vkey'; do
  read -ra words <<<"$place"
  run lontar export "${words[@]}" --view sdg-8.7.1 --out "sdg-${words[1]}.csv"
  says '2 figures, 2 with a value'
  says '1 figure of 2012, CHILD_LABOUR_5_17_PT: without a value here'
  cmp sdg-hub.csv "sdg-${words[1]}.csv" || fail "the views of hub and ${words[1]} differ"
done
grep -q '^dataflow,IAEG-SDGs:DF_SDG_GLH(1.26),R,A,N,SL_TLF_CHLDEA,116,_T,Y5T17,.*,2012,11.50,PT,' sdg-hub.csv ||
  fail "$(<sdg-hub.csv)"
expect 2 lontar export --hub hub --view sdg --out sdg.csv
expect 2 lontar export --hub hub --view sdg-8.7.1 --format xlsx --out sdg.xlsx
[[ ! -e sdg.csv && ! -e sdg.xlsx ]] || fail 'a refused view left a file'

# Every format, and what its readers make of it.
for format in csv-2.0 csv-1.0 ml-3.0 ml-2.1 ml-2.1-generic json-2.1 json-2.0 json-1.0 xlsx csv-excel; do
  run lontar export --hub hub --format "$format" --out "figures.$format"
done
for format in ml-3.0 ml-2.1 json-2.1 json-2.0 json-1.0; do
  run lontar export --node node --structure --format "$format" --out "structure.$format"
done
python3 - figures.ml-3.0 figures.ml-2.1 figures.ml-2.1-generic structure.ml-3.0 structure.ml-2.1 <<'PYTHON'
import sys, xml.etree.ElementTree as tree
for path in sys.argv[1:]:
    tree.parse(path)
PYTHON
python3 - figures.json-2.1 figures.json-2.0 figures.json-1.0 structure.json-2.1 structure.json-2.0 structure.json-1.0 <<'PYTHON'
import json, sys
for path in sys.argv[1:]:
    message = json.load(open(path, encoding="utf-8"))
    assert message["meta"]["id"].startswith("LOG-"), path
PYTHON
run lontar export --hub hub --format csv-excel --separator ';' --decimal , --out excel.csv
head -c 3 excel.csv | cmp - <(printf '\xef\xbb\xbf') || fail "no byte order mark"
grep -qF ";11,50;" excel.csv || fail "$(<excel.csv)"
grep -qF "'=1+1 is no formula" excel.csv || fail "$(<excel.csv)"

# Taken in again: the same cells.
run lontar export --node node --labels both --keys both --out again.csv
run lontar import again.csv --node node --provider KH.MOP
says "unchanged"
figures node.csv >before
run lontar export --node node --member KH --indicator A1 --out after.csv
figures after.csv | cmp - before || fail "$(figures after.csv)"

# Scripts; and what is wrong is said before a file is touched.
run lontar export --node node --json --out again.csv
python3 - "$output" <<'PYTHON'
import json, sys
answer = json.load(open(sys.argv[1]))
assert answer["schema"] == "lontar.export.v1" and answer["observations"] == 3, answer
assert answer["file"] == "again.csv" and answer["bytes"] > 0, answer
PYTHON
cp again.csv kept.csv
expect 2 lontar export --node node --format pdf --out again.csv
expect 2 lontar export --node node --format xlsx --separator ';' --out again.csv
expect 2 lontar export --node node --member ZZ --out again.csv
cmp again.csv kept.csv || fail "a refused export touched the file"
[[ ! -e again.csv.part ]] || fail "a part was left"
