#!/bin/bash
# Three collections side by side on one hub, each with a round of the same id that is open at the same time, and two members that
# report to two of them. Table, docket and page of each stand alone; free figures of others are seen where the collection lets
# members compare, and nowhere else, by no door (threat T28). The calendar shows all, and who is overdue. Real hub and nodes.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
make_small_federation
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
says() { grep -qF -- "$1" "$output" || fail "no \"$1\" in: $(<"$output")"; }
says_not() { ! grep -qF -- "$1" "$output" || fail "\"$1\" in: $(<"$output")"; }
has() { grep -qF -- "$1" page || fail "no \"$1\" in: $(<page)"; }
has_not() { ! grep -qF -- "$1" page || fail "\"$1\" in: $(<page)"; }

declare -A folder_of=([asean-child-labour]=child-labour-2025 [asean-oshnet-scorecard]=oshnet-scorecard
  [asean-lmis-common]=lmis-common)
declare -A version=([asean-child-labour]=2025.1 [asean-oshnet-scorecard]=2012.1 [asean-lmis-common]=2011.1)
for collection in asean-child-labour asean-oshnet-scorecard asean-lmis-common; do
  catalogue=$LONTAR_SOURCE_DIR/catalogues/${folder_of[$collection]}
  [[ $collection == asean-child-labour ]] || run lontar collection add --hub hub --catalogue "$catalogue" "${authority[@]}"
  run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
  cat >rounds.yaml <<ROUND
rounds:
  - id: first
    title: First round of $collection
    catalogue_version: "${version[$collection]}"
    list: A
    membership_date: 2025-01-01
    cut_off: 2025-06-30
    year_rule: {target: 2016, tie: earlier, from: open, to: open}
    threshold: 2
ROUND
  run lontar round open --hub hub --collection "$collection" --rounds rounds.yaml --round first "${authority[@]}"
done
for level in 2 3; do run lontar level raise --hub hub --to "$level" "${authority[@]}"; done

# A second node; both members have an office for each of two collections.
run lontar ca issue ca --member VN --out tls/VN
for key in administrator node; do run lontar key new "keys/VN/$key.key" --kdf-cost low; done
run lontar enrol member VN --hub hub --members "$LONTAR_SOURCE_DIR/catalogues/asean/members.yaml" \
  --administrator keys/VN/administrator.key.pub "${authority[@]}"
run lontar node init --node vn --member VN --hub-id "$(<hub/hub-id)" --hub-address "127.0.0.1:$port" \
  --node-key keys/VN/node.key --tls tls/VN --sync-minutes 0
echo "hub_name = hub.example" >>vn/node.conf
start_daemon vn node lontar-node
run lontar sync --node vn
run lontar enrol keys --node vn --administrator keys/VN/administrator.key --node-key keys/VN/node.key
enrol() { # NODE MEMBER ADMINISTRATOR
  local office catalogue
  for office in LABOUR SAFETY; do
    run lontar key new "keys/$2.$office.key" --kdf-cost low
    catalogue=child-labour-2025
    [[ $office == LABOUR ]] || catalogue=oshnet-scorecard
    printf 'provider,provider_name,indicators\n%s,Office,%s\n' "$2.$office" A1 >assignments.csv
    run lontar enrol keys --node "$1" --administrator "$3" --provider "$2.$office=keys/$2.$office.key" \
      --assignments assignments.csv --catalogue "$LONTAR_SOURCE_DIR/catalogues/$catalogue"
  done
  run lontar sync --node "$1"
}
run lontar sync --node node
enrol node KH keys/administrator.key
enrol vn VN keys/VN/administrator.key

