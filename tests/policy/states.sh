#!/bin/bash
# A federation in which each state of a figure, a text and a return stands once, for policy.sh. To be sourced by bash.
#
# After make_states the test stands in the folder of small_federation.sh, with the hub, the nodes of KH ("node") and VN ("vn")
# running, a mirror beside them, and in run/said what each command has said, by verb. Each state has a canary of its own
# (matrix.csv): a number of nine digits, or a word.

# shellcheck disable=SC2154  # small_federation.sh sets output and port
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
catalogues=$LONTAR_SOURCE_DIR/catalogues
child=(--hub hub --collection asean-child-labour --round first)
everywhere=_T,Y5T17,_T,_T,_T,_T

# What a command says is kept, behind its words.
run() {
  expect 0 "$@"
  { printf '\001%s\n' "$*" && cat "$output"; } >>run/said
}

# import_rows NODE PROVIDER HEAD ROW...: makes a draft and names it in $draft.
import_rows() {
  local node=$1 provider=$2
  printf '%s\n' "${@:3}" >"$node-file.csv"
  run lontar import "$node-file.csv" --node "$node" --provider "$provider" --round first
  draft=$(grep -o 'draft-[0-9]*' "$output" | head -n 1)
}
sign_draft() { run lontar sign "$draft" --node "$1" --key "keys/$2.key"; }
approve_draft() {
  local who='Canaryperson Chan'
  [[ $1 != vn ]] || who='Tran Binh'
  run lontar approve "$draft" --node "$1" --by "$who"
}
# seal NODE PROVIDER HEAD ROW...: up to the approval. submit: up to the hub.
seal() {
  import_rows "$@"
  sign_draft "$1" "$2"
  approve_draft "$1"
}
submit() {
  seal "$@"
  run lontar sync --node "$1"
}

plain=member,indicator,measure,period,value,source
marked=member,indicator,measure,period,value,status,confidentiality,source
of_children=member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,concept,source,comment,definition
of_places=member,indicator,measure,period,value,sex,age,urbanisation,geo,activity,concept,source
of_acceptable=member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,source
of_training=member,indicator,measure,period,value,confidentiality,sex,urbanisation,geo,agency,source
of_inspectors=member,indicator,measure,period,value,sex,urbanisation,geo,source
of_referred=member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,source

open_collections() {
  local collection folder version
  while read -r collection folder version; do
    [[ $collection == asean-child-labour ]] ||
      run lontar collection add --hub hub --catalogue "$catalogues/$folder" "${authority[@]}"
    run lontar catalogue add --hub hub --catalogue "$catalogues/$folder" "${authority[@]}"
    cat >rounds.yaml <<ROUND
rounds:
  - id: first
    title: First round
    catalogue_version: "$version"
    list: A
    membership_date: 2025-01-01
    cut_off: 2025-06-30
    year_rule: {target: 2016, tie: earlier, from: open, to: open}
    threshold: 5
ROUND
    run lontar round open --hub hub --collection "$collection" --rounds rounds.yaml --round first "${authority[@]}"
  done <<LIST
asean-child-labour child-labour-2025 2025.1
asean-oshnet-scorecard oshnet-scorecard 2012.1
LIST
  for level in 2 3 4 5; do run lontar level raise --hub hub --to "$level" "${authority[@]}"; done
}

# enrol NODE ADMINISTRATOR-KEY PROVIDER FOLDER INDICATORS
enrol_provider() {
  [[ -e keys/$3.key ]] || run lontar key new "keys/$3.key" --kdf-cost low
  printf 'provider,provider_name,indicators\n%s,Canary Office,%s\n' "$3" "$5" >assignments.csv
  run lontar enrol keys --node "$1" --administrator "$2" --provider "$3=keys/$3.key" \
    --assignments assignments.csv --catalogue "$catalogues/$4"
}

