#!/bin/bash
# A hub and the node of KH for a test, as real processes in a folder of their own. To be sourced by bash.
#
# After make_small_federation the test stands in that folder, with lontar, lontar-hub and lontar-node on the path, the
# hub at 127.0.0.1:$port, both daemons running, the collection on the log and the node's keys enrolled. They end with the
# test.

source "$LONTAR_SOURCE_DIR/deploy/demo/steps.sh"

fail() {
  complain "$*"
  exit 1
}

make_small_federation() {
  local key authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
  # Short: the path of a socket has at most 107 bytes.
  folder=$(mktemp -d /tmp/lontar.XXXXXX)
  scratch=$folder/run output=$folder/run/output commands=$folder/run/commands
  mkdir -p "$scratch"
  cd "$folder" || exit 1
  trap 'end_small_federation' EXIT
  export PATH=$LONTAR_BIN_DIR:$PATH LONTAR_PASSPHRASE_FILE=passphrase
  unset LONTAR_NODE LONTAR_HUB LONTAR_PASSPHRASE
  (umask 077 && echo "a passphrase of a test" >passphrase)
  port=$(free_port)
  run lontar ca new ca
  run lontar ca issue ca --server hub.example --out tls/hub
  run lontar ca issue ca --member KH --out tls/KH
  for key in root authority-1 authority-2 log chain administrator node witness; do
    run lontar key new "keys/$key.key" --kdf-cost low
  done
  run lontar hub init --hub hub --origin hub.example/figures --root-key keys/root.key \
    --authority-key keys/authority-1.key.pub --authority-key keys/authority-2.key.pub --log-key keys/log.key \
    --chain-key keys/chain.key --tls tls/hub --listen "127.0.0.1:$port"
  start_daemon hub hub lontar-hub
  run lontar collection add --hub hub --catalogue "$LONTAR_SOURCE_DIR/catalogues/child-labour-2025" "${authority[@]}"
  run lontar enrol member KH --hub hub --members "$LONTAR_SOURCE_DIR/catalogues/asean/members.yaml" \
    --administrator keys/administrator.key.pub "${authority[@]}"
  run lontar node init --node node --member KH --hub-id "$(<hub/hub-id)" --hub-address "127.0.0.1:$port" \
    --node-key keys/node.key --witness-key keys/witness.key --tls tls/KH --sync-minutes 0
  echo "hub_name = hub.example" >>node/node.conf
  start_daemon node node lontar-node
  run lontar sync --node node
  run lontar enrol keys --node node --administrator keys/administrator.key --node-key keys/node.key \
    --witness-key keys/witness.key
}

end_small_federation() {
  local file
  # One that a test holds still hears of its end only when it goes on.
  for file in "$scratch"/*.pid; do
    [[ ! -r $file ]] || kill -CONT "$(<"$file")" 2>/dev/null || true
  done
  end_all "$scratch"/*.pid
  rm -rf "$folder"
}
