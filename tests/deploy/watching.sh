#!/bin/bash
# Hub and node over HTTP: health, readiness and metrics, off until a setting asks for them; and threat T27: figures, words and
# secrets that a test knows are in no metric, no health answer, no page and no line of the diagnostics.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
make_small_federation

[[ ! -e hub/http-port && ! -e node/http-port ]] || fail "HTTP is served although no setting asks for it"
echo "http = 0.0.0.0:0" >>hub/hub.conf
expect 2 lontar-hub --dir hub --check-config
grep -q 'put a web server with TLS in front' "$output" || fail "$(<"$output")"
sed -i '$d' hub/hub.conf

serve_http hub
serve_http node
hub_http=$(<hub/http-port) node_http=$(<node/http-port)

# A figure, a word and a source that stand nowhere else.
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open --hub hub --collection asean-child-labour --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" \
  --round baseline-2021 "${authority[@]}"
run lontar key new keys/NIS.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.NIS,National Institute of Statistics,A1\n' >assignments.csv
run lontar sync --node node
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.NIS=keys/NIS.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node
{
  echo member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,concept,source
  echo 'KH,child-labour-5-17,number,2016,918273645,_T,Y5T17,_T,_T,_T,_T,EA,Canary survey of labour'
} >canary.csv
run lontar import canary.csv --node node --provider KH.NIS --round baseline-2021
run lontar sign draft-1 --node node --key keys/NIS.key
run lontar approve draft-1 --node node
run lontar sync --node node
run lontar sync --node node
lontar cells --hub hub --json | grep -q 918273645 || fail "the figure is not at the hub: $(lontar cells --hub hub --json)"
# Something goes wrong as well: a file that cannot be read, a caller without a certificate.
printf 'member,indicator\nKH,918273645,Canary survey of labour' >broken.csv
! lontar import broken.csv --node node --provider KH.NIS --round baseline-2021 >"$output" 2>&1 || fail "broken.csv was taken"
(: <"/dev/tcp/127.0.0.1/$port") || fail "the hub's port is closed"

for who in "hub $hub_http" "node $node_http"; do
  read -r role http <<<"$who"
  [[ $(status_of "$http" /healthz) == 200 && $(status_of "$http" /readyz) == 200 ]] || fail "$role: $(get "$http" /readyz)"
  # A node says nothing at all to who has not signed in.
  nothing=404
  [[ $role == hub ]] || nothing=401
  [[ $(status_of "$http" /nothing-here) == "$nothing" ]] || fail "$role: $(get "$http" /nothing-here)"
  get "$http" /metrics >"metrics-$role.txt"
  grep -q "^lontar_build_info{version=\"[0-9.]*\",role=\"$role\"} 1" "metrics-$role.txt" || fail "$(<"metrics-$role.txt")"
done
size=$(lontar status --hub hub --json | sed -n 's/^ *"log_size": \([0-9]*\),$/\1/p')
for line in "lontar_hub_log_leaves $size" "lontar_hub_settled_leaves $size" 'lontar_hub_queued_entries 0' \
  "lontar_hub_leaves_by_verdict_total{verdict=\"accepted\"} $size"; do
  grep -qxF "$line" metrics-hub.txt || fail "no '$line' in $(<metrics-hub.txt)"
done
grep -q '^lontar_hub_last_line_timestamp_seconds{member="KH"} [0-9]\{10\}' metrics-hub.txt || fail "$(<metrics-hub.txt)"
for line in 'lontar_node_queued_entries 0' "lontar_node_log_leaves $size" 'lontar_node_sync_failures 0'; do
  grep -qxF "$line" metrics-node.txt || fail "no '$line' in $(<metrics-node.txt)"
done

# Secrets and figures: nowhere in what the programs say of themselves.
stop_daemon node node
stop_daemon hub hub
[[ ! -e hub/http-port && ! -e node/http-port ]] || fail "a port file is left"
said=(metrics-hub.txt metrics-node.txt run/hub.txt run/node.txt)
grep -q serving_http run/hub.txt || fail "the diagnostics are elsewhere"
for canary in 918273645 Canary "a passphrase of a test" "PRIVATE KEY"; do
  ! grep -aiF -- "$canary" "${said[@]}" || fail "'$canary' is in what the programs say of themselves"
done
# Nor are the keys' own bytes, in base64 as their files have them.
for key in keys/*.key tls/hub/tls.key; do
  line=$(sed -n 2p "$key")
  ! grep -aF -- "$line" "${said[@]}" || fail "bytes of $key are in what the programs say of themselves"
done
