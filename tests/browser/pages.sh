#!/bin/bash
# The hub's pages in a real browser (walk.mjs), with hostile texts on the log (threat T29). Wants node, Debian's chromium, and
# the npm modules playwright-core and axe-core in LONTAR_CLIENT_MODULES; pictures go to LONTAR_PICTURES, where that is set.
set -euo pipefail

source "$LONTAR_SOURCE_DIR/tests/browser/wanted.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/nginx_front.sh"
make_small_federation

catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
for member in BN ID LA MM MY PH SG TH VN; do
  run lontar key new "keys/$member.key" --kdf-cost low
  run lontar enrol member "$member" --hub hub --members "$LONTAR_SOURCE_DIR/catalogues/asean/members.yaml" \
    --administrator "keys/$member.key.pub" "${authority[@]}"
done
run lontar round open --hub hub --collection asean-child-labour --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" \
  --round baseline-2021 "${authority[@]}"
run lontar key new keys/NIS.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.NIS,<b>National</b> Institute of Statistics,A1\n' >assignments.csv
run lontar sync --node node
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.NIS=keys/NIS.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node
{
  echo member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,concept,source
  echo 'KH,child-labour-5-17,number,2016,918273645,_T,Y5T17,_T,_T,_T,_T,EA,"<script>alert(1)</script><img src=x onerror=alert(2)>"'
  echo 'KH,child-labour-5-17,number,2016,518273645,M,Y5T17,_T,_T,_T,_T,EA,"<script>alert(1)</script><img src=x onerror=alert(2)>"'
} >figures.csv
run lontar import figures.csv --node node --provider KH.NIS --round baseline-2021
run lontar sign draft-1 --node node --key keys/NIS.key
run lontar approve draft-1 --node node
run lontar sync --node node
for level in 2 3 4; do run lontar level raise --hub hub --to "$level" "${authority[@]}"; done
run lontar question new KH A1 2016 --hub hub --text '<script>alert(3)</script> is it right?' "${authority[@]}"
serve_http hub
run lontar token make --hub hub --role asec --expires 2 --json
LONTAR_ASEC=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")
run lontar token make --hub hub --role member --member KH --expires 2 --json
LONTAR_TOKEN=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")
indicator='/indicators/child-labour-5-17?collection=asean-child-labour&round=baseline-2021'
export LONTAR_TOKEN LONTAR_ASEC LONTAR_FIGURE=918273645 LONTAR_NAMES='["<b>National</b> Institute of Statistics"]'
size=$(get "$(<hub/http-port)" /checkpoint | sed '1,/^\r$/d' | sed -n 2p)
export LONTAR_ENTRY=$((size - 1))
export LONTAR_PAGES="{\"coverage\": \"/\", \"indicator\": \"$indicator\",
  \"rounds\": \"/rounds\", \"round\": \"/rounds/asean-child-labour/baseline-2021\", \"calendar\": \"/calendar\", \"docket\": \"/rounds/asean-child-labour/baseline-2021/docket\", \"member\": \"/members/KH\", \"questions\": \"/questions\", \"log\": \"/log\", \"entry\": \"/log/$LONTAR_ENTRY\", \"status\": \"/status\", \"sign-in\": \"/sign-in\"}"
export LONTAR_PROBLEMS='[["absent", "/nothing", 404], ["round-absent", "/rounds/asean-child-labour/none", 404],
  ["wrong", "/?nothing=1", 400], ["closed", "/api/returns", 403]]'
pictures=${LONTAR_PICTURES:-$folder/pictures}
mkdir -p "$pictures"
# As readers come: through the operator's web server, where one is here.
base=http://127.0.0.1:$(<hub/http-port)
if [[ -n $nginx ]]; then
  start_nginx
  base=https://127.0.0.1:$front
fi
node "$LONTAR_SOURCE_DIR/tests/browser/walk.mjs" "$base" "$pictures" "$(dirname "$modules")" "$browser"
echo "walked at $base"
