#!/bin/bash
# SDMX REST on the hub, as clients ask for it: every status code, negotiation, what a cache needs, structures, times, and who
# sees which figures: nothing of what is hidden stands in any answer, nor can it be told from the answer that it is there
# (threats T20 to T22, T28).
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
if [[ -z $(command -v curl || true) ]]; then
  echo "skipped: curl is not here"
  exit 77
fi
make_small_federation

catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar key new keys/MOP.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.MOP,Ministry of Planning,A1\n' >assignments.csv
run lontar sync --node node
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.MOP=keys/MOP.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node

# submit CSV-ROW...
submit() {
  {
    echo member,indicator,measure,period,value,status,confidentiality,sex,age,citizenship,urbanisation,geo,activity,concept,source
    printf '%s,Y5T17,_T,_T,_T,_T,EA,Labour force survey\n' "$@"
  } >figures.csv
  run lontar import figures.csv --node node --provider KH.MOP
  draft=$(grep -o 'draft-[0-9]*' "$output" | head -n 1)
  run lontar sign "$draft" --node node --key keys/MOP.key
  run lontar approve "$draft" --node node
  run lontar sync --node node
}
submit 'KH,child-labour-5-17,proportion,2012,11.50,A,F,_T' 'KH,child-labour-5-17,proportion,2012,,L,F,F' \
  'KH,child-labour-5-17,proportion,2016,9.25,A,F,_T' 'KH,child-labour-5-17,number,2016,429380,E,F,_T'
serve_http hub
http=$(<hub/http-port)

# make_token NAME ROLE [--member CODE]
declare -A token
make_token() {
  local name=$1 role=$2
  shift 2
  run lontar token make --hub hub --role "$role" "$@" --expires 7 --json
  token[$name]=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")
}
make_token KH member --member KH
make_token VN member --member VN
make_token asec asec
make_token slom slom
make_token slom-KH slom --member KH
make_token auditor auditor
make_token public public

# ask NAME PATH [CURL-OPTION...]: as whom the token of NAME is, or as "nobody"; the head is in `headers`, the body in `body`,
# the status in $status.
ask() {
  local name=$1 path=$2
  shift 2
  local by=()
  [[ $name == nobody ]] || by=(-H "Authorization: Bearer ${token[$name]}")
  : >body
  status=$(curl -sS -g -D headers -o body -w '%{http_code}' "${by[@]}" "$@" "http://127.0.0.1:$http/sdmx/$path") ||
    fail "no answer to $path"
  grep -qi '^Access-Control-Allow-Origin: \*' headers || fail "$path has no CORS header: $(<headers)"
}
# wants STATUS NAME PATH [CURL-OPTION...]
wants() {
  local wanted=$1
  shift
  ask "$@"
  [[ $status == "$wanted" ]] || fail "$2 for $1: $status, expected $wanted: $(head -c 600 body)"
}
holds() { grep -qF -- "$1" body || fail "\"$1\" is not in $(head -c 1500 body)"; }
lacks() { ! grep -qF -- "$1" body || fail "\"$1\" is in $(head -c 1500 body)"; }
header() { grep -qi -- "^$1" headers || fail "no header \"$1\": $(<headers)"; }

flow=ASEAN_CHILD_LABOUR
series=A.KH.CHILD_LABOUR_5_17_PT._T.Y5T17._T._T._T._T.EA._T

# Figures: the first generation.
wants 200 asec "v1/data/$flow"
holds '<message:GenericData'
holds 'value="11.50"'
header 'Content-Type: application/vnd.sdmx.genericdata+xml;version=2.1'
header 'Content-Language: en'
header 'Last-Modified: '
header 'Vary: .*Accept.*Authorization'
wants 200 asec "v1/data/ASEC,$flow,2025.1/$series/all/?startPeriod=2016" # a slash at the end
holds 'value="9.25"'
lacks 'value="11.50"'
wants 200 asec "v1/data/ASEC,$flow,latest/A.KH+VN.CHILD_LABOUR_5_17_PT......../ASEC,KH_MOP?lastNObservations=1"
holds 'value="9.25"'
lacks 'value="11.50"'
wants 404 asec "v1/data/$flow/all/KH_OTHER"
wants 400 asec "v1/data/$flow/A.KH+"
holds '<message:ErrorMessage code="140">'
wants 404 asec "v1/data/$flow/A.VN"
holds '<message:ErrorMessage code="100">'
wants 404 asec v1/data/NO_SUCH_FLOW
wants 200 asec "v1/data/$flow/all/KH?detail=serieskeysonly"
lacks '<generic:Obs>'
holds '<generic:Series>'
wants 200 asec "v1/data/$flow?detail=dataonly" -H 'Accept: application/vnd.sdmx.structurespecificdata+xml;version=2.1'
holds '<Obs TIME_PERIOD="2012" OBS_VALUE="11.50"/>'
wants 200 asec "v1/data/$flow" -H 'Accept: application/vnd.sdmx.data+csv;version=1.0.0;labels=both'
header 'Content-Type: application/vnd.sdmx.data+csv;version=1.0.0;labels=both'
holds 'KH: Cambodia'

