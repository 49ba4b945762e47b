#!/bin/bash
# A figure that comes late is counted when its closed round is counted again, and the first result stands. Another collection
# is led by a member: its keys sign, the authority's no longer do. Real hub and node.
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
again=(lontar round evaluate "${round[@]}" --reason 'KH reported late')

run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open "${round[@]}" --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" "${authority[@]}"
for level in 2 3 4; do run lontar level raise --hub hub --to "$level" "${authority[@]}"; done
run lontar round close "${round[@]}" --except KH "${authority[@]}"

# Before the log is at level 5, and while one member has more time, nothing is counted again.
expect 3 "${again[@]}" "${authority[@]}"
says 'it is valid from level 5, this log is at level 4'
run lontar level raise --hub hub --to 5 "${authority[@]}"
expect 3 "${again[@]}" "${authority[@]}"
says 'this round is not closed for KH, with more time; its result comes first'
run lontar round close "${round[@]}" "${authority[@]}"

# The figure arrives behind the close: kept, shown as late, not counted.
run lontar sync --node node
run lontar key new keys/NIS.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.NIS,National Institute of Statistics,A11\n' >assignments.csv
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.NIS=keys/NIS.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar import "$LONTAR_SOURCE_DIR/data/published/uis_net_enrolment.csv" --node node --provider KH.NIS \
  --mapping "$LONTAR_SOURCE_DIR/data/demo/mappings/uis-net-enrolment.yaml"
run lontar sign draft-1 --node node --key keys/NIS.key
run lontar approve draft-1 --node node
run lontar sync --node node
run lontar docket baseline-2021 --hub hub --json
size=$(sed -n 's/^  "log_size": \([0-9]*\),$/\1/p' "$output")
run lontar docket baseline-2021 --hub hub --as-of "$size" --out before.html
run lontar threshold --hub hub --round baseline-2021
says 'A11 Net enrolment, primary 0 of 1'
says_not 'valuation'

# Counted again: evaluation 2 has it, marked; the first has the same bytes at the same size, and names the other now.
expect 2 "${again[@]}"
says 'name the keys that sign'
expect 3 "${again[@]}" --authority-key keys/authority-1.key
says 'it wants 2 signatures by the authority keys and has 1'
expect 6 lontar threshold --hub hub --round baseline-2021 --evaluation 2
says 'has no evaluation 2'
run "${again[@]}" "${authority[@]}" --dry-run
run "${again[@]}" "${authority[@]}"
says 'is counted again as evaluation 2'
run lontar docket baseline-2021 --hub hub --as-of "$size" --out same.html
cmp before.html same.html || fail "the docket of evaluation 1 has other bytes"
run lontar threshold --hub hub --round baseline-2021
says 'A11 Net enrolment, primary 0 of 1'
says 'Evaluation 1, the result that stands. Counted again since: evaluation 2 of'
says '(KH reported late)'
run lontar threshold --hub hub --round baseline-2021 --evaluation 2
says 'EVALUATION 2 of'
says 'The result of evaluation 1 stands unchanged.'
says 'A11 Net enrolment, primary 1 of 1'
says '+ late for evaluation 1, counted here'
run lontar threshold --hub hub --round baseline-2021 --evaluation 2 --json
cp "$output" second.json
run lontar docket baseline-2021 --hub hub --evaluation 2 --out second.html
grep -q 'late for evaluation 1' second.html || fail "the docket does not mark what was late"
expect 2 lontar threshold --hub hub --round baseline-2021 --evaluation none
run lontar decision record A9 --hub hub --round baseline-2021 --meeting SLOM-18 --date 2022-09-28 --to stay --evaluation 2 \
  --reason 'counted again' "${authority[@]}"

# A member leads another collection: its keys sign, and the authority's no longer do.
for key in lead-1 lead-2; do run lontar key new "keys/$key.key" --kdf-cost low; done
scorecard=(--hub hub --catalogue "$LONTAR_SOURCE_DIR/catalogues/oshnet-scorecard")
lead=(--lead-key keys/lead-1.key --lead-key keys/lead-2.key)
sed 's/"2025.1"/"2012.1"/' "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" >rounds.yaml
open=(lontar round open --hub hub --collection asean-oshnet-scorecard --round baseline-2021 --rounds rounds.yaml)
expect 2 lontar collection add "${scorecard[@]}" --lead KH "${authority[@]}"
says '--lead-key'
expect 3 lontar collection add "${scorecard[@]}" --lead KH --lead-key keys/node.key.pub "${authority[@]}"
says 'one key has one role'
run lontar collection add "${scorecard[@]}" --lead KH --lead-key keys/lead-1.key.pub --lead-key keys/lead-2.key.pub \
  --lead-threshold 2 "${authority[@]}"
says 'led by KH'
expect 3 lontar catalogue add "${scorecard[@]}" "${authority[@]}"
says 'it wants 2 signatures by the keys of KH, who leads this collection, and has 0'
run lontar catalogue add "${scorecard[@]}" "${lead[@]}"
expect 3 "${open[@]}" "${authority[@]}"
says 'key-not-valid'
expect 3 "${open[@]}" --lead-key keys/lead-1.key
run "${open[@]}" "${lead[@]}"
run lontar docket baseline-2021 --hub hub --collection asean-oshnet-scorecard
says 'Led by KH.'

# The page says both, and so does whoever has no hub.
serve_http hub
http=$(<hub/http-port)
get "$http" '/rounds/asean-child-labour/baseline-2021?evaluation=2' >page
grep -q 'The result of evaluation 1 stands unchanged' page || fail "the page of evaluation 2: $(<page)"
get "$http" '/api/threshold?collection=asean-child-labour&round=baseline-2021&evaluation=2' >answer
grep -q '"evaluation": 2' answer || fail "over HTTP: $(<answer)"
[[ $(status_of "$http" '/api/threshold?collection=asean-child-labour&evaluation=two') == 400 ]] || fail "no number is taken"
get "$http" /rounds/asean-oshnet-scorecard/baseline-2021 >page
grep -q 'Led by' page || fail "the page of a led collection: $(<page)"
run lontar log mirror --hub hub --out mirror
run lontar audit --mirror mirror --vkey hub/log.vkey --table second.json
run lontar docket baseline-2021 --mirror mirror --vkey hub/log.vkey --collection asean-child-labour --evaluation 2 --json
says '"evaluation": 2'

# Only the authority gives the lead back.
expect 3 lontar collection lead asean-oshnet-scorecard --hub hub --nobody --authority-key keys/authority-1.key
run lontar collection lead asean-oshnet-scorecard --hub hub --nobody "${authority[@]}"
says 'is led by nobody'
expect 3 lontar round close --hub hub --collection asean-oshnet-scorecard --round baseline-2021 "${lead[@]}"
says 'it wants 2 signatures by the authority keys and has 0'
run lontar round close --hub hub --collection asean-oshnet-scorecard --round baseline-2021 "${authority[@]}"
run lontar sync --node node
run lontar threshold --node node --collection asean-child-labour --round baseline-2021 --evaluation 2
says 'A11 Net enrolment, primary 1 of 1'
