#!/bin/bash
# The node's pages in a real browser (walk.mjs, node_walk.mjs), with hostile texts in a draft (threat T29), a long name in Lao,
# and another site that tries to approve. Wants what pages.sh wants; pictures go to LONTAR_PICTURES, where that is set.
set -euo pipefail

source "$LONTAR_SOURCE_DIR/tests/browser/wanted.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
make_small_federation

catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open --hub hub --collection asean-child-labour --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" \
  --round baseline-2021 "${authority[@]}"
run lontar key new keys/NIS.key --kdf-cost low
name='<b>ກະຊວງແຮງງານແລະສະຫວັດດີການສັງຄົມແຫ່ງສາທາລະນະລັດປະຊາທິປະໄຕປະຊາຊົນລາວ</b>'
{
  echo provider,provider_name,indicators
  printf 'KH.NIS,%s,%s\n' "$name" A1 "$name" A14
} >assignments.csv
run lontar sync --node node
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.NIS=keys/NIS.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node
head=member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,concept,source
row() { printf 'KH,child-labour-5-17,number,%s,%s,%s,Y5T17,_T,_T,_T,_T,EA,"%s"\n' "$1" "$2" "$3" "$4"; }
hostile='<script>alert(1)</script><img src=x onerror=alert(2)>'
{ echo $head; row 2016 900 _T "$hostile"; row 2016 400 M "$hostile"; } >zero.csv
{ echo $head; row 2016 918273645 _T "$hostile"; row 2016 418273645 M "$hostile"; row 2016 718273645 F "$hostile"; } >first.csv
{ echo $head; row 2012 300 _T 'Old survey'; } >second.csv
run lontar import zero.csv --node node --provider KH.NIS --round baseline-2021
run lontar sign draft-1 --node node --key keys/NIS.key
run lontar approve draft-1 --node node
run lontar sync --node node
run lontar sync --node node
run lontar import first.csv --node node --provider KH.NIS --round baseline-2021
run lontar import second.csv --node node --provider KH.NIS --round baseline-2021
run lontar draft justify draft-2 --node node PARTS_NOT_TOTAL --all --sentence "$hostile"
run lontar sign draft-2 --node node --key keys/NIS.key
run lontar sign draft-3 --node node --key keys/NIS.key
for level in 2 3 4; do run lontar level raise --hub hub --to "$level" "${authority[@]}"; done
run lontar question new KH A1 2016 --hub hub --text "$hostile is it right?" "${authority[@]}"
run lontar sync --node node
serve_http node
run lontar token make --node node --role approver --name 'Sok Dara, ຫົວໜ້າກົມສະຖິຕິແຫ່ງຊາດ' --expires 2 --json
LONTAR_COOKIE=lontar_node_token=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")
export LONTAR_COOKIE LONTAR_WALK=node LONTAR_FIGURE=918273645
LONTAR_NAMES=$(printf '["Sok Dara", "%s", "%s"]' "$name" "$hostile")
export LONTAR_NAMES
# Entry 3 is that of draft-1: keys came first.
export LONTAR_PAGES='{"inbox": "/", "draft": "/drafts/draft-2", "approval": "/drafts/draft-2/approve",
  "completeness": "/completeness", "queue": "/queue", "receipt": "/receipts/3",
  "sync": "/sync", "questions": "/questions", "sign-in": "/sign-in"}'
export LONTAR_PROBLEMS='[["absent", "/nothing", 404], ["draft-absent", "/drafts/draft-99", 404], ["wrong", "/completeness?nothing=1", 400]]'
pictures=${LONTAR_PICTURES:-$folder/pictures}
mkdir -p "$pictures"
node "$LONTAR_SOURCE_DIR/tests/browser/walk.mjs" "http://127.0.0.1:$(<node/http-port)" "$pictures" "$(dirname "$modules")" "$browser"