# Figures: the second generation.
wants 200 asec "v2/data/dataflow/ASEC/$flow/~"
header 'Content-Type: application/vnd.sdmx.data+json;version=2.1.0'
python3 -c 'import json; m = json.load(open("body")); assert m["data"]["dataSets"][0]["series"], m'

# Without series: the same four figures in every form that has series otherwise.
flat='dimensionAtObservation=AllDimensions'
for form in genericdata structurespecificdata jsondata; do
  wants 200 asec "v1/data/$flow?$flat&format=$form"
  if [[ $form == jsondata ]]; then count='len(json.load(body)["data"]["dataSets"][0]["observations"])'; else
    count='len([e for e in xml.parse(body).iter() if e.tag.split("}")[-1] in ("Obs", "Series")])'
    holds 'dimensionAtObservation="AllDimensions"'
  fi
  python3 -c "import json, xml.etree.ElementTree as xml; body = open('body'); found = $count; assert found == 4, found"
done
wants 200 asec "v2/data/dataflow/ASEC/$flow/+/A.KH.*?$flat"
python3 - <<'PYTHON'
import json
data = json.load(open("body"))["data"]
by = data["structures"][0]["dimensions"]
assert by["series"] == [] and [d["id"] for d in by["observation"]][-1] == "TIME_PERIOD", by
for place, cells in data["dataSets"][0]["observations"].items():
    assert len(place.split(":")) == len(by["observation"]) and len(cells) > 10, (place, cells)
PYTHON
wants 200 asec "v2/data/dataflow/ASEC/$flow/+?$flat&format=xml"
holds ':ObsLevelDim:AllDimensions"'
lacks '<Series'
csv=(-H 'Accept: application/vnd.sdmx.data+csv;version=2.0.0')
wants 200 asec "v2/data/*/*/*/*/$series?c[TIME_PERIOD]=ge:2016" "${csv[@]}"
[[ $(wc -l <body) == 2 ]] || fail "$(<body)"
holds ',2016,9.25,'
wants 200 asec "v2/data/dataflow/ASEC/$flow/2025.1.0/A.KH.*?c%5BSEX%5D=ne:_T&attributes=none" "${csv[@]}"
[[ $(wc -l <body) == 2 ]] || fail "$(<body)"
wants 200 asec "v2/data/dataflow/ASEC/$flow/+/A.KH+VN.." "${csv[@]}" # keys of the first generation
[[ $(wc -l <body) == 5 ]] || fail "$(<body)"
wants 200 asec "v2/data/dataflow/ASEC/$flow/+?offset=1&limit=2" "${csv[@]}"
[[ $(wc -l <body) == 3 ]] || fail "$(<body)"
wants 200 asec "v2/data/provisionagreement/ASEC/${flow}_KH/+" "${csv[@]}"
wants 200 asec "v2/data/dataflow/ASEC/$flow/+?format=csvfilewithlabels"
holds 'KH: Cambodia'
wants 200 asec "v2/data/dataflow/ASEC/$flow/+" -H 'Accept: application/vnd.sdmx.data+xml; version="3.0.0", */*;q=0.1'
holds '/v3_0/message'
wants 204 asec "v2/data/dataflow/ASEC/$flow/+/A.VN"
wants 204 asec "v2/data/dataflow/ASEC/$flow/+?c[SEX]=NO_SUCH_CODE"
wants 404 asec v2/data/dataflow/ASEC/NO_SUCH_FLOW
for wrong in '?c[NO_SUCH]=A' '?mebmer=KH' '/A.KH.A.A.A.A.A.A.A.A.A.A.A.A.A.A' '?c[TIME_PERIOD]=ge:soon' '?updatedAfter=soon' \
  '?firstNObservations=0' '?c[SEX]=F&c[SEX]=M' '?asOf=2020-01-01&updatedAfter=2021-01-01'; do
  wants 400 asec "v2/data/dataflow/ASEC/$flow/+$wrong"
  python3 -c 'import json; e = json.load(open("body"))["errors"][0]; assert e["code"] == 400 and e["detail"], e'
