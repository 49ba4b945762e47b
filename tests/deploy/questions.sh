#!/bin/bash
# ASEC asks a member, and a member ASEC: asked, synced, seen, answered offline, closed. A third node gets the acts and never
# a text (threat T28). Real hub, real nodes of KH and VN.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
make_small_federation
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
round=(--hub hub --collection asean-child-labour --round baseline-2021)
squeezed() { tr -s ' \n' ' '; }
says() { [[ $(squeezed <"$output") == *"$(squeezed <<<"$1" | sed 's/ $//')"* ]] || fail "no \"$1\" in: $(<"$output")"; }
says_not() { [[ $(squeezed <"$output") != *"$1"* ]] || fail "\"$1\" in: $(<"$output")"; }
canary='canary-of-kh'
ask=(lontar question new KH A1 2019 --hub hub --text "2019 is half of 2017: right? $canary" "${authority[@]}")

run lontar catalogue add --hub hub --catalogue "$LONTAR_SOURCE_DIR/catalogues/child-labour-2025" "${authority[@]}"
run lontar round open "${round[@]}" --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" "${authority[@]}"

# A node of another member.
run lontar ca issue ca --member VN --out tls/VN
for key in administrator node witness; do run lontar key new "keys/VN/$key.key" --kdf-cost low; done
run lontar enrol member VN --hub hub --members "$LONTAR_SOURCE_DIR/catalogues/asean/members.yaml" \
  --administrator keys/VN/administrator.key.pub "${authority[@]}"
run lontar node init --node vn --member VN --hub-id "$(<hub/hub-id)" --hub-address "127.0.0.1:$port" \
  --node-key keys/VN/node.key --witness-key keys/VN/witness.key --tls tls/VN --sync-minutes 0
echo "hub_name = hub.example" >>vn/node.conf
start_daemon vn node lontar-node
run lontar sync --node vn
run lontar enrol keys --node vn --administrator keys/VN/administrator.key --node-key keys/VN/node.key \
  --witness-key keys/VN/witness.key
run lontar sync --node vn
run lontar sync --node node

# Before the log is at level 4 nobody asks.
expect 3 "${ask[@]}"
says 'level-too-low'
for level in 2 3 4; do run lontar level raise --hub hub --to "$level" "${authority[@]}"; done

# What is asked for is said before anything is signed.
expect 2 lontar question new KH --hub hub --text 'right?' "${authority[@]}"
says 'MEMBER INDICATOR [PERIOD]'
expect 2 lontar question new KH A1 --hub hub "${authority[@]}"
says 'what is asked'
expect 2 lontar question new KH A1 --hub hub --text 'right?'
says 'as many as its trust root wants'
expect 2 lontar question new KH A1 soon --hub hub --text 'right?' "${authority[@]}"
says 'a period is written 2016'
expect 3 lontar question new KH A1 --hub hub --text 'right?' --authority-key keys/authority-1.key
says 'it wants 2 signatures by the authority keys and has 1'
run "${ask[@]}" --dry-run
run lontar question list --hub hub
says 'no question'

# Asked; KH's node has not taken it over yet; then it has.
run lontar threshold --hub hub --round baseline-2021 --json
before=$(sed '/"log_size"/d; /"root"/d' "$output")
run "${ask[@]}"
says 'asked'
says 'KH A1 2019, log index'
run lontar question list --hub hub --json
id=$(sed -n 's/.*"id": "\([0-9a-f]\{64\}\)".*/\1/p' "$output" | head -n 1)
short=${id:0:8}
run lontar question list --hub hub --open
says "$short KH A1 2019: asked by ASEC"
says 'not seen yet; waits for KH'
run lontar sync --node node
run lontar sync --node vn
run lontar question list --hub hub
says 'seen; waits for KH'
run lontar question show "$short" --node node
says "2019 is half of 2017: right? $canary"
run lontar status --node node
says "1 waits for this member's answer"
run lontar completeness --node node --round baseline-2021
says "1 question of ASEC waits for this member's answer"
says 'being clarified with ASEC'

