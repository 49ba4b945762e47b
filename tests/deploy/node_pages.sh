#!/bin/bash
# The node's own pages over HTTP: nothing without a token of the office's, nothing by a foreign name of the machine, no form of
# another site; a draft approved and one given back by the forms of the approval screen, exactly as it was shown; and no figure
# or name in metrics and diagnostics (threats T27, T29, T42).
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
make_small_federation

says() { grep -qF -- "$1" "$output" || fail "no \"$1\" in: $(<"$output")"; }
has() { grep -qF -- "$1" page || fail "no \"$1\" in: $(<page)"; }
has_not() { ! grep -qF -- "$1" page || fail "\"$1\" in: $(<page)"; }
was() { [[ $(head -n 1 page) == *" $1 "* ]] || fail "expected $1: $(<page)"; }
# field NAME FORM: the value of a hidden field of the form that goes to this address.
field() {
  tr -d '\n' <page | sed "s/<form/\\n<form/g" | grep -F "action=\"$2\"" | grep -o "name=\"$1\" value=\"[^\"]*\"" |
    head -n 1 | sed 's/.*value="\(.*\)"/\1/'
}

# HTTP stays on this machine, whatever the configuration says.
echo "http = 0.0.0.0:0" >>node/node.conf
expect 2 lontar-node --dir node --check-config
sed -i '$d' node/node.conf
serve_http node
http=$(<node/http-port)

# Before there is anything: every page says so, and that what was done is safe.
expect 2 lontar token make --node node --role approver --expires 7
says "has its holder's name"
expect 2 lontar token make --node node --role asec --name 'S. Chan' --expires 7
says 'write reader or approver'
expect 2 lontar token make --node node --role reader --name 'S. Chan' --member KH --expires 7
expect 2 lontar token make --hub hub --role asec --name 'S. Chan' --expires 7
run lontar token make --node node --role approver --name 'Canary Chan' --expires 7 --json
approver=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")
run lontar token make --node node --role reader --name 'Canary Sok' --expires 7 --json
reader=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")
[[ $approver == lontar_* && $reader == lontar_* ]] || fail "no tokens: $approver $reader"
run lontar token list --node node
says 'token-2     reader      valid'
says 'Canary Sok'
! grep -qF "${reader#lontar_}" "$output" node/page-tokens || fail "the node keeps or shows a token"
[[ $(stat -c %a node/page-tokens) == 600 ]] || fail "mode $(stat -c %a node/page-tokens)"
mine="Cookie: lontar_node_token=$approver" theirs="Cookie: lontar_node_token=$reader"
get "$http" / "$mine" >page
was 200
has '<h1>No draft waits here.</h1>'
get "$http" /completeness "$mine" >page
has 'No round has been opened, as far as this node knows.'
get "$http" /sync "$mine" >page
has 'This node has not spoken with the hub since it was started.'
has 'Drafts, approvals and receipts are safe here'
get "$http" '/?lang=vi' "$mine" >page
has '<html lang="vi">'
has 'Không có bản nháp nào chờ tại đây.'
grep -q '^Set-Cookie: lontar_lang=vi; Path=/; SameSite=Lax' page || fail "the language is not kept: $(<page)"

# Two drafts.
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open --hub hub --collection asean-child-labour --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" \
  --round baseline-2021 "${authority[@]}"
run lontar key new keys/NIS.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.NIS,National Institute of Statistics,A1\n' >assignments.csv
run lontar sync --node node
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.NIS=keys/NIS.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node
head=member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,concept,source
row() { printf 'KH,child-labour-5-17,number,%s,%s,%s,Y5T17,_T,_T,_T,_T,EA,%s\n' "$1" "$2" "$3" "$4"; }
{ echo $head; row 2016 918273645 _T '<b>Canary</b> survey'; row 2016 418273645 M '<b>Canary</b> survey'; } >first.csv
{ echo $head; row 2012 300 _T 'Old survey'; } >second.csv
run lontar import first.csv --node node --provider KH.NIS --round baseline-2021
run lontar import second.csv --node node --provider KH.NIS --round baseline-2021

# Nobody reads a page without a token: every address, with none, a wrong one and an ended one.
paths=(/ /drafts/draft-1 /drafts/draft-1/approve /completeness /queue /receipts/1 /sync /nothing-here)
run lontar token make --node node --role approver --name 'Gone' --expires 7 --json
ended=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")
run lontar token revoke token-3 --node node
for path in "${paths[@]}"; do
  for header in 'X-Nothing: 1' 'Cookie: lontar_node_token=lontar_wrong' "Cookie: lontar_node_token=$ended" \
    "Authorization: Bearer $ended"; do
    get "$http" "$path" "$header" >page
    was 401
    has '<label for="token">'
    for canary in 918273645 draft-1 KH.NIS 'Chan'; do has_not "$canary"; done
  done
  # Through a foreign name of this machine, or a proxy, not even with one.
  http_host=evil.example get "$http" "$path" "$mine" >page
  was 403
  has HOST_FOREIGN
  get "$http" "$path" "$mine" 'X-Forwarded-For: 192.0.2.1' >page
  was 403
  has_not 918273645