done

# In another order, over all series and within each; never by value.
wants 200 asec "v2/data/dataflow/ASEC/$flow/+?sort=TIME_PERIOD:desc+SEX" "${csv[@]}"
python3 - <<'PYTHON'
import csv
rows = list(csv.DictReader(open("body")))
found = [(row["TIME_PERIOD"], row["SEX"]) for row in rows]
assert len(found) == 4 and [time for time, _ in found] == sorted((time for time, _ in found), reverse=True), found
assert all(a[0] != b[0] or a[1] <= b[1] for a, b in zip(found, found[1:])), found
PYTHON
wants 200 asec "v2/data/dataflow/ASEC/$flow/+?sort=TIME_PERIOD:desc&offset=1&limit=1" "${csv[@]}"
[[ $(wc -l <body) == 2 ]] || fail "$(<body)"
wants 200 asec "v2/data/dataflow/ASEC/$flow/+/$series?sort=TIME_PERIOD:desc&format=xml"
python3 - <<'PYTHON'
import xml.etree.ElementTree as xml
times = [e.get("TIME_PERIOD") for e in xml.parse("body").iter("Obs")]
assert len(times) == 2 and times == sorted(times, reverse=True), times
PYTHON
wants 400 asec "v2/data/dataflow/ASEC/$flow/+?sort=TIME_PERIOD+SEX"
wants 400 asec "v2/data/dataflow/ASEC/$flow/+?sort=NO_SUCH"
wants 422 asec "v2/data/dataflow/ASEC/$flow/+?sort=OBS_VALUE:desc"
for absent in '?includeHistory=true&format=csv' '?dimensionAtObservation=SEX' '?attributes=obs'; do
  wants 501 asec "v2/data/dataflow/ASEC/$flow/+$absent"
done
wants 501 asec "v2/schema/dataflow/ASEC/$flow/+"
wants 404 asec v2/nothing
wants 406 asec "v2/data/dataflow/ASEC/$flow/+" -H 'Accept: application/vnd.sdmx.data+xml;version=3.1.0'
wants 406 asec "v2/data/dataflow/ASEC/$flow/+?lang=fr"
token[wrong]=lontar_wrong
wants 401 wrong "v2/data/dataflow/ASEC/$flow/+"
header 'WWW-Authenticate: Bearer'
wants 401 wrong "v1/data/$flow"
holds '<message:ErrorMessage code="110">'

# What a cache needs.
ask asec "v1/data/$flow"
etag=$(sed -n 's/^ETag: \(.*\)\r$/\1/Ip' headers)
[[ -n $etag ]] || fail "no etag: $(<headers)"
cp body first
wants 304 asec "v1/data/$flow" -H "If-None-Match: $etag"
wants 200 asec "v1/data/$flow"
cmp body first || fail "one etag, two answers"
wants 200 asec "v1/data/$flow" -H "If-None-Match: $etag" -H 'Accept: text/csv'
wants 200 asec "v1/data/$flow" -I
header "ETag: $etag"
[[ $(wc -c <body) == "$(wc -c <headers)" || ! -s body ]] || fail "HEAD has a body: $(head -c 300 body)"
wants 200 asec "v1/data/$flow" --compressed -H 'Accept-Encoding: gzip'
header 'Content-Encoding: gzip'
cmp body first || fail "compressed, it is another answer"

# Structures, which are everybody's.
for path in v1/datastructure/all/all/latest v1/dataflow/all/all/latest/ "v1/datastructure/ASEC/$flow/latest/?references=children" \
  v1/codelist/SDMX/CL_SEX/latest v1/codelist/SDMX/CL_FREQ/all v1/agencyscheme v1/dataproviderscheme/ASEC \
  v1/contentconstraint v1/categoryscheme v1/provisionagreement/ASEC v1/structure/all/all/all v1/conceptscheme; do
  wants 200 nobody "$path"
  header 'Content-Type: application/vnd.sdmx.structure+xml;version=2.1'
  python3 -c 'import xml.etree.ElementTree as t; t.parse("body")'
