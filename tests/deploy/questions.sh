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
run lontar token make --hub hub --role slom --member KH --expires 7 --json
sed -n 's/.*"token": "\(lontar_[^"]*\)".*/\1/p' "$output" >token-delegate
for member in KH VN; do
  run lontar token make --hub hub --role member --member "$member" --expires 7 --json
  sed -n 's/.*"token": "\(lontar_[^"]*\)".*/\1/p' "$output" >"token-$member"
done
serve_http hub
# One more that is open: how many is for everybody.
run lontar question new VN A2 --hub hub --text "of-vn: <b>is it?</b>" "${authority[@]}"
for viewer in asec KH delegate slom auditor public VN; do
  get "$(<hub/http-port)" /api/questions "Authorization: Bearer $(<"token-$viewer")" >answer
  grep -q '^HTTP/1.1 200' answer || fail "$viewer: $(<answer)"
  seen=no
  ! grep -q "$canary" answer || seen=yes
  wanted=no
  [[ $viewer != asec && $viewer != KH && $viewer != delegate ]] || wanted=yes
  [[ $seen == "$wanted" ]] || fail "$viewer sees the text: $seen"
  [[ $seen == yes || $viewer == VN ]] || ! grep -q '"member"' answer || fail "$viewer sees whose it is"
  # The page of the same, in each one's view.
  get "$(<hub/http-port)" /questions "Authorization: Bearer $(<"token-$viewer")" >page
  grep -q '^HTTP/1.1 200' page || fail "$viewer: $(<page)"
  shown=no
  ! grep -q "$canary" page || shown=yes
  [[ $shown == "$wanted" ]] || fail "$viewer sees the text on the page: $shown"
  grep -qF 'With how many members, by indicator' page || fail "$viewer does not see how many"
  ! grep -qF '<b>' page || fail "$viewer: a text is taken for markup"
  ! grep -q 'method="post" action="/question' page || fail "the hub takes a form"
  case $viewer in
    asec) grep -qF 'of-vn: &lt;b&gt;is it?&lt;/b&gt;' page && grep -q 'question close [0-9a-f]* --hub DIR --authority-key' page ;;
    VN) grep -qF 'of-vn: &lt;b&gt;is it?&lt;/b&gt;' page && grep -qF ' --node DIR' page ;;
    KH | delegate) ! grep -qF 'of-vn' page && grep -qF 'Open questions: 0;' page ;;
    *) ! grep -qE 'of-vn|Cambodia|Viet Nam|lontar question' page && grep -qF 'being clarified: 1.' page ;;
  esac || fail "$viewer: $(<page)"
done
asec="Authorization: Bearer $(<token-asec)"
get "$(<hub/http-port)" '/questions?member=VN&open=true' "$asec" >page
grep -qF 'of-vn' page || fail "$(<page)"
! grep -q "$canary" page || fail "another member's stand on the page of one"
get "$(<hub/http-port)" '/questions?indicator=A1' "$asec" >page
grep -q "$canary" page || fail "$(<page)"
! grep -qF 'of-vn' page || fail "another indicator's stand on the page of one"
[[ $(status_of "$(<hub/http-port)" '/questions?indicator=A99') == 404 ]] || fail "an indicator that is none"
[[ $(status_of "$(<hub/http-port)" '/questions?about=A1') == 400 ]] || fail "a query that is none"
get "$(<hub/http-port)" '/members/KH?round=baseline-2021' "Authorization: Bearer $(<token-KH)" >page
grep -qF 'href="/questions?member=KH' page || fail "no way to the questions: $(<page)"
get "$(<hub/http-port)" '/questions?lang=vi' >page
grep -qF '<html lang="vi">' page || fail "$(<page)"

# Answered in the browser of KH's office: once, on what was seen there, by an approver.
has() { grep -qF -- "$1" page || fail "no \"$1\" in: $(<page)"; }
was() { [[ $(head -n 1 page) == *" $1 "* ]] || fail "expected $1: $(<page)"; }
# field NAME FORM WITH: the value of a hidden field of the form that goes to this address and has these words.
field() {
  tr -d '\n' <page | sed 's/<form/\n<form/g' | grep -F "action=\"$2\"" | grep -F -- "$3" | grep -o "name=\"$1\" value=\"[^\"]*\"" |
    head -n 1 | sed 's/.*value="\(.*\)"/\1/'
}
run lontar question new KH A2 --hub hub --text "of-kh: all provinces?" "${authority[@]}"
run lontar question list --hub hub --member KH --open --json
asked=$(sed -n 's/.*"id": "\([0-9a-f]\{64\}\)".*/\1/p' "$output" | head -n 1)
run lontar sync --node node
serve_http node
http=$(<node/http-port)
for role in approver reader; do
  run lontar token make --node node --role "$role" --name "S. $role" --expires 7 --json
  sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output" >"token-$role"
