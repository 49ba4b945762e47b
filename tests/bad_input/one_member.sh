#!/bin/bash
# One hub and the node of Cambodia as real processes, ready for a ministry's file.
#
#   one_member.sh start BINDIR DIR    they stay when it ends
#   one_member.sh stop BINDIR DIR
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=deploy/demo/steps.sh
source "$root/deploy/demo/steps.sh"

# shellcheck disable=SC2034  # steps.sh reads both
readonly notice="TEST: one member and its hub" keep=yes
readonly catalogue=catalogues/child-labour-2025
verb=$1 bin=$2 dir=$3

if [[ $verb == stop ]]; then
  stop_leftovers "$(cd "$dir" && pwd)"
  exit 0
fi

claim_folder "$dir"
cp -r "$root/catalogues" "$dir/"
enter_folder "$dir" "$bin"
port=$(free_port)
run lontar ca new ca --name "Lontar test"
run lontar ca issue ca --server localhost --out tls/hub
for key in root authority-1 authority-2 log chain administrator node witness NIS nobody; do
  run lontar key new "keys/$key.key" --kdf-cost low
done
run lontar hub init --hub hub --origin test.lontar.example/hub --notice "$notice" --root-key keys/root.key \
  --authority-key keys/authority-1.key.pub --authority-key keys/authority-2.key.pub \
  --log-key keys/log.key --chain-key keys/chain.key --tls tls/hub --listen "127.0.0.1:$port"
start_daemon hub hub lontar-hub
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
run lontar collection add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar enrol member KH --hub hub --members catalogues/asean/members.yaml \
  --administrator keys/administrator.key.pub "${authority[@]}"
run lontar ca issue ca --member KH --out tls/KH
run lontar node init --node nodes/KH --member KH --hub-id "$(<hub/hub-id)" --hub-address "127.0.0.1:$port" \
  --node-key keys/node.key --witness-key keys/witness.key --tls tls/KH --sync-minutes 0
start_daemon nodes/KH node lontar-node
run lontar sync --node nodes/KH
printf 'provider,provider_name,indicators\nKH.NIS,National Institute of Statistics,A1\n' >assignments.csv
run lontar enrol keys --node nodes/KH --administrator keys/administrator.key --node-key keys/node.key \
  --witness-key keys/witness.key --provider KH.NIS=keys/NIS.key --assignments assignments.csv \
  --catalogue "$catalogue"
run lontar sync --node nodes/KH