done
wants 200 nobody "v1/datastructure/ASEC/$flow/2025.1?references=none"
lacks '<str:Codelist '
wants 200 nobody "v1/datastructure/ASEC/$flow/2025.1.0?references=children&detail=referencestubs"
holds 'isExternalReference="true"'
lacks '<str:Code '
wants 404 nobody v1/codelist/SDMX/CL_NOTHING
wants 404 nobody v1/metadatastructure
wants 404 nobody v1/no_such_resource
wants 200 nobody 'v2/structure/dataflow/ASEC/*/+?references=descendants'
header 'Content-Type: application/vnd.sdmx.structure+json;version=2.1.0'
header 'Cache-Control: no-cache'
python3 - <<'PYTHON'
import json
data = json.load(open("body"))["data"]
assert len(data["dataflows"]) == 1 and len(data["dataStructures"]) == 1 and len(data["codelists"]) > 5, data.keys()
PYTHON
wants 200 nobody 'v2/structure/codelist/ASEC/CL_INDICATOR/~/CHILD_LABOUR_5_17_PT'
python3 - <<'PYTHON'
import json
lists = json.load(open("body"))["data"]["codelists"]
assert len(lists) == 1 and [code["id"] for code in lists[0]["codes"]] == ["CHILD_LABOUR_5_17_PT"] and lists[0]["isPartial"], lists
PYTHON
wants 404 nobody 'v2/structure/codelist/ASEC/CL_INDICATOR/~/NO_SUCH_CODE'
wants 404 nobody 'v2/structure/dataflow/ASEC/*/9.0.0'
wants 400 nobody v2/structure/no_such_type
wants 501 nobody 'v2/structure/dataflow?detail=referencepartial'

# What occurs.
wants 200 asec "v2/availability/dataflow/ASEC/$flow/+/*.KH"
python3 - <<'PYTHON'
import json
one = json.load(open("body"))["data"]["availabilityConstraints"][0]
values = {v["id"]: [x["value"] for x in v["values"]] for v in one["cubeRegion"]["keyValues"] if "values" in v}
assert one["obsCount"] == 4 and one["seriesCount"] == 3 and values["REF_AREA"] == ["KH"] and values["SEX"] == ["F", "_T"], one
PYTHON
wants 200 asec "v2/availability/dataflow/ASEC/$flow/+/*/SEX?c[SEX]=F&mode=available"
python3 - <<'PYTHON'
import json
one = json.load(open("body"))["data"]["availabilityConstraints"][0]
assert [v["id"] for v in one["cubeRegion"]["keyValues"]] == ["SEX"], one
assert [x["value"] for x in one["cubeRegion"]["keyValues"][0]["values"]] == ["F", "_T"] and one["obsCount"] == 1, one
PYTHON
wants 200 asec "v1/availableconstraint/$flow/all/all/all?mode=exact&references=none"
holds 'type="Actual"'
holds '<com:AnnotationTitle>4</com:AnnotationTitle>'

# What was, and what has changed since.
second_has_ended() { (($(date +%s) > $1)); }
await 'the next second' second_has_ended "$(date +%s)"
before=$(date -u +%Y-%m-%dT%H:%M:%SZ)
await 'the next second' second_has_ended "$(date +%s)"
submit 'KH,child-labour-5-17,proportion,2012,11.75,A,F,_T' # a report states the whole table again, and so another stands behind each
run lontar withdraw --node node --provider KH.MOP --indicator A1 --period 2016 --measure proportion --reason error --note 'counted twice'
draft=$(grep -o 'draft-[0-9]*' "$output" | head -n 1)
run lontar sign "$draft" --node node --key keys/MOP.key
run lontar approve "$draft" --node node
run lontar sync --node node
wants 200 asec "v2/data/dataflow/ASEC/$flow/+/$series?c[TIME_PERIOD]=2012" "${csv[@]}"
holds ',2012,11.75,'
wants 200 asec "v2/data/dataflow/ASEC/$flow/+/$series?c[TIME_PERIOD]=2012&asOf=$before" "${csv[@]}"
holds ',2012,11.50,'
lacks 11.75
wants 200 asec "v2/data/dataflow/ASEC/$flow/+?updatedAfter=$before" "${csv[@]}"
[[ $(wc -l <body) == 4 ]] || fail "$(<body)"
sed -n 2p body | grep -q ',D,.*,_T,.*,2016,' || fail "the deletion is not told: $(<body)"
grep -q ',R,.*,_T,.*,2012,11.75,' body || fail "the change is not told: $(<body)"
wants 200 asec "v1/data/$flow?updatedAfter=$before" -H 'Accept: application/vnd.sdmx.structurespecificdata+xml'
holds 'ss:action="Delete"'
holds 'ss:action="Replace"'
python3 -c 'import xml.etree.ElementTree as t; t.parse("body")'
wants 200 asec "v2/data/dataflow/ASEC/$flow/+?updatedAfter=$before"
python3 -c 'import json; d = json.load(open("body"))["data"]["dataSets"]; assert [s["action"] for s in d] == ["Delete", "Replace"], d'
wants 204 asec "v2/data/dataflow/ASEC/$flow/+?updatedAfter=2100-01-01"
wants 404 asec "v2/data/dataflow/ASEC/$flow/+?asOf=2001-01-01"
wants 501 asec "v2/data/dataflow/ASEC/$flow/+?updatedAfter=$before&c[OBS_VALUE]=gt:5"
wants 501 asec "v1/data/$flow?updatedAfter=$before" -H 'Accept: text/csv'

