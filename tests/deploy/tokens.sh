#!/bin/bash
# Role tokens, as they are typed, and threat T28: each role at each door of HTTP sees the figures that it may see and no other;
# T42: nothing is administered over HTTP.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
make_small_federation
says() { grep -qF -- "$1" "$output" || fail "no \"$1\" in: $(<"$output")"; }

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
{
  echo member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,concept,source
  echo 'KH,child-labour-5-17,number,2016,918273645,_T,Y5T17,_T,_T,_T,_T,EA,Labour force survey'
} >figures.csv
run lontar import figures.csv --node node --provider KH.NIS --round baseline-2021
run lontar sign draft-1 --node node --key keys/NIS.key
run lontar approve draft-1 --node node
run lontar sync --node node
serve_http hub
http=$(<hub/http-port)

# Typed wrongly.
expect 2 lontar token make --hub hub --role administrator --expires 7
says 'is no role; write public, member, asec, slom or auditor'
expect 2 lontar token make --hub hub --role member --expires 7
says "a member's token names its member"
expect 2 lontar token make --hub hub --role asec --expires 2001-01-01
says 'a token ends between today and'
run lontar token list --hub hub
says 'no token was made'

# token NAME ROLE [--member CODE]: makes one, and keeps it under that name.
declare -A token
make_token() {
  local name=$1 role=$2
  shift 2
  run lontar token make --hub hub --role "$role" "$@" --expires 7 --json
  token[$name]=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")
  [[ ${token[$name]} == lontar_* ]] || fail "no token: $(<"$output")"
}
make_token public public
make_token auditor auditor
make_token slom slom
make_token slom-KH slom --member KH
make_token slom-VN slom --member VN
make_token KH member --member KH
make_token VN member --member VN
make_token asec asec
run lontar token list --hub hub
says 'token-8     asec        valid'
! grep -qF lontar_ "$output" || fail "the list shows a token"
[[ $(stat -c %a hub/role-tokens) == 600 ]] || fail "mode $(stat -c %a hub/role-tokens)"
for name in "${!token[@]}"; do
  ! grep -qF -- "${token[$name]#lontar_}" hub/role-tokens run/hub.txt || fail "the hub keeps the token of $name"
done

# Each role at each door, by header and by cookie.
doors=(/api/threshold /api/docket /api/cells '/api/cells?member=KH&indicator=A1&history=true' /api/deviations /api/coverage
  /api/progress /api/region /members/KH
  / /indicators/child-labour-5-17 /rounds /rounds/asean-child-labour/baseline-2021 /status
  /rounds/asean-child-labour/baseline-2021/docket /rounds/asean-child-labour/baseline-2021/docket.csv
  /rounds/asean-child-labour/baseline-2021/docket.json /log /log/5)
