#!/bin/bash
# Each member beside its own baseline, and all members together: real hub, real nodes of KH, VN and LA. The public reads the
# sum and no member's value, a member its own progress only (threats T21, T22, T28).
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
make_small_federation
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
round=(--hub hub --collection asean-child-labour --round baseline-2021)
squeezed() { tr -s ' \n' ' '; }
says() { [[ $(squeezed <"$output") == *"$(squeezed <<<"$1" | sed 's/ $//')"* ]] || fail "no \"$1\" in: $(<"$output")"; }
says_not() { [[ $(squeezed <"$output") != *"$1"* ]] || fail "\"$1\" in: $(<"$output")"; }

run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open "${round[@]}" --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" "${authority[@]}"

# join MEMBER: a node of it beside that of KH, in a folder of its name.
join() {
  local member=$1 key
  run lontar ca issue ca --member "$member" --out "tls/$member"
  for key in administrator node witness; do run lontar key new "keys/$member/$key.key" --kdf-cost low; done
  run lontar enrol member "$member" --hub hub --members "$LONTAR_SOURCE_DIR/catalogues/asean/members.yaml" \
    --administrator "keys/$member/administrator.key.pub" "${authority[@]}"
  run lontar node init --node "$member" --member "$member" --hub-id "$(<hub/hub-id)" --hub-address "127.0.0.1:$port" \
    --node-key "keys/$member/node.key" --witness-key "keys/$member/witness.key" --tls "tls/$member" --sync-minutes 0
  echo "hub_name = hub.example" >>"$member/node.conf"
  start_daemon "$member" node lontar-node
  run lontar sync --node "$member"
  run lontar enrol keys --node "$member" --administrator "keys/$member/administrator.key" \
    --node-key "keys/$member/node.key" --witness-key "keys/$member/witness.key"
}

# report NODE MEMBER ADMINISTRATOR-KEY YEAR=VALUE...: number of children in child labour, from its statistical office.
report() {
  local node=$1 member=$2 administrator=$3 figure
  shift 3
  run lontar key new "keys/$member-NSO.key" --kdf-cost low
  printf 'provider,provider_name,indicators\n%s.NSO,Statistical office,A1\n' "$member" >assignments.csv
  run lontar sync --node "$node"
  run lontar enrol keys --node "$node" --administrator "$administrator" --provider "$member.NSO=keys/$member-NSO.key" \
    --assignments assignments.csv --catalogue "$catalogue"
  run lontar sync --node "$node"
  echo member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,concept,source >figures.csv
  for figure in "$@"; do
    echo "$member,child-labour-5-17,number,${figure%=*},${figure#*=},_T,Y5T17,_T,_T,_T,_T,EA,Labour force survey" >>figures.csv
  done
  run lontar import figures.csv --node "$node" --provider "$member.NSO" --round baseline-2021
  run lontar sign draft-1 --node "$node" --key "keys/$member-NSO.key"
  run lontar approve draft-1 --node "$node"
  run lontar sync --node "$node"
}
report node KH keys/administrator.key 2016=411117 2019=405551
for member in VN LA; do join "$member"; done
report VN VN keys/VN/administrator.key 2016=622229
report LA LA keys/LA/administrator.key 2017=533331

# Progress: the own view at a node, all in the fixed order at the hub, nothing of others at a node.
run lontar progress KH --node node --indicator A1
says 'number: 411117 persons in 2016, 405551 in 2019; difference -5566.'
run lontar sync --node VN
run lontar progress --node VN --indicator A1
says 'number: 622229 persons in 2016. There is no later figure.'
says 'not readable by you: KH'
says_not 411117
run lontar progress --hub hub --indicator A1 --json
says '"difference": "-5566"'
expect 6 lontar progress TH --hub hub
says 'has no member "TH"'

# A regional figure is of a closed round.
run lontar region --hub hub --indicator A1
says 'number: Not given: the round is open'
run lontar round close "${round[@]}" "${authority[@]}"
run lontar region baseline-2021 --hub hub --indicator A1
says 'ASEAN together'
says '1566677 persons (number) in 3 of 3 members: KH 2016, LA 2017, VN 2016.'
says 'proportion: Not given: shares of members are never averaged'
expect 2 lontar region baseline-2021 --round baseline-2021 --hub hub
run lontar sync --node VN
run lontar region --node VN --indicator A1
says 'Not given here: it needs the figures of all members'
run lontar log mirror --hub hub --out mirror
run lontar region --mirror mirror --vkey hub/log.vkey --indicator A1
says_not 622229

# Over HTTP: the sum for all alike, progress for whose it is.
for member in KH VN; do
  run lontar token make --hub hub --role member --member "$member" --expires 7 --json
  sed -n 's/.*"token": "\(lontar_[^"]*\)".*/\1/p' "$output" >"token-$member"
done
serve_http hub
http=$(<hub/http-port)
for reader in public KH VN; do
  header='Accept: */*'
  [[ $reader == public ]] || header="Authorization: Bearer $(<"token-$reader")"
  get "$http" '/api/region?indicator=A1' "$header" >answer
  grep -q '"value": "1566677"' answer || fail "$reader does not see the sum: $(<answer)"
  get "$http" /indicators/child-labour-5-17 "$header" >page
  grep -q '1566677 persons (number) in 3 of 3 members' page || fail "$reader does not see the sum on the page"
  get "$http" '/api/progress?indicator=A1' "$header" >progress
  get "$http" /members/KH "$header" >member
  for value in 411117 405551; do
    for door in answer progress member page; do
      shown=no expected=no
      ! grep -q "$value" "$door" || shown=yes
      [[ $reader != KH || $door == answer ]] || expected=yes
      [[ $shown == "$expected" ]] || fail "$reader at $door: $value shown $shown, expected $expected"
    done
  done
  for value in 533331 622229; do
    [[ $reader == VN && $value == 622229 ]] || ! grep -q "$value" answer progress member page || fail "$reader sees $value"
  done
done
get "$http" '/members/KH?lang=vi' "Authorization: Bearer $(<token-KH)" >member
grep -q 'chênh lệch -5566' member || fail "no progress in Vietnamese: $(<member)"
stop_daemon hub hub
run lontar audit --store hub