# The history: from when to when each state stood.
wants 200 asec "v2/data/dataflow/ASEC/$flow/+/$series?includeHistory=true&c[TIME_PERIOD]=2012"
python3 - <<'PYTHON'
import json
sets = json.load(open("body"))["data"]["dataSets"]
values = [[o[0] for s in one["series"].values() for o in s["observations"].values()] for one in sets]
assert values == [["11.50"], ["11.75"]], values
assert sets[0]["validTo"] < sets[1]["validFrom"] and "validTo" not in sets[1], sets
PYTHON
wants 200 asec "v1/data/$flow?includeHistory=true" -H 'Accept: application/vnd.sdmx.structurespecificdata+xml'
holds 'ss:validToDate='
python3 -c 'import xml.etree.ElementTree as t; t.parse("body")'
wants 501 asec "v1/data/$flow?includeHistory=true&updatedAfter=$before"

# Who sees which figures. Another's are as good as absent: the same answer, to the byte, as for what nobody has reported.
doors=("v1/data/$flow" "v1/data/$flow/.KH" "v1/data/$flow?format=jsondata" "v1/data/$flow?format=csvdata" "v2/data" \
  "v2/data/dataflow/ASEC/$flow/+/*.KH" "v2/data/dataflow/ASEC/$flow/+?format=csv" "v2/data/dataflow/ASEC/$flow/+?format=xml" \
  "v1/data/$flow?$flat" "v2/data?$flat" "v2/data?sort=*:desc" \
  "v1/data/$flow?includeHistory=true" "v2/data?updatedAfter=2001-01-01" "v2/data?asOf=2100-01-01&includeHistory=true" \
  "v1/availableconstraint/$flow/.KH" "v2/availability/dataflow/ASEC/$flow/+/*.KH?mode=available")
sees() { [[ " KH slom-KH asec " == *" $1 "* ]]; }
for name in nobody public VN slom auditor KH slom-KH asec; do
  for path in "${doors[@]}"; do
    ask "$name" "$path"
    if [[ $name != nobody ]] && [[ $status == 200 ]]; then header 'Cache-Control: no-store, private'; fi
    if sees "$name"; then
      [[ $status == 200 ]] || fail "$path for $name: $status"
      continue
    fi
    for canary in 11.75 9.25 429380 CHILD_LABOUR_5_17_NB '"obsCount":4' '"obsCount":3'; do lacks "$canary"; done
    case $path in
      *avail*) [[ $status == 200 ]] || fail "$path for $name: $status" ;;
      v1/*) [[ $status == 404 ]] || fail "$path for $name: $status" ;;
      *) [[ $status == 204 ]] || fail "$path for $name: $status" ;;
    esac
    ! grep -qi '^ETag' headers || [[ $path == *avail* ]] || fail "$path for $name has an etag"
    cp body hidden
    # TH has reported nothing at all.
    ask "$name" "${path//KH/TH}"
    cmp body hidden || fail "$path for $name tells hidden figures from none"
  done
done
echo "asked over HTTP with $(curl --version | head -n 1 | cut -d ' ' -f 1,2)"