sees() { [[ " KH slom-KH asec " == *" $1 "* ]]; }
for path in "${doors[@]}"; do
  get "$http" "$path" >answer
  [[ $(head -n 1 answer) == *' 200 '* ]] || fail "$path: $(<answer)"
  ! grep -q 918273645 answer || fail "$path without a token shows the figure"
  for name in "${!token[@]}"; do
    for header in "Authorization: Bearer ${token[$name]}" "Cookie: lontar_token=${token[$name]}"; do
      get "$http" "$path" "$header" >answer
      grep -q '^Cache-Control: no-store, private' answer || fail "$path for $name may be kept: $(<answer)"
      shown=no expected=no
      ! grep -q 918273645 answer || shown=yes
      # The others hold no value at all.
      if sees "$name" && [[ $path == /api/threshold || $path == /api/cells* || $path == /indicators/* ||
        $path == /api/progress || $path == /members/KH ]]; then expected=yes; fi
      [[ $shown == "$expected" ]] || fail "$path for $name by ${header%%:*}: shown $shown, expected $expected"
    done
  done
done
# What members answered in their returns is ASEC's.
[[ $(status_of "$http" /api/returns) == 403 ]] || fail "$(get "$http" /api/returns)"
[[ $(status_of "$http" /api/returns "Authorization: Bearer ${token[KH]}") == 403 ]] || fail "a member reads returns"
[[ $(status_of "$http" /api/returns "Authorization: Bearer ${token[asec]}") == 200 ]] || fail "ASEC does not read returns"
[[ $(status_of "$http" '/api/cells?mebmer=KH') == 400 ]] || fail "an unknown word of a query is taken"

# What the member releases is seen by those whom it means, at every door that holds figures, and is ended again. The
# operator's own export is the operator's view.
expect 3 lontar release new A1 --to public --node node
grep -q 'level 5' "$output" || fail "no level: $(<"$output")"
for level in 2 3 4 5; do run lontar level raise --hub hub --to "$level" "${authority[@]}"; done
run lontar sync --node node
expect 2 lontar release new A1 --to everybody --node node
says 'it is public, members or nobody'
expect 6 lontar release new A2 --to public --node node
says 'no figures of KH on A2 stand in the log'
expect 6 lontar release new A1 --to public --period 1999 --node node
shows() { # ROLES…: these read the figure, and no other role does
  local path name header shown expected
  for path in '/api/cells?member=KH' /indicators/child-labour-5-17 '/sdmx/v2/data/dataflow/ASEC/*/*/*?format=csv' \
    '/sdmx/v1/data/all/all'; do
    for name in nobody "${!token[@]}"; do
      header='X-None: none'
      [[ $name == nobody ]] || header="Authorization: Bearer ${token[$name]}"
      get "$http" "$path" "$header" 'Accept: */*' >answer
      shown=no expected=no
      ! grep -q 918273645 answer || shown=yes
      [[ " $* " != *" $name "* ]] || expected=yes
      [[ $shown == "$expected" ]] || fail "$path for $name: shown $shown, expected $expected: $(<answer)"
    done
  done
}
own=(KH slom-KH asec)
shows "${own[@]}"
run lontar release new A1 --to members --node node --dry-run
run lontar release list --node node --released
says 'Nothing is released'
run lontar release new A1 --to members --node node
says 'released to members'
shows "${own[@]}"
run lontar sync --node node
shows "${own[@]}" VN slom slom-VN
run lontar release new A1 --to public --node node
run lontar sync --node node
shows "${own[@]}" VN slom slom-VN nobody public auditor
run lontar release list --hub hub --member KH
says 'released to everybody, by log entry'
run lontar release new A1 --to nobody --node node
run lontar sync --node node
shows "${own[@]}"
run lontar export --hub hub --out operator.csv
grep -q 918273645 operator.csv || fail "the operator's export lacks a figure"

# Signing in and out by the form.
post "$http" /sign-in "token=${token[KH]}" 'Origin: http://localhost' >answer
grep -q '^HTTP/1.1 303' answer || fail "$(<answer)"
grep -q '^Set-Cookie: lontar_token=lontar_.*; HttpOnly; SameSite=Strict' answer || fail "$(<answer)"
! grep -q '; Secure' answer || fail "Secure without TLS: $(<answer)"
post "$http" /sign-in "token=${token[KH]}" 'X-Forwarded-Proto: https' | grep -q '; Secure' || fail "not Secure behind TLS"
post "$http" /sign-in 'token=lontar_wrong' | grep -q '^HTTP/1.1 401' || fail "a wrong token signs in"
post "$http" /sign-in "token=${token[KH]}" 'Origin: https://evil.example' | grep -q '^HTTP/1.1 403' || fail "another site signs in"
post "$http" /sign-out '' | grep -q '^Set-Cookie: lontar_token=; .*Max-Age=0' || fail "no signing out"

# Revoked: at once, and after a restart.
run lontar token revoke token-6 --hub hub
[[ $(status_of "$http" /api/cells "Authorization: Bearer ${token[KH]}") == 401 ]] || fail "a revoked token holds"
expect 6 lontar token revoke token-66 --hub hub
stop_daemon hub hub
start_daemon hub hub lontar-hub
await hub/http-port test -s hub/http-port
http=$(<hub/http-port)
[[ $(status_of "$http" /api/cells "Authorization: Bearer ${token[KH]}") == 401 ]] || fail "a revoked token holds after a restart"
get "$http" /api/cells "Authorization: Bearer ${token[asec]}" >answer
grep -q 918273645 answer || fail "a valid one does not"
# An expired or wrong cookie is nobody's, not an error.
[[ $(status_of "$http" /api/threshold 'Cookie: lontar_token=lontar_old') == 200 ]] || fail "an old cookie keeps its reader out"

# T42: no address takes anything but the two forms.
for path in / /api/threshold /api/tokens /metrics /round/close /token/make; do
  post "$http" "$path" 'a=b' "Authorization: Bearer ${token[asec]}" | grep -q '^HTTP/1.1 405' || fail "POST $path is taken"
done
