#!/bin/bash
# Sections 4 and 5 of the user journeys as people go them: a compiler at ASEC and a delegate to SLOM in a real browser, through
# the operator's web server, by keyboard alone (compiler_walk.mjs). What is an act of ASEC's is done on the command line between
# their steps; threat T28: what others are told and not told. Its transcript is compiler.sh. Wants what tests/browser/pages.sh wants.
set -euo pipefail

source "$LONTAR_SOURCE_DIR/tests/browser/wanted.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/nginx_front.sh"
make_small_federation
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
round=(--hub hub --collection asean-child-labour --round baseline-2021)
pictures=${LONTAR_PICTURES:-$folder/pictures}
mkdir -p "$pictures" files

serve_http hub
base=http://127.0.0.1:$(<hub/http-port)
if [[ -n $nginx ]]; then
  start_nginx
  base=https://127.0.0.1:$front
fi
# code NAME OPTIONS…: a read code, as its reader gets it by mail.
code() {
  local name=$1
  shift
  run lontar token make --hub hub --expires 7 --json "$@"
  export "LONTAR_CODE_$name=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")"
}
code ASEC --role asec
code KH --role slom --member KH
code SLOM --role slom
code PH --role member --member PH

walk() {
  node "$LONTAR_SOURCE_DIR/tests/journeys/compiler_walk.mjs" "$1" "$base" "$pictures" "$(dirname "$modules")" "$browser"
}
# send PROVIDER INDICATOR VALUE: one figure of 2016, from the file to the hub.
send() {
  local draft
  printf 'member,indicator,measure,period,value,source\nKH,%s,number,2016,%s,Inspection register\n' "$2" "$3" >figures.csv
  run lontar import figures.csv --node node --provider "KH.$1" --round baseline-2021 --json
  draft=$(sed -n 's/.*"draft": "\(draft-[0-9]*\)".*/\1/p' "$output" | head -n 1)
  run lontar sign "$draft" --node node --key "keys/$1.key"
  run lontar approve "$draft" --node node
  run lontar sync --node node
}

walk nothing

# 1. Open the round.
run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
for level in 2 3 4; do run lontar level raise --hub hub --to "$level" "${authority[@]}"; done
for member in BN ID LA MM MY PH SG TH VN; do
  run lontar key new "keys/$member.key" --kdf-cost low
  run lontar enrol member "$member" --hub hub --members "$LONTAR_SOURCE_DIR/catalogues/asean/members.yaml" \
    --administrator "keys/$member.key.pub" "${authority[@]}"
done
run lontar round open "${round[@]}" --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" "${authority[@]}"
run lontar sync --node node
run lontar key new keys/MLVT.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.MLVT,Ministry of Labour,A6 A7\n' >assignments.csv
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.MLVT=keys/MLVT.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node
walk opened

# 2. and 3. Chase, and review: a figure comes, and is asked about.
send MLVT labour-inspectors-trained 918273
run lontar question new KH A6 2016 --hub hub --text 'Seventy-seven of how many?' "${authority[@]}"
walk reviewed

# 4. and 5. Evaluate, and write the paper.
run lontar round close "${round[@]}" "${authority[@]}"
export LONTAR_FILES=$folder/files
walk closed
# What was taken away is opened by the office's own programs.
if [[ -e $(dirname "$(readlink -f "$(command -v soffice || echo /)")")/libswlo.so ]]; then
  office() { soffice "-env:UserInstallation=file://$folder/office" --headless --convert-to "$1" --outdir files/opened "files/$2" >"$output" 2>&1; }
  office txt:Text docket.odt || fail "the ODT is not opened: $(<"$output")"
  office csv docket.xlsx || fail "the XLSX is not opened: $(<"$output")"
  grep -q 'Edition 1\.' files/opened/docket.txt || fail "the ODT does not say which edition it is: $(head -n 20 files/opened/docket.txt)"
  grep -q 'Labour inspectors trained' files/opened/docket.txt || fail 'the ODT lacks an indicator'
  [[ -s files/opened/docket.csv ]] || fail 'the XLSX has an empty first sheet'
else
  echo 'skipped: no LibreOffice here that opens the files'
fi
grep -q 'labour-inspectors-trained\|Labour inspectors trained' files/docket.csv || fail "the CSV lacks an indicator: $(head -n 3 files/docket.csv)"

# A return comes late; section 5, the delegates.
send MLVT child-labour-inspections 12
walk late

# 6. The decision, and the paper with it.
run lontar decision record A9 --hub hub --round baseline-2021 --meeting SLOM-17 --date 2021-09-28 --to B \
  --reason 'reported by fewer than five members' --document SLOM-17/4 "${authority[@]}"
walk decided
echo "walked at $base"