done
mine="Cookie: lontar_node_token=$(<token-approver)" theirs="Cookie: lontar_node_token=$(<token-reader)"
get "$http" / "$mine" >page
has '1 question of ASEC waits for an answer.</h1>'
get "$http" /questions "$theirs" >page
has 'of-kh: all provinces?'
has 'Your token looks only.'
! grep -q 'action="/question' page || fail "a reader has a form: $(<page)"
get "$http" /questions "$mine" >page
has '<h1>1 question waits for this office; none for ASEC.</h1>'
! grep -qF 'of-vn' page || fail "another member's question is here"
mark=$(field mark /question-answer "$asked") last=$(field last_word /question-answer "$asked")
ask_mark=$(field mark /question-new text-new)
[[ ${#mark} == 64 && $last == "$asked" && $mark != "$ask_mark" ]] || fail "mark $mark, last $last"
form="question=$asked&last_word=$last&does=answer"
post "$http" /question-answer "$form&text=yes&mark=$ask_mark" "$mine" >page
was 403
post "$http" /question-answer "$form&text=yes&mark=$mark" "$mine" 'Origin: https://evil.example' >page
was 403
post "$http" /question-answer "$form&text=+&mark=$mark" "$mine" >page
was 400
has 'role="alert"'
post "$http" /question-answer "${form/answer/close}&text=+&mark=$mark" "$mine" >page
was 403
has 'what the authority asked, it closes'
post "$http" /question-answer "$form&text=by-page%3A+all%0D%0A%3Ci%3Ebut+one%3C%2Fi%3E&mark=$mark" "$mine" >page
was 303
where=$(sed -n 's/^Location: \(.*\)\r$/\1/p' page)
[[ $where == /questions\?sealed=* ]] || fail "$(<page)"
post "$http" /question-answer "$form&text=by-page+again&mark=$mark" "$mine" >page
was 409
has 'more was said on this question'
has 'by-page again</textarea>'
get "$http" "$where" "$mine" >page
has "it is entry ${where#*=}, safe on this node; it waits to be sent"
has '&lt;i&gt;but one&lt;/i&gt;'
has '<h1>No question waits for this office; 1 waits for ASEC.</h1>'
# Asked there: twice the same is once.
form="indicator=asean-child-labour%2Fchild-labour-5-17&measure=number&period=2016&text=may+we%3F&mark=$ask_mark"
post "$http" /question-new "${form/2016/soon}" "$mine" >page
was 400
has 'may we?</textarea>'
has 'value="soon"'
post "$http" /question-new "$form" "$mine" >page
was 303
post "$http" /question-new "$form" "$mine" >page
was 409
has 'this office has asked the same'
run lontar sync --node node
get "$http" "$where" "$mine" >page
has "/receipts/${where#*=}"
grep -q question_said_in_browser run/node.txt || fail "what is said in a browser leaves no line"
! grep -qE 'by-page|may we' run/node.txt || fail "a text is in the diagnostics"
for viewer in asec KH delegate slom auditor public VN; do
  get "$(<hub/http-port)" /questions "Authorization: Bearer $(<"token-$viewer")" >page
  case $viewer in
    asec | KH | delegate) has 'by-page: all' && has '&lt;i&gt;but one&lt;/i&gt;' && has 'may we?' ;;
    *) ! grep -qE 'by-page|may we|of-kh' page || fail "$viewer sees what KH said: $(<page)" ;;
  esac
done

# Where the office wants people's own keys, the page has the command in place of the forms.
stop_daemon node node
sed -i 's/^approvers = 0/approvers = 1/' node/node.conf
start_daemon node node lontar-node
await node/http-port test -s node/http-port
http=$(<node/http-port)
get "$http" /questions "$mine" >page
has 'lontar question answer '
! grep -q 'action="/question' page || fail "there is a form without people's keys"
post "$http" /question-new "${form/2016/2012}" "$mine" >page
was 409
has "people&#39;s own keys"
stop_daemon hub hub
run lontar audit --store hub
stop_daemon node node
run lontar audit --store node
