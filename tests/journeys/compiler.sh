#!/bin/bash
# A compiler at ASEC, "September paper, and nobody has answered", and a delegate to SLOM who reads it (user journeys, sections
# 4 and 5), with what they are told. Real hub and node, pages over HTTP. Extensions and decisions word by word are
# tests/deploy/decisions.sh, questions tests/deploy/questions.sh; the pages in a browser are tests/browser/pages.sh.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
make_small_federation
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
round=(--hub hub --collection asean-child-labour --round baseline-2021)
squeezed() { tr -s ' \n' ' '; }
holds() { [[ $(squeezed <"$1") == *"$(squeezed <<<"$2" | sed 's/ $//')"* ]] || fail "no \"$2\" in: $(<"$1")"; }
says() { holds "$output" "$1"; }
# page PATH [HEADER...]: the hub's page, into the file page.
page() { get "$http" "$@" | sed '1,/^\r$/d' >page; }

# 1. Open the round: tried first, then for ever; its rule is not changed any more.
run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
for level in 2 3 4; do run lontar level raise --hub hub --to "$level" "${authority[@]}"; done
open=(lontar round open "${round[@]}" --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" "${authority[@]}")
run "${open[@]}" --dry-run
run lontar status --hub hub --json
! grep -q baseline-2021 "$output" || fail 'a dry run has opened the round'
run "${open[@]}"
expect 3 "${open[@]}"
run lontar sync --node node
for key in MoSVY MLVT; do run lontar key new keys/$key.key --kdf-cost low; done
printf 'provider,provider_name,indicators\nKH.MoSVY,Ministry of Social Affairs,A14\nKH.MLVT,Ministry of Labour,A6 A7\n' >assignments.csv
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.MoSVY=keys/MoSVY.key \
  --provider KH.MLVT=keys/MLVT.key --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node

# send PROVIDER INDICATOR VALUE: one figure of 2016, from the file to the hub.
send() {
  printf 'member,indicator,measure,period,value,source\nKH,%s,number,2016,%s,Inspection register\n' "$2" "$3" >figures.csv
  run lontar import figures.csv --node node --provider "KH.$1" --round baseline-2021 --json
  local draft
  draft=$(sed -n 's/.*"draft": "\(draft-[0-9]*\)".*/\1/p' "$output" | head -n 1)
  run lontar sign "$draft" --node node --key "keys/$1.key"
  run lontar approve "$draft" --node node
  run lontar sync --node node
}

# 2. Chase: what everybody asks first, and a mail for each member with its own items only.
serve_http hub
http=$(<hub/http-port)
page /
holds page '14 of 14 indicators have data from fewer than five members.'
send MLVT labour-inspectors-trained 918273
page /
holds page '<span class="said">as specified</span>'
run lontar summary "${round[@]:0:2}" --member KH
says 'Counted for you: 1 of 14 indicators.'
says 'A6'
says 'Counted: figures of 2016, as specified.'
says 'Nothing has arrived yet; the cut-off is 2021-08-31.'
expect 2 lontar summary --hub hub
says 'name one member with --member, or a folder'
expect 6 lontar summary --hub hub --member PH
says 'the round has no member PH'
run lontar summary --hub hub --out mails
[[ -s mails/KH.txt && $(awk '{ if (length($0) > 72) print }' mails/KH.txt) == "" ]] || fail "$(<mails/KH.txt)"
! grep -q 918273 mails/KH.txt || fail 'a mail holds a figure'

# 3. Review: a doubt is a question; neither figure nor count changes.
run lontar question new KH A6 2016 --hub hub --text 'Seventy-seven of how many?' "${authority[@]}"
run lontar threshold --hub hub --round baseline-2021
says 'A6'
run lontar docket --hub hub --round baseline-2021
says 'Being clarified: A6 with 1 member'

# 4. Evaluate, and what if.
run lontar threshold --hub hub --round baseline-2021 --threshold 1
says 'WHAT-IF'
says 'log size'
run lontar round close "${round[@]}" "${authority[@]}"
run lontar docket --hub hub --round baseline-2021 --out first.html
[[ $(<first.html) == *'Edition 1.'* ]] || fail 'the paper of the close is not edition 1'

# 5. A return comes late: kept and shown, not counted; the paper is made again with its list of changes.
send MLVT child-labour-inspections 12
day=$(date -u +%Y-%m-%d)
page '/members/KH?round=baseline-2021'
holds page 'Counted for Cambodia in this round: 1 of 14 indicators.'
holds page "A7 arrived on $day, after the cut-off of 2021-08-31. It is kept and will count in the next evaluation."
run lontar summary --hub hub --member KH
says 'A7 arrived after the cut-off of 2021-08-31. It is kept and will count in the next evaluation.'
run lontar docket --hub hub --round baseline-2021 --out second.html
[[ $(<second.html) == *'Edition 2.'* ]] || fail 'the paper that was made again is not edition 2'
expect 6 lontar docket --hub hub --round baseline-2021 --out second.html
run lontar decision record A9 --hub hub --round baseline-2021 --meeting SLOM-17 --date 2021-09-28 --to B \
  --reason 'reported by fewer than five members' --document SLOM-17/4 "${authority[@]}"
says 'moves from list A to list B, with the next catalogue version'

# Section 5. A delegate opens the round with a read code: lines, met or below, the docket; nobody else's question, no value.
run lontar token make --hub hub --role slom --member KH --expires 7 --json
slom="Authorization: Bearer $(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")"
run lontar token make --hub hub --role slom --expires 7 --json
other="Authorization: Bearer $(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")"
page /rounds/asean-child-labour/baseline-2021 "$slom"
holds page '14 of 14 indicators have data from fewer than five members.'
holds page 'Any member can recompute it from the log: `lontar audit`'
page /rounds/asean-child-labour/baseline-2021/docket "$slom"
cmp -s page <(get "$http" /rounds/asean-child-labour/baseline-2021/docket "$slom" | sed '1,/^\r$/d') || fail 'twice, two papers'
holds page 'SLOM-17/4'
page '/members/KH?round=baseline-2021' "$slom"
holds page 'Seventy-seven of how many?'
for reader in "$other" 'X: nobody'; do
  page '/members/KH?round=baseline-2021' "$reader"
  holds page 'after the cut-off of 2021-08-31'
  ! grep -q 'Seventy-seven' page || fail 'another member'"'"'s question is read'
  page / "$reader"
  ! grep -q '<span class="said">, being clarified' page || fail 'the matrix tells whose question it is'
done
page / "$slom"
holds page '<span class="said">, being clarified</span>'

# "Who says it is five?" Any member: from the log alone, the same bytes.
run lontar sync --node node
run lontar log mirror --hub hub --out mirror
run lontar docket --mirror mirror --vkey hub/log.vkey --round baseline-2021 --reports-only --out mirror.csv
page '/rounds/asean-child-labour/baseline-2021/docket.csv?reports_only=true'
cmp -s page mirror.csv || fail 'hub and mirror make two papers'