# Figures and counts stay; the docket says on how many members' figures there are questions, not whose.
run lontar threshold --hub hub --round baseline-2021 --json
[[ $before == "$(sed '/"log_size"/d; /"root"/d' "$output")" ]] || fail 'a question changes the table'
for reader in '--hub hub' '--node node' '--node vn'; do
  # shellcheck disable=SC2086 # an option and its value
  run lontar docket $reader --round baseline-2021
  says 'Being clarified: A1 with 1 member; no figure and no count changes by that.'
done
run lontar docket --hub hub --round baseline-2021 --out docket.html
grep -q 'Being clarified with 1 member, asked on ' docket.html || fail 'the paper does not say it'

# The node of VN holds the act and no text; nor does it tell whose question it is.
run lontar question list --node vn
says 'no question'
expect 6 lontar question show "$short" --node vn
says 'no question here has the id'
expect 3 lontar question new A1 --node node --text 'x' --dry-run --measure nothing
expect 2 lontar question new KH A1 2019 --node vn --text 'x'
stop_daemon vn node
! grep -rqa "$canary" vn || fail 'the text stands in the store of another member'
run lontar audit --store vn
start_daemon vn node lontar-node

# KH answers without a line to the hub, and asks for more time.
stop_daemon hub hub
echo "Right: one region was left out. $canary" >answer.txt
run lontar question answer "${short^^}" --node node --text-file answer.txt
says "answered $short KH A1 2019, entry"
says '1 to be sent'
run lontar question new A3 --node node --text 'May we have until the end of October?'
says '2 to be sent'
run lontar question list --node node
says 'answered; waits for ASEC'
says 'A3: asked by KH, waits to be sent; not seen yet; waits for ASEC'
expect 3 lontar question close "$short" --node node
says 'what the authority asked, it closes'
start_daemon hub hub lontar-hub
run lontar sync --node node
run lontar sync --node vn
run lontar question show "$short" --hub hub
says "KH answered"
says "Right: one region was left out. $canary"

# ASEC closes; what is closed is not answered any more. A member's question is closed by either side.
run lontar question close "$short" --hub hub --text 'Thank you.' "${authority[@]}"
says 'closed'
expect 3 lontar question answer "$short" --hub hub --text 'And?' "${authority[@]}"
says 'is closed; ask a new one'
run lontar sync --node node
run lontar question show "$short" --node node
says 'ASEC closed'
says 'Thank you.'
run lontar question list --hub hub --member KH --open --json
says '"open": 1'
run lontar docket --hub hub --round baseline-2021
says 'Being clarified: A3 with 1 member'
of_kh=$(sed -n 's/.*"id": "\([0-9a-f]\{64\}\)".*/\1/p' < <(lontar question list --hub hub --open --json) | head -n 1)
run lontar question close "${of_kh:0:6}" --node node
run lontar sync --node node
run lontar question list --hub hub --open
says 'no question'

# A mirror holds the acts and no text, and its audit is clean; so are those of the stores.
run lontar log mirror --hub hub --out mirror
! grep -rqa "$canary" mirror || fail 'a text stands in the mirror'
run lontar audit --mirror mirror --vkey hub/log.vkey
run lontar docket --mirror mirror --vkey hub/log.vkey --round baseline-2021 --json
says '"being_clarified"'

# By HTTP each sees what is theirs.
for viewer in asec slom auditor public; do
  run lontar token make --hub hub --role "$viewer" --expires 7 --json
  sed -n 's/.*"token": "\(lontar_[^"]*\)".*/\1/p' "$output" >"token-$viewer"
done
for member in KH VN; do
  run lontar token make --hub hub --role member --member "$member" --expires 7 --json
  sed -n 's/.*"token": "\(lontar_[^"]*\)".*/\1/p' "$output" >"token-$member"
done
serve_http hub
for viewer in asec KH slom auditor public VN; do
  get "$(<hub/http-port)" /api/questions "Authorization: Bearer $(<"token-$viewer")" >answer
  grep -q '^HTTP/1.1 200' answer || fail "$viewer: $(<answer)"
  seen=no
  ! grep -q "$canary" answer || seen=yes
  wanted=no
  [[ $viewer != asec && $viewer != KH ]] || wanted=yes
  [[ $seen == "$wanted" ]] || fail "$viewer sees the text: $seen"
  [[ $seen == yes ]] || ! grep -q '"member"' answer || fail "$viewer sees whose it is"
done
stop_daemon hub hub
run lontar audit --store hub
stop_daemon node node
run lontar audit --store node