# submit NODE OFFICE INDICATOR HEAD-AND-ROW...
submit() {
  printf '%s\n' "${@:3}" >figures.csv
  run lontar import figures.csv --node "$1" --provider "$2" --round first
  draft=$(grep -o 'draft-[0-9]*' "$output" | head -n 1)
  run lontar sign "$draft" --node "$1" --key "keys/$2.key"
  run lontar approve "$draft" --node "$1"
  run lontar sync --node "$1"
}
labour() { # NODE MEMBER VALUE
  submit "$1" "$2.LABOUR" member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,concept,source \
    "$2,child-labour-5-17,proportion,2016,$3,_T,Y5T17,_T,_T,_T,_T,EA,Labour force survey"
}
safety() { # NODE MEMBER VALUE
  submit "$1" "$2.SAFETY" member,indicator,measure,period,value,source "$2,injury-rates,fatality-rate,2016,$3,Register"
}
labour node KH 11.25
safety node KH 22.25
labour vn VN 33.25
safety vn VN 44.25

# Each table and docket stands alone, on the hub and at a node.
run lontar sync --node node
for place in '--hub hub' '--node node'; do
  for collection in asean-child-labour asean-oshnet-scorecard asean-lmis-common; do
    # shellcheck disable=SC2086 # an option and its value
    run lontar threshold $place --collection "$collection" --round first --json
    says "\"collection\": \"$collection\""
    counted=$(grep -c '"count": 2' "$output" || true)
    [[ $counted == $([[ $collection == asean-lmis-common ]] && echo 0 || echo 1) ]] || fail "$place $collection: $counted"
    # shellcheck disable=SC2086
    run lontar docket $place --collection "$collection" --round first --json
    says "\"collection\": \"$collection\""
    for other in "${!folder_of[@]}"; do [[ $other == "$collection" ]] || says_not "$other"; done
  done
done

# The calendar has all of them.
run lontar round calendar --hub hub --on 2025-06-30
for collection in "${!folder_of[@]}"; do says "First round of $collection: round first of $collection"; done
run lontar round calendar --hub hub --on 2025-06-30 --overdue
says 'nobody is overdue on 2025-06-30'
run lontar round extend --hub hub --collection asean-child-labour --round first --to 2025-07-31 --member KH "${authority[@]}"
run lontar round calendar --hub hub --on 2025-07-01 --overdue
says 'Overdue for First round of asean-child-labour on 2025-07-01: Viet Nam (since 2025-06-30, 1 of 14 indicators answered)'
says 'Overdue for First round of asean-lmis-common on 2025-07-01: Cambodia (since 2025-06-30, 0 of 7 indicators answered), Viet Nam'
run lontar round calendar --hub hub --collection asean-lmis-common --on 2025-07-01 --overdue --json
says '"days_since": 1'
says_not asean-child-labour
expect 2 lontar round calendar --hub hub --on soon
cp "$output" wrong
run lontar sync --node node
run lontar round calendar --node node --on 2025-07-01 --overdue --json
cp "$output" at-node
run lontar round calendar --hub hub --on 2025-07-01 --overdue --json
cmp "$output" at-node || fail "hub and node differ"
run lontar log mirror --hub hub --out mirror
run lontar round calendar --mirror mirror --vkey hub/log.vkey --on 2025-07-01 --overdue --json
cmp "$output" at-node || fail "hub and mirror differ"

# A member's viewer sees free figures of others in the collection that lets members compare, and in no other.
run lontar token make --hub hub --role member --member KH --expires 7 --json
kh=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")
serve_http hub
http=$(<hub/http-port)
mine="Authorization: Bearer $kh"
figures() { get "$http" "$@" >page; }
for door in /api/cells?collection= /indicators/child-labour-5-17?round=first\&collection=; do
  figures "${door}asean-child-labour" "$mine"
  has 11.25
  has_not 33.25
done
for door in /api/cells?collection= /indicators/injury-rates?round=first\&collection=; do
  figures "${door}asean-oshnet-scorecard" "$mine"
  has 22.25
  has 44.25
  has_not 11.25
  figures "${door}asean-oshnet-scorecard"
  has_not 44.25