done
[[ $(http_host=monitor.example status_of "$http" /metrics) == 200 ]] || fail "a monitor is kept out"
http_host=127.0.0.1:9999 get "$http" / "$mine" >page
was 200

# Signing in and out.
post "$http" /sign-in "token=lontar_wrong" >page
was 401
has 'this token is none'
post "$http" /sign-in "token=$approver" 'Origin: https://evil.example' >page
was 403
http_host=evil.example post "$http" /sign-in "token=$approver" >page
was 403
post "$http" /sign-in "token=$approver" 'Origin: http://localhost' >page
was 303
grep -q '^Set-Cookie: lontar_node_token=lontar_.*; HttpOnly; SameSite=Strict; Max-Age=6' page || fail "$(<page)"
get "$http" / "$mine" >page
grep -q '^Cache-Control: no-store, private' page || fail "a page may be kept: $(<page)"
grep -q "^Content-Security-Policy: default-src 'none'.*frame-ancestors 'none'" page || fail "$(<page)"
has 'Canary Chan'
post "$http" /sign-out "mark=$(field mark /sign-out)" "$mine" >page
was 303
grep -q '^Set-Cookie: lontar_node_token=; .*Max-Age=0' page || fail "no signing out"

# What waits on whom.
get "$http" / "$mine" >page
has '<h1>2 drafts lie here; none waits for approval yet.</h1>'
has 'for its provider&#39;s signature'
get "$http" /drafts/draft-1 "$mine" >page
has 'draft-1 of KH.NIS is draft'
has 'first.csv'
get "$http" /drafts/draft-1/approve "$mine" >page
has 'It cannot be approved yet:'
has 'is not signed by its provider'
[[ -z $(field seen /approve) ]] || fail "a draft without a signature has the button"
get "$http" /drafts/draft-99 "$mine" >page
was 404
has DRAFT_ABSENT
run lontar sign draft-1 --node node --key keys/NIS.key
run lontar sign draft-2 --node node --key keys/NIS.key
get "$http" / "$mine" >page
has '<h1>2 drafts lie here; 2 wait for approval.</h1>'