join_vn() {
  local key
  run lontar ca issue ca --member VN --out tls/VN
  for key in administrator node witness; do run lontar key new "keys/VN/$key.key" --kdf-cost low; done
  run lontar enrol member VN --hub hub --members "$catalogues/asean/members.yaml" \
    --administrator keys/VN/administrator.key.pub "${authority[@]}"
  run lontar node init --node vn --member VN --hub-id "$(<hub/hub-id)" --hub-address "127.0.0.1:$port" \
    --node-key keys/VN/node.key --witness-key keys/VN/witness.key --tls tls/VN --sync-minutes 0
  echo "hub_name = hub.example" >>vn/node.conf
  start_daemon vn node lontar-node
  run lontar sync --node vn
  run lontar enrol keys --node vn --administrator keys/VN/administrator.key --node-key keys/VN/node.key \
    --witness-key keys/VN/witness.key
  enrol_provider vn keys/VN/administrator.key VN.NSO child-labour-2025 'A10'
  run lontar sync --node vn
}

enrol_kh() {
  run lontar sync --node node
  run lontar key new keys/minister.key --kdf-cost low
  run lontar enrol keys --node node --administrator keys/administrator.key --focal-point keys/minister.key
  enrol_provider node keys/administrator.key KH.NIS child-labour-2025 'A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A14 B1 B2 B4'
  enrol_provider node keys/administrator.key KH.MOJ child-labour-2025 'A4'
  enrol_provider node keys/administrator.key KH.OSH oshnet-scorecard 'A3 A4'
  run lontar sync --node node
}

# What has come to the hub, and stands there.
send_standing() {
  submit vn VN.NSO $plain VN,campaign-activities,number,2016,718281801,Register
  seal node KH.NIS $plain KH,campaign-activities,number,2016,718281802,Register \
    KH,campaign-activities,number,2019,718281803,Register
  submit node KH.NIS "$of_inspectors" KH,labour-inspectors-trained,number,2016,718281804,_T,_T,_T,Register
  submit node KH.NIS "$of_inspectors" KH,labour-inspectors-trained,number,2016,718281805,_T,_T,_T,Register
  seal node KH.NIS "$of_training" KH,law-enforcement-trained,number,2016,718281806,N,_T,_T,_T,_T,Register
  seal node KH.NIS $marked KH,laws-revised,number,2016,718281807,P,F,Register
  seal node KH.NIS "$of_referred" KH,children-referred,number,2016,718281810,_T,Y0T17,_T,_T,_T,Register \
    KH,children-referred,number,2016,2,F,Y0T17,_T,_T,_T,Register KH,children-referred,number,2016,718281808,M,Y0T17,_T,_T,_T,Register
  seal node KH.OSH $marked KH,osh-inspections,number,2016,718281811,A,F,Register
  submit node KH.OSH $marked KH,osh-inspectors,number,2016,718281812,A,N,Register
}

send_words() {
  submit node KH.NIS member,indicator,measure,period,value,tool,source KH,child-labour-inspections,number,2016,718281813,_T,Register
  run lontar status --hub hub --json
  cp "$output" run/before-withdrawal
  run lontar withdraw --node node --collection asean-child-labour --provider KH.NIS --indicator A7 --reason error --note 'Canarynarrative: counted twice'
  draft=$(grep -o 'draft-[0-9]*' "$output" | head -n 1)
  printf '%%PDF-1.4 Canaryattachment' >report.pdf
  run lontar draft add "$draft" --indicator A7 --file report.pdf --node node
  run lontar draft return "$draft" --node node --reason 'Canaryreturned: please check' --by 'Canaryperson Sok'
  sign_draft node KH.NIS
  approve_draft node
  run lontar sync --node node
}

