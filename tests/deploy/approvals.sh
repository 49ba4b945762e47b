#!/bin/bash
# Two people approve, one of them a deputy within dates; a count against disclosure control is published with a reason
# (user journeys, section 2, step 7). Real hub and node.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025

# says PATTERN: the last command's output holds it.
says() { grep -q -- "$1" "$output" || fail "\"$1\" is not in: $(<"$output")"; }

run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open --round baseline-2021 --hub hub --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" \
  --collection asean-child-labour "${authority[@]}"
run lontar level raise --hub hub --to 2 "${authority[@]}"
run lontar sync --node node
for key in NIS dara thida minister deputy-minister; do run lontar key new "keys/$key.key" --kdf-cost low; done
printf 'provider,provider_name,indicators\nKH.NIS,National Institute of Statistics,A11 A14\n' >assignments.csv
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.NIS=keys/NIS.key \
  --assignments assignments.csv --catalogue "$catalogue" --approver keys/dara.key --approver keys/thida.key \
  --focal-point keys/minister.key --focal-point keys/deputy-minister.key
dara=$(sed -n 's/^key \([0-9a-f]*\)  approver.*/\1/p' "$output" | sed -n 1p)
thida=$(sed -n 's/^key \([0-9a-f]*\)  approver.*/\1/p' "$output" | sed -n 2p)
[[ ${#dara} == 8 && ${#thida} == 8 && $dara != "$thida" ]] || fail "the keys of the approvers: $(<"$output")"

# The member wants two people, and two focal points.
stop_daemon node node
printf 'approvers = 2\nclearance = two\n' >more.conf
sed -i '/^approvers/d' node/node.conf
cat more.conf >>node/node.conf
start_daemon node node lontar-node

run lontar import "$LONTAR_SOURCE_DIR/data/published/uis_net_enrolment.csv" --node node --provider KH.NIS \
  --mapping "$LONTAR_SOURCE_DIR/data/demo/mappings/uis-net-enrolment.yaml"
expect 6 lontar approve draft-1 --node node --key keys/dara.key
says 'is not signed by its provider'
run lontar sign draft-1 --node node --key keys/NIS.key
expect 6 lontar approve draft-1 --node node
says 'is approved by 2 people'
expect 8 lontar approve draft-1 --node node --key keys/NIS.key
says 'this key has signed draft-1 already'
expect 8 lontar approve draft-1 --node node --key keys/minister.key
says 'no new signature is by a valid key of an approver'
run lontar approve draft-1 --node node --key keys/dara.key --by 'Sok Dara'
says "approved by *key $dara"
says 'waits .* for 1 more person to approve it'
expect 8 lontar approve draft-1 --node node --key keys/dara.key
says 'somebody else approves it next'

# The other one is away; her deputy's days are over, then they are not.
run lontar deputy list --node node
says "no key is a deputy's"
run lontar deputy add "$thida" --for "$dara" --from 2020-01-01 --to 2020-01-31 --node node
says 'not today'
expect 8 lontar approve draft-1 --node node --key keys/thida.key
says 'from 2020-01-01 to 2020-01-31; today is'
expect 2 lontar deputy add "$thida" --for "$dara" --from 2020-02-01 --to 2020-01-31 --node node
expect 2 lontar deputy add "$thida" --for 00000000 --from 2020-01-01 --to 2020-01-31 --node node
run lontar deputy add "$thida" --for "$dara" --from 2020-01-01 --to 2099-12-31 --node node
says 'also today'
run lontar approve draft-1 --node node --dry-run
says 'approvals *1 of 2 wanted'

# She signs on another computer.
run lontar draft export draft-1 --node node --out draft-1.report
run lontar sign draft-1.report --out signed.report --key keys/thida.key
run lontar draft import draft-1 signed.report --node node
run lontar approve draft-1 --node node
says "key $thida, as deputy of key $dara"
says 'is entry'
run lontar draft history draft-1 --node node
says 'Sok Dara'

# A count of two children: held back, unless the member says why not; and that takes two people on every node.
printf 'member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo\n' >referred.csv
for row in 40,_T 2,F 38,M; do printf 'KH,children-referred,number,2019,%s,Y0T17,_T,_T,_T\n' "$row"; done >>referred.csv
run lontar import referred.csv --node node --provider KH.NIS --dry-run
says 'held back 2 cells'
expect 2 lontar import referred.csv --node node --provider KH.NIS --publish A14/number/2019/F.Y0T17._T._T._T
expect 3 lontar import referred.csv --node node --provider KH.NIS --publish A14/number/2019/M.Y5T17._T._T._T \
  --publish-reason 'a slip of the pen'
says 'held back would be A14/number/2019/F.Y0T17._T._T._T'
run lontar import referred.csv --node node --provider KH.NIS --publish A14/number/2019/F.Y0T17._T._T._T \
  --publish-reason 'the court itself published it'
stop_daemon node node
sed -i 's/^approvers = .*/approvers = 0/' node/node.conf
start_daemon node node lontar-node
run lontar sign draft-2 --node node --key keys/NIS.key
expect 6 lontar approve draft-2 --node node
says 'against rule *A14/number/2019/F.Y0T17._T._T._T: the court itself'
says 'publishes a cell against disclosure control'
run lontar approve draft-2 --node node --key keys/thida.key
run lontar approve draft-2 --node node --key keys/dara.key
says 'is entry'

# Two focal points clear the return.
run lontar return prepare baseline-2021 --node node --nil no-survey
expect 6 lontar return clear baseline-2021 --node node --key keys/minister.key
says 'cleared by 2 focal points'
run lontar return clear baseline-2021 --node node --key keys/minister.key --key keys/deputy-minister.key
says 'by key'
run lontar sync --node node
run lontar log mirror --hub hub --out mirror
run lontar audit --mirror mirror --vkey hub/log.vkey
! grep -rqaF "Sok Dara" hub mirror || fail "a person's name has left the node"