# The screen: the figures, the fingerprint of the command line, and the two buttons.
run lontar approve draft-1 --node node --dry-run
fingerprint=$(sed -n 's/^fingerprint  *//p' "$output")
get "$http" /drafts/draft-1/approve "$mine" >page
cp page screen
has '<h1>Approving draft-1 of KH.NIS adds 2, changes 0 and withdraws 0 figures.</h1>'
has 918273645
has "$fingerprint"
has 'Approve the report of KH.NIS'
has 'Return with a reason'
has 'an entry for ever'
has '&lt;b&gt;Canary&lt;/b&gt; survey'
has_not '<b>'
has 'No cell is held back.'
! grep -qE '<script|<style| style=|onclick' page || fail "something is inline"
seen=$(field seen /approve) mark=$(field mark /approve) return_mark=$(field mark /return)
[[ ${#seen} == 64 && ${#mark} == 64 && $mark != "$return_mark" ]] || fail "seen $seen, marks $mark $return_mark"

# Without the mark, with another form's or another reader's, from another site, unseen, or with a reader's token: nothing.
get "$http" /drafts/draft-1/approve "$theirs" >page
was 200
has 'Your token looks only.'
[[ -z $(field seen /approve) ]] || fail "a reader has the button"
foreign=$(field mark /sign-out)
refused() {
  local code=$1 reason=$2
  shift 2
  post "$http" "$@" >page
  was "$code"
  has "$reason"
  run lontar drafts --node node
  says draft-1
  says draft-2
}
refused 401 'name="token"' /approve "draft=draft-1&seen=$seen&mark=$mark"
refused 403 FORM_MARK_ABSENT /approve "draft=draft-1&seen=$seen" "$mine"
refused 403 FORM_MARK_ABSENT /approve "draft=draft-1&seen=$seen&mark=" "$mine"
refused 403 FORM_MARK_ABSENT /approve "draft=draft-1&seen=$seen&mark=$return_mark" "$mine"
refused 403 FORM_MARK_ABSENT /approve "draft=draft-1&seen=$seen&mark=$foreign" "$mine"
refused 403 FORM_MARK_ABSENT /return "draft=draft-1&reason=x&mark=$mark" "$mine"
refused 403 FORM_MARK_ABSENT /sign-out "mark=$mark" "$mine"
refused 403 FORM_FOREIGN /approve "draft=draft-1&seen=$seen&mark=$mark" "$mine" 'Origin: https://evil.example'
refused 403 FORM_FOREIGN /approve "draft=draft-1&seen=$seen&mark=$mark" "$mine" 'Sec-Fetch-Site: cross-site'
refused 400 HTTP_FORM_INVALID /approve "draft=draft-1&mark=$mark" "$mine"
own_mark=$(printf 'lontar form\n/approve\n%s' "$reader" | sha256sum | cut -d ' ' -f 1)
refused 403 ROLE_NOT_ENTITLED /approve "draft=draft-1&seen=$seen&mark=$own_mark" "$theirs"
refused 409 'has changed since it was looked at' /approve "draft=draft-1&seen=${seen//[0-9]/0}&mark=$mark" "$mine"
[[ $(head -n 1 page) == *409* ]] || fail "$(<page)"
for path in / /queue /sync /drafts/draft-1 /token/make /metrics; do
  post "$http" "$path" 'a=b' "$mine" >page
  was 405
done

# Given back: a reason is wanted, what was typed stays, and it is as after `lontar draft return`.
post "$http" /return "draft=draft-2&reason=+&mark=$return_mark" "$mine" >page
was 400
has 'is returned with a reason'
post "$http" /return "draft=draft-2&reason=boys+of+2012%3A+%3Ci%3Echeck%3C%2Fi%3E&mark=$return_mark" "$mine" >page
was 303
grep -q '^Location: /drafts/draft-2' page || fail "$(<page)"
get "$http" /drafts/draft-2 "$mine" >page
has 'draft-2 of KH.NIS is returned'
has 'boys of 2012: &lt;i&gt;check&lt;/i&gt;'
has 'Canary Chan'
run lontar drafts --node node
says 'by Canary Chan: boys of 2012: <i>check</i>'
run lontar draft history draft-2 --node node
says 'returned by Canary Chan'

# Approved: sealed, once, exactly as it was shown.
post "$http" /approve "draft=draft-1&seen=$seen&mark=$mark" "$mine" 'Origin: http://localhost' 'Sec-Fetch-Site: same-origin' >page
was 303
where=$(sed -n 's/^Location: \(.*\)\r$/\1/p' page)
[[ $where == /queue\?sealed=* ]] || fail "$(<page)"
get "$http" "$where" "$mine" >page
has "Approved: it is entry ${where#*=}, safe on this node."
has '1 entry waits to be sent, safe here, since 20'
has 'approved, waits to be sent'
get "$http" '/queue?sealed=999' "$mine" >page
has_not 'Approved: it is entry'
post "$http" /approve "draft=draft-1&seen=$seen&mark=$mark" "$mine" >page
was 404
has DRAFT_ABSENT
run lontar draft history draft-1 --node node
says "approved as entry ${where#*=}"
run lontar cells --node node --json
! grep -q 918273645 "$output" || fail "it has arrived before it was sent"
run lontar sync --node node
run lontar sync --node node
lontar cells --hub hub --json | grep -q 918273645 || fail "the hub does not have it"
get "$http" /queue "$mine" >page
has 'Nothing waits: all that was approved here has arrived at ASEC.'
has "/receipts/${where#*=}"
get "$http" "/receipts/${where#*=}" "$mine" >page
has 'has arrived at ASEC and is settled.'
has KH.NIS
grep -qF "c2sp.org/tlog-proof" page || fail "no proof: $(<page)"
get "$http" /completeness "$mine" >page
has 'settled'
has 'baseline-2021'
has '<h2>Overdue</h2>'
get "$http" /sync "$mine" >page
has 'The last conversation with the hub was done at 20'
has 'settled, by 1 of 1 witnesses'

# The hub is away: the page says what was said, and that nothing is lost.
stop_daemon hub hub
expect 5 lontar sync --node node
get "$http" /sync "$mine" >page
has 'The hub was not reached the last time; nothing is lost.'
has 'What was said'

# People's own keys: the page says so, with the command, and has no button.
stop_daemon node node
sed -i 's/^approvers = 0/approvers = 1/' node/node.conf
start_daemon node node lontar-node
await node/http-port test -s node/http-port
http=$(<node/http-port)
run lontar sign draft-2 --node node --key keys/NIS.key
get "$http" /drafts/draft-2/approve "$mine" >page
has 'lontar approve draft-2 --node DIR --key FILE'
[[ -z $(field seen /approve) ]] || fail "the button is there without people's keys"
mark=$(printf 'lontar form\n/approve\n%s' "$approver" | sha256sum | cut -d ' ' -f 1)
post "$http" /approve "draft=draft-2&seen=$(printf '0%.0s' {1..64})&mark=$mark" "$mine" >page
was 409

# No figure, name or secret in what the node says of itself.
get "$http" /metrics >metrics
stop_daemon node node
grep -q approved_in_browser run/node.txt || fail "an approval in a browser leaves no line"
for canary in 918273645 Canary "boys of 2012" "${approver#lontar_}" "${reader#lontar_}"; do
  ! grep -aiF -- "$canary" metrics run/node.txt || fail "'$canary' is in what the node says of itself"
done