done
figures /sdmx/v2/data/*/*/*?format=csv "$mine"
has_not 33.25
for flow in ASEAN_CHILD_LABOUR:33.25:no ASEAN_OSHNET_SCORECARD:44.25:yes; do
  figures "/sdmx/v2/data/dataflow/ASEC/${flow%%:*}/+?format=csv" "$mine"
  case $flow in *:yes) has 44.25 ;; *) has 11.25 && has_not 33.25 ;; esac
done
run lontar export --node node --collection asean-oshnet-scorecard --out osh.csv
grep -q 22.25 osh.csv || fail "$(<osh.csv)"
! grep -q 44.25 osh.csv || fail "the node has figures of others: $(<osh.csv)"

# Pages: rounds by collection. Where an address names none, the collection whose round was opened last is shown.
for path in / /rounds /members/KH; do
  figures "$path"
  has 'HTTP/1.1 200'
  has asean-lmis-common
done
figures /rounds/asean-oshnet-scorecard/first
has 'First round of asean-oshnet-scorecard</h1>'
has 'href="/rounds/asean-lmis-common/first"'
figures '/calendar?on=2025-07-01'
has '<h1>Overdue on 2025-07-01, over all rounds: 5.</h1>'
for collection in "${!folder_of[@]}"; do has "href=\"/rounds/$collection/first\">First round of $collection</a>"; done
figures '/api/calendar?on=2025-07-01'
has '"schema": "lontar.calendar.v1"'
figures /api/calendar
has "\"on\": \"$(date -u +%Y)"
figures '/api/threshold?on=2025-07-01'
has HTTP_QUERY_INVALID
# One office reports to two of them: with a key for each, and the file says of which it is. The newest catalogue is another's.
run lontar key new keys/KH.LABOUR-OSH.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.LABOUR,Office,A3\n' >assignments.csv
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.LABOUR=keys/KH.LABOUR-OSH.key \
  --assignments assignments.csv --catalogue "$LONTAR_SOURCE_DIR/catalogues/oshnet-scorecard"
head=member,indicator,measure,period,value
printf '%s\n' "$head,sex,age,citizenship,urbanisation,geo,activity,concept,source" \
  KH,child-labour-5-17,proportion,2017,12.25,_T,Y5T17,_T,_T,_T,_T,EA,Survey >labour.csv
printf '%s\n' "$head,source" KH,osh-inspections,number,2016,55125,Register >safety.csv
expect 3 lontar import labour.csv --node node --provider KH.LABOUR
says 'is it of another collection? lontar import has --collection ID'
expect 6 lontar import labour.csv --node node --provider KH.LABOUR --collection asean-unknown
says 'no catalogue on this node is of collection "asean-unknown"'
expect 6 lontar import labour.csv --dry-run --member KH --collection asean-unknown
says 'no catalogue here is of collection "asean-unknown"; there is asean-child-labour, asean-'
run lontar import safety.csv --dry-run --member KH --collection asean-oshnet-scorecard
says '1 block'
both() { # FILE COLLECTION KEY
  run lontar import "$1" --node node --provider KH.LABOUR --collection "$2"
  draft=$(grep -o 'draft-[0-9]*' "$output" | head -n 1)
  run lontar sign "$draft" --node node --key "keys/$3.key"
  run lontar approve "$draft" --node node
}
both labour.csv asean-child-labour KH.LABOUR
run lontar import safety.csv --node node --provider KH.LABOUR --collection asean-oshnet-scorecard
expect 8 lontar sign draft-4 --node node --key keys/KH.LABOUR.key
both safety.csv asean-oshnet-scorecard KH.LABOUR-OSH
run lontar sync --node node
says 'waiting   0 entries'
for of in asean-child-labour:12.25 asean-oshnet-scorecard:55125; do
  run lontar cells --hub hub --collection "${of%:*}" --member KH --json
  says "\"${of#*:}\""
done

stop_daemon hub hub
run lontar audit --store hub