send_released() {
  seal node KH.NIS "$of_children" \
    "KH,child-labour-5-17,number,2016,718281814,$everywhere,EA,Canarysource survey,Canarycomment,Canarydefinition"
  seal node KH.NIS "$of_places" KH,child-labour-5-17-by-place,number,2016,718281815,_T,Y5T17,_T,_T,_T,EA,Register
  submit node KH.NIS "${of_children%,comment*}" \
    KH,young-workers-child-labour-14-17,number,2016,718281816,_T,Y14T17,_T,_T,_T,_T,EA,Register
  run lontar release new A1 --to members --node node --collection asean-child-labour
  run lontar release new A2 --to public --node node --collection asean-child-labour
  run lontar release new A3 --to public --node node --collection asean-child-labour
  run lontar sync --node node
  run lontar release new A3 --to nobody --node node --collection asean-child-labour
  submit node KH.NIS "$of_acceptable" KH,young-workers-acceptable-14-17,number,2016,718281817,_T,Y14T17,_T,_T,_T,_T,Register
  import_rows node KH.MOJ "$of_acceptable" KH,young-workers-acceptable-14-17,number,2016,718281818,_T,Y14T17,_T,_T,_T,_T,Register
  run lontar draft justify "$draft" SOURCES_DIFFER --at A4 --sentence 'Canaryjustification: another register' --node node
  sign_draft node KH.MOJ
  approve_draft node
  run lontar sync --node node
}

talk() {
  run lontar question new KH A1 2016 --hub hub --collection asean-child-labour --text 'Canaryquestion: right?' "${authority[@]}"
  run lontar sync --node node
  run lontar question list --node node --collection asean-child-labour --json
  question=$(sed -n 's/.*"id": "\([0-9a-f]\{64\}\)".*/\1/p' "$output" | head -n 1)
  run lontar question answer "$question" --node node --collection asean-child-labour --text 'Canaryanswer: right.'
  run lontar return prepare first --collection asean-child-labour --node node --not-available A11=no-system --nil no-survey
  run lontar return clear first --collection asean-child-labour --node node --key keys/minister.key
  run lontar sync --node node
}

close_and_come_late() {
  run lontar round close "${child[@]}" "${authority[@]}"
  submit node KH.NIS $plain KH,cases-in-courts,number,2016,718281819,Register
  run lontar decision record A9 --hub hub --collection asean-child-labour --round first --to B --meeting SLOM-17 --date 2025-09-28 \
    --reason 'reported by few' "${authority[@]}"
  run lontar round evaluate "${child[@]}" --reason 'KH reported late' "${authority[@]}"
}

# What the office has not sent.
keep_back() {
  import_rows node KH.NIS $plain KH,laws-adopted,number,2016,718281820,Register
  import_rows node KH.NIS $plain KH,joint-programmes,number,2016,718281821,Register
  sign_draft node KH.NIS
  import_rows node KH.NIS $plain KH,campaign-activities,number,2018,718281822,Register
  sign_draft node KH.NIS
  approve_draft node
}

make_states() {
  make_small_federation
  open_collections
  join_vn
  enrol_kh
  send_standing
  send_words
  send_released
  talk
  close_and_come_late
  run lontar sync --node vn
  run lontar log mirror --hub hub --out mirror
}

# What a workbook is made from.
make_texts() {
  mkdir -p texts
  cp "$catalogues/asean/members.yaml" rounds.yaml texts
  cat >texts/providers.yaml <<'PROVIDERS'
providers:
  - id: KH.NIS
    member: KH
    name: National Institute of Statistics
    kind: statistical office
    basis: of a test
    supplies:
      - collection: asean-child-labour
        indicators: [child-labour-5-17, labour-inspectors-trained, law-enforcement-trained, campaign-activities, laws-revised]
PROVIDERS
}

# make_token NAME PLACE...: kept in tokens/NAME.
make_token() {
  lontar token make "${@:2}" --expires 7 --json >"$output"
  sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output" >"tokens/$1"
  [[ $(<"tokens/$1") == lontar_* ]] || fail "no token: $(<"$output")"
}
make_tokens() {
  local role member
  mkdir -p tokens
  for role in public auditor slom asec; do make_token $role --hub hub --role $role; done
  for member in KH VN; do
    make_token "slom-$member" --hub hub --role slom --member "$member"
    make_token "$member" --hub hub --role member --member "$member"
  done
  make_token approver --node node --role approver --name 'Canaryperson Chan'
  make_token reader --node node --role reader --name 'Canaryperson Sok'
}
