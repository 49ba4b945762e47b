#!/bin/bash
# Figures of a real hub, read by the programs that people read SDMX with: R's rsdmx, and sdmx-rest from npm in
# LONTAR_CLIENT_MODULES (./dev test --ci puts it there). What is not here is named; without any of them the test is skipped.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"

has_r() { [[ -n $(command -v Rscript || true) ]] && Rscript -e 'library(rsdmx)' >/dev/null 2>&1; }
modules=${LONTAR_CLIENT_MODULES:-}
has_node() { [[ -n $(command -v node || true) && -d $modules/sdmx-rest ]]; }
readers=()
if has_r; then readers+=(r); else echo "skipped: R with rsdmx is not here"; fi
if has_node; then readers+=(node); else echo "skipped: node with sdmx-rest in LONTAR_CLIENT_MODULES is not here"; fi
((${#readers[@]})) || exit 77
make_small_federation

catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar key new keys/MOP.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.MOP,Ministry of Planning,A1\n' >assignments.csv
run lontar sync --node node
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.MOP=keys/MOP.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node
cat >survey.csv <<'CSV'
member,indicator,measure,period,value,status,source,comment,sex,age,citizenship,urbanisation,geo,activity,concept
KH,child-labour-5-17,proportion,2012,11.50,A,"Survey 2012, round ""two""",<ខ្មែរ & others>,_T,Y5T17,_T,_T,_T,_T,EA
KH,child-labour-5-17,proportion,2012,,L,Survey 2012,,F,Y5T17,_T,_T,_T,_T,EA
KH,child-labour-5-17,proportion,2016,9.25,A,Survey 2016,,_T,Y5T17,_T,_T,_T,_T,EA
KH,child-labour-5-17,number,2016,429380,E,Survey 2016,,_T,Y5T17,_T,_T,_T,_T,EA
CSV
run lontar import survey.csv --node node --provider KH.MOP
run lontar sign draft-1 --node node --key keys/MOP.key
run lontar approve draft-1 --node node
run lontar sync --node node
serve_http hub
run lontar token make --hub hub --role member --member KH --expires 2 --json
LONTAR_TOKEN=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")
export LONTAR_TOKEN
address=http://127.0.0.1:$(<hub/http-port)/sdmx
flow=ASEAN_CHILD_LABOUR
series=A.KH.CHILD_LABOUR_5_17_PT._T.Y5T17._T._T._T._T.EA._T._Z

for reader in "${readers[@]}"; do
  case $reader in
    r) Rscript "$LONTAR_SOURCE_DIR/tests/clients/read.R" "$address/v1" "$flow" "$series" || fail "rsdmx does not read it" ;;
    node)
      NODE_PATH=$modules node "$LONTAR_SOURCE_DIR/tests/clients/read.cjs" "$address" "$flow" "$series" ||
        fail "sdmx-rest does not read it"
      ;;
  esac
done
